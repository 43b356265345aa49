"""Which minima are the same isomer."""

from __future__ import annotations

from typing import List, NamedTuple, Sequence

from ase import Atoms
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import pdist, squareform

from ..analysis import nearest_distance
from ..fingerprints import distance, fingerprint

_HANG_TOGETHER = 1.6
"""Atoms closer than so many nearest-neighbour distances are one piece."""


class Identity(NamedTuple):
    """Two minima are the same if both their energies and their fingerprints are this close."""

    energy: float = 0.01
    """eV."""
    fingerprint: float = 0.01


def groups(atoms: Sequence[Atoms], energies: Sequence[float], identity: Identity) -> List[List[int]]:
    """Indices of the same minima, the lowest first in each group, groups by ascending energy of their lowest."""
    described = [fingerprint(each) for each in atoms]
    found: List[List[int]] = []
    for index in sorted(range(len(atoms)), key=lambda index: (energies[index], index)):
        for group in found:
            lowest = group[0]
            if (energies[index] - energies[lowest] <= identity.energy
                    and distance(described[index], described[lowest]) <= identity.fingerprint):
                group.append(index)
                break
        else:
            found.append([index])
    return found


def in_one_piece(atoms: Atoms) -> bool:
    """Whether no atom has evaporated."""
    bonded = squareform(pdist(atoms.positions)) < _HANG_TOGETHER * nearest_distance(atoms)
    return connected_components(bonded, directed=False)[0] == 1
