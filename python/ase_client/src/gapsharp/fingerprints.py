"""Overlap-matrix fingerprints of free clusters, and which minima are the same.

Sadeghi et al. 2013, doi:10.1063/1.4828704. Translation, rotation, inversion and numbering of the atoms change nothing.
"""

from __future__ import annotations

import ctypes
from typing import List, Optional, Sequence

import numpy as np
from ase import Atoms
from ase.calculators.calculator import InputError

from ._library import check, library
from ._structure import structure_of

_ORBITALS = {"s": 1, "sp": 3}
_PER_ATOM = {"s": 1, "sp": 4}


def fingerprint(atoms: Atoms, orbitals: str = "sp") -> np.ndarray:
    """Eigenvalues of the overlap matrix, descending: N with orbitals "s", 4N with "sp". Their sum is their number.

    Raises InputError for periodic atoms, and for an element without covalent radius (heavier than Cm).
    """
    per_atom = _per_atom(orbitals)
    structure = structure_of(atoms)
    if any(structure.pbc):
        raise InputError(f"atoms.pbc is {list(structure.pbc)}, expected a free cluster (atoms.pbc = False)")
    values = np.empty(per_atom * len(atoms))
    loaded = library()
    check(loaded, loaded.gapsharp_fingerprint(
        structure.numbers.ctypes.data, structure.positions.ctypes.data, len(atoms), _ORBITALS[orbitals], values.ctypes.data,
        len(values), ctypes.byref(ctypes.c_int32())))
    return values


def distance(a: np.ndarray, b: np.ndarray, orbitals: str = "sp") -> float:
    """|a - b|/sqrt(N) of two fingerprints with these orbitals; N is the number of atoms."""
    per_atom = _per_atom(orbitals)
    if np.shape(a) != np.shape(b) or np.ndim(a) != 1 or len(a) == 0 or len(a) % per_atom:
        raise InputError(f"fingerprints have shapes {np.shape(a)} and {np.shape(b)}, "
                         f"expected the same, a multiple of {per_atom} for orbitals {orbitals!r}")
    return float(np.linalg.norm(np.subtract(a, b)) / np.sqrt(len(a) / per_atom))


def deduplicate(images: Sequence[Atoms], energies: Optional[Sequence[float]] = None, energy_window: float = 1e-3,
                threshold: float = 3e-3, orbitals: str = "sp") -> List[int]:
    """Indices, ascending, of the distinct minima: the lowest of every group of the same ones, as ``gapsharp deduplicate`` finds them.

    Two are the same if they have the same elements, energies closer than energy_window (eV) and fingerprints within threshold.
    energies (eV): one for each image; without them each image's get_potential_energy().
    """
    found = [image.get_potential_energy() for image in images] if energies is None else list(energies)
    if len(found) != len(images) or not np.isfinite(found).all():
        raise InputError(f"energies are {len(found)} of {len(images)} images, expected a finite number (eV) for each")
    if not (energy_window > 0 and threshold > 0):
        raise InputError(f"energy_window is {energy_window} and threshold is {threshold}, expected positive numbers")
    kept: List[int] = []
    values = {}
    first = 0
    for index in sorted(range(len(images)), key=found.__getitem__):
        values[index] = fingerprint(images[index], orbitals)
        while first < len(kept) and not found[index] - found[kept[first]] < energy_window:
            first += 1
        if not any(_same_elements(images[index], images[other])
                   and distance(values[index], values[other], orbitals) <= threshold for other in kept[first:]):
            kept.append(index)
    return sorted(kept)


def _same_elements(a: Atoms, b: Atoms) -> bool:
    return len(a) == len(b) and bool((np.sort(a.numbers) == np.sort(b.numbers)).all())


def _per_atom(orbitals: str) -> int:
    if orbitals not in _PER_ATOM:
        raise InputError(f"orbitals is {orbitals!r}, expected 's' or 'sp'")
    return _PER_ATOM[orbitals]
