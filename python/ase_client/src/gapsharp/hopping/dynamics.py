"""Short molecular dynamics out of a minimum."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from ase import units

from .fragments import Fragments
from .parameters import Parameters
from .rigid import RigidMotion
from .surface import Point, Surface

CONSERVED = 1e-2
"""The time step is right if the total energy varies by this part of what the potential energy does."""

TIMESTEP_FACTOR = 1.05


class Escape(NamedTuple):
    """Where the dynamics ended, and how it went."""

    point: Point
    minima: int
    """Minima of the potential energy that were passed."""
    error: float
    """Range of the total energy over the range of the potential energy."""


def velocities(point: Point, direction: np.ndarray, temperature: float, mass: float) -> np.ndarray:
    """Velocities along ``direction``, A per ASE time unit, with k T/2 for each of the cluster's vibrations."""
    rigid = RigidMotion(point.positions)
    along = rigid.removed(direction)
    kinetic = 0.5 * rigid.vibrations * units.kB * temperature
    return along * np.sqrt(2 * kinetic / (mass * np.vdot(along, along)))


def escape(surface: Surface, start: Point, velocity: np.ndarray, mass: float, timestep: float, fragments: Fragments,
           parameters: Parameters) -> Escape:
    """Velocity Verlet (time step in fs) until ``mdmin`` minima of the potential energy were passed, or ``dynamics_steps``.

    A minimum is passed where v.F, minus the slope of the potential energy, turns from falling (positive) to rising (negative).
    A fragment that leaves is bounced back, which keeps total energy, momentum and angular momentum.
    """
    dt = timestep * units.fs
    point, v, minima, falling = start, velocity, 0, False
    potential, total = [start.energy], [start.energy + 0.5 * mass * np.vdot(v, v)]
    while minima < parameters.mdmin and len(potential) <= parameters.dynamics_steps:
        v = v + 0.5 * dt / mass * point.forces
        point = surface(point.positions + dt * v)
        v = v + 0.5 * dt / mass * point.forces
        potential.append(point.energy)
        total.append(point.energy + 0.5 * mass * np.vdot(v, v))
        v = fragments.bounced(point.positions, v)
        was_falling, falling = falling, np.vdot(v, point.forces) > 0
        minima += was_falling and not falling
    return Escape(point, minima, np.ptp(total) / max(np.ptp(potential), 1e-12))


def next_timestep(timestep: float, error: float) -> float:
    """A little longer where the energy was conserved, a little shorter where it was not."""
    return timestep * TIMESTEP_FACTOR if error < CONSERVED else timestep / TIMESTEP_FACTOR
