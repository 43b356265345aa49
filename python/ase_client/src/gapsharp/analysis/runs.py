"""What the walkers of a minima-hopping database found, and at what cost."""

from __future__ import annotations

from collections import Counter
from typing import Dict, List, NamedTuple, Optional, Protocol, Sequence, Tuple

import numpy as np
from ase.calculators.calculator import InputError
from ase.db.row import AtomsRow

from .._databases import shown
from .inputs import PathLike, rows
from .tables import Table

WINDOW = 1e-3
"""A minimum this close to the target (eV) is the target: what relaxation leaves."""

_KEYS = ("walker", "hop", "outcome", "accepted", "force_calls", "energy")


class Run(NamedTuple):
    """One walker. ``new`` counts the minima that it met before any other."""

    source: str
    walker: int
    hops: int
    new: int
    known: int
    same: int
    failed: int
    accepted: int
    force_calls: int
    lowest: float
    """Energy of its lowest minimum, eV."""
    hops_to_target: Optional[int]
    """Number of the hop that reached the target, None if it did not."""
    calls_to_target: Optional[int]
    """Force calls up to the end of that hop."""
    calls: Tuple[int, ...]
    """Force calls up to the end of each hop."""
    energies: Tuple[float, ...]
    """Lowest energy that the walker had met by then, eV."""
    found: Tuple[int, ...]
    """New minima that the walker had met by then."""


class Hopped(Protocol):
    """What is asked of a hop: a row of the database, or what was kept of it."""

    walker: int
    hop: int
    outcome: str
    accepted: bool
    force_calls: int
    energy: float


def walker_runs(path: PathLike, target: Optional[float] = None) -> List[Run]:
    """The walkers of a database of ``gapsharp.hopping``, by number.

    target: energy (eV) of the minimum that counts as success, within 1 meV or below; the lowest of the database if not given.
    Errors: InputError for what is no such database.
    """
    found = hop_rows(path)
    if not found:
        raise InputError(f"{shown(path)} has no hops, expected at least one")
    return runs_of(shown(path), found, target)


def hop_rows(path: PathLike, selection: str = "") -> List[AtomsRow]:
    """Rows of a database of ``gapsharp.hopping``, in the order they were written. Errors: InputError for what is no such database."""
    found = rows(path, selection)
    for row in found:
        if any(key not in row for key in _KEYS):
            raise InputError(f"row {row.id} of {shown(path)} is no hop, expected a database that gapsharp.hopping wrote")
    return found


def runs_of(source: str, hops: Sequence[Hopped], target: Optional[float] = None) -> List[Run]:
    """The walkers of some hops, at least one; ``source`` names where they are from."""
    target = min(hop.energy for hop in hops) if target is None else target
    walkers: Dict[int, List[Hopped]] = {}
    for hop in hops:
        walkers.setdefault(hop.walker, []).append(hop)
    return [_run(source, walker, sorted(walkers[walker], key=lambda hop: hop.hop), target) for walker in sorted(walkers)]


def _run(source: str, walker: int, hops: Sequence[Hopped], target: float) -> Run:
    outcomes = Counter(row.outcome for row in hops)
    calls = np.cumsum([row.force_calls for row in hops])
    energies = np.minimum.accumulate([row.energy for row in hops])
    reached = np.flatnonzero(energies < target + WINDOW)
    return Run(
        source, walker, hops[-1].hop, outcomes["new"], outcomes["known"], outcomes["same"], outcomes["failed"],
        sum(bool(row.accepted) for row in hops), int(calls[-1]), float(energies[-1]),
        int(hops[reached[0]].hop) if len(reached) else None, int(calls[reached[0]]) if len(reached) else None,
        tuple(calls.tolist()), tuple(energies.tolist()), tuple(np.cumsum([row.outcome == "new" for row in hops]).tolist()))


def run_table(runs: Sequence[Run]) -> Table:
    """A row for each walker and one for all of each database: sums, and the median cost of the walkers that reached the target."""
    columns = ("source", "walker", "hops", "new", "known", "same", "failed", "accepted", "force_calls", "lowest_eV", "success",
               "hops_to_target", "force_calls_to_target")
    table: List[tuple] = []
    for source in dict.fromkeys(run.source for run in runs):
        own = [run for run in runs if run.source == source]
        table.extend((source, str(run.walker), *run[2:9], run.lowest, "no" if run.calls_to_target is None else "yes", run.hops_to_target,
                      run.calls_to_target) for run in own)
        reached = [run for run in own if run.calls_to_target is not None]
        medians = [float(np.median([getattr(run, name) for run in reached])) if reached else None
                   for name in ("hops_to_target", "calls_to_target")]
        table.append((source, "all", *(sum(run[index] for run in own) for index in range(2, 9)), min(run.lowest for run in own),
                      f"{len(reached)} of {len(own)}", *medians))
    return Table(columns, table)
