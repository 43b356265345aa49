"""Turns a random direction towards one of low curvature: dynamics along it crosses low barriers first.

Goedecker, Hellmann and Lenosky, Phys. Rev. Lett. 95, 055501 (2005), doi:10.1103/PhysRevLett.95.055501.
"""

from __future__ import annotations

import numpy as np

from .parameters import Parameters
from .rigid import RigidMotion
from .surface import Point, Surface

_FIRST_RATE = 0.25
"""Part of the inverse curvature of the random direction, which is about the mean one; the largest is some four times that."""

_FASTER, _SLOWER = 1.1, 0.5


def soften(surface: Surface, minimum: Point, direction: np.ndarray, parameters: Parameters) -> np.ndarray:
    """The softened direction, [N][3], of norm ``softening_length``; one force call a step.

    With y = x + v, |v| fixed: curvature c = -(v.F(y))/(v.v), F_perp = F + c v, v += alpha F_perp, without momentum and torque,
    until |F_perp| < c |v| / 2.
    """
    length = parameters.softening_length
    rigid = RigidMotion(minimum.positions)
    v = _scaled(rigid.removed(direction), length)
    rate, before = parameters.softening_rate, np.inf
    for _ in range(parameters.softening_steps):
        forces = surface(minimum.positions + v).forces
        curvature = -np.vdot(v, forces) / length**2
        across = forces + curvature * v
        size = np.linalg.norm(across)
        if size < curvature * length / 2:
            break
        if parameters.softening_rate is None:
            if rate is None:
                rate = _FIRST_RATE / max(abs(curvature), 1e-6)
            else:
                rate *= _FASTER if size < before else _SLOWER
        before = size
        v = _scaled(rigid.removed(v + rate * across), length)
    return v


def _scaled(v: np.ndarray, length: float) -> np.ndarray:
    return v * (length / np.linalg.norm(v))
