"""The fits of a search, each by a `gapsharp fit` and a `gapsharp validate` of its own."""

from __future__ import annotations

import json
import random
import re
import sys
from pathlib import Path
from typing import Any

from endtoend.paths import DIST, run_json

LIMIT_S = 86400.0
COMMAND = DIST / "bin/gapsharp"


def measured(log: Path, *words: object) -> dict[str, Any]:
    """CPU and wall time (s) and peak memory (MB) of a command, which must succeed."""
    return run_json([sys.executable, "-m", "fit.child", log, COMMAND, *words], LIMIT_S)


def points(results: Path) -> list[dict[str, Any]]:
    """The journal's lines, stage by stage in the order of the search, by number."""
    lines = [json.loads(line) for file in sorted(results.glob("*.jsonl")) for line in file.read_text().splitlines()]
    stages = list(dict.fromkeys(line["stage"] for line in lines))
    return sorted(lines, key=lambda point: (stages.index(point["stage"]), point["number"]))


def chosen(fits: list[dict[str, Any]], every: int) -> list[dict[str, Any]]:
    """One of so many fits of every stage, at least one, at random: alternatives alternate too. A fit with a part of the structures or without
    a potential cannot be made again and is none of them."""
    sound = [point for point in fits if point["structures"] == 1 and "error" not in point]
    shuffled = random.Random(0).sample(sound, len(sound))
    return [point for stage in dict.fromkeys(point["stage"] for point in sound)
            for point in [other for other in shuffled if other["stage"] == stage][::every]]


def fit(point: dict[str, Any], results: Path, out: Path) -> dict[str, Any]:
    """One point again: CPU time of fit and of validate, and how far its metrics (relative) are from those of the search."""
    model, config, errors = out / "separate.xml", out / "separate.txt", out / "separate.json"
    training = results / "structures.train.xyz"
    config.write_text(re.sub(r"\bat_file=\S+", f"at_file={training}", point["command_line"]) + f" gp_file={model}\n")
    fitted = measured(out / "separate.log", "fit", "--config", config, "--threads", 1)
    validated = measured(out / "separate.log", "validate", model, results / "structures.validation.xyz", "--json", errors)
    total = json.loads(errors.read_text())["total"]
    for file in out.glob("separate.xml*"):
        file.unlink()
    names = {"binding_energy": "binding_energy", "force": "force", "energy_per_atom": "energy_per_atom"}
    differences = [abs(total[ours]["rmse"] / point["metrics"][f"{theirs}_rmse"] - 1) for theirs, ours in names.items()]
    return {"stage": point["stage"], "number": point["number"], "fit_cpu_s": fitted["cpu_s"], "validate_cpu_s": validated["cpu_s"],
            "difference": max(differences)}
