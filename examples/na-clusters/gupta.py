"""Gupta sodium (gapsharp.gupta) as a table for LAMMPS: cheap enough to sample a cluster to the end, as a reference beside a GAP fitted to it.

    PYTHONPATH=dist/python /usr/bin/python3 examples/na-clusters/gupta.py na.eam.alloy

and in LAMMPS: pair_style eam/alloy, pair_coeff * * na.eam.alloy Na.
"""

from __future__ import annotations

import os
import sys

import numpy as np
from ase.data import atomic_masses, atomic_numbers
from gapsharp.gupta import SODIUM

CUTOFF = 40.0
"""Of the table, A: pairs farther apart than this have 1e-12 eV. Clusters up to this diameter feel no cutoff."""

_DISTANCES, _DENSITIES, _DENSEST = 20_001, 40_001, 8.0


def write_setfl(path: str) -> None:
    """The potential as LAMMPS reads it: F(rho) = -sqrt(rho), rho(r) = xi^2 exp(-2 q (r/r0 - 1)), phi(r) = 2 A exp(-p (r/r0 - 1)).

    Splines between the points are within 1e-8 eV of the formula for a whole cluster of 55 atoms.
    """
    amplitude, xi, p, q, nearest = (SODIUM[name] for name in ("repulsion", "hopping", "p", "q", "distance"))
    r = np.arange(_DISTANCES) * CUTOFF / (_DISTANCES - 1)
    rho = np.arange(_DENSITIES) * _DENSEST / (_DENSITIES - 1)
    number = atomic_numbers["Na"]
    columns = (-np.sqrt(rho), xi**2 * np.exp(-2 * q * (r / nearest - 1)), r * 2 * amplitude * np.exp(-p * (r / nearest - 1)))
    with open(f"{path}.part", "w", encoding="ascii") as file:
        print("Gupta sodium, doi:10.1103/PhysRevB.57.15519", "units metal", "written by examples/na-clusters/gupta.py", "1 Na",
              f"{_DENSITIES} {float(rho[1])!r} {_DISTANCES} {float(r[1])!r} {CUTOFF!r}",
              f"{number} {float(atomic_masses[number])!r} 4.23 bcc", sep="\n", file=file)
        for column in columns:
            file.writelines(f"{value!r}\n" for value in column.tolist())
    os.replace(f"{path}.part", path)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: gupta.py OUT.eam.alloy")
    write_setfl(sys.argv[1])
