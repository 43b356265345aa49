"""What each search came to: one line of JSON each, written as soon as it ended, so that an interrupted benchmark goes on."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

from . import plan


def searched(folder: Path) -> list[dict[str, Any]]:
    """The searches that have ended; a last line that was cut off does not count."""
    path = folder / "searches.jsonl"
    lines = path.read_text().split("\n")[:-1] if path.exists() else []
    return [json.loads(line) for line in lines]


def search(folder: Path, method: str, size: int, seed: int, bound: int) -> dict[str, Any]:
    """Does one search, unless it is there with the same bound and parameters."""
    run, parameters = plan.METHODS[method]
    asked = {"method": method, "size": size, "seed": seed, "bound": bound, "parameters": parameters}
    for there in searched(folder):
        if asked.items() <= there.items():
            return there
    load, began, cpu = os.getloadavg()[0], time.perf_counter(), time.process_time()
    ended = run(size, seed, bound, parameters)
    came = {**asked, **ended._asdict(), "cpu_s": time.process_time() - cpu, "wall_s": time.perf_counter() - began, "load": load}
    _append(folder / "searches.jsonl", json.dumps(came))
    return came


def _append(path: Path, line: str) -> None:
    """A line of its own, also where the line before was cut off."""
    text = path.read_text() if path.exists() else ""
    with path.open("a") as file:
        if not text.endswith("\n") and text:
            file.truncate(text.rfind("\n") + 1)
        file.write(line + "\n")
