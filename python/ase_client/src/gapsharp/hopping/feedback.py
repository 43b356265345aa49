"""How a hop's outcome changes the temperature and the acceptance of the next."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from .parameters import Parameters


class Outcome(str, Enum):
    """What a hop led to."""

    NEW = "new"
    """A minimum that no walker had met."""
    KNOWN = "known"
    """Another minimum than the one it left, met before."""
    SAME = "same"
    """The minimum it left."""
    FAILED = "failed"
    """None: the relaxation did not end, atoms collapsed or the cluster fell apart."""


class Feedback(NamedTuple):
    """Temperature (K) and energy difference (eV) of the next hop."""

    temperature: float
    energy_difference: float

    def after(self, outcome: Outcome, accepted: bool, parameters: Parameters) -> Feedback:
        """The feedback after a hop. The same minimum is neither accepted nor rejected; a failed hop changes nothing."""
        if outcome is Outcome.FAILED:
            return self
        beta = {Outcome.SAME: parameters.beta1, Outcome.KNOWN: parameters.beta2, Outcome.NEW: parameters.beta3}[outcome]
        alpha = 1.0 if outcome is Outcome.SAME else parameters.alpha1 if accepted else parameters.alpha2
        return Feedback(min(beta * self.temperature, parameters.temperature_limit), alpha * self.energy_difference)
