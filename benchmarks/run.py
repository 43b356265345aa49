"""Times every door of GapSharp and holds it against this machine's matrix products (docs/performance.md).

    /usr/bin/python3 benchmarks/run.py [--quick | --tiny] [--only DOOR,...] [--out FOLDER]

Writes results.json, results.md and results.png. Needs what `make build` makes and benchmarks/GapSharp.Benchmarks (eng/bench.sh does both).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Iterator

sys.path.insert(0, str(Path(__file__).resolve().parent))
from endtoend import measure, models, plan, plot, report, stages  # noqa: E402
from endtoend.paths import OUT  # noqa: E402


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "unknown processor")


def say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


def collect(chosen: plan.Plan, doors: list[str]) -> Iterator[dict]:
    """The results so far, after every row. The ceiling is taken before every row, which keeps it; the best heads the table."""
    models.prepare(chosen.sparse_counts)
    results: dict = {"machine": {"processor": processor()}, "rows": [], "memory": [], "load": [], "stages": []}
    for row in (row for row in chosen.rows if not doors or row.door in doors):
        ceiling = measure.dgemm()
        results["machine"] = best_of(results["machine"], ceiling)
        figures = measure.timed(row, chosen.seconds, ceiling)
        results["rows"].append(figures)
        say(f"{row.door:8} {row.structure:9} M={row.sparse:<5} x{row.workers}: " + (
            f"{figures['full_ms']:.4f} ms/atom, {figures['of_square']:.2f} of dgemm" if "full_ms" in figures
            else f"{figures['added_ms']:.3f} ms added"))
        yield results
    for row in (row for row in chosen.memory if not doors or row.door in doors):
        results["memory"].append(measure.memory(row))
        say(f"{row.door:8} {row.structure:9} M={row.sparse:<5} peak {results['memory'][-1]['peak_mb']:.0f} MB")
        yield results
    if not doors or "load" in doors:
        results["load"] = [measure.load(material, sparse) for material, _, sparse in chosen.stages]
    if not doors or "stages" in doors:
        for material, structure, sparse in chosen.stages:
            say(f"stages   {structure} M={sparse}")
            results["stages"].append(stages.measure(material, structure, sparse))
            yield results
    yield results


def best_of(known: dict, found: dict) -> dict:
    return {**known, **{key: max(value, known.get(key, value)) if isinstance(value, float) else value for key, value in found.items()}}


def main() -> None:
    parser = argparse.ArgumentParser(description="Times every door of GapSharp.")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="a few minutes")
    size.add_argument("--tiny", action="store_true", help="seconds; only shows that the runner works")
    parser.add_argument("--only", default="", help="of core,library,command,lammps,grpc,load,stages [default: all]")
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the results [default: artifacts/bench]")
    options = parser.parse_args()
    chosen = plan.tiny() if options.tiny else plan.quick() if options.quick else plan.full()
    options.out.mkdir(parents=True, exist_ok=True)
    results: dict = {}
    for results in collect(chosen, [door for door in options.only.split(",") if door]):
        (options.out / "results.json").write_text(json.dumps(results, indent=1) + "\n")
    (options.out / "results.md").write_text(report.tables(results))
    plot.draw(results, options.out / "results.png")
    if results["machine"].get("is_openblas") is False:
        print("bench: NumPy does not use OpenBLAS here: the fractions of dgemm mean little (package libopenblas0-pthread)", file=sys.stderr)
    print((options.out / "results.md").read_text())


if __name__ == "__main__":
    main()
