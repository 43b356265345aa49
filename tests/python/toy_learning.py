"""Small runs of active learning for the tests: sodium clusters, labelled by the Gupta potential."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any, Dict, List

import numpy as np
from ase import Atoms
from gapsharp.clusters import random_cluster
from gapsharp.gupta import Gupta
from gapsharp.learning.structures import labelled, write_structures

NEAREST = 3.6

FIT = ["gap={distance_2b cutoff=6 covariance_type=ard_se theta_uniform=1 delta=0.5 n_sparse=8 sparse_method=uniform : "
       "soap l_max=3 n_max=4 cutoff=6 atom_sigma=0.6 zeta=2 delta=0.2 covariance_type=dot_product n_sparse=30 sparse_method=cur_points}",
       "default_sigma={0.002 0.05 0 0}", "sparse_jitter=1e-8", "e0=0.0"]


class Counting(Gupta):
    """Notes every calculation in a file; ends the process at the one that KILL_AT names, as a power cut would."""

    def __init__(self, log: str, **parameters: Any) -> None:
        super().__init__(**parameters)
        self._log = Path(log)

    def calculate(self, *arguments: Any, **options: Any) -> None:
        lines = self._log.read_text().splitlines() if self._log.exists() else []
        if os.environ.get("KILL_AT") == str(len(lines)):
            os.environ.pop("KILL_AT")
            os.kill(os.getpid(), signal.SIGKILL)
        super().calculate(*arguments, **options)
        with open(self._log, "a", encoding="utf-8") as file:
            print(f"{self.results['energy']:.9f}", file=file)


class Noting(Gupta):
    """Refers to itself, as calculators of ASE do; notes when it begins and ends."""

    def __init__(self, log: str, fails: bool = False) -> None:
        super().__init__()
        self._log, self._fails, self._itself = Path(log), fails, self
        self._note("begins")

    def __del__(self) -> None:
        self._note("ends")

    def calculate(self, *arguments: Any, **options: Any) -> None:
        super().calculate(*arguments, **options)
        if self._fails:
            raise ArithmeticError("the density does not converge")

    def _note(self, what: str) -> None:
        with open(self._log, "a", encoding="utf-8") as file:
            print(what, file=file)


class Failing(Gupta):
    """Fails at clusters of these sizes."""

    def __init__(self, sizes: List[int]) -> None:
        super().__init__()
        self._sizes = sizes

    def calculate(self, *arguments: Any, **options: Any) -> None:
        super().calculate(*arguments, **options)
        if len(self.atoms) in self._sizes:
            raise ArithmeticError("the density does\nnot converge")


def cluster(count: int, seed: int) -> Atoms:
    return random_cluster("Na", count, NEAREST, np.random.default_rng(seed))


def known(atoms: Atoms) -> Atoms:
    atoms.calc = Gupta()
    return labelled(atoms, atoms.get_potential_energy(), atoms.get_forces())


def config(folder: Path, **changes: Any) -> Dict[str, Any]:
    """A config's values; its files are written into ``folder``."""
    write_structures(folder / "train.xyz", [known(cluster(count, seed)) for count, seed in ((4, 0), (5, 1), (6, 2), (6, 3))])
    write_structures(folder / "pool.xyz", [cluster(count, 500 + seed) for seed in range(4) for count in (5, 6, 7)])
    write_structures(folder / "test.xyz", [known(cluster(count, 200 + count)) for count in (6, 7, 8)])
    return {"train": "train.xyz", "test": "test.xyz", "fit": FIT, "explore": [{"kind": "pool", "file": "pool.xyz"}],
            "pick": {"count": 3, "variance": 1, "farthest": 1}, "stop": {"labels": 6},
            "label": {"calculator": "toy_learning:Counting", "settings": {"log": str(folder / "calculations")}}, **changes}


def write_config(folder: Path, **changes: Any) -> Path:
    path = folder / "learn.json"
    path.write_text(json.dumps(config(folder, **changes)))
    return path
