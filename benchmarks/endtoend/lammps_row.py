"""Rows of LAMMPS: pair time per atom and step from the breakdown that LAMMPS prints."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import numpy as np
from ase.io import read

from .paths import DIST, run

MASSES = {11: 22.98976928, 14: 28.085}
SYMBOLS = {11: "Na", 14: "Si"}
ROOM = 20.0  # A around a cluster
BLOCKS = 4

SCRIPT = """units metal
boundary p p p
processors {grid}
read_data data
pair_style gapsharp
pair_coeff * * {model} {element}
thermo 1000000
{runs}"""


def row(model: Path, structure: Path, ranks: int, steps: int) -> dict[str, float]:
    """Least time of a few blocks of steps with atoms that stand still; energy is computed every step, as LAMMPS asks for it."""
    atoms = read(str(structure))
    with tempfile.TemporaryDirectory() as folder:
        _write_data(Path(folder) / "data", atoms)
        script = SCRIPT.format(model=model, element=SYMBOLS[atoms.numbers[0]], grid="1 1 *", runs=f"run {steps}\n" * (BLOCKS + 1))
        (Path(folder) / "in").write_text(script)
        command = [DIST / "bin/lmp-gapsharp", "-in", "in", "-log", "none"]
        if ranks > 1:
            command = ["mpirun", "--oversubscribe", "--bind-to", "none", "-np", ranks, *command]
        text = run(command, folder=Path(folder))
    pair = [float(found) for found in re.findall(r"^Pair +\|[^|]*\|[^|]*\| *(\S+)", text, re.MULTILINE)][1:]
    loop = [float(found) for found in re.findall(r"^Loop time of (\S+)", text, re.MULTILINE)][1:]
    per_atom = 1e3 / (steps * len(atoms))
    return {"atoms": len(atoms), "full_ms": min(pair) * per_atom, "loop_ms": min(loop) * per_atom}


def _write_data(path: Path, atoms) -> None:
    positions, lengths = atoms.positions, atoms.cell.lengths()
    if not atoms.pbc.any():
        positions = positions - positions.min(axis=0) + ROOM
        lengths = positions.max(axis=0) + ROOM
    bounds = "".join(f"0 {length:.17g} {axis}lo {axis}hi\n" for length, axis in zip(lengths, "xyz"))
    rows = "".join(f"{k + 1} 1 {x:.17g} {y:.17g} {z:.17g}\n" for k, (x, y, z) in enumerate(np.asarray(positions)))
    path.write_text(f"data\n\n{len(atoms)} atoms\n1 atom types\n{bounds}\nMasses\n\n1 {MASSES[int(atoms.numbers[0])]}\n\nAtoms\n\n{rows}")
