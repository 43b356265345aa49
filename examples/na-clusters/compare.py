"""Melting studies beside each other: one plot of the heat capacities, one table.

    compare.py OUT.svg 'GAP=na55-gap' 'Gupta=na55-gupta-1,na55-gupta-2'

Several studies after one name are the same run with other seeds. Their curve is the mean, its band and the error of the maximum are the
standard deviation from seed to seed, with the mean of the errors that the runs themselves give beside it. A single study has its own errors.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import List, NamedTuple

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402

COLOURS = ("#2a6f97", "#e07a3f", "#6a994e", "#7d5ba6")
_LOOP = re.compile(r"^Loop time of (\S+) on.*?^(\S+)% CPU use", re.MULTILINE | re.DOTALL)


class Study(NamedTuple):
    """One folder of gapsharp melt."""

    temperatures: np.ndarray
    """Of the curve, K."""
    values: np.ndarray
    """C/C0."""
    errors: np.ndarray
    maximum: np.ndarray
    """Temperature (K) and height (C/C0) of the maximum; nan where there is none."""
    maximum_errors: np.ndarray
    runs: int
    picoseconds: float
    """Of the shortest run."""
    seconds: float
    """Processor time of the dynamics."""


class Curve(NamedTuple):
    """What is drawn and listed under one name."""

    name: str
    studies: List[Study]

    @property
    def values(self) -> np.ndarray:
        return np.mean([study.values for study in self.studies], axis=0)

    @property
    def errors(self) -> np.ndarray:
        return spread([study.values for study in self.studies], self.studies[0].errors)

    @property
    def maximum(self) -> np.ndarray:
        return np.mean([study.maximum for study in self.studies], axis=0)

    @property
    def maximum_errors(self) -> np.ndarray:
        return spread([study.maximum for study in self.studies], self.studies[0].maximum_errors)


def spread(values: List[np.ndarray], alone: np.ndarray) -> np.ndarray:
    """Standard deviation from run to run; of a single run, the errors that it gives itself."""
    return np.std(values, axis=0, ddof=1) if len(values) > 1 else alone


def read(folder: Path) -> Study:
    summary, report = (json.loads((folder / name).read_text(encoding="utf-8")) for name in ("summary.json", "heat-capacity.json"))
    unit, peak = summary["heat_capacity_unit"], summary["melting"] or {}

    def column(name: str) -> np.ndarray:
        return np.array([point.get(name, 0.0) for point in report["curve"]])

    def maximum(suffix: str, otherwise: float) -> np.ndarray:
        return np.array([peak.get(f"temperature{suffix}", otherwise), peak.get(f"heat_capacity{suffix}", otherwise) / unit])

    return Study(column("temperature"), column("heat_capacity") / unit, column("heat_capacity_error") / unit,
                 maximum("", np.nan), maximum("_error", 0.0), len(summary["temperatures"]),
                 min(row["picoseconds"] for row in summary["temperatures"]), processor_time(folder))


def processor_time(folder: Path) -> float:
    """Seconds: what LAMMPS says of its loops, summed over all segments; its starts are not in it."""
    loops = (_LOOP.search(path.read_text(encoding="utf-8")) for path in folder.glob("T*/*.log"))
    return sum(float(loop[1]) * float(loop[2]) / 100 for loop in loops if loop)


def table(curves: List[Curve]) -> str:
    lines = ["| | maximum (K) | C/C0 there | error by the run itself | temperatures | ps of each | processor time |",
             "|---|---|---|---|---:|---:|---:|"]
    for curve in curves:
        (kelvin, height), (error, height_error) = curve.maximum, curve.maximum_errors
        own, own_height = np.mean([study.maximum_errors for study in curve.studies], axis=0)
        count, first = len(curve.studies), curve.studies[0]
        seconds = np.mean([study.seconds for study in curve.studies])
        lines.append(f"| {curve.name}{f', {count} seeds' if count > 1 else ''} | {kelvin:.1f} +- {error:.1f} | {height:.2f} +- {height_error:.2f} "
                     f"| {own:.1f} K, {own_height:.2f} | {first.runs} | {min(study.picoseconds for study in curve.studies):g} "
                     f"| {seconds / 60:.1f} min{' of one' if count > 1 else ''} |")
    return "\n".join(lines)


def draw(path: Path, curves: List[Curve], title: str) -> None:
    page, axes = plt.subplots(figsize=(7, 4.5), layout="constrained")
    for curve, colour in zip(curves, COLOURS):
        temperatures = curve.studies[0].temperatures
        axes.fill_between(temperatures, curve.values - curve.errors, curve.values + curve.errors, color=colour, alpha=0.25, lw=0)
        axes.plot(temperatures, curve.values, color=colour, label=curve.name)
        axes.errorbar(*curve.maximum, xerr=curve.maximum_errors[0], yerr=curve.maximum_errors[1], color=colour, capsize=3, fmt="o", ms=4)
    axes.set(title=title, xlabel="temperature (K)", ylabel="C / C$_0$")
    axes.legend(frameon=False)
    page.savefig(path, dpi=150, metadata={"Date": None} if path.suffix == ".svg" else None)


def curve(argument: str) -> Curve:
    name, equals, folders = argument.partition("=")
    if not equals or not folders:
        raise SystemExit(f"compare.py: error: {argument!r}, expected NAME=FOLDER[,FOLDER...]")
    studies = [read(Path(folder)) for folder in folders.split(",")]
    if any(not np.array_equal(study.temperatures, studies[0].temperatures) for study in studies):
        raise SystemExit(f"compare.py: error: studies of {name} have different temperatures")
    return Curve(name, studies)


def main(path: Path, arguments: List[str]) -> None:
    curves = [curve(argument) for argument in arguments]
    draw(path, curves, "Heat capacity")
    print(table(curves))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: compare.py OUT.svg NAME=FOLDER[,FOLDER...] ...")
    main(Path(sys.argv[1]), sys.argv[2:])
