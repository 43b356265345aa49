"""Replica exchange: one segment of all temperatures at once, between which neighbours trade places (LAMMPS' ``temper``).

Sugita and Okamoto 1999, doi:10.1016/S0009-2614(99)01123-9. LAMMPS runs a replica for each temperature, an MPI process each, and lets two
of neighbouring temperatures T < T', with energies V and V', trade places with the probability min(1, exp((1/kT - 1/kT') (V - V'))).
Replicas write what they meet; when all have ended well, energies, structures and restart files are sorted by the temperature that they
were met at. Each temperature's folder then is as if it had run by itself, and the next segment begins from there.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from pathlib import Path
from typing import Any, Callable, Dict, Iterable, Iterator, List, NamedTuple, Optional, Sequence, Tuple

import numpy as np
from ase.calculators.calculator import CalculationFailed

from .._files import write_text
from .locks import locked, try_lock
from .runner import run
from .segments import INPUT, Segments, lammps_seed, of_segment, variables
from .settings import Settings
from .trajectory import COLUMNS

_INPUT = INPUT.with_name("in.exchange")
_KEPT = (".csv", ".dump", ".restart")
"""What replicas write and temperatures keep."""

_FRAME = "ITEM: TIMESTEP\n"


def run_exchanging(temperatures: Sequence[Segments], settings: Settings, alone: Sequence[str], together: Sequence[str], steps: int,
                   segment: int, jobs: int, report: Callable[[List[float]], object]) -> None:
    """Runs ascending temperatures to ``steps`` steps with exchange; those that are behind the others catch up by themselves first.

    alone, together: LAMMPS for one temperature, and with mpirun for all of them, a process each. Otherwise as :func:`gapsharp.melting.runner.run`.
    """
    joint = Exchange(temperatures)
    with locked(joint.records / "lock"):
        joint.finish()
        ahead = min(steps, max(each.steps() for each in temperatures))
    run([each for each in temperatures if each.steps() < ahead], settings, alone, ahead, segment, jobs, report)
    run([joint], settings, together, steps, segment, 1, report)


class Places(NamedTuple):
    """Who was where."""

    steps: np.ndarray
    """int64 [exchanges + 1], ascending: from each on, up to and with the next, the places below hold."""
    places: np.ndarray
    """int64 [exchanges + 1][replicas]: index of the temperature of each replica."""

    def at(self, step: int) -> np.ndarray:
        """Of the replicas, for what was written at ``step``: the exchange of that step comes after."""
        return self.places[max(np.searchsorted(self.steps, step) - 1, 0)]

    def sorted(self, met: Sequence[Iterable[Tuple[int, str]]]) -> List[List[str]]:
        """What replicas met, (step, text) each, by temperatures and steps."""
        found: List[List[Tuple[int, str]]] = [[] for _ in met]
        for replica, pieces in enumerate(met):
            for step, text in pieces:
                found[self.at(step)[replica]].append((step, text))
        return [[text for _, text in sorted(pieces)] for pieces in found]


class Exchange:
    """Joint segments of ascending temperatures that are all equally far; a trajectory for :func:`gapsharp.melting.runner.run`."""

    name = "replica exchange"

    def __init__(self, temperatures: Sequence[Segments]) -> None:
        self.temperatures = list(temperatures)
        self.covers = [each.temperature for each in temperatures]
        self.folder = temperatures[0].study
        self.records = self.folder / "exchange"
        self.records.mkdir(parents=True, exist_ok=True)

    def steps(self) -> int:
        """Steps that every temperature has done."""
        return min(each.steps() for each in self.temperatures)

    def lock(self) -> Optional[int]:
        """A descriptor that holds the joint segments; None if another process has."""
        for each in self.temperatures:
            each.folder.mkdir(exist_ok=True)
        return try_lock(self.records / "lock")

    def arguments(self, settings: Settings, until: int) -> List[str]:
        """LAMMPS' arguments, in the study's folder, for the segment that ends at step ``until``."""
        done = self.steps()

        def listed(words: Sequence[Any]) -> str:
            return " ".join(map(str, words))

        def relative(path: Path) -> str:
            return str(path.relative_to(self.folder))

        return ["-partition", f"{len(self.temperatures)}x1", "-in", str(_INPUT), "-log", relative(self.places(until)), "-plog", "none",
                "-screen", "none", "-pscreen", "none", *variables(
                    segment=INPUT, temperatures=listed(self.covers),
                    starts=listed("start.data" if done == 0 else relative(each.restart(done)) for each in self.temperatures),
                    seeds=listed(each.seed(settings) if done == 0 else 0 for each in self.temperatures),
                    outs=listed(relative(each.part(until)) for each in self.temperatures), potential="potential.in",
                    exchange=settings.exchange, metropolis=lammps_seed(settings.seed, done), **of_segment(settings, until))]

    def log(self, until: int) -> Path:
        """The log of a replica: of one with an error, if there is any."""
        logs = [each.log(until) for each in self.temperatures]
        return next((log for log in logs if log.exists() and "ERROR" in log.read_text(encoding="utf-8", errors="replace")), logs[0])

    def places(self, until: int) -> Path:
        """The log of all replicas together: who was where."""
        return self.records / f"{until:012d}.part.log"

    def ended(self, until: int) -> bool:
        """Whether LAMMPS has ended this segment well."""
        return all(each.ended(until) for each in self.temperatures)

    def clear(self) -> None:
        """Removes what killed processes have left."""
        for each in self.temperatures:
            each.clear()

    def complete(self, until: int) -> None:
        """Makes the segment that LAMMPS has ended count at every temperature. Killed anywhere here, it can be called again."""
        record = self.records / f"{until:012d}.json"
        if not record.exists():
            places = read_places(self.places(until), len(self.temperatures))
            self._sort(until, places)
            attempted, accepted = exchanges(places)
            write_text(record, json.dumps({"temperatures": self.covers, "attempted": attempted, "accepted": accepted}) + "\n")
        self.finish()

    def finish(self) -> None:
        """Makes the last segment whose energies are sorted count at the temperatures where it does not yet; to be called with the lock held."""
        until, record = max(_records(self.folder), default=(0, {}))
        for each in self.temperatures:
            if each.temperature in record.get("temperatures", []) and each.steps() < until:
                for ending in _KEPT:
                    if (ordered := _ordered(each.part(until), ending)).exists():
                        os.replace(ordered, _file(each.part(until), ending))
                each.complete(until)
        self.places(until).unlink(missing_ok=True)

    def _sort(self, until: int, places: Places) -> None:
        """Writes what the replicas have met, by temperatures, beside what they wrote."""
        parts = [each.part(until) for each in self.temperatures]
        rows = places.sorted([_rows(_file(part, ".csv")) for part in parts])
        frames = places.sorted([_frames(_file(part, ".dump")) for part in parts])
        header = ",".join(COLUMNS)
        for temperature, part, lines, images in zip(self.covers, parts, rows, frames):
            lines = [f"{temperature!r},{line}" for line in lines]
            _ordered(part, ".csv").write_text("\n".join([header, *lines, ""]), encoding="ascii")
            _ordered(part, ".dump").write_text("".join(images), encoding="ascii")
        for replica, place in enumerate(places.places[-1]):
            shutil.copyfile(_file(parts[replica], ".restart"), _ordered(parts[place], ".restart"))


def read_places(log: Path, replicas: int) -> Places:
    """Who was where, from the log that ``temper`` writes: a step and the temperatures' indices in a line. CalculationFailed if it is another."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    begin = next((k for k, line in enumerate(lines) if line.startswith("Step T0")), len(lines))
    rows = []
    for line in lines[begin + 1:]:
        words = line.split()
        if len(words) != replicas + 1 or not all(word.isdecimal() for word in words):
            break
        rows.append([int(word) for word in words])
    table = np.array(rows, dtype=np.int64).reshape(-1, replicas + 1)
    if len(table) < 2 or (np.sort(table[:, 1:], axis=1) != np.arange(replicas)).any():
        raise CalculationFailed(f"{log} has {len(table)} exchanges of {replicas} replicas, expected at least one, each a permutation")
    return Places(table[:, 0], table[:, 1:])


