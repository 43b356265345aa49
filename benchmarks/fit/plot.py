"""Peak memory over the number of configurations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402


def draw(results: dict[str, Any], path: Path) -> None:
    rows = sorted((row["configurations"], row["peak_mb"], row["estimated_mb"]) for row in results["rows"] if row["part"] == "memory")
    figure, axes = plt.subplots(figsize=(5.5, 3.8))
    if rows:
        counts, peaks, estimates = zip(*rows)
        axes.semilogx(counts, peaks, "o-", label="peak")
        axes.semilogx(counts, estimates, "x--", label="estimated before the start")
        axes.set_xticks(counts, [f"{count:,}" for count in counts])
        axes.minorticks_off()
        axes.legend()
    axes.set(xlabel="Na55 configurations, energies and forces", ylabel="memory, MB", ylim=(0, None))
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    plt.close(figure)
