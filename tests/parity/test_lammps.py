"""Parity through LAMMPS: every reference structure, written with all digits, through pair_style gapsharp."""

import sys
from pathlib import Path

import numpy as np
import pytest
import reference

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lammps"))

from lammps_host import CORE, Lammps  # noqa: E402
from structures import write_data  # noqa: E402

SYMBOLS = {6: "C", 11: "Na", 12: "Mg", 14: "Si"}
NKTV2P = 1.6021765e6  # bar A^3 / eV in LAMMPS' units metal

FRAME = """clear
{plugin}
units metal
boundary p p p
box tilt large
read_data {data}
pair_style gapsharp
pair_coeff * * {model} {elements}
compute w all pressure NULL virial
compute e all pe/atom
compute s all centroid/stress/atom NULL virial
thermo_style custom step pe vol c_w[*]
thermo_modify format float %.17g norm no
dump d all custom 1 {dump} id fx fy fz c_e c_s[*]
dump_modify d format float %.17g
run 0
"""


def symmetric(six: np.ndarray) -> np.ndarray:
    """3x3 of xx yy zz xy xz yz."""
    return six[..., [0, 3, 4, 3, 1, 5, 4, 5, 2]].reshape(*six.shape[:-1], 3, 3)


def general(nine: np.ndarray) -> np.ndarray:
    """3x3 of xx yy zz xy xz yz yx zx zy, first index the position's."""
    return nine[..., [0, 3, 4, 6, 1, 5, 7, 8, 2]].reshape(*nine.shape[:-1], 3, 3)


def evaluate(lammps: Lammps, potential: reference.Potential, frames, folder: Path):
    """Energy, forces, virial, local energies and local virials of every frame, in one LAMMPS process."""
    script, boxes = "", []
    species = sorted({int(z) for frame in frames for z in frame.numbers})
    elements = " ".join(SYMBOLS[z] for z in species)
    for k, frame in enumerate(frames):
        boxes.append(write_data(folder / f"data.{k}", frame.numbers, frame.positions, frame.cell, species))
        fields = {"plugin": lammps.preamble(), "data": f"data.{k}", "dump": f"dump.{k}"}
        script += FRAME.format(model=potential.model, elements=elements, **fields)
    run = lammps.run(script, folder)
    table = run.thermo()
    assert len(table) == len(frames)
    for k, (frame, box) in enumerate(zip(frames, boxes)):
        atoms = run.dump(f"dump.{k}")
        yield frame, {
            "energy": table[k, 1],
            "forces": box.vectors_back(atoms[:, 0:3]),
            "virial": box.tensors_back(symmetric(table[k, 3:9] * table[k, 2] / NKTV2P)),
            "local_energy": atoms[:, 3],
            "local_virial": box.tensors_back(general(-atoms[:, 4:13] / NKTV2P)),
        }


@pytest.mark.parametrize("kind, name", [("launcher", name) for name in reference.NAMES] + [("plugin", "si")])
def test_lammps(kind, name, tmp_path):
    assert CORE.exists(), f"{CORE} is missing: run eng/build-native.sh"
    potential = reference.potential(name)
    for frame, values in evaluate(Lammps(kind), potential, potential.frames(), tmp_path):
        reference.assert_close(frame, **values)
