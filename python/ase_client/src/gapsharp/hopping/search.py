"""Minima hopping of one walker."""

from __future__ import annotations

import math
import os
from typing import Callable, Optional, Sequence, Union

import numpy as np
from ase import Atoms
from ase.calculators.calculator import CalculationFailed, InputError

from .database import HoppingDatabase, State
from .dynamics import escape, next_timestep, velocities
from .feedback import Feedback, Outcome
from .fragments import Fragments
from .hop import Hop
from .identity import Identity, OverlapFingerprint
from .known import KnownMinima, Minimum
from .parameters import Parameters
from .relaxation import relax
from .softening import soften
from .starts import in_order_of
from .surface import HopFailed, Point, Surface

_TIMESTEP = 0.5
"""First time step of an atom of mass 1 u, fs; it grows with the root of the mass."""


class MinimaHopping:
    """Searches the minima of a free cluster (Goedecker, J. Chem. Phys. 120, 9911 (2004), doi:10.1063/1.1724816).

    atoms: the start, with any calculator that gives energy and forces. Left as it is.
    database: of all walkers' minima, a file or the URL postgresql://user@host:port/name; made if it is not there. A walker that is in it
    goes on where it stood.
    identity: when two minima are the same; the overlap fingerprint if not given.
    spares: structures of the same atoms to begin at, in turn, if ``atoms`` has no minimum: random starts may fall apart.
    walker, seed: whole numbers from 0. Each hop draws from a generator of (seed, walker, number of the hop), so a search that was
    interrupted makes the hops it would have made.

    Errors: InputError for what was handed in, the calculator's own errors, CalculationFailed if no start has a minimum.
    """

    def __init__(self, atoms: Atoms, database: Union[str, os.PathLike], parameters: Parameters = Parameters(), *,
                 identity: Optional[Identity] = None, spares: Sequence[Atoms] = (), walker: int = 0, seed: int = 0) -> None:
        for name, value in (("walker", walker), ("seed", seed)):
            if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < 0:
                raise InputError(f"{name} is {value!r}, expected a whole number from 0")
        self.parameters, self.walker, self.seed = parameters, int(walker), int(seed)
        self.identity = OverlapFingerprint() if identity is None else identity
        self.surface = Surface(atoms)
        self.database = HoppingDatabase(database, atoms.get_chemical_formula(), self.identity.name)
        self._fragments = Fragments(self.surface.numbers, parameters.margin)
        self._known = KnownMinima(self.identity, parameters.energy_window, parameters.fingerprint_threshold or self.database.threshold)
        self._starts = [atoms.positions.copy(), *(in_order_of(atoms, spare) for spare in spares)]
        self._state: Optional[State] = self.database.resume(self.walker)
        # A long history is read now, not in the first hop's transaction, for which other walkers wait.
        self.database.refresh(self._known)

    def run(self, hops: int, report: Optional[Callable[[Hop], object]] = None) -> None:
        """Hops until the walker has done ``hops`` of them since its beginning; ``report`` is called after each."""
        while self._state is None or self._state.number < hops:
            hop = self.hop()
            if report is not None:
                report(hop)

    def hop(self) -> Hop:
        """One hop, in the database when it returns; the first call of a new walker relaxes the start."""
        before, state = self.surface.calls, self._state
        if state is None:
            return self._begin()
        number, reason = state.number + 1, ""
        # Kept if the dynamics ends in numbers that are not finite: the step was too long.
        timestep = next_timestep(state.timestep, math.inf)
        try:
            end, timestep = self._escape(state, np.random.default_rng([self.seed, self.walker, number]))
            point = self._settle(end)
        except HopFailed as failure:
            point, reason = None, str(failure)
        return self._record(number, point, timestep, self.surface.calls - before, reason)

    def _begin(self) -> Hop:
        point = self._first_minimum()
        timestep = self.parameters.timestep or _TIMESTEP * self.surface.mass ** 0.5
        return self._record(0, point, timestep, self.surface.calls, "")

    def _first_minimum(self) -> Point:
        reasons = []
        for start in self._starts:
            try:
                return self._settle(start)
            except HopFailed as failure:
                reasons.append(str(failure))
        raise CalculationFailed(f"the start has no minimum: {'; '.join(dict.fromkeys(reasons))} ({len(reasons)} tried)")

    def _escape(self, state: State, rng: np.random.Generator) -> tuple[np.ndarray, float]:
        """Positions after dynamics out of the current minimum, and the next time step."""
        direction = soften(self.surface, state.current, rng.normal(size=self._starts[0].shape), self.parameters)
        velocity = velocities(state.current, direction, state.feedback.temperature, self.surface.mass)
        end = escape(self.surface, state.current, velocity, self.surface.mass, state.timestep, self._fragments, self.parameters)
        return end.point.positions, next_timestep(state.timestep, end.error)

    def _settle(self, positions: np.ndarray) -> Point:
        """The minimum below, of a cluster in one piece."""
        point = relax(self.surface, self._fragments.gathered(positions), self.parameters)
        if len(self._fragments.of(point.positions)) > 1:
            point = relax(self.surface, self._fragments.gathered(point.positions), self.parameters)
        if self._fragments.collapsed(point.positions):
            raise HopFailed("atoms have collapsed")
        if len(self._fragments.of(point.positions)) > 1:
            raise HopFailed("the cluster has fallen apart")
        return Point(point.positions - point.positions.mean(axis=0), point.energy, point.forces)

    def _record(self, number: int, point: Optional[Point], timestep: float, calls: int, reason: str) -> Hop:
        """Compares the minimum with all that any walker knows, draws the consequences and commits both in one transaction."""
        state = self._state
        reached = state.current if point is None else point
        atoms = self.surface.atoms(reached)
        fingerprint = self.identity.describe(atoms)
        with self.database.transaction():
            self.database.refresh(self._known)
            found = self._known.find(reached.energy, fingerprint)
            minimum = state.minimum if point is None else found.id if found else 0
            if point is None:
                outcome = Outcome.FAILED
            elif found is None:
                outcome = Outcome.NEW
            else:
                outcome = Outcome.SAME if state is not None and minimum == state.minimum else Outcome.KNOWN
            moved = outcome in (Outcome.NEW, Outcome.KNOWN)
            accepted = moved and (state is None or reached.energy - state.current.energy < state.feedback.energy_difference)
            feedback = Feedback(self.parameters.temperature, self.parameters.energy_difference) if state is None else \
                state.feedback.after(outcome, accepted, self.parameters)
            lowest = min(self._known.lowest, reached.energy) if outcome is Outcome.NEW else self._known.lowest
            hop = Hop(self.walker, number, outcome, accepted, reached.energy, minimum, feedback, timestep, calls, lowest, reason)
            row = self.database.write(hop, atoms, fingerprint, self.seed)
        if outcome is Outcome.NEW:
            hop = hop._replace(minimum=row)
        here = (reached, hop.minimum) if accepted else (state.current, state.minimum)
        self._state = State(number, feedback, timestep, *here)
        return hop
