"""A quick Lennard-Jones calculator and a fingerprint for the tests of minima hopping; picklable, so that walkers can have them."""

from __future__ import annotations

from typing import Sequence

import numpy as np
from ase import Atoms
from ase.calculators.calculator import Calculator, all_changes
from gapsharp.clusters import random_cluster

EPSILON = 0.1
"""Depth of the pair potential, eV: temperatures and energies like those of a metal."""

SIGMA = 3.0
NEAREST = 2 ** (1 / 6) * SIGMA
"""Distance of the pair minimum, A: what the covalent radius of sodium takes for a bond."""

BOHR = 0.52917720859
WIDTH = 1.54 / BOHR


class LennardJones(Calculator):
    """E = sum over pairs of 4 epsilon ((sigma/r)^12 - (sigma/r)^6), without cutoff."""

    implemented_properties = ["energy", "forces"]

    def calculate(self, atoms: Atoms = None, properties: Sequence[str] = ("energy",),
                  system_changes: Sequence[str] = tuple(all_changes)) -> None:
        super().calculate(atoms, properties, system_changes)
        apart = self.atoms.positions[:, None] - self.atoms.positions[None]
        squares = np.sum(apart * apart, axis=2)
        np.fill_diagonal(squares, np.inf)
        sixth = (SIGMA**2 / squares) ** 3
        self.results["energy"] = 2 * EPSILON * np.sum(sixth * (sixth - 1))
        self.results["forces"] = np.sum((24 * EPSILON * sixth * (2 * sixth - 1) / squares)[:, :, None] * apart, axis=1)


class GlobalOverlap:
    """Sorted eigenvalues of the overlap matrix of s Gaussians (doi:10.1063/1.4828704), as wide as those of sodium."""

    name = "test overlap s"

    def describe(self, atoms: Atoms) -> np.ndarray:
        apart = (atoms.positions[:, None] - atoms.positions[None]) / BOHR
        return np.linalg.eigvalsh(np.exp(-np.sum(apart * apart, axis=2) / (4 * WIDTH**2)))[::-1]

    def distance(self, first: np.ndarray, second: np.ndarray) -> float:
        return float(np.linalg.norm(first - second) / np.sqrt(len(first)))


def cluster(count: int, seed: int) -> Atoms:
    """A random compact start with the calculator."""
    atoms = random_cluster("Na", count, NEAREST, np.random.default_rng(seed))
    atoms.calc = LennardJones()
    return atoms
