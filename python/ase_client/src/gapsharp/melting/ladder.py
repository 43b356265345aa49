"""The temperatures: chosen so that neighbouring histograms of the energy overlap, and closed up where they do not."""

from __future__ import annotations

import math
from typing import Iterable, List, Sequence

import numpy as np
from ase.calculators.calculator import InputError

_APART = 1.0
"""Distance of neighbouring mean energies in standard deviations: 62 % overlap of Gaussians."""

_CLOSEST = 0.25
"""Neighbours are not closer than this part of the harmonic spacing: what does not overlap then is stuck, one solid and one liquid, and
needs a longer run instead of another temperature."""

_BINS = 50
_MOST_AT_ONCE = 8
"""Temperatures added to one gap: the next round sees what is still missing."""

MOST = 1000


def rounded(temperatures: Iterable[float]) -> List[float]:
    """Ascending, distinct, to 0.01 K: a temperature is also the name of a folder and the seed of its velocities."""
    found = sorted({round(temperature, 2) for temperature in temperatures})
    if not found or not (found[0] >= 0.01 and math.isfinite(found[-1])) or len(found) > MOST:
        raise InputError(f"temperatures are {found[:3]}{'...' if len(found) > 3 else ''}, expected 1 to {MOST} from 0.01 K")
    return found


def geometric(low: float, high: float, count: int) -> List[float]:
    """``count`` temperatures from low to high with one ratio: what a constant heat capacity needs for equal overlaps."""
    if not 0 < low < high or count < 2:
        raise InputError(f"temperatures are {count} from {low:g} to {high:g} K, expected at least 2 from a lower to a higher one above 0")
    return rounded(low * (high / low) ** (k / (count - 1)) for k in range(count))


def harmonic(low: float, high: float, atoms: int) -> List[float]:
    """Geometric, as many as put the mean energies of N atoms' vibrations one standard deviation apart.

    Where melting is sharp, histograms are farther apart than that: ``between`` closes the gaps that runs show.
    """
    if not 0 < low < high:
        raise InputError(f"temperatures are from {low:g} to {high:g} K, expected from a lower to a higher one above 0")
    return geometric(low, high, max(2, math.ceil(math.log(high / low) / math.log(1 + _APART * spacing(atoms))) + 1))


def spacing(atoms: int) -> float:
    """Part of the temperature over which the mean energy of N atoms' vibrations rises by its standard deviation.

    <V> = C T and sigma = sqrt(C k) T with C = (3N - 6)/2 k, so it is sqrt(k/C).
    """
    return 1 / math.sqrt(max(3 * atoms - 6, 1) / 2)


def overlap(first: np.ndarray, second: np.ndarray) -> float:
    """What two sets of energies have in common: sum over bins of the smaller probability, from 0 to 1."""
    edges = np.histogram_bin_edges(np.concatenate([first, second]), _BINS)
    shares = [np.histogram(energies, edges)[0] / len(energies) for energies in (first, second)]
    return float(np.minimum(*shares).sum())


def between(temperatures: Sequence[float], energies: Sequence[np.ndarray], enough: float, atoms: int) -> List[float]:
    """Temperatures to add, K: to every gap whose energies (eV, of each of the ascending temperatures) overlap by less than ``enough``,
    so many that means would be a standard deviation apart, none closer to another than a quarter of the harmonic spacing."""
    closest = math.log(1 + _CLOSEST * spacing(atoms))
    added: List[float] = []
    for low, high, first, second in zip(temperatures, temperatures[1:], energies, energies[1:]):
        most = min(int(math.log(high / low) / closest) - 1, _MOST_AT_ONCE)
        if most < 1 or overlap(first, second) >= enough:
            continue
        width = (first.std() + second.std()) / 2
        parts = abs(second.mean() - first.mean()) / width / _APART if width > 0 else 2.0
        count = min(max(math.ceil(parts), 2) - 1, most)
        added += [low * (high / low) ** (k / (count + 1)) for k in range(1, count + 1)]
    return rounded(added) if added else []
