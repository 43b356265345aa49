"""Sodium structures and the potential fitted to density functional data, from the reference data."""

from __future__ import annotations

from pathlib import Path

import reference
from ase.build import bulk
from structures import write_data

PAIR = "pair_style gapsharp {settings}\npair_coeff * * {model} Na\n"


def model() -> Path:
    return reference.potential("na-dft").model


def pair(settings: str = "", file: Path | None = None) -> str:
    return PAIR.format(settings=settings, model=file or model())


def na55(folder: Path) -> str:
    """A script's beginning: the free 55-atom cluster, nothing periodic."""
    frame = next(f for f in reference.potential("na").frames() if len(f.numbers) == 55)
    write_data(folder / "na55.data", frame.numbers, frame.positions)
    return "units metal\nboundary f f f\nread_data na55.data\n" + pair()


def crystal(folder: Path, settings: str = "", file: Path | None = None) -> str:
    """A script's beginning: 54 atoms of the bcc crystal, rattled. Atoms keep their numbers on any number of ranks."""
    atoms = bulk("Na", "bcc", a=4.23, cubic=True).repeat(3)
    atoms.rattle(stdev=0.15, seed=1)
    write_data(folder / "crystal.data", atoms.numbers, atoms.positions, atoms.cell.array)
    return "units metal\nread_data crystal.data\n" + pair(settings, file)


def perfect(region: str) -> str:
    """A script's beginning: the perfect bcc crystal in a region of lattice cells."""
    lattice = f"lattice bcc 4.23\nregion box {region}\ncreate_box 1 box\ncreate_atoms 1 box\nmass 1 22.98976928\n"
    return "units metal\n" + lattice + pair()
