"""ASE atoms into arrays."""

from __future__ import annotations

import numpy as np
from ase import Atoms
from ase.calculators.calculator import InputError

from ._types import Structure


def structure_of(atoms: Atoms) -> Structure:
    """Arrays of ``atoms``. Raises InputError for no atoms and for a zero lattice vector in a periodic direction."""
    if len(atoms) == 0:
        raise InputError("atoms has 0 atoms, expected at least 1")
    pbc = tuple(atoms.pbc.tolist())
    numbers = np.ascontiguousarray(atoms.numbers, dtype=np.int32)
    positions = np.ascontiguousarray(atoms.positions, dtype=np.float64)
    return Structure(numbers, positions, _cell(atoms, pbc) if any(pbc) else None, pbc)


def _cell(atoms: Atoms, pbc: tuple) -> np.ndarray:
    lengths = atoms.cell.lengths()
    for axis, name in enumerate("abc"):
        if pbc[axis] and lengths[axis] == 0:
            raise InputError(f"cell vector {name} is zero, expected a lattice vector because atoms.pbc[{axis}] is True")
    # A direction without periodicity may lack a vector (a slab); any vector out of the plane serves.
    return np.ascontiguousarray(atoms.cell.complete().array, dtype=np.float64)
