"""What a search is asked to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from ase.calculators.calculator import InputError

from .._settings import check, number


@dataclass(frozen=True)
class Parameters:
    """Parameters of minima hopping. Defaults are those of the published ASE package (doi 10.1016/j.softx.2024.101632).

    Energies in eV, lengths in A, temperatures in K, times in fs. A value out of its range is an InputError.
    """

    temperature: float = number(1000.0, "of the first hop, K")
    energy_difference: float = number(0.1, "E_diff: a minimum higher by less than this is accepted; of the first hop, eV")
    mdmin: int = number(2, "minima of the potential energy along the dynamics before it stops", 1)
    beta1: float = number(1.05, "factor of the temperature after the same minimum", 1)
    beta2: float = number(1.05, "factor of the temperature after a known minimum", 1)
    beta3: float = number(1 / 1.05, "factor of the temperature after a new minimum", 0, 1)
    alpha1: float = number(1 / 1.05, "factor of E_diff after an accepted minimum", 0, 1)
    alpha2: float = number(1.05, "factor of E_diff after a rejected minimum", 1)
    temperature_limit: float = number(10_000.0, "no hop is hotter, K")
    fmax: float = number(0.005, "largest component of a force in a minimum, eV/A")
    relaxation_steps: int = number(2000, "force calls of one relaxation, at most", 1)
    timestep: Optional[float] = number(None, "of the first dynamics, fs; 0.5 fs times the root of the mean mass in u if not given")
    dynamics_steps: int = number(1000, "steps of one dynamics, at most", 1)
    softening_steps: int = number(20, "steps of softening, at most; 0: none", 0)
    softening_length: float = number(0.01, "norm of the displacement in softening, A")
    softening_rate: Optional[float] = number(None, "alpha: displacement per force in softening, A^2/eV; found as it goes if not given")
    margin: float = number(0.5, "atoms are bound up to (1 + margin) times the sum of their covalent radii", 0)
    energy_window: float = number(1e-3, "two minima may be the same if their energies differ by less, eV")
    fingerprint_threshold: Optional[float] = number(None, "and are if their fingerprints differ by less; what a calibration left in the "
                                                          "database if not given, else 0.003")

    def __post_init__(self) -> None:
        check(self)
        if self.temperature > self.temperature_limit:
            raise InputError(f"temperature is {self.temperature} K, expected at most temperature_limit, {self.temperature_limit} K")
