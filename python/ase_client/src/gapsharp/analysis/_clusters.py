"""What every analysis asks of a cluster before it begins."""

from __future__ import annotations

import numpy as np
from ase import Atoms
from ase.calculators.calculator import InputError


def free_positions(atoms: Atoms, least: int = 1) -> np.ndarray:
    """Positions, float64 [N][3] (A), of a free cluster of at least ``least`` atoms. Raises InputError for anything else."""
    if atoms.pbc.any():
        raise InputError(f"atoms.pbc is {[bool(periodic) for periodic in atoms.pbc]}, expected a free cluster (atoms.pbc = False)")
    if len(atoms) < least:
        raise InputError(f"atoms has {len(atoms)} atoms, expected at least {least}")
    wrong = np.flatnonzero(~np.isfinite(atoms.positions).all(axis=1))
    if len(wrong):
        raise InputError(f"position of atom {wrong[0]} is {atoms.positions[wrong[0]].tolist()}, expected finite numbers (A)")
    return np.array(atoms.positions, dtype=np.float64)


def positive(value: float, name: str, unit: str = "A") -> float:
    """``value`` if it is a finite positive number, else InputError."""
    if not (np.isfinite(value) and value > 0):
        raise InputError(f"{name} is {value}, expected a positive number ({unit})")
    return float(value)
