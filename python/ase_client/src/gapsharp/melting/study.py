"""A study: a start, temperatures, simulations, and what they say, all in one folder that any later call goes on with."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

from ase import Atoms
from ase.calculators.calculator import InputError
from ase.io import read, write

from ..analysis import nearest_distance
from ..analysis.figures import save, write_file
from . import figure, summary
from .exchange import acceptance, run_exchanging
from .ladder import between, rounded
from .observables import observe
from .potential import Potential
from .progress import Progress
from .runner import run
from .segments import Segments, known_temperatures
from .settings import Settings, keep
from .start import relaxed, write_data
from .thermodynamics import heat_capacity
from .trajectory import join, read_samples

_FMAX = 1e-4
"""Of the relaxed start, eV/A."""

_BURN_IN = 0.25
"""Part of a run that the check of overlaps leaves out besides: runs may be short when it is made."""


MPIRUN = ("mpirun", "--bind-to", "none", "--oversubscribe")
"""Temperatures that trade places are a process each, more than there are processors."""


@dataclass(frozen=True)
class Plan:
    """How a study is run; none of it changes the numbers of a trajectory."""

    folder: Path
    lammps: Sequence[str]
    """The program, with mpirun before it."""
    mpirun: Sequence[str] = MPIRUN
    """Before the program, without a number of processes, where temperatures trade places."""
    threads: int = 1
    """Of each LAMMPS process, for ``pair_style gapsharp``."""
    jobs: int = 1
    """LAMMPS processes at a time."""
    steps: int = 0
    segment: int = 10_000
    """Steps of a segment: what a kill may cost."""
    discard: int = 0
    """Steps at the beginning of each run that no analysis sees."""
    overlap: float = 0.2
    """Neighbouring histograms have at least so much in common, or temperatures are added between."""
    rounds: int = 5
    """Of adding temperatures, at most."""
    analysis: Dict[str, Any] = field(default_factory=lambda: {"method": "both", "bootstrap": 200, "seed": 1})
    """Of ``heat_capacity``."""

    @property
    def command(self) -> List[str]:
        return [*self.lammps, "-var", "threads", str(self.threads)]


def prepare(plan: Plan, start: Atoms, potential: Potential, settings_of: Callable[[Atoms], Settings]) -> Tuple[Settings, Atoms]:
    """Makes the folder with the relaxed start, or checks that the one there is of the same study.

    settings_of: from the relaxed start.
    """
    folder = plan.folder
    folder.mkdir(parents=True, exist_ok=True)
    commands = "\n".join(potential.commands) + "\n"
    place = folder / "start.xyz"
    if not place.exists():
        write_file(folder / "potential.in", commands)
        atoms = relaxed(start, plan.command, folder, _FMAX)
        write(folder / "start.xyz.part", atoms, format="extxyz")
        (folder / "start.xyz.part").replace(place)
    # Read back also the first time: every call sees the same digits.
    atoms = read(place, format="extxyz")
    if atoms.get_chemical_formula() != start.get_chemical_formula():
        raise InputError(f"start is {start.get_chemical_formula()}, expected {atoms.get_chemical_formula()} as in {place}; "
                         "or another --output")
    settings = settings_of(atoms)
    keep(settings, folder / "settings.json")
    # Only now: simulations that run read it, and this call may have been meant for another folder. Files may have moved since.
    write_file(folder / "potential.in", commands)
    if not (folder / "start.data").exists():
        write_data(folder / "start.data", atoms, settings.half_box)
    return settings, atoms


def simulate(plan: Plan, settings: Settings, temperatures: Sequence[float], report: Optional[Callable] = None) -> List[Segments]:
    """Runs every temperature (K) to its end; see :func:`gapsharp.melting.runner.run`."""
    segments = [Segments(plan.folder, temperature) for temperature in temperatures]
    progress = report or Progress(settings.timestep, plan.steps)

    def show(running: Sequence[float]) -> None:
        progress(segments, running)

    if settings.exchange:
        if len(segments) < 2:
            raise InputError("--exchange is for at least 2 temperatures, found 1")
        together = [*plan.mpirun, "-np", str(len(segments)), *plan.command]
        run_exchanging(segments, settings, plan.command, together, plan.steps, plan.segment, plan.jobs, show)
    else:
        run(segments, settings, plan.command, plan.steps, plan.segment, plan.jobs, show)
    return segments


def melt(plan: Plan, settings: Settings, atoms: Atoms, temperatures: Sequence[float]) -> Dict[str, Any]:
    """Simulates, adds temperatures until all neighbours overlap, and writes and returns the summary."""
    ladder = rounded([*temperatures, *known_temperatures(plan.folder)])
    for left in range(plan.rounds, -1, -1):
        segments = simulate(plan, settings, ladder)
        energies = [read_samples(join(each, plan.discard)).energy for each in segments]
        added = between(ladder, [each[int(_BURN_IN * len(each)):] for each in energies], plan.overlap, len(atoms))
        if not added or left == 0:
            break
        print(f"histograms overlap by less than {100 * plan.overlap:g} %; added: {', '.join(f'{each:g}' for each in added)} K", flush=True)
        ladder = rounded([*ladder, *added])
    return analyse(plan, settings, atoms, segments)


def analyse(plan: Plan, settings: Settings, atoms: Atoms, segments: Sequence[Segments]) -> Dict[str, Any]:
    """Heat capacity, observables, figure and summary of what there is, finished or not."""
    report = heat_capacity(plan.folder, segments, len(atoms), discard=plan.discard, threads=plan.jobs, **plan.analysis)
    samples = [read_samples(each.folder / "energies.csv") for each in segments]
    observables = [observe(each, columns, plan.discard, nearest_distance(atoms)) for each, columns in zip(segments, samples)]
    if settings.exchange:
        # Structures come from several replicas, whose atoms have changed places: distances of pairs scatter in a solid too.
        observables = [replace(each, lindemann=math.nan) for each in observables]
    picoseconds = [round(each.steps() * settings.timestep / 1000, 9) for each in segments]
    found = summary.document(settings, plan.discard * settings.timestep / 1000, picoseconds, report, observables,
                             acceptance(plan.folder))
    warned = summary.warnings(found, plan.overlap)
    energies = [columns.energy for columns in samples]
    save(plan.folder / "melting.png", lambda page: figure.draw(page, report, observables, energies, settings.formula), figure.SIZE)
    write_file(plan.folder / "summary.md", summary.text(found, warned))
    write_file(plan.folder / "summary.json", summary.as_json(found))
    for line in warned:
        print(f"warning: {line}", file=sys.stderr)
    return found
