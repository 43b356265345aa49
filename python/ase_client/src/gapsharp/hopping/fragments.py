"""Keeps a free cluster in one piece."""

from __future__ import annotations

from typing import List

import numpy as np
from ase.data import covalent_radii

_STEP = 0.1
"""Fragments are moved back in steps of this length, A."""

_COLLAPSED = 0.5
"""Atoms closer than this part of the sum of their radii have fallen into a hole of the potential."""


class Fragments:
    """Which atoms hang together: neighbours are at most (1 + margin) times the sum of their covalent radii apart."""

    def __init__(self, numbers: np.ndarray, margin: float) -> None:
        radii = covalent_radii[numbers]
        self._bond = radii[:, None] + radii[None, :]
        self._limit = ((1 + margin) * self._bond) ** 2

    def of(self, positions: np.ndarray) -> List[np.ndarray]:
        """The fragments as index arrays, the largest first."""
        # As numbers: a product of matrices is quicker than anything with truth values, and this is done in every step of dynamics.
        bonded = (_squares(positions, positions) <= self._limit).astype(float)
        found, left = [], np.ones(len(positions), dtype=bool)
        while left.any():
            piece, size = bonded[np.argmax(left)] > 0, 0
            while size < (size := np.count_nonzero(piece)) < len(positions):
                piece = bonded @ piece > 0
            found.append(np.flatnonzero(piece))
            left &= ~piece
        return sorted(found, key=len, reverse=True)

    def collapsed(self, positions: np.ndarray) -> bool:
        """Whether two atoms are far too close for a structure to mean anything."""
        return bool((_squares(positions, positions) + np.diag(np.full(len(positions), np.inf))
                     < (_COLLAPSED * self._bond) ** 2).any())

    def gathered(self, positions: np.ndarray) -> np.ndarray:
        """Positions with each smaller fragment moved straight back to the rest, until the nearest atoms are bonded."""
        pieces = self.of(positions)
        positions = positions.copy()
        while len(pieces) > 1:
            rest, piece = pieces[0], pieces[1]
            gaps = _squares(positions[rest], positions[piece])
            near, far = np.unravel_index(np.argmin(gaps), gaps.shape)
            step = positions[rest[near]] - positions[piece[far]]
            step *= _STEP / np.linalg.norm(step)
            bond = self._bond[np.ix_(rest, piece)] ** 2
            while not (_squares(positions[rest], positions[piece]) <= bond).any():
                positions[piece] += step
            pieces = self.of(positions)
        return positions

    def bounced(self, positions: np.ndarray, velocities: np.ndarray) -> np.ndarray:
        """Velocities after every fragment that leaves the rest was bounced back: an elastic collision of equal masses."""
        pieces = self.of(positions)
        for piece in pieces[1:]:
            rest = np.setdiff1d(np.arange(len(positions)), piece)
            line = positions[piece].mean(axis=0) - positions[rest].mean(axis=0)
            line /= np.linalg.norm(line)
            speed = (velocities[piece].mean(axis=0) - velocities[rest].mean(axis=0)) @ line
            if speed > 0:
                velocities = velocities.copy()
                velocities[piece] -= 2 * speed * len(rest) / len(positions) * line
                velocities[rest] += 2 * speed * len(piece) / len(positions) * line
        return velocities


def _squares(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Squared distances [len(first)][len(second)], by a product of matrices."""
    return (first * first).sum(axis=1)[:, None] + (second * second).sum(axis=1) - 2 * (first @ second.T)
