"""The summary of a study: summary.json for programs, summary.md for people."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from typing import Any, Dict, List, Sequence

from .observables import Observables
from .settings import Settings

VAPOUR = 0.01
"""Above this part of structures in pieces, the heat capacity is that of a cluster with its vapour."""


def document(settings: Settings, discarded: float, picoseconds: Sequence[float], report: Dict[str, Any],
             observables: Sequence[Observables], accepted: Dict[float, float]) -> Dict[str, Any]:
    """What summary.json holds; temperatures K, energies eV, lengths A. picoseconds: of each temperature's run, ``discarded`` of it.

    accepted: part of the exchanges of a temperature with the next.
    """
    overlaps = {gap["lower"]: gap["fraction"] for gap in report["overlaps"]}
    rows = []
    for series, length, each in zip(report["series"], picoseconds, observables):
        rows.append({**asdict(each), "lindemann": _finite(each.lindemann), "fragmented": _finite(each.fragmented), "picoseconds": length,
                     "inefficiency": series["inefficiency"],
                     "effective_samples": series["effective_samples"], "overlap_with_next": overlaps.get(series["temperature"]),
                     "accepted_with_next": accepted.get(each.temperature)})
    return {"settings": asdict(settings), "atoms": report["atoms"], "discarded": discarded, "melting": report["peak"],
            "mbar_melting": report["mbar_peak"], "heat_capacity_unit": report["heat_capacity_unit"], "temperatures": rows}


def warnings(summary: Dict[str, Any], enough: float) -> List[str]:
    """What makes the curve doubtful, a line each."""
    rows = summary["temperatures"]
    found = [f"energies at {row['temperature']:g} K and the next temperature overlap by {100 * row['overlap_with_next']:.1f} %, "
             f"expected {100 * enough:g} %: longer runs or more temperatures are needed" for row in rows if row["overlap_with_next"] is not None and row["overlap_with_next"] < enough]
    for row in rows:
        if row["fragmented"] is not None and row["fragmented"] > VAPOUR:
            found.append(f"at {row['temperature']:g} K {100 * row['fragmented']:.1f} % of the structures are in pieces: from there on the "
                         "heat capacity includes evaporation within the containment")
            break
    if summary["melting"] is None:
        found.append("the heat capacity has no maximum within these temperatures")
    return found


def text(summary: Dict[str, Any], warned: Sequence[str]) -> str:
    """summary.md."""
    settings = summary["settings"]
    interval = settings["exchange"] * settings["timestep"]
    exchange = (f"Neighbouring temperatures may trade places every {interval:g} fs; error bars take temperatures for independent, so they are "
                "too short. " if interval else "")
    lines = [f"# Melting of {settings['formula']}", "", melting(summary), "",
             f"Potential: {'; '.join(f'`{command}`' for command in settings['potential'])}. Steps of {settings['timestep']:g} fs, "
             f"Nose-Hoover chains of {settings['chain']} with {settings['damping']:g} fs, containment beyond "
             f"{settings['containment']:g} A from the centre of mass. {exchange}The first {summary['discarded']:g} ps of each run were left out.", "",
             "![figure](melting.png)", "",
             "| T (K) | ps | g | independent | energy (eV) | kinetic T (K) | Lindemann | farthest (A) | beyond | in pieces "
             "| overlap |" + (" traded |" if interval else ""), "|---:" * (12 if interval else 11) + "|"]
    for row in summary["temperatures"]:
        lines.append("| " + " | ".join((
            f"{row['temperature']:g}", f"{row['picoseconds']:g}", f"{row['inefficiency']:.1f}",
            f"{row['effective_samples']:.0f}", f"{row['energy']:.4f}", f"{row['kinetic']:.1f}", _or_dash(row["lindemann"], ".3f"),
            f"{row['farthest']:.1f}", f"{100 * row['contained']:.1f} %", _percent(row["fragmented"]),
            _percent(row["overlap_with_next"]), *([_percent(row["accepted_with_next"])] if interval else []))) + " |")
    if warned:
        lines += ["", *(f"- Warning: {line}." for line in warned)]
    return "\n".join(lines) + "\n"


def as_json(summary: Dict[str, Any]) -> str:
    return json.dumps(summary, indent=1, allow_nan=False) + "\n"


def melting(summary: Dict[str, Any]) -> str:
    """The result in one line."""
    peak = summary["melting"]
    if peak is None:
        return "No maximum of the heat capacity."
    unit = summary["heat_capacity_unit"]
    # Without draws there are no errors.
    error = f" +- {peak['temperature_error']:.1f}" if "temperature_error" in peak else ""
    height_error = f" +- {peak['heat_capacity_error'] / unit:.2f}" if "heat_capacity_error" in peak else ""
    return f"Melting temperature {peak['temperature']:.1f}{error} K, C/C0 = {peak['heat_capacity'] / unit:.2f}{height_error} there."


def _finite(value: float) -> Any:
    return value if math.isfinite(value) else None


def _or_dash(value: Any, form: str) -> str:
    return "-" if value is None else format(value, form)


def _percent(value: Any) -> str:
    return "-" if value is None else f"{100 * value:.1f} %"
