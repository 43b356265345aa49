"""Results on disk, a line each: whatever ends the process, at most the relaxations under way are lost."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, Dict, List

import numpy as np
from ase.calculators.calculator import InputError

from .relaxing import Relaxed


class Store:
    """Relaxed structures by stage and name, in a file of JSON lines.

    about: what the results depend on; InputError for a file of something else.
    """

    def __init__(self, path: Path, about: Dict[str, Any]) -> None:
        self._path = path
        self._known: Dict[str, Dict[str, Relaxed]] = {}
        lines = _whole_lines(path)
        if not lines:
            self._append(about)
        else:
            self._read(lines, about)

    def of(self, stage: str) -> Dict[str, Relaxed]:
        """Results of a stage, by name, in the order they came."""
        return self._known.setdefault(stage, {})

    def add(self, stage: str, result: Relaxed) -> None:
        """Keeps a result."""
        self.of(stage)[result.name] = result
        self._append({"stage": stage, "name": result.name, "energy": result.energy if math.isfinite(result.energy) else None,
                      "positions": result.positions.tolist(), "calls": result.calls, "problem": result.problem})

    def _append(self, row: Dict[str, Any]) -> None:
        with open(self._path, "a", encoding="utf-8") as file:
            file.write(json.dumps(row, allow_nan=False) + "\n")

    def _read(self, lines: List[str], about: Dict[str, Any]) -> None:
        try:
            there, *results = [json.loads(line) for line in lines]
            for row in results:
                energy = float("nan") if row["energy"] is None else float(row["energy"])
                positions = np.array(row["positions"], dtype=float).reshape(-1, 3)
                self.of(row["stage"])[row["name"]] = Relaxed(row["name"], energy, positions, int(row["calls"]), row["problem"])
            differing = [name for name in about if there.get(name) != about[name]]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(f"{self._path} is no list of results: {error}; expected another --output") from error
        if differing:
            name = differing[0]
            raise InputError(f"{name} is {about[name]!r}, expected {there.get(name)!r} as in {self._path}; or another --output")


def _whole_lines(path: Path) -> List[str]:
    """The lines of a file. What a killed process left of a line is cut off, so that the next one is not appended to it."""
    if not path.exists():
        return []
    data = path.read_bytes()
    whole = data.rfind(b"\n") + 1
    if whole < len(data):
        with open(path, "r+b") as file:
            file.truncate(whole)
    try:
        return data[:whole].decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is no list of results: {error}; expected another --output") from error
