"""ASE's own minima hopping, watched from outside: it stops when the global minimum is met, and writes less."""

from __future__ import annotations

from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any
from unittest import mock

import numpy as np
from ase import Atoms, io
from ase.optimize import QuasiNewton, minimahopping

from .comparison import QuickComparison
from .success import is_global, promising


class Found(Exception):
    """The global minimum is met."""


class AseHopping:
    """``ase.optimize.minimahopping.MinimaHopping`` with ``parameters``, in the current folder.

    Its optimizer looks at each minimum; comparisons of positions are quick ones; known minima are read once; what it writes about dynamics
    and relaxations, which it reads only to go on after an interruption, is not written. None of that changes a decision, a velocity or a count.
    """

    def __init__(self, atoms: Atoms, parameters: dict[str, Any]) -> None:
        self.found, self.relaxations, self.lowest = False, 0, np.inf
        self._minima: list[Atoms] = []
        self._search = minimahopping.MinimaHopping(atoms, optimizer=self._optimizer(), **parameters)

    def run(self) -> None:
        """Until Found, or what the calculator raises."""
        quiet = SimpleNamespace(Trajectory=self._trajectory, read=io.read)
        with mock.patch.multiple(minimahopping, ComparePositions=QuickComparison, MDLogger=_Nowhere, io=quiet):
            self._search()

    def _trajectory(self, name: str, mode: str = "r", *arguments: Any) -> Any:
        if mode != "r":
            return _Nowhere() if name.startswith("md") else io.Trajectory(name, mode, *arguments)
        # The minima so far, which ASE reads three times a hop: from the file comes what is new.
        with io.Trajectory(name) as stored:
            self._minima += [stored[index] for index in range(len(self._minima), len(stored))]
        return nullcontext(self._minima)

    def _relaxed(self, atoms: Atoms) -> None:
        energy = atoms.get_potential_energy()
        self.relaxations, self.lowest = self.relaxations + 1, min(self.lowest, energy)
        self.found = promising(len(atoms), energy) and is_global(atoms.positions)
        if self.found:
            raise Found

    def _optimizer(self) -> type:
        relaxed = self._relaxed

        class Watched(QuasiNewton):
            """ASE's default optimizer of minima hopping; says where it ended."""

            def __init__(self, atoms: Atoms, trajectory: str, logfile: str) -> None:
                super().__init__(atoms, logfile=None)

            def run(self, fmax: float) -> None:
                super().run(fmax=fmax)
                relaxed(self.atoms)

        return Watched


class _Nowhere:
    """A file that is not written."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        pass

    def __call__(self) -> None:
        pass

    def __enter__(self) -> _Nowhere:
        return self

    def __exit__(self, *error: Any) -> None:
        pass

    def write(self) -> None:
        pass
