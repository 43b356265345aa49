"""Successes and force calls of many starts, as numbers and as a table."""

from __future__ import annotations

import json
import math
from typing import Any, Optional, Sequence

from endtoend.report import table


def quantile(calls: Sequence[float], part: float) -> float:
    """By linear interpolation; infinite where it lies among searches that found nothing (whose calls are infinite)."""
    ordered = sorted(calls)
    place = part * (len(ordered) - 1)
    low, high = ordered[math.floor(place)], ordered[math.ceil(place)]
    return low if low == high else low + (place - math.floor(place)) * (high - low)


def rows(searches: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """A summary of each size, method, bound and set of parameters, in the order in which they first came."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for each in searches:
        groups.setdefault(json.dumps([each[key] for key in ("size", "method", "bound", "parameters")]), []).append(each)
    return sorted((summary(group) for group in groups.values()), key=lambda row: row["size"])


def summary(searches: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Of the starts of one size by one method. None stands for more than the bound."""
    calls = [each["calls"] if each["found"] else math.inf for each in searches]
    every, found = sum(each["calls"] for each in searches), sum(each["found"] for each in searches)
    first = searches[0]
    return {
        "size": first["size"], "method": first["method"], "bound": first["bound"], "parameters": first["parameters"],
        "starts": len(searches), "found": found,
        **{name: _finite(quantile(calls, part)) for name, part in (("lower", 0.25), ("median", 0.5), ("upper", 0.75))},
        "calls": every, "relaxations": sum(each["relaxations"] for each in searches), "calls_per_success": every / found if found else None,
        "us_per_call": 1e6 * sum(each["cpu_s"] for each in searches) / every,
    }


def report(rows: Sequence[dict[str, Any]], processor: str) -> str:
    lines = [[f"LJ{row['size']}", row["method"], f"{row['found']} of {row['starts']}",
              *(_calls(row[name], row["bound"]) for name in ("median", "lower", "upper")),
              _calls(row["calls_per_success"], row["calls"]), f"{row['bound']:,}", f"{row['us_per_call']:.0f}"] for row in rows]
    return f"{processor}.\n\n" + table(
        ["cluster", "method", "found", "median calls", "lower quartile", "upper quartile", "all calls / found", "bound", "CPU per call, us"],
        lines) + "\n"


def _calls(count: Optional[float], bound: int) -> str:
    return f"> {bound:,}" if count is None else f"{count:,.0f}"


def _finite(value: float) -> Optional[float]:
    return value if math.isfinite(value) else None
