"""The results as tables of Markdown."""

from __future__ import annotations

from typing import Any

from endtoend.report import table


def tables(results: dict[str, Any]) -> str:
    search, separate = results["search"], results["separate"]
    fits = len(separate)
    one_by_one = sum(row["fit_cpu_s"] + row["validate_cpu_s"] for row in separate)
    lines = [
        ["gapsharp search", str(fits), f"{search['cpu_s']:.1f}", f"{search['cpu_s'] / fits:.3f}", f"{search['peak_mb']:.0f}"],
        ["gapsharp fit and validate", str(fits), f"{one_by_one:.1f}", f"{one_by_one / fits:.3f}", ""],
    ]
    head = (f"{results['machine']['processor']}; load of the machine {results['load']:.1f} before. Processor time of whole processes, start "
            "included, one thread.")
    tail = (f"Once as much as {one_by_one / search['cpu_s']:.1f} times. Largest relative difference of a metric: "
            f"{max(row['difference'] for row in separate):.1e}.")
    return "\n\n".join([head, table(["fits by", "fits", "CPU, s", "CPU per fit, s", "peak, MB"], lines), tail]) + "\n"
