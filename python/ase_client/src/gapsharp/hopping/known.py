"""The distinct minima met so far, in memory, for looking one up."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import List, NamedTuple, Optional

import numpy as np

from .identity import Identity


class Minimum(NamedTuple):
    """One distinct minimum: its energy (eV), its row in the database and its fingerprint."""

    energy: float
    id: int
    fingerprint: np.ndarray


class KnownMinima:
    """Minima sorted by energy; two are the same within the energy window (eV) and the fingerprint threshold."""

    def __init__(self, identity: Identity, window: float, threshold: float) -> None:
        self._identity, self._window, self._threshold = identity, window, threshold
        self._sorted: List[Minimum] = []

    def __len__(self) -> int:
        return len(self._sorted)

    @property
    def lowest(self) -> float:
        """Energy of the lowest minimum, eV; infinite without any."""
        return self._sorted[0].energy if self._sorted else float("inf")

    def add(self, minimum: Minimum) -> None:
        """Adds a minimum that is not there yet."""
        insort(self._sorted, minimum)

    def find(self, energy: float, fingerprint: np.ndarray) -> Optional[Minimum]:
        """The minimum that this is: of those near enough in energy the one of the nearest fingerprint, if that is near enough."""
        first = bisect_left(self._sorted, (energy - self._window,))
        near: List[Minimum] = []
        for minimum in self._sorted[first:]:
            if minimum.energy >= energy + self._window:
                break
            near.append(minimum)
        found = min(near, key=lambda each: self._identity.distance(each.fingerprint, fingerprint), default=None)
        if found is None or self._identity.distance(found.fingerprint, fingerprint) >= self._threshold:
            return None
        return found
