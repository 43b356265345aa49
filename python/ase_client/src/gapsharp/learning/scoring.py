"""What a potential says of a structure: its energy, how sure it is, and where the structure lies among others."""

from __future__ import annotations

from typing import Iterable, List, NamedTuple, Sequence, Union

import numpy as np
from ase import Atoms
from ase.calculators.calculator import CalculatorError

from .. import GapSharp
from ..hopping.fragments import Fragments


class Score(NamedTuple):
    """A candidate as the potential sees it."""

    energy: float
    """eV."""
    deviation: float
    """Largest posterior standard deviation of a local energy, eV."""
    total: float
    """Root of the sum of the local energies' posterior variances, eV."""
    place: np.ndarray
    """Mean SOAP vector of the atoms, scaled to norm 1, float64 [d]; of several coordinates one after the other. Empty without SOAP.
    The distance of two is the Euclidean one: sqrt(2 - 2 cos)."""


class Refused(NamedTuple):
    """A candidate that must not be labelled, and why."""

    reason: str


def score(calc: GapSharp, atoms: Atoms) -> Score:
    """Scores a structure. Raises CalculatorError, or ArithmeticError if the numbers are not finite."""
    variances = calc.get_posterior_variance(atoms)
    energy = float(calc.get_potential_energy(atoms))
    if not (np.isfinite(energy) and np.isfinite(variances).all()):
        raise ArithmeticError(f"energy is {energy} or a variance is not finite")
    return Score(energy, float(np.sqrt(variances.max())), float(np.sqrt(variances.sum())), place(calc, atoms))


def place(calc: GapSharp, atoms: Atoms) -> np.ndarray:
    """Where the structure lies in descriptor space: see :class:`Score`."""
    # A coordinate of another species than the cluster's has no rows: its part of the vector is 0.
    means = [each.vectors.sum(axis=0) / max(1, len(each.vectors)) for each in calc.get_descriptors(atoms)
             if each.descriptor.startswith("soap")]
    vector = np.concatenate(means) if means else np.zeros(0)
    norm = np.linalg.norm(vector)
    return vector / norm if norm > 0 else vector


def scored(calc: GapSharp, images: Iterable[Atoms], margin: float) -> List[Union[Score, Refused]]:
    """Scores every structure, or says why not: one that is in pieces or collapsed is nothing to learn from."""
    found: List[Union[Score, Refused]] = []
    for atoms in images:
        reason = broken(atoms, margin)
        if not reason:
            try:
                found.append(score(calc, atoms))
                continue
            except (CalculatorError, ArithmeticError) as error:
                reason = str(error)
        found.append(Refused(reason))
    return found


def broken(atoms: Atoms, margin: float) -> str:
    """Why a structure is no cluster: in pieces, collapsed or not finite; else an empty text."""
    if not np.isfinite(atoms.positions).all():
        return "a position is not finite"
    if atoms.pbc.any():
        return "periodic, expected a free cluster"
    fragments = Fragments(atoms.numbers, margin)
    pieces = fragments.of(atoms.positions)
    if len(pieces) > 1:
        return f"in {len(pieces)} pieces, the largest of {len(pieces[0])} atoms"
    return "atoms have collapsed" if fragments.collapsed(atoms.positions) else ""


def distances(place: np.ndarray, others: Sequence[np.ndarray]) -> np.ndarray:
    """Distances in descriptor space, float64 [len(others)]."""
    return np.linalg.norm(np.reshape(others, (len(others), len(place))) - place, axis=1)
