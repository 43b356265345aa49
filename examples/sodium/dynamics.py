"""Molecular dynamics of Na55 in LAMMPS, from the icosahedron that the potential itself relaxes to."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NamedTuple

import numpy as np
from ase import Atoms
from ase.io import write
from gapsharp import GapSharp
from hopping import icosahedron

INPUT = Path(__file__).resolve().parent / "in.na55"
BOX = 60.0
WARM_UP = 1.0
"""Time with the thermostat, ps."""


class Run(NamedTuple):
    start: Atoms
    time: np.ndarray
    """ps."""
    temperature: np.ndarray
    """K."""
    potential: np.ndarray
    """eV/atom."""
    total: np.ndarray
    """eV/atom."""

    @property
    def free(self) -> np.ndarray:
        """Where the energy is conserved: after the thermostat."""
        return self.time > WARM_UP

    @property
    def drift(self) -> float:
        """Slope of the total energy without thermostat, eV/atom/ps."""
        return float(np.polyfit(self.time[self.free], self.total[self.free], 1)[0])


def run(lammps: Path, model: Path, folder: Path) -> Run:
    """Leaves na55.data (start), na55.log, na55.dat (energies) and na55.dump (trajectory) in ``folder``."""
    with GapSharp(model) as calc:
        start = icosahedron(calc, shells=3)
    start.calc = None
    start.set_cell([BOX] * 3)
    start.center()
    write(folder / "na55.data", start, format="lammps-data", atom_style="atomic", specorder=["Na"])
    command = [str(lammps), "-in", str(INPUT), "-log", "na55.log", "-screen", "none",
               "-var", "model", str(model), "-var", "start", "na55.data", "-var", "results", "na55"]
    finished = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if finished.returncode != 0:
        raise SystemExit(f"error: LAMMPS ended with status {finished.returncode}, see {folder / 'na55.log'}: {finished.stdout}")
    return Run(start, *np.loadtxt(folder / "na55.dat", unpack=True))
