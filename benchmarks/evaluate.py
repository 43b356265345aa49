"""Times `gapsharp evaluate` on the reference potentials: microseconds per atom, without start-up and loading.

    /usr/bin/python3 benchmarks/evaluate.py [--seconds S] [--threads N] [NAME ...]

A file of n copies of the structures and one of 2n are evaluated; the difference of the two times is the time of n. Reading and writing
extended XYZ is part of it. The best of three is taken: what disturbs a machine only ever makes it slower.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "parity"))
import reference  # noqa: E402

COMMAND = ROOT / "dist" / "bin" / "gapsharp"
REPEATS = 3


def seconds(potential: reference.Potential, structures: Path, properties: str, threads: int) -> float:
    command = [COMMAND, "evaluate", potential.model, structures, "-o", "/dev/null", "--properties", properties, "--threads", str(threads)]
    best = float("inf")
    for _ in range(REPEATS):
        began = time.perf_counter()
        subprocess.run(command, check=True)
        best = min(best, time.perf_counter() - began)
    return best


def time_per_atom(potential: reference.Potential, properties: str, threads: int, wanted: float, folder: Path) -> float:
    """Microseconds per atom, from enough copies that their evaluation takes the wanted time."""
    text = "".join(output.read_text() for output in potential.outputs)
    atoms = sum(len(frame.numbers) for frame in potential.frames())
    copies = 1
    while True:
        once, twice = folder / "once.xyz", folder / "twice.xyz"
        once.write_text(text * copies)
        twice.write_text(text * (2 * copies))
        difference = seconds(potential, twice, properties, threads) - seconds(potential, once, properties, threads)
        if difference >= wanted:
            return 1e6 * difference / (atoms * copies)
        copies = max(2 * copies, min(16 * copies, int(copies * wanted / max(difference, 1e-3))))


def main() -> None:
    parser = argparse.ArgumentParser(description="Times gapsharp evaluate on the reference potentials.")
    parser.add_argument("names", nargs="*", default=reference.NAMES, help=f"of {', '.join(reference.NAMES)} [default: all]")
    parser.add_argument("--seconds", type=float, default=0.5, help="of evaluation to time [default: 0.5]")
    parser.add_argument("--threads", type=int, default=1, help="[default: 1]")
    options = parser.parse_args()
    print(f"{'potential':<12}{'energy':>14}{'+ forces, virial':>20}   microseconds per atom, {options.threads} thread(s)")
    with tempfile.TemporaryDirectory() as folder:
        for name in options.names:
            potential = reference.potential(name)
            energy, everything = (
                time_per_atom(potential, properties, options.threads, options.seconds, Path(folder))
                for properties in ("energy", "energy,forces,virial")
            )
            print(f"{name:<12}{energy:>14.1f}{everything:>20.1f}", flush=True)


if __name__ == "__main__":
    main()
