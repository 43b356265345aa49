"""Force calls until minima hopping meets the global minimum of Lennard-Jones clusters: gapsharp.hopping beside ASE's class.

    /usr/bin/python3 benchmarks/run_lennard_jones.py [--sizes 13,55,38] [--methods "gapsharp; ase"] [--starts N] [--bound CALLS] [--quick] [--out FOLDER]

Each search begins at a random compact cluster, the same for every method, and ends with the global minimum or after the bound of force calls.
Searches that have ended stand in searches.jsonl: the same command goes on after any interruption, and one with more starts or methods
adds to it. Writes results.json and results.md. Searches keep their files in $TMPDIR; one in memory (/dev/shm) saves waiting for a disk.
Needs dist/ (make build).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
sys.path.insert(0, str(Path(__file__).resolve().parent))
from endtoend.paths import DIST, OUT  # noqa: E402

sys.path.insert(0, str(DIST / "python"))
from lennard_jones import plan, record, summary  # noqa: E402
from lennard_jones.potential import EPSILON  # noqa: E402
from run import processor, say  # noqa: E402


def write(folder: Path) -> None:
    """Tables of all searches in the folder, those of earlier commands too."""
    rows = summary.rows(record.searched(folder))
    (folder / "results.json").write_text(json.dumps({"processor": processor(), "rows": rows}, indent=1) + "\n")
    (folder / "results.md").write_text(summary.report(rows, processor()))


def main() -> None:
    parser = argparse.ArgumentParser(description="Counts the force calls of searches for global minima.")
    parser.add_argument("--sizes", help=f"some of {','.join(str(each.size) for each in plan.FULL)} [all]")
    parser.add_argument("--methods", help=f"some of: {'; '.join(plan.METHODS)}, divided by semicolons [all]")
    parser.add_argument("--starts", type=int, help="of each size [as planned]")
    parser.add_argument("--bound", type=int, help="force calls of a search [as planned]")
    parser.add_argument("--quick", action="store_true", help="two starts of 13 atoms")
    parser.add_argument("--out", type=Path, default=OUT.parent / "bench-lennard-jones", help="[artifacts/bench-lennard-jones]")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    methods = [name.strip() for name in options.methods.split(";")] if options.methods else list(plan.METHODS)
    plans = [each for each in (plan.QUICK if options.quick else plan.FULL) if options.sizes is None or str(each.size) in options.sizes.split(",")]
    if not plans or not set(methods) <= set(plan.METHODS):
        raise SystemExit(f"bench: error: sizes are {options.sizes} and methods {methods}, expected those of --help")
    for each, method in ((each, method) for each in plans for method in methods):
        for seed in range(options.starts or each.starts):
            last = record.search(options.out, method, each.size, seed, options.bound or each.bound)
            say(f"LJ{each.size}, {method}, start {seed}: {'found' if last['found'] else 'not found'} after {last['calls']:,} calls, "
                f"lowest {last['lowest'] / EPSILON:.3f}")
        write(options.out)
    print((options.out / "results.md").read_text())


if __name__ == "__main__":
    main()
