"""Minima, history and state of a search in an ASE database (SQLite or PostgreSQL), shared by any number of walkers."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any, Dict, Iterator, List, NamedTuple, Optional

import numpy as np
from ase import Atoms
from ase.calculators.calculator import InputError
from ase.db.row import AtomsRow

from .._databases import Name, open_database
from .feedback import Feedback, Outcome
from .hop import Hop
from .known import KnownMinima, Minimum
from .surface import Point

THRESHOLD = 3e-3
"""Of the overlap fingerprint, between noise and nearest distinct minima for small clusters relaxed to 0.005 eV/A."""


class State(NamedTuple):
    """Where a walker stands: its last hop's number and what the next one starts from."""

    number: int
    feedback: Feedback
    timestep: float
    current: Point
    minimum: int


class HoppingDatabase:
    """One row per hop, each written in one transaction: whatever ends a process, at most the hop it was in is lost.

    Keys of a row: walker, hop, outcome, accepted, minimum (id of the row that met this minimum first, absent in that row itself),
    temperature, energy_difference, timestep, force_calls; energy, forces and positions as ever; the fingerprint in ``data``.
    ``ase db minima.db outcome=new -s energy`` lists the distinct minima.
    """

    def __init__(self, name: Name, formula: str, identity: str) -> None:
        """name: a file of SQLite, or postgresql://user@host:port/name; made if it is not there."""
        about = {"formula": formula, "identity": identity}
        self._store = open_database(name)
        self.name = self._store.name
        self._seen = 0
        self._done: Dict[int, int] = {}
        self._store.create(about)
        with self._store.reporting():
            there = self._store.ase.metadata
        for key, value in about.items():
            if there.get(key) != value:
                raise InputError(f"{key} of {self.name} is {there.get(key)!r}, expected {value!r}: give another database")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Until the end of the block no other walker writes; what the block wrote is then kept, all or (after an error) nothing."""
        with self._store.transaction():
            yield

    def refresh(self, known: KnownMinima) -> None:
        """Adds what any walker has met since the last call; of a long history the first call may take seconds."""
        # By number only, and sorted out here: a selection by key would go through the whole history each time.
        with self._store.reporting():
            for row in self._rows(f"id>{self._seen}", sort="id"):
                if row.outcome == Outcome.NEW.value:
                    known.add(Minimum(row.energy, row.id, row.data["fingerprint"]))
                self._seen = row.id
                self._done[row.walker] = row.hop

    def write(self, hop: Hop, atoms: Atoms, fingerprint: np.ndarray, seed: int) -> int:
        """Adds a hop and the minimum it led to; call after ``refresh`` in one transaction. Returns the row's id."""
        keys: Dict[str, Any] = dict(
            walker=hop.walker, hop=hop.number, outcome=hop.outcome.value, accepted=hop.accepted, seed=seed,
            temperature=hop.feedback.temperature, energy_difference=hop.feedback.energy_difference, timestep=hop.timestep,
            force_calls=hop.force_calls)
        if hop.outcome is not Outcome.NEW:
            keys["minimum"] = hop.minimum
        done, expected = self._done.get(hop.walker, -1), hop.number - 1
        if done != expected:
            raise InputError(f"walker {hop.walker} in {self.name} has done hop {done}, expected {expected}: another process runs it")
        return self._store.ase.write(atoms, keys, data={"fingerprint": fingerprint, "reason": hop.reason})

    @property
    def threshold(self) -> float:
        """Fingerprints that differ by less are of the same minimum: what a calibration found, else THRESHOLD."""
        with self._store.reporting():
            return float(self._store.ase.metadata.get("fingerprint_threshold", THRESHOLD))

    def keep_threshold(self, threshold: float) -> None:
        """Walkers that begin or go on from now on take this threshold, unless they are given one."""
        with self._store.reporting():
            self._store.ase.metadata = {**self._store.ase.metadata, "fingerprint_threshold": float(threshold)}

    def resume(self, walker: int) -> Optional[State]:
        """Where a walker stands, None for one that has not begun."""
        with self._store.reporting():
            last = self._last(f"walker={walker}")
            if last is None:
                return None
            at = self._last(f"walker={walker},accepted=True")
        current = Point(at.positions, at.energy, at.forces)
        return State(last.hop, Feedback(last.temperature, last.energy_difference), last.timestep, current, at.get("minimum", at.id))

    def minima(self) -> List[Atoms]:
        """The distinct minima with their energies, the lowest first."""
        with self._store.reporting():
            return [row.toatoms() for row in self._rows(f"outcome={Outcome.NEW.value}", sort="energy")]

    def _rows(self, selection: str, **options: Any) -> Iterator[AtomsRow]:
        return self._store.ase.select(selection, **options)

    def _last(self, selection: str) -> Optional[AtomsRow]:
        rows = list(self._rows(selection, sort="-id", limit=1))
        return rows[0] if rows else None
