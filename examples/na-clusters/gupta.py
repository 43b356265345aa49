"""Gupta sodium: a potential cheap enough to sample a cluster to the end, as a reference beside a GAP fitted to it.

E = sum_i [ sum_j A exp(-p (r_ij/r0 - 1)) - sqrt( sum_j xi^2 exp(-2 q (r_ij/r0 - 1)) ) ], j != i, without cutoff; parameters of Li,
Blaisten-Barojas and Papaconstantopoulos 1998, doi:10.1103/PhysRevB.57.15519.

    /usr/bin/python3 examples/na-clusters/gupta.py na.eam.alloy     # for LAMMPS: pair_style eam/alloy, pair_coeff * * na.eam.alloy Na
"""

from __future__ import annotations

import os
import sys
from typing import Optional, Sequence, Tuple

import numpy as np
from ase import Atoms
from ase.calculators.calculator import Calculator, all_changes
from ase.data import atomic_masses, atomic_numbers

A, XI, P, Q, R0 = 0.015955, 0.29113, 10.13, 1.30, 3.6989
"""A and xi in eV, r0 in A."""

CUTOFF = 40.0
"""Of the table, A: pairs farther apart than this have 1e-12 eV. Clusters up to this diameter feel no cutoff."""

_DISTANCES, _DENSITIES, _DENSEST = 20_001, 40_001, 8.0


class Gupta(Calculator):
    """ASE calculator of a free sodium cluster: energy and forces."""

    implemented_properties = ["energy", "forces"]

    def calculate(self, atoms: Optional[Atoms] = None, properties: Sequence[str] = ("energy",),
                  system_changes: Sequence[str] = tuple(all_changes)) -> None:
        super().calculate(atoms, properties, system_changes)
        self.results["energy"], self.results["forces"] = energy_and_forces(self.atoms.positions)


def energy_and_forces(positions: np.ndarray) -> Tuple[float, np.ndarray]:
    """E (eV) and -dE/dr (eV/A, [N][3]) of atoms at positions [N][3] (A)."""
    apart = positions[:, None] - positions[None]
    distances = np.sqrt(np.sum(apart * apart, axis=2))
    np.fill_diagonal(distances, 1.0)
    repulsion, density = _repulsion(distances), _density(distances)
    np.fill_diagonal(repulsion, 0.0)
    np.fill_diagonal(density, 0.0)
    bond = np.sqrt(density.sum(axis=1))
    # An atom without neighbours has no bond energy and no force.
    inverse = np.divide(1.0, bond, out=np.zeros_like(bond), where=bond > 0)
    slope = -2 * P / R0 * repulsion + Q / R0 * density * (inverse[:, None] + inverse[None])
    return float(repulsion.sum() - bond.sum()), -np.sum((slope / distances)[:, :, None] * apart, axis=1)


def write_setfl(path: str) -> None:
    """The potential as a table of LAMMPS' eam/alloy: F(rho) = -sqrt(rho), rho(r) = xi^2 exp(...), phi(r) = 2 A exp(...).

    Splines between the points are within 1e-8 eV per atom of the formula.
    """
    r = np.arange(_DISTANCES) * CUTOFF / (_DISTANCES - 1)
    rho = np.arange(_DENSITIES) * _DENSEST / (_DENSITIES - 1)
    number = atomic_numbers["Na"]
    with open(f"{path}.part", "w", encoding="ascii") as file:
        print("Gupta sodium, doi:10.1103/PhysRevB.57.15519", "units metal", "written by examples/na-clusters/gupta.py", "1 Na",
              f"{_DENSITIES} {float(rho[1])!r} {_DISTANCES} {float(r[1])!r} {CUTOFF!r}",
              f"{number} {float(atomic_masses[number])!r} 4.23 bcc", sep="\n", file=file)
        for column in (-np.sqrt(rho), _density(r), r * 2 * _repulsion(r)):
            file.writelines(f"{value!r}\n" for value in column.tolist())
    os.replace(f"{path}.part", path)


def _repulsion(r: np.ndarray) -> np.ndarray:
    return A * np.exp(-P * (r / R0 - 1))


def _density(r: np.ndarray) -> np.ndarray:
    return XI**2 * np.exp(-2 * Q * (r / R0 - 1))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: gupta.py OUT.eam.alloy")
    write_setfl(sys.argv[1])