def exchanges(places: Places) -> Tuple[List[int], List[int]]:
    """Attempted and accepted exchanges of each temperature with the next: LAMMPS tries the pairs 0-1, 2-3, ... and 1-2, 3-4, ... by turns."""
    # The replica at each temperature; a pair has traded where they have crossed.
    holders = np.argsort(places.places, axis=1)
    traded = (holders[1:, :-1] == holders[:-1, 1:]) & (holders[1:, 1:] == holders[:-1, :-1])
    turns = [len(traded[pair % 2::2]) for pair in range(traded.shape[1])]
    return turns, traded.sum(axis=0).tolist()


def acceptance(study: Path) -> Dict[float, float]:
    """Part of the exchanges of each temperature (K) with the next that were accepted, over all joint segments; empty without any."""
    attempted: Counter[float] = Counter()
    accepted: Counter[float] = Counter()
    for _, record in _records(study):
        temperatures = record["temperatures"]
        attempted.update(dict(zip(temperatures, record["attempted"])))
        accepted.update(dict(zip(temperatures, record["accepted"])))
    return {temperature: accepted[temperature] / tried for temperature, tried in attempted.items()}


def _records(study: Path) -> List[Tuple[int, Dict[str, Any]]]:
    """The step that each joint segment ends at, and what is noted of it."""
    return [(int(path.stem), json.loads(path.read_text(encoding="utf-8"))) for path in sorted((study / "exchange").glob("[0-9]*.json"))]


def _file(part: Path, ending: str) -> Path:
    """What a replica has written."""
    return part.with_name(part.name + ending)


def _ordered(part: Path, ending: str) -> Path:
    """The same by temperature."""
    return part.with_name(f"{part.name}.ordered{ending}")


def _rows(path: Path) -> Iterator[Tuple[int, str]]:
    """Step and row of energies, without the temperature that the replica began at."""
    header, *lines = path.read_text(encoding="ascii").splitlines()
    if header != ",".join(COLUMNS):
        raise CalculationFailed(f"{path} begins with {header!r}, expected {','.join(COLUMNS)}")
    for line in lines:
        row = line.partition(",")[2]
        yield int(row.split(",")[COLUMNS.index("step") - 1]), row


def _frames(path: Path) -> Iterator[Tuple[int, str]]:
    """Step and text of each structure of a LAMMPS dump."""
    for text in path.read_text(encoding="ascii").split(_FRAME)[1:]:
        yield int(text.partition("\n")[0]), _FRAME + text
