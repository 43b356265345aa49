"""What minima hopping through one force server adds to each force call (docs/how-to/minima-hopping.md).

    /usr/bin/python3 benchmarks/run_hopping.py [--sizes 20,31] [--walkers 4] [--hops 10] [--model FILE] [--out FOLDER]

Processor time of the walkers and of the server, less what the same command takes when there is nothing left to do, over the force calls;
the evaluation's own time is measured in process for the structures that were found. What is left is the driver's and the server's share.
Writes results.json and results.md. Needs dist/ (make build).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from endtoend.paths import DIST, OUT, ROOT, environment  # noqa: E402
from endtoend.report import table  # noqa: E402
from run import processor, say  # noqa: E402

sys.path.insert(0, str(DIST / "python"))
_TICK = 1 / os.sysconf("SC_CLK_TCK")
_REPEATS = 20


def search(command: list) -> dict[str, float]:
    """Seconds of processor time (the walkers' too) and of the clock that a search takes."""
    began = time.perf_counter()
    child = subprocess.Popen([str(word) for word in command], env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"bench: error: {' '.join(map(str, command))} ended with {child.returncode}")
    return {"cpu": usage.ru_utime + usage.ru_stime, "wall": time.perf_counter() - began}


def server_cpu(server: subprocess.Popen) -> float:
    fields = Path(f"/proc/{server.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * _TICK


def evaluation_ms(model: Path, database: Path) -> float:
    """Processor time of one evaluation in process, averaged over the minima found, their atoms displaced as dynamics does."""
    from ase.db import connect
    from gapsharp import GapSharp
    from gapsharp._structure import structure_of
    from gapsharp._types import Quantities

    structures = []
    for row in connect(database).select(outcome="new"):
        atoms = row.toatoms()
        atoms.rattle(0.15, seed=row.id)
        structures.append(structure_of(atoms))
    with GapSharp(model) as calc:
        backend = calc._opened()
        wanted = Quantities.ENERGY | Quantities.FORCES | Quantities.LOCAL_ENERGIES | Quantities.VIRIAL
        taken = []
        for _ in range(_REPEATS + 1):
            began = time.process_time()
            for structure in structures:
                backend.evaluate(structure, wanted)
            taken.append(1e3 * (time.process_time() - began) / len(structures))
    return sum(taken[1:]) / _REPEATS


def measure(size: int, options: argparse.Namespace, address: str, server: subprocess.Popen) -> dict[str, Any]:
    from ase.db import connect

    database, warm = options.out / f"mg{size}.db", options.out / "warm.db"

    def command(database: Path, seed: int) -> list:
        database.unlink(missing_ok=True)
        return [sys.executable, "-m", "gapsharp.hopping", "--random", f"Mg{size}", "--server", address, "--walkers", options.walkers,
                "--hops", options.hops, "--database", database, "--seed", seed, "--temperature", 700, "--energy-difference", 0.3]

    # The server compiles its code while it serves its first thousands of calls; a search of a thousand hops does not notice.
    search(command(warm, options.seed + 1))
    again = command(database, options.seed)
    before = server_cpu(server)
    whole = search(again)
    served = server_cpu(server) - before
    idle = search(again)
    rows = list(connect(database).select())
    calls = sum(row.force_calls for row in rows)
    evaluation = evaluation_ms(options.model, database)
    driver, all_served = 1e3 * (whole["cpu"] - idle["cpu"]) / calls, 1e3 * served / calls
    return {"size": size, "walkers": options.walkers, "hops": len(rows), "calls": calls, "minima": sum(row.outcome == "new" for row in rows),
            "lowest": min(row.energy for row in rows), "driver_ms": driver, "server_ms": all_served, "evaluation_ms": evaluation,
            "overhead_ms": driver + all_served - evaluation, "wall_ms": 1e3 * (whole["wall"] - idle["wall"]) * options.walkers / calls}


def report(results: dict[str, Any]) -> str:
    rows = [[f"Mg{row['size']}", str(row["walkers"]), str(row["hops"]), f"{row['calls']:,}", str(row["minima"]), f"{row['driver_ms']:.2f}",
             f"{row['server_ms']:.2f}", f"{row['evaluation_ms']:.2f}", f"{row['overhead_ms']:.2f}"] for row in results["rows"]]
    return f"{results['processor']}; milliseconds of processor time per force call.\n\n" + table(
        ["cluster", "walkers", "hops", "force calls", "minima", "walkers", "server", "evaluation alone", "added by driver and server"], rows) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures minima hopping through one force server.")
    parser.add_argument("--sizes", default="20,31", help="numbers of magnesium atoms [20,31]")
    parser.add_argument("--walkers", type=int, default=4)
    parser.add_argument("--hops", type=int, default=10, help="of each walker")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--model", type=Path, help="potential of magnesium [the reference one]")
    parser.add_argument("--out", type=Path, default=OUT.parent / "bench-hopping", help="[artifacts/bench-hopping]")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.model is None:
        subprocess.run(["sh", ROOT / "eng/unpack-data.sh"], check=True)
        options.model = next((ROOT / "artifacts/reference/mg-dft").glob("*.xml"))
    results: dict[str, Any] = {"processor": processor(), "rows": []}
    server = subprocess.Popen([DIST / "bin/gapsharp-server", f"mg={options.model}", "--port", "0", "--quiet"], env=environment(),
                              stdout=subprocess.PIPE, text=True)
    try:
        address = server.stdout.readline().split("//")[-1].strip()
        for size in map(int, options.sizes.split(",")):
            row = measure(size, options, address, server)
            results["rows"].append(row)
            say(f"Mg{size}: {row['calls']} calls, {row['overhead_ms']:.2f} ms added to {row['evaluation_ms']:.2f} ms each")
            (options.out / "results.json").write_text(json.dumps(results, indent=1) + "\n")
    finally:
        server.terminate()
        server.wait(30)
    (options.out / "results.md").write_text(report(results))
    print((options.out / "results.md").read_text())


if __name__ == "__main__":
    main()
