"""Structures with energies and forces, and files of them (extended XYZ)."""

from __future__ import annotations

from pathlib import Path
from typing import Iterable, List, Optional

import numpy as np
from ase import Atoms
from ase.calculators.calculator import InputError
from ase.calculators.singlepoint import SinglePointCalculator
from ase.io import read, write

from .._files import whole_file

_RESULTS = ("energy", "free_energy", "forces", "stress", "virial", "dipole", "magmom", "magmoms", "charges", "energies", "stresses")


def read_structures(path: Path) -> List[Atoms]:
    """All structures of a file, energies and forces with them. InputError if there are none or they cannot be read."""
    try:
        images = read(path, ":")
    except Exception as error:  # ASE's readers raise whatever the text makes them stumble over
        raise InputError(f"cannot read {path}: {error or type(error).__name__}") from error
    if not images:
        raise InputError(f"{path} has no structures, expected at least one")
    return [_plain(image) for image in images]


def write_structures(path: Path, images: Iterable[Atoms]) -> None:
    """A whole file or none; positions and forces to 1e-8 A and eV/A, energies in full."""
    with whole_file(path) as fresh:
        # Without columns named, so that forces of some images do not ask for those of all.
        with open(fresh, "w", encoding="utf-8") as file:
            for image in images:
                write(file, image, format="extxyz")


def labelled(atoms: Atoms, energy: Optional[float], forces: Optional[np.ndarray]) -> Atoms:
    """A copy that carries this energy (eV) and these forces ([N][3], eV/A)."""
    copy = atoms.copy()
    for name in _RESULTS:
        copy.info.pop(name, None)
        if name in copy.arrays:
            del copy.arrays[name]
    values = {"energy": energy, "forces": forces}
    copy.calc = SinglePointCalculator(copy, **{name: value for name, value in values.items() if value is not None})
    return copy


def energy_of(atoms: Atoms) -> Optional[float]:
    """The energy that the atoms carry, eV, or None."""
    return None if atoms.calc is None else atoms.calc.results.get("energy")


def forces_of(atoms: Atoms) -> Optional[np.ndarray]:
    """The forces that the atoms carry, eV/A, or None."""
    return None if atoms.calc is None else atoms.calc.results.get("forces")


def _plain(image: Atoms) -> Atoms:
    image.set_constraint()
    results = {} if image.calc is None else image.calc.results
    forces = results.get("forces", image.arrays.get("force"))
    return labelled(image, results.get("energy"), forces)
