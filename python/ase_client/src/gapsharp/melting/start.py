"""Where the simulations begin: the minimum of the potential below a given structure, centred."""

from __future__ import annotations

import re
from pathlib import Path
from typing import List, Sequence

import numpy as np
from ase import Atoms
from ase.calculators.calculator import CalculationFailed, InputError
from ase.cluster import Icosahedron
from ase.data import atomic_masses, chemical_symbols, covalent_radii
from ase.io import read

from ..analysis.figures import write_file
from .programs import run_program

_SHELLS = {13: 2, 55: 3, 147: 4, 309: 5, 561: 6, 923: 7}
"""Atoms of a Mackay icosahedron, and the number of shells as ASE counts them."""

_BOND = 1.1
"""Bond length of a metal cluster in sums of covalent radii: near enough for the relaxation."""

_EMPTY = 20.0
"""About the cluster during the relaxation, A."""


def icosahedron(formula: str) -> Atoms:
    """The Mackay icosahedron of a formula such as Na55, unrelaxed."""
    match = re.fullmatch(r"([A-Z][a-z]?)([0-9]{1,4})", formula)
    if match is None or match[1] not in chemical_symbols[1:] or int(match[2]) not in _SHELLS:
        raise InputError(f"icosahedron is {formula!r}, expected an element and one of {', '.join(map(str, _SHELLS))}, such as Na55")
    bond = 2 * _BOND * float(covalent_radii[chemical_symbols.index(match[1])])
    cluster = Icosahedron(match[1], _SHELLS[int(match[2])], bond * np.sqrt(2))
    return Atoms(cluster.numbers, cluster.positions)


def read_structure(path: str) -> Atoms:
    """The last structure of a file, without cell."""
    try:
        atoms = read(path)
    except Exception as error:  # ASE's readers raise whatever the text makes them stumble over
        raise InputError(f"cannot read {path}: {error}") from error
    return Atoms(atoms.numbers, atoms.positions)


def elements(atoms: Atoms) -> List[str]:
    """Symbols of the atom types, in the order of their first atoms."""
    return list(dict.fromkeys(atoms.get_chemical_symbols()))


def centred(atoms: Atoms) -> Atoms:
    """With its centre of mass at the origin."""
    atoms = atoms.copy()
    atoms.positions -= atoms.get_center_of_mass()
    return atoms


def radius(atoms: Atoms) -> float:
    """Distance of the outermost atom from the centre of mass, A."""
    return float(np.linalg.norm(centred(atoms).positions, axis=1).max())


def write_data(path: Path, atoms: Atoms, half: float) -> None:
    """Writes atoms about the origin as LAMMPS data (atom style atomic) in the cube from -half to half, A."""
    kinds = elements(atoms)
    lines = [f"{atoms.get_chemical_formula()}, units metal", "", f"{len(atoms)} atoms", f"{len(kinds)} atom types", "",
             *(f"{-half!r} {half!r} {axis}lo {axis}hi" for axis in "xyz"), "", "Masses", ""]
    for kind, symbol in enumerate(kinds, 1):
        lines.append(f"{kind} {float(atomic_masses[chemical_symbols.index(symbol)])!r} # {symbol}")
    lines += ["", "Atoms # atomic", ""]
    for index, (symbol, place) in enumerate(zip(atoms.get_chemical_symbols(), atoms.positions.tolist()), 1):
        lines.append(f"{index} {kinds.index(symbol) + 1} {place[0]!r} {place[1]!r} {place[2]!r}")
    write_file(path, "\n".join(lines) + "\n")


def relaxed(atoms: Atoms, lammps: Sequence[str], folder: Path, fmax: float) -> Atoms:
    """The minimum that LAMMPS finds below ``atoms`` with ``potential.in`` of the folder: no atom feels more than fmax (eV/A)."""
    atoms = centred(atoms)
    write_data(folder / "relax.data", atoms, radius(atoms) + _EMPTY)
    out = folder / "relax.dump"
    run_program([*lammps, "-in", str(Path(__file__).with_name("in.relax")), "-log", "relax.log", "-screen", "none",
                 "-var", "start", "relax.data", "-var", "potential", "potential.in", "-var", "fmax", repr(fmax), "-var", "out", out.name],
                folder, folder / "relax.log")
    rows = np.loadtxt(out, skiprows=9, ndmin=2)
    if rows.shape != (len(atoms), 5) or not np.isfinite(rows).all():
        raise CalculationFailed(f"{out} has {rows.shape[0]} atoms, expected {len(atoms)}: the relaxation lost some")
    out.unlink()
    return centred(Atoms(atoms.numbers, rows[:, 2:]))
