"""Local relaxation: limited-memory BFGS (Liu and Nocedal 1989, doi:10.1007/BF01589116) with a bound on each step."""

from __future__ import annotations

from collections import deque
from typing import Deque, Tuple

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
    pairs: Deque[Tuple[np.ndarray, np.ndarray]] = deque(maxlen=_MEMORY)
    longest = _LONGEST
    for _ in range(parameters.relaxation_steps):
        if np.abs(point.forces).max() < parameters.fmax:
            return point
        step = _direction(point.forces, pairs)
        step *= min(1.0, longest / np.linalg.norm(step, axis=1).max())
        trial = surface(point.positions + step)
        change = point.forces - trial.forces
        if np.vdot(step, change) > 1e-12 * np.vdot(step, step):
            pairs.append((step, change))
        if trial.energy <= point.energy + _NOISE:
            point, longest = trial, min(_LONGEST, 1.5 * longest)
        else:
            longest = 0.3 * np.linalg.norm(step, axis=1).max()
            if longest < 1e-6:
                pairs.clear()
                longest = _LONGEST / 10
    raise HopFailed(f"largest force is {np.abs(point.forces).max():.3g} eV/A after {parameters.relaxation_steps} steps of relaxation")


def _direction(forces: np.ndarray, pairs: Deque[Tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Forces times the inverse Hessian that the last steps and changes of force imply; it is positive definite."""
    q = forces.copy()
    weights = []
    for step, change in reversed(pairs):
        weight = np.vdot(step, q) / np.vdot(step, change)
        weights.append(weight)
        q -= weight * change
    if pairs:
        step, change = pairs[-1]
        q *= np.vdot(step, change) / np.vdot(change, change)
    else:
        q /= _CURVATURE
    for (step, change), weight in zip(pairs, reversed(weights)):
        q += step * (weight - np.vdot(change, q) / np.vdot(step, change))
    return q
