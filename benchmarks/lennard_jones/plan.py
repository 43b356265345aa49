"""Sizes, starts, bounds and parameters."""

from __future__ import annotations

from typing import Any, Callable, NamedTuple

from . import searches

OURS = dict(temperature=500.0, energy_difference=0.2, mdmin=4)
"""gapsharp.hopping; the rest are its defaults. Chosen on other starts (seeds from 1000)."""

METHODS: dict[str, tuple[Callable[..., searches.Ended], dict[str, Any]]] = {
    "gapsharp": (searches.by_gapsharp, OURS),
    # Everything as in ASE 3.22, which took it from metals with stronger bonds.
    "ase": (searches.by_ase, {}),
    # What it has in common with ours: first temperature and E_diff, mdmin, fmax; the time step of our first dynamics.
    "ase, our parameters": (searches.by_ase, dict(T0=500.0, Ediff0=0.2, mdmin=OURS["mdmin"], fmax=0.005, timestep=2.4)),
    # The same with the time step that ours comes to.
    "ase, our parameters, 8 fs": (searches.by_ase, dict(T0=500.0, Ediff0=0.2, mdmin=OURS["mdmin"], fmax=0.005, timestep=8.0)),
    # What docs/how-to/minima-hopping.md gives it for free clusters, where turned minima count as new and would cool the dynamics.
    "ase, for clusters": (searches.by_ase, dict(T0=700.0, Ediff0=0.3, beta3=1 / 1.02, mdmin=3, fmax=0.02, timestep=4.0)),
}


class Plan(NamedTuple):
    """Starts of one size and the force calls that a search may take from each."""

    size: int
    starts: int
    bound: int


FULL = [Plan(13, 20, 10_000), Plan(55, 10, 150_000), Plan(38, 10, 300_000)]
QUICK = [Plan(13, 2, 3_000)]
