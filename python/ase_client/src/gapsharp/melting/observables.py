"""What each temperature's trajectory says besides the heat capacity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

import numpy as np
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import pdist, squareform

from ..analysis import lindemann
from .segments import Segments
from .trajectory import Samples, frames

_HANG_TOGETHER = 1.6
"""Atoms closer than so many nearest-neighbour distances of the start are one piece: beyond the second shell of close packings (1.41)."""


@dataclass(frozen=True)
class Observables:
    """Of one temperature, after equilibration."""

    temperature: float
    """Of the bath, K."""
    samples: int
    """Energies that count."""
    frames: int
    """Structures that count."""
    energy: float
    """Mean potential energy, eV."""
    kinetic: float
    """Mean kinetic temperature of 3N - 6 degrees of freedom, K."""
    lindemann: float
    """Relative bond-length fluctuation."""
    farthest: float
    """Largest distance of an atom from the centre of mass, A."""
    contained: float
    """Part of the energies at which an atom was beyond the radius of containment."""
    fragmented: float
    """Part of the structures in more than one piece."""


def observe(segments: Segments, samples: Samples, after: int, nearest: float) -> Observables:
    """Observables from the energies that count and the structures after step ``after``.

    nearest: mean distance of nearest neighbours of the start, A.
    """
    structures = [positions for _, positions in frames(segments, after)]
    return Observables(
        temperature=segments.temperature, samples=len(samples.energy), frames=len(structures), energy=float(samples.energy.mean()),
        kinetic=float(samples.kinetic.mean()), lindemann=lindemann(structures) if len(structures) > 1 else float("nan"),
        farthest=float(samples.farthest.max()), contained=float((samples.wall > 0).mean()),
        fragmented=fragmented(structures, _HANG_TOGETHER * nearest))


def fragmented(structures: Sequence[np.ndarray], bond: float) -> float:
    """Part of the structures ([N][3], A) in which not all atoms hang together by distances below ``bond``; nan if there are none."""
    if not structures:
        return float("nan")
    return float(np.mean([connected_components(squareform(pdist(positions)) < bond, directed=False)[0] > 1 for positions in structures]))
