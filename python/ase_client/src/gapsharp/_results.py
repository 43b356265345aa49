"""Evaluations into ASE's results, and ASE's properties into what to evaluate."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Dict, Iterable, Optional

import numpy as np
from ase import Atoms
from ase.calculators.calculator import PropertyNotImplementedError
from ase.cell import Cell

from ._types import Evaluation, Quantities

_NEEDS = {
    "energy": Quantities.ENERGY,
    "free_energy": Quantities.ENERGY,
    "energies": Quantities.ENERGY | Quantities.LOCAL_ENERGIES,
    "forces": Quantities.ENERGY | Quantities.FORCES,
    "stress": Quantities.ENERGY | Quantities.VIRIAL,
    "stresses": Quantities.ENERGY | Quantities.LOCAL_VIRIALS | Quantities.VIRIAL,
}


def quantities_for(properties: Iterable[str]) -> int:
    """What to compute for ASE's property names; PropertyNotImplementedError for a name that is none of ours."""
    wanted = Quantities.ENERGY
    for name in properties:
        if name not in _NEEDS:
            raise PropertyNotImplementedError(f"property is {name!r}, expected one of {', '.join(_NEEDS)}")
        wanted |= _NEEDS[name]
    return wanted


def volume_of(atoms: Atoms) -> Optional[float]:
    """A^3; None for a cell that is not three-dimensional."""
    return _volume(atoms.cell.array.tobytes())


@lru_cache(maxsize=16)
def _volume(vectors: bytes) -> Optional[float]:
    # Remembered, because ASE takes longer over a cell that stays the same than over the atoms in it.
    cell = Cell(np.frombuffer(vectors).reshape(3, 3))
    return cell.volume if cell.rank == 3 else None


def results_of(evaluation: Evaluation, volume: Optional[float]) -> Dict[str, Any]:
    """ASE's results: whatever of energy, free_energy, energies, forces, stress and stresses the evaluation allows.

    Stresses need a volume: without one they are left out.
    """
    results: Dict[str, Any] = {"energy": evaluation.energy, "free_energy": evaluation.energy}
    if evaluation.local_energies is not None:
        results["energies"] = evaluation.local_energies
    if evaluation.forces is not None:
        results["forces"] = evaluation.forces
    if volume is not None:
        if evaluation.virial is not None:
            results["stress"] = -_voigt(evaluation.virial) / volume
        if evaluation.local_virials is not None:
            results["stresses"] = -_voigt(evaluation.local_virials) / volume
    return results


def _voigt(tensor: np.ndarray) -> np.ndarray:
    """xx yy zz yz xz xy of the symmetric part of [..., 3, 3]."""
    symmetric = 0.5 * (tensor + np.swapaxes(tensor, -1, -2))
    return symmetric[..., [0, 1, 2, 1, 0, 0], [0, 1, 2, 2, 2, 1]]
