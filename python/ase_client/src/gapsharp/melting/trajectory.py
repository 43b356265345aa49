"""Energies and structures of one temperature, the segments joined."""

from __future__ import annotations

import gzip
import os
from pathlib import Path
from typing import Iterator, List, NamedTuple, Tuple

import numpy as np
from ase.calculators.calculator import CalculationFailed

from .segments import Segments

COLUMNS = ("temperature", "energy", "kinetic", "step", "farthest", "wall")


class Samples(NamedTuple):
    """Columns, float64 [samples], at equal intervals."""

    energy: np.ndarray
    """Potential energy with that of the containment, eV."""
    kinetic: np.ndarray
    """Kinetic temperature of 3N - 6 degrees of freedom, K."""
    farthest: np.ndarray
    """Distance of the outermost atom from the centre of mass, A."""
    wall: np.ndarray
    """Energy of the containment, eV."""


def join(segments: Segments, discard: int = 0) -> Path:
    """Writes energies.csv of the temperature's folder: the rows of all complete segments after step ``discard``, each once."""
    target = segments.folder / "energies.csv"
    part = segments.folder / "energies.csv.joined"
    begins = 0
    with open(part, "w", encoding="ascii") as out:
        print(",".join(COLUMNS), file=out)
        for end in segments.ends():
            lines = segments.samples(end).read_text(encoding="ascii").splitlines()
            if lines[:1] != [",".join(COLUMNS)]:
                raise CalculationFailed(f"{segments.samples(end)} begins with {lines[:1]}, expected {','.join(COLUMNS)}")
            # LAMMPS prints no row at the step a run begins with; a row that is not within the segment would be counted twice.
            out.writelines(f"{line}\n" for line in lines[1:] if max(begins, discard) < int(line.split(",")[3]) <= end)
            begins = end
    os.replace(part, target)
    return target


def read_samples(path: Path) -> Samples:
    """What ``join`` wrote."""
    rows = np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2)
    return Samples(*(rows[:, COLUMNS.index(name)] for name in Samples._fields))


def frames(segments: Segments, after: int = 0) -> Iterator[Tuple[int, np.ndarray]]:
    """Step and positions, float64 [N][3] (A, centre of mass at the origin), of all complete segments' frames later than step ``after``."""
    begins = 0
    for end in segments.ends():
        with gzip.open(segments.frames(end), "rt", encoding="ascii") as file:
            lines = iter(file)
            for line in lines:
                if line.strip() != "ITEM: TIMESTEP":
                    raise CalculationFailed(f"{segments.frames(end)} has the line {line.strip()!r}, expected ITEM: TIMESTEP")
                step, atoms, rows = _frame(lines)
                # LAMMPS writes the frame that a segment begins with again.
                if begins < step <= end and step > after:
                    yield step, np.array(rows, dtype=float).reshape(atoms, 5)[:, 2:]
        begins = end


def _frame(lines: Iterator[str]) -> Tuple[int, int, List[List[str]]]:
    """The rest of a frame of a LAMMPS dump: id, type, x, y, z below its nine lines of heading."""
    step = int(next(lines))
    next(lines)
    atoms = int(next(lines))
    for _ in range(5):
        next(lines)
    return step, atoms, [next(lines).split() for _ in range(atoms)]
