"""The figure of a study: heat capacity, histograms, caloric curve, Lindemann index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Optional, Sequence

import numpy as np

from ..analysis.figures import BLUE, INK, ORANGE, PALE
from .observables import Observables

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIZE = (11.0, 8.0)
_BINS = 60
_MELTED = 0.1
"""Lindemann's criterion."""


def draw(figure: "Figure", report: Dict[str, Any], observables: Sequence[Observables], energies: Sequence[np.ndarray],
         formula: str) -> None:
    """Four panels. report: of ``gapsharp heat-capacity``; energies: of every temperature, those that count, eV."""
    import matplotlib

    panels = figure.subplots(2, 2).ravel()
    _heat_capacity(panels[0], report, formula)
    _histograms(panels[1], observables, energies, matplotlib.colormaps["plasma"])
    _caloric(panels[2], report, observables)
    _lindemann(panels[3], report, observables)


def _heat_capacity(axes: "Axes", report: Dict[str, Any], formula: str) -> None:
    temperatures, values, errors = (np.array([point.get(name, 0.0) for point in report["curve"]])
                                    for name in ("temperature", "heat_capacity", "heat_capacity_error"))
    unit = report["heat_capacity_unit"]
    axes.fill_between(temperatures, (values - errors) / unit, (values + errors) / unit, color=PALE, alpha=0.6, lw=0)
    axes.plot(temperatures, values / unit, color=BLUE)
    peak = report["peak"]
    if peak is not None:
        axes.errorbar(peak["temperature"], peak["heat_capacity"] / unit, xerr=peak.get("temperature_error"),
                      yerr=peak.get("heat_capacity_error", 0.0) / unit, color=ORANGE, capsize=3, fmt="o", ms=4)
    axes.set(title=f"Heat capacity of {formula}{_maximum(peak)}", xlabel="temperature (K)", ylabel="C / C$_0$")


def _maximum(peak: Optional[Dict[str, float]]) -> str:
    if peak is None:
        return ""
    error = f" ± {peak['temperature_error']:.1f}" if "temperature_error" in peak else ""
    return f": maximum at {peak['temperature']:.1f}{error} K"


def _histograms(axes: "Axes", observables: Sequence[Observables], energies: Sequence[np.ndarray], colours: Any) -> None:
    edges = np.linspace(min(each.min() for each in energies), max(each.max() for each in energies), _BINS + 1)
    hottest = max(len(observables) - 1, 1)
    for k, (each, values) in enumerate(zip(observables, energies)):
        density = np.histogram(values, edges, density=True)[0]
        axes.stairs(density, edges, color=colours(0.9 * k / hottest), lw=1.2,
                    label=f"{each.temperature:g} K" if k in (0, len(observables) - 1) else None)
    axes.set(title="Histograms of the potential energy", xlabel="energy (eV)", ylabel="density (1/eV)", ylim=(0, None))
    axes.legend(loc="upper right", fontsize=9)


def _caloric(axes: "Axes", report: Dict[str, Any], observables: Sequence[Observables]) -> None:
    axes.plot([point["temperature"] for point in report["curve"]], [point["energy"] for point in report["curve"]], color=BLUE, lw=1.2,
              label="multiple histograms")
    axes.plot(_temperatures(observables), [each.energy for each in observables], "o", color=ORANGE, ms=4, label="mean of each run")
    _mark(axes, report)
    axes.set(title="Caloric curve", xlabel="temperature (K)", ylabel="potential energy (eV)")
    axes.legend(loc="upper left", fontsize=9)


def _lindemann(axes: "Axes", report: Dict[str, Any], observables: Sequence[Observables]) -> None:
    axes.plot(_temperatures(observables), [each.lindemann for each in observables], "o-", color=BLUE, ms=4, lw=1.2)
    axes.axhline(_MELTED, color=PALE, lw=1, ls="--")
    _mark(axes, report)
    axes.set(title="Lindemann index", xlabel="temperature (K)", ylabel="bond-length fluctuation", ylim=(0, None))


def _mark(axes: "Axes", report: Dict[str, Any]) -> None:
    if report["peak"] is not None:
        axes.axvline(report["peak"]["temperature"], color=INK, lw=0.8, ls=":")


def _temperatures(observables: Sequence[Observables]) -> List[float]:
    return [each.temperature for each in observables]
