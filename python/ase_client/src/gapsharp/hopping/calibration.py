"""How far apart the fingerprints of one minimum lie that was relaxed several times: the noise a threshold must exceed."""

from __future__ import annotations

from typing import Iterable, NamedTuple

import numpy as np
from ase import Atoms

from .identity import Identity
from .parameters import Parameters
from .relaxation import relax
from .surface import HopFailed, Surface


FACTOR = 2.0
"""The threshold over the noise: the noise of minima that were not looked at may be larger."""


class Noise(NamedTuple):
    """Largest differences between relaxations that came back to their minimum."""

    fingerprint: float
    energy: float
    """eV."""
    returned: int
    """Relaxations that came back: their energy is within the energy window."""
    left: int
    """Relaxations that ended elsewhere or nowhere; they do not count."""

    @property
    def threshold(self) -> float:
        """For telling minima apart: about as fine as ``fmax`` allows. A smaller ``fmax`` lowers the noise."""
        return FACTOR * self.fingerprint


def calibrate(minima: Iterable[Atoms], identity: Identity, parameters: Parameters = Parameters(), *, displacement: float = 0.05,
              samples: int = 3, seed: int = 0) -> Noise:
    """Displaces the atoms of each minimum at random, relaxes again as the search does, and compares.

    minima: with calculators. displacement: standard deviation of each coordinate, A. samples: relaxations of each minimum.
    """
    rng = np.random.default_rng(seed)
    noise = Noise(0.0, 0.0, 0, 0)
    for atoms in minima:
        surface = Surface(atoms)
        reference = relax(surface, atoms.positions, parameters)
        described = identity.describe(surface.atoms(reference))
        for _ in range(samples):
            try:
                again = relax(surface, reference.positions + rng.normal(scale=displacement, size=reference.positions.shape), parameters)
            except HopFailed:
                again = None
            if again is None or abs(again.energy - reference.energy) >= parameters.energy_window:
                noise = noise._replace(left=noise.left + 1)
                continue
            distance = identity.distance(described, identity.describe(surface.atoms(again)))
            noise = Noise(max(noise.fingerprint, distance), max(noise.energy, abs(again.energy - reference.energy)),
                          noise.returned + 1, noise.left)
    return noise
