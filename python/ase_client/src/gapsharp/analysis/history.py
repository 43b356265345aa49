"""The hops of a minima-hopping database by walker, read on from where the last reading ended."""

from __future__ import annotations

from bisect import insort
from typing import Dict, List, NamedTuple

from ase import Atoms
from ase.db.core import T2000, YEAR

from .._databases import shown
from .inputs import Cluster, PathLike
from .runs import hop_rows

BEST = 4
"""Lowest distinct minima whose structures are kept."""


class Step(NamedTuple):
    """One hop: energies in eV, temperature in K, seconds since 1970."""

    id: int
    walker: int
    hop: int
    outcome: str
    accepted: bool
    energy: float
    """Of the minimum that was reached."""
    current: float
    """Of the minimum that the next hop starts from."""
    temperature: float
    energy_difference: float
    force_calls: int
    time: float


class Best(NamedTuple):
    """One of the lowest distinct minima, and the hop that met it first."""

    energy: float
    id: int
    walker: int
    hop: int
    time: float
    cluster: Cluster


class History:
    """What all walkers did. Small numbers only are kept of a hop, and the structures of the ``BEST`` lowest minima."""

    def __init__(self, name: PathLike) -> None:
        self._name, self._seen = name, 0
        self.source = shown(name)
        self.steps: Dict[int, List[Step]] = {}
        """By walker, in the order of their hops."""
        self.best: List[Best] = []

    def read_on(self) -> None:
        """Adds the hops since the last call. Errors: InputError."""
        for row in hop_rows(self._name, f"id>{self._seen}"):
            own = self.steps.setdefault(row.walker, [])
            accepted = bool(row.accepted)
            current = row.energy if accepted or not own else own[-1].current
            own.append(Step(row.id, row.walker, row.hop, row.outcome, accepted, row.energy, current, row.temperature, row.energy_difference,
                            row.force_calls, T2000 + YEAR * row.ctime))
            if row.outcome == "new":
                cluster = Cluster(Atoms(row.numbers, row.positions), row.energy, f"{self.source}:{row.id}")
                insort(self.best, Best(row.energy, row.id, row.walker, row.hop, own[-1].time, cluster))
                del self.best[BEST:]
            self._seen = row.id
