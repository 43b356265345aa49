"""One search from one start, until the global minimum is met or the force calls are spent: by gapsharp.hopping, by ASE's class."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from ase import Atoms

from .ase_class import AseHopping, Found
from .potential import NEAREST, LennardJones, Spent
from .success import is_global, promising


class Ended(NamedTuple):
    """How a search ended."""

    found: bool
    calls: int
    relaxations: int
    lowest: float
    """eV."""


def start(size: int, seed: int, calculator: LennardJones) -> Atoms:
    """A random compact cluster; the same for every method."""
    from gapsharp.clusters import random_cluster
    atoms = random_cluster("Na", size, NEAREST, np.random.default_rng(seed))
    atoms.calc = calculator
    return atoms


def by_gapsharp(size: int, seed: int, bound: int, parameters: dict[str, Any]) -> Ended:
    from gapsharp.hopping import MinimaHopping, Parameters
    calculator = LennardJones(bound)
    found, hops, lowest = False, 0, np.inf
    with tempfile.TemporaryDirectory() as folder:
        search = MinimaHopping(start(size, seed, calculator), Path(folder) / "minima.db", Parameters(**parameters), seed=seed)
        try:
            while not found:
                hop = search.hop()
                hops, lowest = hops + 1, hop.lowest
                found = promising(size, hop.energy) and is_global(search.database.minima()[0].positions)
        except Spent:
            pass
    return Ended(found, calculator.calls, hops, lowest)


def by_ase(size: int, seed: int, bound: int, parameters: dict[str, Any]) -> Ended:
    calculator = LennardJones(bound)
    atoms = start(size, seed, calculator)
    np.random.seed(seed)
    before = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            search = AseHopping(atoms, parameters)
            search.run()
        except (Found, Spent):
            pass
        finally:
            os.chdir(before)
    return Ended(search.found, calculator.calls, search.relaxations, search.lowest)
