"""Minima hopping (ase.optimize.minimahopping) of a small sodium cluster."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator, List, NamedTuple

import numpy as np
from ase import Atoms
from ase.cluster import Icosahedron
from ase.io import read
from ase.optimize import BFGS
from ase.optimize.minimahopping import MinimaHopping
from gapsharp import GapCalculator
from gapsharp.clusters import contain, random_cluster

BOND = 3.6
"""Typical distance of neighbours in small sodium clusters, A."""

SETTINGS = dict(T0=700.0, Ediff0=0.3, beta1=1.1, beta2=1.1, beta3=1 / 1.02, mdmin=3, timestep=4.0, fmax=0.02)
"""Sodium is heavy and soft: long steps, moderate temperatures, and an acceptance window of a few isomers."""


class Search(NamedTuple):
    energies: List[float]
    """Energy of the relaxed minimum after the start and after each hop, eV."""
    best: Atoms
    """The lowest minimum, relaxed tightly; carries the calculator."""


def search(calc: GapCalculator, count: int, hops: int, seed: int, folder: Path) -> Search:
    """Hops from a random compact start. ASE writes its logs and trajectories into ``folder``, which is made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    atoms = random_cluster("Na", count, BOND, np.random.default_rng(seed))
    atoms.calc = calc
    relax(atoms, 0.1)
    contain(atoms)
    np.random.seed(seed)  # ASE draws the velocities from numpy's global generator
    with inside(folder):
        # ASE counts the first relaxation as a step.
        MinimaHopping(atoms, **SETTINGS)(totalsteps=hops + 1)
    visited = [read(folder / f"qn{step:05d}.traj", -1) for step in range(hops + 1)]
    energies = [minimum.get_potential_energy() for minimum in visited]
    best = visited[int(np.argmin(energies))]
    best = Atoms(best.numbers, best.positions, calculator=calc)
    relax(best)
    return Search(energies, best)


def icosahedron(calc: GapCalculator, shells: int) -> Atoms:
    """The relaxed icosahedron (2 shells: 13 atoms, 3: 55)."""
    cluster = Icosahedron("Na", shells, BOND * np.sqrt(2))
    atoms = Atoms(cluster.numbers, cluster.positions - cluster.get_center_of_mass(), calculator=calc)
    relax(atoms)
    return atoms


def relax(atoms: Atoms, fmax: float = 1e-3) -> None:
    with BFGS(atoms, logfile=None) as run:
        run.run(fmax=fmax, steps=1000)


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    before = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
