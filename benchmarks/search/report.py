"""The results as tables of Markdown."""

from __future__ import annotations

from typing import Any

from endtoend.report import table


def tables(results: dict[str, Any]) -> str:
    search, separate = results["search"], results["separate"]
    stages = [_stage(stage, [row for row in separate if row["stage"] == stage["name"]]) for stage in results["stages"]]
    fits, one_by_one = sum(stage["fits"] for stage in stages), sum(stage["separate"] for stage in stages)
    head = (f"{results['machine']['processor']}; load of the machine {results['load']:.1f} before. Processor time, one thread; the line of all "
            f"is that of whole processes, start and report included. Largest memory of the search {search['peak_mb']:.0f} MB.")
    lines = [_line(stage["name"], stage["fits"], stage["cpu_s"], stage["separate"]) for stage in stages]
    tail = f"Largest relative difference of a metric: {max(row['difference'] for row in separate):.1e}."
    if len(separate) < fits:
        tail += (f" {len(separate)} of the {fits} fits, at random, one of {results['every']} of every stage, were also made one by one; their mean "
                 "stands for the others.")
    head_line = ["stage", "fits", "gapsharp search, CPU s", "gapsharp fit and validate, CPU s", "times less"]
    return "\n\n".join([head, table(head_line, [*lines, _line("all", fits, search["cpu_s"], one_by_one)]), tail]) + "\n"


def _stage(stage: dict[str, Any], separate: list[dict[str, Any]]) -> dict[str, Any]:
    """The stage with what its fits cost one by one."""
    mean = sum(row["fit_cpu_s"] + row["validate_cpu_s"] for row in separate) / len(separate) if separate else 0.0
    return {**stage, "separate": stage["fits"] * mean}


def _line(name: str, fits: int, search: float, separate: float) -> list[str]:
    return [name, str(fits), f"{search:.1f}", f"{separate:.1f}", f"{separate / search:.1f}"]
