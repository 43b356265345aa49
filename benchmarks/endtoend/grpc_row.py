"""What gRPC adds: median of RemoteGapSharp minus median of GapSharp, in blocks of calls by turns. Prints one line of JSON.

    python3 -m endtoend.grpc_row MODEL STRUCTURE CALLS
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time

from ase.io import read
from gapsharp import GapSharp, RemoteGapSharp

from .paths import DIST, environment

WARM_UP = 300
BLOCK = 50


def _time(calculators: list, calls: int, atoms) -> dict[str, list[float]]:
    """Milliseconds of every call, one calculator after the other."""
    times: dict[str, list[float]] = {}
    for name, calculator in calculators:
        for _ in range(calls):
            began = time.perf_counter()
            calculator.calculate(atoms, ["energy", "forces"], ["positions"])
            times.setdefault(name, []).append(1e3 * (time.perf_counter() - began))
    return times


def main() -> None:
    model, structure, calls = sys.argv[1], sys.argv[2], int(sys.argv[3])
    atoms = read(structure)
    server = subprocess.Popen([DIST / "bin/gapsharp-server", f"model={model}", "--port", "0", "--quiet"], env=environment(),
                              stdout=subprocess.PIPE, text=True)
    try:
        address = server.stdout.readline().split("//")[-1].strip()
        with RemoteGapSharp(address, model="model") as remote, GapSharp(model) as local:
            times: dict[str, list[float]] = {"remote": [], "local": []}
            turns = [("remote", remote), ("local", local)]
            _time(turns, WARM_UP, atoms)
            for _ in range(max(1, calls // BLOCK)):
                for name, times_of_block in _time(turns, BLOCK, atoms).items():
                    times[name] += times_of_block
    finally:
        server.terminate()
        server.wait(30)
    medians = {name: statistics.median(values) for name, values in times.items()}
    print(json.dumps({"atoms": len(atoms), "p50_ms": medians["remote"], "local_p50_ms": medians["local"],
                      "added_ms": medians["remote"] - medians["local"]}))


if __name__ == "__main__":
    main()
