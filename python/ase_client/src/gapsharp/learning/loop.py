"""The loop: fit, look around, pick, label, fit again."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any, Callable, Dict, List, NamedTuple, Optional

import numpy as np
from ase import Atoms
from ase.calculators.calculator import CalculationFailed, InputError

from .. import GapSharp
from .._files import write_text
from . import figures, fitting, jobs
from .config import Config
from .exploring import Circumstances, explore
from .picking import Duplicates, pick
from .report import write_report
from .rounds import Round, locked, rounds, tidy
from .scoring import Score, place, scored
from .structures import energy_of, read_structures, write_structures

_REPORT_INTERVAL = 30.0
"""Between drawings of the report while a run goes on, s."""


class Ended(NamedTuple):
    """How a call of ``Learning.run`` ended."""

    reason: str
    done: bool
    """False: jobs wait for their results."""
    potential: Path
    """The last potential that was fitted."""


class Learning:
    """Active learning in a folder, made if it is not there; a run that is in it goes on where it stood.

    config: the settings. A folder belongs to one config; of a changed one only ``stop`` may differ.
    say: called with one line per step.

    Every file is written whole, and a step whose file is there is not done again; so whatever ends the process, a label that was
    computed stays and is not computed again. One process at a time: a second one gets an InputError. What was handed in raises
    InputError, other failures CalculationFailed or what a program came up with; calling again goes on.
    """

    def __init__(self, config: Config, folder: Path, say: Callable[[str], object] = print) -> None:
        self.config, self.folder, self.say = config, Path(folder).resolve(), say
        self.folder.mkdir(parents=True, exist_ok=True)

    def run(self) -> Ended:
        """Goes round until a rule of ``stop`` holds, or jobs wait for their results."""
        with locked(self.folder):
            self._same_config()
            tidy(self.folder)
            try:
                return self._rounds()
            finally:
                write_report(self.folder)

    def _rounds(self) -> Ended:
        here, drawn = self._first(), time.monotonic()
        while True:
            # A round that ended the run is looked at again: the rules for stopping may have changed.
            found = figures.read(here)
            if found is None or found["reason"]:
                found = self._round(here)
            if found is None:
                waiting = len(jobs.waiting(here.labels))
                return self._ended(here, f"{waiting} labels wait in {here.labels}: run their jobs, then the same command again", False)
            figures.write(here, found)
            if found["reason"]:
                return self._ended(here, found["reason"], True)
            if time.monotonic() - drawn > _REPORT_INTERVAL:
                write_report(self.folder)
                drawn = time.monotonic()
            here = self._next(here)

    def _same_config(self) -> None:
        path, text = self.folder / "config.json", self.config.text
        if not path.exists():
            write_text(path, text)
        elif path.read_text(encoding="utf-8") != text:
            raise InputError(f"{path} is of another config, expected the same (but for stop), or another folder")

    def _first(self) -> Round:
        begun = [each for each in rounds(self.folder) if each.train.exists()]
        return begun[-1] if begun else self._open(0, read_structures(self.config.train))

    def _next(self, here: Round) -> Round:
        learned = [label.atoms for label in jobs.collect(here.labels, self.config.label) if label.atoms is not None]
        return self._open(here.number + 1, read_structures(here.train) + learned)

    def _open(self, number: int, train: List[Atoms]) -> Round:
        if all(energy_of(atoms) is None for atoms in train):
            raise InputError(f"{self.config.train} has no energies, expected structures with labels to begin with")
        here = Round(self.folder, number)
        here.folder.mkdir(exist_ok=True)
        write_structures(here.train, train)
        return here

    def _round(self, here: Round) -> Optional[Dict[str, Any]]:
        """The figures of a round, which is done as far as it was not; None if jobs wait for their results."""
        train = read_structures(here.train)
        fitting.fit(self.config, here)
        errors = fitting.errors(self.config, here)
        used = figures.labels_before(self.folder, here)
        self.say(f"round {here.number}: fitted to {len(train)} structures, {used} labels{_said(errors)}")
        found = figures.begin(here, len(train), used, errors, {})
        reason = self._enough(here, train, used, errors)
        if not reason:
            with GapSharp(here.potential, threads=self.config.threads) as calc:
                looked = self._looked(here, train, used, calc)
                found = figures.begin(here, len(train), used, errors, looked["candidates"])
                reason = self._certain(looked)
                if not reason:
                    jobs.prepare(here.labels, [Atoms(each["symbols"], each["positions"]) for each in looked["picks"]],
                                 [each["note"] for each in looked["picks"]], self.config.label, self.config.folder)
                    if not self.config.label.jobs:
                        jobs.run_jobs(here.labels, self.config.label.processes, lambda job: self.say(f"  label {job.name}"))
                    if jobs.waiting(here.labels):
                        return None
                    labels = jobs.collect(here.labels, self.config.label)
                    if all(label.atoms is None for label in labels):
                        raise CalculationFailed(f"none of the {len(labels)} labels in {here.labels} can be used, the first: "
                                                f"{labels[0].reason}; remove failed.txt to compute one again")
                    found["labels"] = figures.compared(labels, [each["note"] for each in looked["picks"]], calc)
        return {**found, "reason": reason}

    def _enough(self, here: Round, train: List[Atoms], used: int, errors: Optional[Dict[str, Any]]) -> str:
        """The rule for stopping that holds before candidates are looked for, if any."""
        stop = self.config.stop
        for name, bound in (("energy_rmse", stop.energy_error), ("force_rmse", stop.force_error)):
            if errors and errors[name] is not None and errors[name] <= bound:
                return f"{name} on the test set is {errors[name]:.3g}, at most {bound:g}"
        found = [any(atoms.get_chemical_formula() == Atoms(minimum.formula).get_chemical_formula()
                     and energy_of(atoms) is not None and energy_of(atoms) <= minimum.energy + minimum.within for atoms in train)
                 for minimum in stop.minima]
        if found and all(found):
            return "known minima are found: " + ", ".join(minimum.formula for minimum in stop.minima)
        if used >= stop.labels:
            return f"{used} labels are spent, of {stop.labels}"
        return f"{here.number} rounds are done" if here.number >= stop.rounds else ""

    def _certain(self, looked: Dict[str, Any]) -> str:
        largest, bound = looked["candidates"]["largest_deviation"], self.config.stop.deviation
        if largest is not None and largest <= bound:
            return f"no candidate is less certain than {largest:.3g} eV, at most {bound:g}"
        return "" if looked["picks"] else "there are no new candidates"

    def _looked(self, here: Round, train: List[Atoms], used: int, calc: GapSharp) -> Dict[str, Any]:
        """Candidates' figures and the picks among them."""
        if here.picks.exists():
            return json.loads(here.picks.read_text(encoding="utf-8"))
        seeds = (self.config.seed, here.number)
        here.searches.mkdir(exist_ok=True)
        notes: List[str] = []
        now = Circumstances(calc, train, self.config.folder, here.searches, seeds, notes.append)
        images = [atoms for what in self.config.explore for atoms in explore(what, now)]
        write_structures(here.candidates, images)
        found = scored(calc, images, self.config.pick.margin)
        scores = {index: each for index, each in enumerate(found) if isinstance(each, Score)}
        refused = {images[index].info["source"]: each.reason for index, each in enumerate(found) if not isinstance(each, Score)}
        duplicates = Duplicates(self.config.pick.orbitals, self.config.pick.threshold)
        # What a program failed at, it will fail at again.
        for atoms in [*train, *jobs.without_label(rounds(self.folder), self.config.label)]:
            duplicates.add(atoms)
        count = min(self.config.pick.count, max(0, self.config.stop.labels - used))
        picks = pick(images, scores, [place(calc, atoms) for atoms in train], duplicates, self.config.pick, count,
                     np.random.default_rng([*seeds, 2]))
        looked = figures.looked(images, scores, refused, picks, notes)
        write_text(here.picks, json.dumps(looked, indent=1) + "\n")
        self.say(f"  {len(images)} candidates, {len(refused)} refused, {len(picks)} picked")
        return looked

    def _ended(self, here: Round, reason: str, done: bool) -> Ended:
        self.say(f"round {here.number}: {reason}")
        return Ended(reason, done, here.potential)


def _said(errors: Optional[Dict[str, Any]]) -> str:
    if not errors:
        return ""
    parts = [f"{1000 * errors[name]:.2f} {unit}" for name, unit in (("energy_rmse", "meV/atom"), ("force_rmse", "meV/A"))
             if errors[name] is not None]
    return ", test " + " and ".join(parts) if parts else ""
