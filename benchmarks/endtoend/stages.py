"""Time of every stage, from BenchmarkDotNet's report."""

from __future__ import annotations

import json

from . import models
from .paths import CORE, OUT, run


def measure(material: str, structure: str, sparse: int) -> dict[str, object]:
    """ns per atom of every stage, s of loading."""
    folder = OUT / "stages" / f"{material}-{structure}-m{sparse}"
    for old in folder.glob("results/*.json"):
        old.unlink()
    run([CORE, "stages", models.model(material, sparse), models.structure(structure), folder])
    (report,) = folder.glob("results/*.json")
    times = {item["Method"]: item["Statistics"]["Min"] for item in json.loads(report.read_text())["Benchmarks"]}
    load_s = 1e-9 * times.pop("Load")
    return {"material": material, "structure": structure, "sparse": sparse, "load_s": load_s, "ns_per_atom": times}
