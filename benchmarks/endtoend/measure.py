"""One row of the plan, measured."""

from __future__ import annotations

import os
import sys
from typing import Any

from . import command_line, lammps_row, models
from .paths import CORE, run_json
from .plan import QUIP_MB, QUIP_MS, Row

DIMENSIONS = {"sodium": 547, "silicon": 325}


def dgemm(seconds: float = 0.2) -> dict[str, Any]:
    return run_json([sys.executable, "-m", "endtoend.dgemm", seconds])


def timed(row: Row, seconds: float, ceiling: dict[str, Any]) -> dict[str, Any]:
    """The row's figures: ms per atom, GFLOP/s of the kernel's 4 M d flops per atom, and its fraction of dgemm."""
    figures = _door(row, seconds)
    figures.update(door=row.door, structure=row.structure, sparse=row.sparse, workers=row.workers,
                   fitted=models.is_fitted(models.model(row.material, row.sparse)))
    if "full_ms" in figures:
        rate = 4e-6 * row.sparse * DIMENSIONS[row.material] / figures["full_ms"]
        shapes = 2 / (1 / ceiling["dots"] + 1 / ceiling["back"])
        figures.update(gflops=rate, of_square=rate / ceiling["square"], of_shapes=rate / shapes, square=ceiling["square"], shapes=shapes)
    if figures.get("energy_ms"):
        figures["energy_gain"] = figures["full_ms"] / figures["energy_ms"]
    if (quip := QUIP_MS.get((row.structure, row.sparse))) and "full_ms" in figures:
        figures.update(quip_ms=quip, times_quip=quip / figures["full_ms"])
    return figures


def memory(row: Row) -> dict[str, Any]:
    """Peak resident memory of a process that does nothing but load and evaluate."""
    model, structure = models.model(row.material, row.sparse), models.structure(row.structure)
    peak = (run_json([CORE, "row", model, structure, row.workers, 0, "memory"])["peak_mb"] if row.door == "core"
            else command_line.peak_megabytes(model, structure))
    return {"door": row.door, "structure": row.structure, "sparse": row.sparse, "peak_mb": peak,
            "quip_mb": QUIP_MB.get((row.structure, row.sparse))}


def load(material: str, sparse: int) -> dict[str, Any]:
    """Seconds to load a model: a fresh process that compiles as it goes, the C library, the whole command for a small structure."""
    small = models.structure("si512" if material == "silicon" else "na13")
    model = models.model(material, sparse)
    size = sum(os.path.getsize(file) for file in model.parent.glob(f"{model.name.removesuffix('.xml')}*"))
    core = [run_json([CORE, "load", model]) for _ in range(2)]
    library = [run_json([sys.executable, "-m", "endtoend.library_row", model, small, 1, 0])["load_s"] for _ in range(2)]
    command = command_line.row(model, small, 1, 1)["start_s"]
    return {"material": material, "sparse": sparse, "mb": size * 1e-6, "core_cold_s": min(run["cold_s"] for run in core),
            "core_warm_s": min(run["warm_s"] for run in core), "library_s": min(library), "command_s": command}


def _door(row: Row, seconds: float) -> dict[str, Any]:
    model, structure = models.model(row.material, row.sparse), models.structure(row.structure)
    if row.door == "core":
        return run_json([CORE, "row", model, structure, row.workers, seconds])
    if row.door == "library":
        return run_json([sys.executable, "-m", "endtoend.library_row", model, structure, row.workers, seconds])
    atoms = int(structure.read_text().split(maxsplit=1)[0])
    copies = max(1, round(seconds / (atoms * row.sparse * 4e-8)))
    if row.door == "command":
        return command_line.row(model, structure, row.workers, copies)
    if row.door == "lammps":
        return lammps_row.row(model, structure, row.workers, max(2, copies // 2))
    return run_json([sys.executable, "-m", "endtoend.grpc_row", model, structure, 500 if atoms < 100 else 100])
