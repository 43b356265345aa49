"""The results as tables of Markdown."""

from __future__ import annotations

import statistics
from typing import Any, Iterable

from endtoend.report import table

from . import settings

TITLES = {"speed": "Against gap_fit, one thread", "memory": "Memory over the number of configurations", "full": "The full study"}


def tables(results: dict[str, Any]) -> str:
    machine = results["machine"]
    head = (f"{machine['processor']}; dgemm on one thread ({machine['library']}): {machine['square']:.0f} GFLOP/s (2000 cubed). Load of the machine: "
            f"{results['load']:.1f} before.")
    return "\n\n".join([head, *_fits(results["rows"]), *_dft(results["rows"]), *_search(results["search"])]) + "\n"


def _fits(rows: list[dict[str, Any]]) -> Iterable[str]:
    for part, title in TITLES.items():
        lines = [[f"{row['data']}, {row['configurations']:,}", f"{row['sparse']:,}", str(row["threads"]), f"{row['rows']:,}", f"{row['wall_s']:.1f}",
                  f"{row['cpu_s']:.1f}", f"{row['peak_mb']:.0f}", f"{row['estimated_mb']:.0f}", _phases(row)] for row in rows if row["part"] == part]
        if lines:
            yield f"**{title}**\n\n" + table(["data", "M", "threads", "rows", "wall, s", "CPU, s", "peak, MB", "estimated, MB",
                                              "phases: wall s (GFLOP/s per thread, of dgemm)"], lines)
    if taken := [row for row in rows if row["part"] == "speed"]:
        yield (f"gap_fit: {settings.STUDY_GAP_FIT['cpu_s']} s of CPU and {settings.STUDY_GAP_FIT['peak_mb']} MB, "
               f"{settings.STUDY_GAP_FIT['cpu_s'] / taken[0]['cpu_s']:.1f} and {settings.STUDY_GAP_FIT['peak_mb'] / taken[0]['peak_mb']:.1f} "
               "times as much.")
    sizes = [row["peak_mb"] for row in rows if row["part"] == "memory"]
    if len(sizes) > 1:
        yield f"Largest peak over smallest: {max(sizes) / min(sizes):.3f}."


def _phases(row: dict[str, Any]) -> str:
    texts = []
    for phase in row["phases"]:
        rate = f" ({phase['gflops']:.0f}, {phase['gflops'] / row['square']:.2f})" if phase["operations"] > 0 else ""
        texts.append(f"{phase['name']} {phase['wall_seconds']:.2f}{rate}")
    return "; ".join(texts)


def _dft(rows: list[dict[str, Any]]) -> Iterable[str]:
    keys = ["train_energy", "train_forces", "test_energy", "test_forces", "cpu_s", "peak_mb"]
    lines = []
    for name, chosen in settings.DFT.items():
        runs = [row for row in rows if row["part"] == "dft" and row["data"] == name]
        if runs:
            lines.append([name, f"gapsharp, {len(runs)} seeds", *(_mean_and_spread([run[key] for run in runs]) for key in keys)])
            lines.append([name, "gap_fit, one seed", *(f"{chosen['gap_fit'][key]:g}" for key in keys)])
    if lines:
        yield ("**Density functional sets** (mean and standard deviation over seeds)\n\n" + table(
            ["set", "program", "train E, meV/atom", "train F, meV/A", "test E, meV/atom", "test F, meV/A", "CPU, s", "peak, MB"], lines))


def _mean_and_spread(values: list[float]) -> str:
    spread = f" ± {statistics.stdev(values):.2g}" if len(values) > 1 else ""
    return f"{statistics.mean(values):.4g}{spread}"


def _search(rows: list[dict[str, Any]]) -> Iterable[str]:
    if rows:
        yield "**Searches in process**\n\n" + table(
            ["data", "cache", "fits", "choice of sparse points, CPU s", "all, CPU s", "cache, MB"],
            [[row["data"], row["cache"], str(row["fits"]), f"{row['choice_s']:.2f}", f"{row['all_s']:.2f}", f"{row['cache_mb']:.0f}" if row["cache_mb"] else ""]
             for row in rows])
