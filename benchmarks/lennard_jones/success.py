"""When a search has found the global minimum."""

from __future__ import annotations

import numpy as np
from ase import Atoms

from .potential import EPSILON, LennardJones

GLOBAL = {13: -44.326801, 38: -173.928427, 55: -279.248470}
"""Energies of the global minima, in epsilon (Cambridge Cluster Database; Wales and Doye 1997, doi:10.1021/jp970984n)."""

TOLERANCE = 1e-3
"""In epsilon, after the tight relaxation."""

_WORTH_A_LOOK = 0.5
"""A search's own relaxation leaves so much at most, in epsilon; the second lowest minima lie 0.68 (LJ38) and more above."""

_TIGHT = 1e-4
"""Largest component of a force after the tight relaxation, eV/A; what is left is some 1e-6 epsilon."""


def promising(size: int, energy: float) -> bool:
    """Whether a relaxed energy (eV) is so near that of the global minimum that a tight relaxation has to tell."""
    return energy / EPSILON < GLOBAL[size] + _WORTH_A_LOOK


def is_global(positions: np.ndarray) -> bool:
    """Whether the minimum below is the global one. The relaxation is the same for every method and does not count."""
    from gapsharp.hopping import Parameters
    from gapsharp.hopping.relaxation import relax
    from gapsharp.hopping.surface import HopFailed, Surface

    surface = Surface(Atoms(f"Na{len(positions)}", positions, calculator=LennardJones()))
    try:
        energy = relax(surface, positions, Parameters(fmax=_TIGHT)).energy / EPSILON
    except HopFailed:
        return False
    return bool(abs(energy - GLOBAL[len(positions)]) < TOLERANCE)
