"""The reference potentials and their 17-digit outputs, for the parity tests of every door.

The data lie in artifacts/reference, unpacked from tests/data/reference by eng/unpack-data.sh. Units eV, Angstrom, eV/A; virial in eV.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "artifacts" / "reference"
NAMES = ("na", "na-dft", "mg-dft", "si", "si-core", "sic")

# What every door has to meet: energy per atom (eV), force components (eV/A), virial components (eV).
ENERGY_TOLERANCE = 1e-9
FORCE_TOLERANCE = 1e-7
VIRIAL_TOLERANCE = 1e-6

# Debian's own potential (package lammps-examples), with the energy of the rattled cell below.
DEBIAN_MODEL = Path("/usr/share/lammps/examples/PACKAGES/quip/gap_example.xml")
DEBIAN_ENERGY = -1299.8494893043946


@dataclass(frozen=True)
class Frame:
    """One structure with the reference program's numbers for it."""

    file: Path
    index: int
    numbers: np.ndarray  # (N,) int32
    positions: np.ndarray  # (N, 3)
    cell: np.ndarray  # (3, 3), rows
    pbc: tuple[bool, bool, bool]
    energy: float
    forces: np.ndarray  # (N, 3)
    local_energy: np.ndarray  # (N,)
    virial: np.ndarray  # (3, 3)
    local_virial: np.ndarray  # (N, 3, 3), [atom, component of r, component of F]

    def __str__(self) -> str:
        return f"{self.file.name}[{self.index}]"


@dataclass(frozen=True)
class Potential:
    """A model file and the reference program's outputs for it."""

    name: str
    model: Path
    outputs: tuple[Path, ...]

    def frames(self) -> list[Frame]:
        return [frame for output in self.outputs for frame in read_frames(output)]


def unpack() -> None:
    """Unpacks the archives; quick when they are unpacked already."""
    subprocess.run(["sh", str(ROOT / "eng" / "unpack-data.sh")], check=True)


@lru_cache(maxsize=None)
def potential(name: str) -> Potential:
    """A potential by the name of its folder (see NAMES)."""
    unpack()
    (model,) = (DATA / name).glob("*.xml")
    outputs = tuple(sorted((DATA / name).glob(f"out.{model.stem}.*.xyz")))
    if not outputs:
        raise FileNotFoundError(f"no outputs of {model.name} in {DATA / name}")
    return Potential(name, model, outputs)


@lru_cache(maxsize=None)
def read_frames(path: Path) -> tuple[Frame, ...]:
    """All frames of an output file; every comment line and column that is needed must be there."""
    lines = path.read_text().splitlines()
    frames = []
    start = 0
    while start < len(lines):
        count = int(lines[start])
        rows = [line.split() for line in lines[start + 2 : start + 2 + count]]
        frames.append(_frame(path, len(frames), lines[start + 1], rows))
        start += 2 + count
    return tuple(frames)


def _frame(path: Path, index: int, comment: str, rows: list[list[str]]) -> Frame:
    values = {key: quoted or bare for key, quoted, bare in re.findall(r'(\S+?)=(?:"([^"]*)"|(\S+))', comment)}
    columns = _columns(values["Properties"], rows)
    return Frame(
        file=path,
        index=index,
        numbers=np.array(columns["Z"], dtype=np.int32).ravel(),
        positions=columns["pos"].astype(float),
        cell=_floats(values["Lattice"]).reshape(3, 3),
        pbc=tuple(flag == "T" for flag in values["pbc"].split()),
        energy=float(values["energy"]),
        forces=columns["force"].astype(float),
        local_energy=columns["local_energy"].astype(float).ravel(),
        virial=_floats(values["virial"]).reshape(3, 3),
        # Written column by column, as Fortran stores it: the component of r runs fastest.
        local_virial=columns["local_virial"].astype(float).reshape(-1, 3, 3).transpose(0, 2, 1),
    )


def _columns(properties: str, rows: list[list[str]]) -> dict[str, np.ndarray]:
    table = np.array(rows)
    fields = properties.split(":")
    columns, first = {}, 0
    for name, width in zip(fields[0::3], map(int, fields[2::3])):
        columns[name] = table[:, first : first + width]
        first += width
    return columns


def _floats(text: str) -> np.ndarray:
    return np.array([float(word) for word in text.split()])


def debian_silicon():
    """The 8-atom silicon cell (ase.Atoms) whose energy with Debian's potential is DEBIAN_ENERGY."""
    from ase.build import bulk

    atoms = bulk("Si", "diamond", a=5.43, cubic=True)
    atoms.rattle(stdev=0.05, seed=1)
    return atoms


def differences(frame: Frame, energy=None, forces=None, virial=None, local_energy=None, local_virial=None) -> dict[str, float]:
    """Largest absolute differences from the reference, of what is given; the energy per atom."""
    found = {}
    if energy is not None:
        found["energy"] = abs(energy - frame.energy) / len(frame.numbers)
    for name, value in (("forces", forces), ("virial", virial), ("local_energy", local_energy), ("local_virial", local_virial)):
        if value is not None:
            reference = getattr(frame, name)
            found[name] = float(np.abs(np.asarray(value).reshape(reference.shape) - reference).max())
    return found


def assert_close(frame: Frame, **values) -> None:
    """Fails, and says by how much, when a value is farther from the reference than the project promises."""
    limits = {
        "energy": ENERGY_TOLERANCE,
        "local_energy": ENERGY_TOLERANCE,
        "forces": FORCE_TOLERANCE,
        "virial": VIRIAL_TOLERANCE,
        "local_virial": VIRIAL_TOLERANCE,
    }
    for name, difference in differences(frame, **values).items():
        # Not "difference > limit": a result that is not a number must fail too.
        assert difference <= limits[name], f"{frame}: {name} differs by {difference:.3e}, expected at most {limits[name]:g}"
