"""What ASE's minima hopping asks of a comparison of positions, answered by arrays.

ASE's ``ComparePositions`` takes seconds for each pair of clusters of 38 atoms, which a search of thousands of hops compares by the million.
The decisions are the same (tests/docs/test_lennard_jones.py compares); only speed differs.
"""

from __future__ import annotations

import numpy as np
from ase import Atoms

THRESHOLD = 0.5
"""ASE's ``minima_threshold``, A: distances from here on are not needed exactly."""


class QuickComparison:
    """Largest distance between partners, where each atom in turn takes the nearest one that is left; one element, no cell.

    translate: the first atom of the first cluster is laid on each atom of the second, and the best of these counts. Otherwise the
    clusters stay where they are. Distances of THRESHOLD and more may be given as infinite.
    """

    def __init__(self, translate: bool = True) -> None:
        self._translate = translate

    def __call__(self, first: Atoms, second: Atoms) -> float:
        if not self._translate:
            return _greedy(first.positions, second.positions)
        x = first.positions - first.positions[0]
        shifts = second.positions[:, None] - second.positions[None]
        # [shift][atom]: if all partners are near, so are the sorted distances from the common atom.
        radii = np.sort(np.linalg.norm(shifts, axis=2), axis=1)
        near = np.abs(np.sort(np.linalg.norm(x, axis=1)) - radii).max(axis=1) < THRESHOLD
        return min((_greedy(x, second.positions - second.positions[k]) for k in np.flatnonzero(near)), default=np.inf)


def _greedy(x: np.ndarray, y: np.ndarray) -> float:
    apart = np.linalg.norm(x[:, None] - y[None], axis=2)
    if apart.min(axis=1).max() >= THRESHOLD:
        return np.inf
    largest = 0.0
    for row in range(len(x)):
        partner = np.argmin(apart[row])
        largest = max(largest, apart[row, partner])
        apart[:, partner] = np.inf
    return float(largest)
