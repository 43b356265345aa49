"""Bond lengths, coordination and pair distances of a free cluster."""

from __future__ import annotations

from typing import NamedTuple, Optional, Tuple

import numpy as np
from ase import Atoms
from ase.calculators.calculator import InputError
from scipy.spatial.distance import pdist, squareform

from ._clusters import free_positions, positive

_BOND = 1.2
"""Bonds reach this far, in mean nearest-neighbour distances: between the first shell of close packings (1) and the second (1.41)."""


class Bonds(NamedTuple):
    """Bonds of one cluster; lengths in A."""

    nearest: float
    """Mean over the atoms of the distance to the nearest neighbour."""
    cutoff: float
    """Atoms closer than this are bonded."""
    pairs: np.ndarray
    """int [B][2], the bonded atoms."""
    lengths: np.ndarray
    """float64 [B], of these pairs."""
    coordination: np.ndarray
    """int [N], bonds of each atom."""

    @property
    def mean(self) -> float:
        """Mean bond length, nan without bonds."""
        return float(self.lengths.mean()) if len(self.lengths) else float("nan")


def nearest_distance(atoms: Atoms) -> float:
    """Mean over the atoms of the distance to the nearest neighbour, A. Needs two atoms; coinciding ones are refused."""
    return _nearest(_distances(atoms))


def bond_lengths(atoms: Atoms, cutoff: Optional[float] = None) -> Bonds:
    """Bonds: pairs closer than ``cutoff`` (A), by default 1.2 times the mean nearest-neighbour distance.

    In bcc the default takes in the second shell (1.15 times the first).
    """
    apart = _distances(atoms)
    nearest = _nearest(apart)
    cutoff = _BOND * nearest if cutoff is None else positive(cutoff, "cutoff")
    bonded = apart < cutoff
    np.fill_diagonal(bonded, False)
    pairs = np.argwhere(np.triu(bonded))
    return Bonds(nearest, cutoff, pairs, apart[tuple(pairs.T)], bonded.sum(axis=1))


def pair_distribution(atoms: Atoms, width: float = 0.1) -> Tuple[np.ndarray, np.ndarray]:
    """Distances r (A, middles of bins of ``width``) and neighbours per atom and A at r; the sum times width is N - 1."""
    positive(width, "width")
    lengths = pdist(free_positions(atoms, least=2))
    bins = int(lengths.max() // width) + 1
    if bins > 10**6:
        raise InputError(f"width is {width} A, expected at least a millionth of the longest distance ({lengths.max():.6g} A)")
    counts, edges = np.histogram(lengths, bins=bins, range=(0, bins * width))
    return (edges[:-1] + edges[1:]) / 2, 2 * counts / (len(atoms) * width)


def _distances(atoms: Atoms) -> np.ndarray:
    apart = squareform(pdist(free_positions(atoms, least=2)))
    first, second = np.divmod(np.argmin(apart + np.diag(np.full(len(apart), np.inf))), len(apart))
    if apart[first, second] == 0:
        raise InputError(f"atoms {first} and {second} are at the same place, expected a distance")
    return apart


def _nearest(apart: np.ndarray) -> float:
    return float((apart + np.diag(np.full(len(apart), np.inf))).min(axis=1).mean())
