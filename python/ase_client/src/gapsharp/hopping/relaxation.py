"""Local relaxation: limited-memory BFGS (Liu and Nocedal 1989, doi:10.1007/BF01589116) with a bound on each step."""

from __future__ import annotations

from collections import deque
from typing import Deque

import numpy as np

from .parameters import Parameters
from .surface import HopFailed, Point, Surface

_MEMORY = 12
_LONGEST = 0.25
"""Of a step of one atom, A: farther, and the search would land in another basin than the one below."""

_CURVATURE = 10.0
"""Of the first step, eV/A^2."""

_NOISE = 1e-9
"""The energy may rise by this without the step counting as too long, eV."""


def relax(surface: Surface, positions: np.ndarray, parameters: Parameters) -> Point:
    """The minimum below ``positions``: no component of a force above ``fmax``. HopFailed after ``relaxation_steps``."""
    point = surface(positions)
    history: Deque[_Pair] = deque(maxlen=_MEMORY)
    longest = _LONGEST
    for _ in range(parameters.relaxation_steps):
        if np.abs(point.forces).max() < parameters.fmax:
            return point
        step = _direction(point.forces.ravel(), history).reshape(-1, 3)
        step *= min(1.0, longest / _largest(step))
        trial = surface(point.positions + step)
        pair = _Pair(step.ravel(), (point.forces - trial.forces).ravel())
        if pair.curvature > 1e-12 * pair.step.dot(pair.step):
            history.append(pair)
        if trial.energy <= point.energy + _NOISE:
            point, longest = trial, min(_LONGEST, 1.5 * longest)
        else:
            longest = 0.3 * _largest(step)
            if longest < 1e-6:
                history.clear()
                longest = _LONGEST / 10
    raise HopFailed(f"largest force is {np.abs(point.forces).max():.3g} eV/A after {parameters.relaxation_steps} steps of relaxation")


class _Pair:
    """A step of the relaxation and the change of the forces, downwards, that it brought, both [3N]."""

    def __init__(self, step: np.ndarray, change: np.ndarray) -> None:
        self.step, self.change = step, change
        self.curvature = step.dot(change)


def _direction(forces: np.ndarray, history: Deque[_Pair]) -> np.ndarray:
    """Forces times the inverse Hessian that the last steps and changes of force imply, [3N]; it is positive definite."""
    q = forces.copy()
    weights = []
    for pair in reversed(history):
        weight = pair.step.dot(q) / pair.curvature
        weights.append(weight)
        q -= weight * pair.change
    q *= history[-1].curvature / history[-1].change.dot(history[-1].change) if history else 1 / _CURVATURE
    for pair, weight in zip(history, reversed(weights)):
        q += (weight - pair.change.dot(q) / pair.curvature) * pair.step
    return q


def _largest(step: np.ndarray) -> float:
    """How far the atom goes that goes farthest."""
    return np.sqrt((step * step).sum(axis=1).max())
