"""One row of the plan, measured."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from endtoend.paths import CORE, DIST, run_json

from . import data, settings
from .plan import Row

LIMIT_S = 86400.0


def fit(row: Row, folder: Path, out: Path, ceiling: dict[str, Any]) -> dict[str, Any]:
    """What the fit took, by phase too; for sets with a test set the errors."""
    name = f"{row.data}-{row.configurations}-m{row.sparse}-s{row.seed}"
    model, report = out / f"{name}.xml", out / f"{name}.json"
    training = data.training_set(folder, row.data, row.configurations, out)
    words = settings.dft(row.data) if row.part == "dft" else settings.study(row.sparse)
    figures = run_json([sys.executable, "-m", "fit.child", out / f"{name}.log", DIST / "bin/gapsharp", "fit", f"at_file={training}",
                        f"gp_file={model}", f"rnd_seed={row.seed}", *words, "--threads", row.threads, "--report", report], LIMIT_S)
    taken = json.loads(report.read_text())
    figures.update(vars(row), rows=taken["rows"], unknowns=sum(taken["sparse_counts"]), square=ceiling["square"],
                   estimated_mb=taken["estimated_memory"] * 1e-6, residual=taken["weighted_residual"], phases=taken["phases"])
    for phase in figures["phases"]:  # per second of processor time, as the ceiling: a busy machine shows the same
        phase["gflops"] = 1e-9 * phase["operations"] / max(phase["processor_seconds"], 1e-9)
    if row.part == "dft":
        for split, path in (("train", training), ("test", data.test_set(folder, row.data))):
            total = run_json([DIST / "bin/gapsharp", "validate", model, path, "--json", "-"])["total"]
            figures.update({f"{split}_energy": 1e3 * total["energy_per_atom"]["rmse"], f"{split}_forces": 1e3 * total["force"]["rmse"]})
    return figures


def search(name: str, folder: Path, out: Path) -> list[dict[str, Any]]:
    """Processor time of a small search in process, without a cache of descriptors and with one."""
    training = data.training_set(folder, name, 0 if name in settings.DFT else 40, out)
    words = settings.dft(name) if name in settings.DFT else settings.study(1000)
    return [{"data": name, **run_json([CORE, "search", kept, out / "cache", f"at_file={training}", *words])} for kept in ("none", "memory", "folder")]
