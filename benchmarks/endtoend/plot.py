"""Time per atom over the number of atoms, and the fraction of dgemm, as one picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402


def draw(results: dict[str, Any], path: Path) -> None:
    rows = [row for row in results["rows"] if row["door"] == "core" and row["workers"] == 1]
    figure, (times, fractions) = plt.subplots(1, 2, figsize=(10, 3.8))
    for material, mark in (("sodium", "o-"), ("silicon", "s--")):
        for sparse in sorted({row["sparse"] for row in rows}):
            chosen = sorted((row["atoms"], row["full_ms"], row["of_square"]) for row in rows
                            if row["sparse"] == sparse and row["structure"].startswith("si") == (material == "silicon"))
            if chosen:
                atoms, full, fraction = zip(*chosen)
                times.loglog(atoms, full, mark, ms=4, label=f"{material}, M = {sparse:,}")
                fractions.semilogx(atoms, fraction, mark, ms=4)
    quip = [(row["atoms"], row["quip_ms"]) for row in rows if "quip_ms" in row]
    if quip:
        times.loglog(*zip(*quip), "kx", label="QUIP")
    times.set(xlabel="atoms", ylabel="ms per atom, energy + forces, one thread")
    times.legend(fontsize=7)
    fractions.axhline(1, color="grey", lw=0.8)
    fractions.set(xlabel="atoms", ylabel="4 M d flops over dgemm (2000 cubed)", ylim=(0, None))
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    plt.close(figure)
