"""Rows of the command `gapsharp evaluate`, reading and writing extended XYZ included."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path

from .paths import DIST, environment

REPEATS = 3


def _seconds(model: Path, text: str, properties: str, threads: int, folder: Path) -> float:
    structures = folder / "in.xyz"
    structures.write_text(text)
    command = [DIST / "bin/gapsharp", "evaluate", model, structures, "-o", os.devnull, "--properties", properties, "--threads", str(threads)]
    best = float("inf")
    for _ in range(REPEATS):
        began = time.perf_counter()
        subprocess.run(command, check=True, env=environment(), stdout=subprocess.DEVNULL)
        best = min(best, time.perf_counter() - began)
    return best


def row(model: Path, structure: Path, threads: int, copies: int) -> dict[str, float]:
    """ms per atom from the difference between one frame and 1 + copies frames; start_s is all of the run with one frame."""
    text = structure.read_text()
    atoms = int(text.split(maxsplit=1)[0])
    times = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, properties in (("full", "energy,forces"), ("energy", "energy")):
            one = _seconds(model, text, properties, threads, Path(folder))
            many = _seconds(model, text * (1 + copies), properties, threads, Path(folder))
            times[name] = (one, 1e3 * (many - one) / (copies * atoms))
    return {"atoms": atoms, "full_ms": times["full"][1], "energy_ms": times["energy"][1], "start_s": times["full"][0]}


def peak_megabytes(model: Path, structure: Path) -> float:
    """Most memory that the command has resident while it evaluates a structure (1e6 bytes)."""
    command = [str(DIST / "bin/gapsharp"), "evaluate", str(model), str(structure), "-o", os.devnull]
    child = os.posix_spawn(command[0], command, environment())
    _, status, usage = os.wait4(child, 0)
    if status:
        raise SystemExit(f"bench: error: {' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return usage.ru_maxrss * 1024e-6
