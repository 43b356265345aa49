"""Measures fits: time, memory, errors, searches (docs/performance.md).

    /usr/bin/python3 benchmarks/run_fit.py [--quick] [--full] [--only PART,...] [--largest N] [--data FOLDER] [--out FOLDER]

Writes results.json, results.md and results.png. Needs dist/bin/gapsharp and benchmarks/GapSharp.Benchmarks (eng/bench-fit.sh builds both).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Iterator

sys.path.insert(0, str(Path(__file__).resolve().parent))
from endtoend.measure import dgemm  # noqa: E402
from endtoend.paths import OUT, SHARED_DATA  # noqa: E402
from fit import data, measure, plan, plot, report  # noqa: E402
from run import best_of, processor, say  # noqa: E402

SEARCHES = ("mg", "na", "na55")


def collect(rows: list[plan.Row], searches: list[str], folder: Path, out: Path) -> Iterator[dict]:
    """The results so far, after every row; the ceiling is taken before every row."""
    results: dict = {"machine": {"processor": processor()}, "load": os.getloadavg()[0], "rows": [], "search": []}
    for row in rows:
        ceiling = dgemm()
        results["machine"] = best_of(results["machine"], ceiling)
        figures = measure.fit(row, folder, out, ceiling)
        results["rows"].append(figures)
        say(f"{row.part:6} {row.data:8} {row.configurations or 'all':>5} M={row.sparse:<5} x{row.threads} seed {row.seed}: "
            f"{figures['cpu_s']:.1f} s of CPU, {figures['peak_mb']:.0f} MB"
            + (f", test {figures['test_energy']:.2f} meV/atom {figures['test_forces']:.1f} meV/A" if row.part == "dft" else ""))
        yield results
    for name in searches:
        results["machine"] = best_of(results["machine"], dgemm())
        results["search"] += measure.search(name, folder, out)
        say(f"search {name}")
        yield results


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures fits.")
    parser.add_argument("--quick", action="store_true", help="a few minutes: fewer seeds and configurations")
    parser.add_argument("--full", action="store_true", help="the full study besides, M = 6,000: an hour of CPU time or more")
    parser.add_argument("--tiny", action="store_true", help="seconds; only shows that the runner works")
    parser.add_argument("--only", default="", help="of speed,memory,dft,full,search [default: all]")
    parser.add_argument("--largest", type=int, default=1900, help="most configurations of the memory rows [default: 1900]")
    parser.add_argument("--data", type=Path, default=SHARED_DATA, help="folder of the training sets [default: ../shared/data]")
    parser.add_argument("--out", type=Path, default=OUT.parent / "bench-fit", help="folder of the results [default: artifacts/bench-fit]")
    options = parser.parse_args()
    parts = [part for part in options.only.split(",") if part]
    rows = plan.rows(2 if options.quick else 5, min(400, options.largest) if options.quick else options.largest, options.full, options.tiny)
    rows = [row for row in rows if not parts or row.part in parts]
    searches = [] if options.tiny or (parts and "search" not in parts) else list(SEARCHES)
    if absent := data.missing(options.data, {row.data for row in rows} | set(searches)):
        sys.exit(f"bench-fit: error: {', '.join(map(str, absent))} missing, expected the training sets there (--data names their folder)")
    options.out.mkdir(parents=True, exist_ok=True)
    results: dict = {}
    for results in collect(rows, searches, options.data, options.out):
        (options.out / "results.json").write_text(json.dumps(results, indent=1) + "\n")
    (options.out / "results.md").write_text(report.tables(results))
    plot.draw(results, options.out / "results.png")
    print((options.out / "results.md").read_text())


if __name__ == "__main__":
    main()
