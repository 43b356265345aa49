"""Lindemann index: how much the distances between atoms fluctuate along a trajectory."""

from __future__ import annotations

from typing import Iterable, Optional, Union

import numpy as np
from ase import Atoms
from ase.calculators.calculator import InputError
from scipy.spatial.distance import pdist, squareform

from ._clusters import free_positions

Trajectory = Union[Iterable[Atoms], np.ndarray]
"""Frames of one cluster, or their positions, float64 [frames][N][3] (A)."""


def lindemann(trajectory: Trajectory) -> float:
    """Relative root mean square fluctuation of the distances, averaged over pairs; a number without unit.

    delta = 2/(N (N-1)) sum_{i<j} sqrt(<r_ij^2> - <r_ij>^2)/<r_ij>, <> the mean over frames (Etters and Kaelberer 1975,
    doi:10.1103/PhysRevA.11.1068). Small clusters melt where it passes 0.1 to 0.15. Every frame counts once: leave out the
    equilibration. One pass; memory is that of a few frames. Errors: InputError for fewer than two frames or atoms, frames of
    different lengths, periodic frames (a cluster cut by the cell's boundary has no distances).
    """
    return float(lindemann_by_atom(trajectory).mean())


def lindemann_by_atom(trajectory: Trajectory) -> np.ndarray:
    """The same averaged over the pairs of each atom, float64 [N]; its mean is the index of the cluster."""
    first: Optional[np.ndarray] = None
    frames = 0
    for frames, frame in enumerate(trajectory, start=1):
        lengths = pdist(_positions(frame, frames - 1))
        if first is None:
            first, sums, squares = lengths, np.zeros_like(lengths), np.zeros_like(lengths)
        if len(lengths) != len(first):
            raise InputError(f"frame {frames - 1} has {len(frame)} atoms, expected as many as the first")
        # Counted from the first frame: the squares of the distances themselves would cancel in a cold cluster.
        change = lengths - first
        sums += change
        squares += change * change
    if frames < 2:
        raise InputError(f"the trajectory has {frames} frames, expected at least 2")
    mean = first + sums / frames
    if not (mean > 0).all():
        raise InputError("two atoms are at the same place in every frame, expected a distance")
    spread = np.sqrt(np.maximum(squares / frames - (sums / frames) ** 2, 0))
    fluctuation = squareform(spread / mean)
    return fluctuation.sum(axis=1) / (len(fluctuation) - 1)


def _positions(frame: Union[Atoms, np.ndarray], index: int) -> np.ndarray:
    if isinstance(frame, Atoms):
        try:
            return free_positions(frame, least=2)
        except InputError as error:
            raise InputError(f"frame {index}: {error}") from error
    if np.ndim(frame) != 2 or np.shape(frame)[1] != 3 or len(frame) < 2 or not np.isfinite(frame).all():
        raise InputError(f"frame {index} has shape {np.shape(frame)}, expected finite positions [N][3] (A) of at least 2 atoms")
    return np.asarray(frame, dtype=np.float64)
