"""Plots of a search along its hops: energies, temperature and energy difference of each walker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Dict, List, Sequence, Tuple

import numpy as np

from .figures import BLUE, INK, ORANGE, PALE, Draw
from .history import Step

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WALKERS = 12
"""At most so many have a panel or a name: those with the lowest minima."""

_COLUMNS = 2

Steps = Dict[int, List[Step]]


def chosen(steps: Steps) -> List[int]:
    """The walkers that are drawn, by number."""
    return sorted(sorted(steps, key=lambda walker: (min(step.energy for step in steps[walker]), walker))[:WALKERS])


def energies(steps: Steps) -> Draw:
    """A panel for each walker: energy of its current minimum, what it accepted and rejected, its lowest so far."""
    def draw(figure: "Figure") -> None:
        walkers = chosen(steps)
        floor = min(step.energy for own in steps.values() for step in own)
        panels = figure.subplots(-(-len(walkers) // _COLUMNS), min(_COLUMNS, len(walkers)), squeeze=False)
        for axes, walker in zip(panels.ravel(), walkers):
            _energies(axes, steps[walker], floor)
            axes.set_title(f"walker {walker}")
        for axes in panels.ravel()[len(walkers):]:
            axes.set_axis_off()
        panels[0, 0].legend(fontsize=7, ncols=2)
        figure.supxlabel("hop", fontsize=10, color=INK)
        figure.supylabel("energy above the lowest of all (eV)", fontsize=10, color=INK)
    return draw


def energies_size(steps: Steps) -> Tuple[float, float]:
    """Inches that the panels take."""
    return 9.0, 0.6 + 2.1 * -(-min(len(steps), WALKERS) // _COLUMNS)


def feedback(steps: Steps) -> Draw:
    """Temperature and energy difference of the next hop, after each hop."""
    def draw(figure: "Figure") -> None:
        upper, lower = figure.subplots(1, 2)
        for walker in chosen(steps):
            numbers = [step.hop for step in steps[walker]]
            for axes, name in ((upper, "temperature"), (lower, "energy_difference")):
                axes.plot(numbers, [getattr(step, name) for step in steps[walker]], lw=1, label=f"walker {walker}")
        upper.set(title="Temperature", ylabel="T (K)", xlabel="hop")
        lower.set(title="Energy difference", ylabel="$E_{diff}$ (eV)", xlabel="hop")
        upper.legend(fontsize=7)
        for axes in (upper, lower):
            axes.xaxis.get_major_locator().set_params(integer=True)
    return draw


def _energies(axes: "Axes", steps: Sequence[Step], floor: float) -> None:
    hops = np.array([step.hop for step in steps])
    energies, current = (np.array([getattr(step, name) for step in steps]) - floor for name in ("energy", "current"))
    accepted = np.array([step.accepted for step in steps])
    # The same minimum is neither accepted nor rejected, a failed hop has none.
    rejected = np.array([step.outcome in ("new", "known") for step in steps]) & ~accepted
    # A minimum far above all that were accepted would press these together: it is drawn at the edge.
    top = 1.15 * max(current.max(), np.quantile(energies, 0.95), 1e-3)
    axes.plot(hops[rejected], np.minimum(energies[rejected], top), "x", color=PALE, ms=4, label="rejected")
    axes.step(hops, current, where="post", color=BLUE, lw=1, label="current")
    axes.plot(hops[accepted], energies[accepted], "o", color=BLUE, ms=3, label="accepted")
    axes.step(hops, np.minimum.accumulate(energies), where="post", color=ORANGE, lw=1.2, label="lowest so far")
    axes.set_ylim(-0.05 * top, 1.03 * top)
    axes.xaxis.get_major_locator().set_params(integer=True)
