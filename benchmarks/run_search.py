"""Measures what a search of hyperparameters saves: the same fits by `gapsharp search` and one by one by `gapsharp fit` and `validate`.

    /usr/bin/python3 benchmarks/run_search.py [--quick] [--grid KEYS] [--data FILE] [--config FILE] [--every N] [--out FOLDER]

Writes results.json and results.md. Needs dist/bin/gapsharp. A fit that another stage has too counts once. The single fits are validated on
the validation structures alone, the search's on test structures too where there are any.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from endtoend.paths import OUT, ROOT  # noqa: E402
from run import processor  # noqa: E402
from search import report, separate  # noqa: E402

GRID = "cutoff=6.5|8.0 atom_sigma=0.5|0.7 zeta=2|4 delta=0.3|1.0 n_sparse=300|600|1000"
QUICK = "cutoff=6.5 atom_sigma=0.5 zeta=2 delta=0.3|1.0 n_sparse=100"


def config(data: Path, grid: str) -> str:
    return f"""
at_file={data} force_parameter_name=forces do_copy_at_file=F rnd_seed=42 default_sigma={{0.002 0.05 0 0}} sparse_jitter=1e-8
validation={{size=24|size=27}}
gap={{soap n_max=8 l_max=6 cutoff_transition_width=3.0 {grid} covariance_type=dot_product sparse_method=cur_points}}
"""


def stages(points: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Fits of each stage and the processor time of its threads (s)."""
    return [{"name": name, "fits": len(own), "cpu_s": sum(point["processor_seconds"] for point in own)}
            for name in dict.fromkeys(point["stage"] for point in points)
            for own in [[point for point in points if point["stage"] == name]]]


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures a search against single fits.")
    parser.add_argument("--quick", action="store_true", help="2 fits instead of 48")
    parser.add_argument("--grid", default=GRID, help="keys of soap with alternatives, instead of two cutoffs, atom_sigma, zeta, delta and three n_sparse")
    parser.add_argument("--data", type=Path, default=ROOT / "examples/mg-clusters/train.xyz", help="structures [default: the example's clusters]")
    parser.add_argument("--config", type=Path, help="a search of its own, whole, instead of a grid; files in it from the current folder")
    parser.add_argument("--every", type=int, default=1, help="one of so many fits of each stage is also made alone [default: 1, all]")
    parser.add_argument("--out", type=Path, default=OUT.parent / "bench-search", help="folder of the results [default: artifacts/bench-search]")
    options = parser.parse_args()
    needed = options.config or options.data
    if not needed.is_file():
        sys.exit(f"run_search: error: {needed} is missing, expected {'a config file of gapsharp search' if options.config else 'structures'}")
    if options.every < 1:
        sys.exit(f"run_search: error: --every {options.every}, expected at least 1")
    shutil.rmtree(options.out, ignore_errors=True)
    options.out.mkdir(parents=True)
    (options.out / "search.txt").write_text(
        options.config.read_text() if options.config else config(options.data, QUICK if options.quick else options.grid))
    results: dict[str, Any] = {"load": os.getloadavg()[0], "machine": {"processor": processor()}, "every": options.every}
    folder = options.out / "points"
    results["search"] = separate.measured(
        options.out / "search.log", "search", "--config", options.out / "search.txt", "--output", folder, "--threads", 1, "--no-cost")
    points = separate.points(folder)
    results["stages"] = stages(points)
    results["separate"] = [separate.fit(point, folder, options.out) for point in separate.chosen(points, options.every)]
    (options.out / "results.json").write_text(json.dumps(results, indent=1) + "\n")
    (options.out / "results.md").write_text(report.tables(results))
    print((options.out / "results.md").read_text())


if __name__ == "__main__":
    main()
