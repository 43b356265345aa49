"""When two minima are the same: energy and a fingerprint that neither rotation nor permutation changes."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from ase import Atoms
from ase.calculators.calculator import CalculatorSetupError


class Identity(Protocol):
    """A fingerprint of clusters and the distance between two. Goes to other processes, so it must be picklable."""

    name: str
    """Noted in the database: fingerprints of different kinds are not compared."""

    def describe(self, atoms: Atoms) -> np.ndarray:
        """The fingerprint, float64 [any length]; the same for turned, shifted, mirrored or renumbered atoms."""

    def distance(self, first: np.ndarray, second: np.ndarray) -> float:
        """How different two fingerprints are, from 0."""


class OverlapFingerprint:
    """Sorted eigenvalues of the overlap matrix of Gaussian orbitals (doi:10.1063/1.4828704), by :mod:`gapsharp.fingerprints`.

    orbitals: "s", or "sp" which also tells apart what differs in angles only.
    """

    def __init__(self, orbitals: str = "sp") -> None:
        try:
            from .. import fingerprints  # noqa: F401
        except ImportError as error:
            raise CalculatorSetupError(f"cannot import gapsharp.fingerprints: {error}; expected it, or another identity") from error
        self.orbitals = orbitals
        self.name = f"overlap {orbitals}"

    def describe(self, atoms: Atoms) -> np.ndarray:
        from ..fingerprints import fingerprint
        return fingerprint(atoms, self.orbitals)

    def distance(self, first: np.ndarray, second: np.ndarray) -> float:
        from ..fingerprints import distance
        return distance(first, second, self.orbitals)
