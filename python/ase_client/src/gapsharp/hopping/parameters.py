"""What a search is asked to do."""

from __future__ import annotations

import math
from dataclasses import Field, dataclass, field, fields
from numbers import Integral, Real
from typing import Any, Optional

from ase.calculators.calculator import InputError


def _number(default: Any, text: str, low: float = 0.0, high: float = math.inf) -> Any:
    """A field with its meaning and range, ends included but for a real 0; whole numbers if the default is one."""
    return field(default=default, metadata={"text": text, "low": low, "high": high})


@dataclass(frozen=True)
class Parameters:
    """Parameters of minima hopping. Defaults are those of the published ASE package (doi 10.1016/j.softx.2024.101632).

    Energies in eV, lengths in A, temperatures in K, times in fs. A value out of its range is an InputError.
    """

    temperature: float = _number(1000.0, "of the first hop, K")
    energy_difference: float = _number(0.1, "E_diff: a minimum higher by less than this is accepted; of the first hop, eV")
    mdmin: int = _number(2, "minima of the potential energy along the dynamics before it stops", 1)
    beta1: float = _number(1.05, "factor of the temperature after the same minimum", 1)
    beta2: float = _number(1.05, "factor of the temperature after a known minimum", 1)
    beta3: float = _number(1 / 1.05, "factor of the temperature after a new minimum", 0, 1)
    alpha1: float = _number(1 / 1.05, "factor of E_diff after an accepted minimum", 0, 1)
    alpha2: float = _number(1.05, "factor of E_diff after a rejected minimum", 1)
    temperature_limit: float = _number(10_000.0, "no hop is hotter, K")
    fmax: float = _number(0.005, "largest component of a force in a minimum, eV/A")
    relaxation_steps: int = _number(2000, "force calls of one relaxation, at most", 1)
    timestep: Optional[float] = _number(None, "of the first dynamics, fs; 0.5 fs times the root of the mean mass in u if not given")
    dynamics_steps: int = _number(1000, "steps of one dynamics, at most", 1)
    softening_steps: int = _number(20, "steps of softening, at most; 0: none", 0)
    softening_length: float = _number(0.01, "norm of the displacement in softening, A")
    softening_rate: Optional[float] = _number(None, "alpha: displacement per force in softening, A^2/eV; found as it goes if not given")
    margin: float = _number(0.5, "atoms are bound up to (1 + margin) times the sum of their covalent radii", 0)
    energy_window: float = _number(1e-3, "two minima may be the same if their energies differ by less, eV")
    fingerprint_threshold: float = _number(3e-3, "and are if their fingerprints differ by less")

    def __post_init__(self) -> None:
        for each in fields(self):
            _check(each, getattr(self, each.name))
        if self.temperature > self.temperature_limit:
            raise InputError(f"temperature is {self.temperature} K, expected at most temperature_limit, {self.temperature_limit} K")


def _check(each: Field, value: Any) -> None:
    if value is None and each.default is None:
        return
    low, high = each.metadata["low"], each.metadata["high"]
    whole = isinstance(each.default, int)
    valid = isinstance(value, Integral if whole else Real) and not isinstance(value, bool) and math.isfinite(value)
    if not valid or not (value > 0 if low == 0 and not whole else value >= low) or value > high:
        kind = f"a whole number from {low:g}" if whole else "a number above 0" if low == 0 else f"a number from {low:g}"
        most = "" if math.isinf(high) else f" to {high:g}"
        raise InputError(f"{each.name} is {value!r}, expected {kind}{most} ({each.metadata['text']})")
