"""Which fits are measured."""

from __future__ import annotations

import os
from dataclasses import dataclass

THREADS = len(os.sched_getaffinity(0))


@dataclass(frozen=True)
class Row:
    """One fit. configurations: that many, 0 for all; sparse: points of soap; part: what it is measured for."""

    part: str
    data: str
    configurations: int
    sparse: int
    threads: int
    seed: int = 42


def rows(seeds: int, largest: int, full: bool, tiny: bool = False) -> list[Row]:
    if tiny:
        return [Row("memory", "na55", 2, 20, 1)]
    plan = [Row("speed", "na55", 40, 1000, 1)]
    plan += [Row("memory", "na55", count, 2000, THREADS) for count in (100, 400, 1900) if count <= largest]
    if largest >= 650:
        plan.append(Row("memory", "na_sizes", 650, 2000, THREADS))
    plan += [Row("dft", name, 0, 600, 1, 42 + k) for name in ("na", "mg") for k in range(seeds)]
    if full:
        plan += [Row("full", "na55", 1900, 6000, THREADS), Row("full", "na_sizes", 650, 6000, THREADS)]
    return plan
