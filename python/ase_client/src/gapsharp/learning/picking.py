"""Which candidates are worth a label."""

from __future__ import annotations

from typing import Callable, Dict, Iterator, List, NamedTuple, Sequence

import numpy as np
from ase import Atoms

from ..fingerprints import distance, fingerprint
from .config import Picking
from .scoring import Score, distances


class Pick(NamedTuple):
    """A candidate that is to be labelled, and by which rule."""

    index: int
    rule: str


class Duplicates:
    """Finds a structure among those seen, whatever its orientation and numbering."""

    def __init__(self, orbitals: str, threshold: float) -> None:
        self._orbitals, self._threshold = orbitals, threshold
        self._seen: Dict[str, List[np.ndarray]] = {}

    def add(self, atoms: Atoms) -> bool:
        """Adds a structure; False if it, or one like it, was there."""
        like = self._seen.setdefault(atoms.get_chemical_formula(), [])
        values = fingerprint(atoms, self._orbitals)
        if any(distance(values, other, self._orbitals) <= self._threshold for other in like):
            return False
        like.append(values)
        return True


def quotas(shares: Dict[str, float], count: int) -> Dict[str, int]:
    """``count`` divided by the shares; what rounding leaves over goes to the largest remainders."""
    total = sum(shares.values())
    exact = {name: count * share / total for name, share in shares.items()}
    found = {name: int(value) for name, value in exact.items()}
    for name in sorted(shares, key=lambda name: found[name] - exact[name])[:count - sum(found.values())]:
        found[name] += 1
    return found


def pick(images: Sequence[Atoms], scores: Dict[int, Score], known: Sequence[np.ndarray], duplicates: Duplicates, options: Picking,
         count: int, rng: np.random.Generator) -> List[Pick]:
    """Up to ``count`` picks among the candidates that have a score, in the order of the rules: lowest, variance, farthest, random.

    known: places of the training set. duplicates: has the training set; picks are added. A rule that runs out of candidates leaves
    its share to those after it.
    """
    rules: Dict[str, Callable[[_State], Iterator[int]]] = {
        "lowest": _lowest, "variance": _most_uncertain, "farthest": _farthest, "random": _random}
    state = _State(images, scores, list(known), options.measure, rng)
    picks: List[Pick] = []
    owed = 0
    for rule, quota in quotas(options.shares, count).items():
        owed += quota
        if quota == 0:
            continue
        for index in rules[rule](state):
            if duplicates.add(images[index]):
                picks.append(Pick(index, rule))
                state.take(index)
                owed -= 1
            else:
                state.left.discard(index)
            if owed == 0:
                break
    return picks


class _State:
    """Candidates that are left, and how far they are from everything that has or gets a label."""

    def __init__(self, images: Sequence[Atoms], scores: Dict[int, Score], known: List[np.ndarray], measure: str,
                 rng: np.random.Generator) -> None:
        self.scores, self.rng, self._measure = scores, rng, measure
        self.formulas = {index: images[index].get_chemical_formula() for index in scores}
        self.left = set(scores)
        self.from_known = {index: _nearest(each.place, known) for index, each in scores.items()}
        self.from_picked = {index: np.inf for index in scores}

    def uncertainty(self, index: int) -> float:
        return self.scores[index].total if self._measure == "total" else self.scores[index].deviation

    def take(self, index: int) -> None:
        self.left.discard(index)
        if self.scores[index].place.size == 0:
            return
        order = sorted(self.left)
        for other, apart in zip(order, distances(self.scores[index].place, [self.scores[each].place for each in order])):
            self.from_picked[other] = min(self.from_picked[other], apart)


def _lowest(state: _State) -> Iterator[int]:
    return _by_turns(state, lambda index: state.scores[index].energy)


def _most_uncertain(state: _State) -> Iterator[int]:
    """The most uncertain times the distance to the nearest pick: neighbours in a trajectory are uncertain for the same reason."""
    while state.left:
        yield max(sorted(state.left), key=lambda index: state.uncertainty(index) * min(1.0, state.from_picked[index]))


def _farthest(state: _State) -> Iterator[int]:
    # By turns, for the mean of few atoms lies farther out than that of many.
    return _by_turns(state, lambda index: -min(state.from_known[index], state.from_picked[index]))


def _by_turns(state: _State, key: Callable[[int], float]) -> Iterator[int]:
    """Compositions take turns; of each the candidate of the least key, as things stand then."""
    while state.left:
        for formula in sorted({state.formulas[index] for index in state.left}):
            like = [index for index in sorted(state.left) if state.formulas[index] == formula]
            if like:
                yield min(like, key=key)


def _random(state: _State) -> Iterator[int]:
    while state.left:
        yield int(state.rng.choice(sorted(state.left)))


def _nearest(place: np.ndarray, others: Sequence[np.ndarray]) -> float:
    return float(distances(place, others).min()) if len(others) else np.inf
