"""``gapsharp melt``, or ``python3 -m gapsharp.melting``: heat capacity and melting temperature of a cluster from the command line."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from dataclasses import replace
from pathlib import Path
from typing import List, Optional

from ase import Atoms
from ase.calculators.calculator import InputError

from .._program import exit_code, interrupted_by_termination
from . import summary
from .arguments import arguments_of, parser
from .ladder import geometric, harmonic, rounded
from .locks import locked
from .potential import Potential, gap, of_pair_style
from .programs import find_program
from .segments import Segments, known_temperatures
from .settings import Settings, settings_of
from .start import elements, icosahedron, read_structure
from .study import MPIRUN, Plan, analyse, melt, prepare, simulate
from .thermodynamics import LEAST


def main(arguments: Optional[List[str]] = None) -> int:
    """Runs the command; 0 when all is done, 1 after an error (one line on standard error), 130 if interrupted."""
    options = parser().parse_args(arguments_of(sys.argv[1:] if arguments is None else arguments))
    with interrupted_by_termination():
        return exit_code(lambda: _melt(options))


def _melt(options: argparse.Namespace) -> None:
    plan = _plan(options)
    atoms = _start(options)
    potential = _potential(options, atoms)

    def settings(relaxed: Atoms) -> Settings:
        return settings_of(relaxed, potential, timestep=options.timestep, damping=options.damping or 100 * options.timestep,
                           chain=options.chain, sample=options.sample, frame=options.frame, containment=options.radius,
                           seed=options.seed, exchange=options.exchange)

    plan.folder.mkdir(parents=True, exist_ok=True)
    with locked(plan.folder / "lock"):
        kept, relaxed = prepare(plan, atoms, potential, settings)
    if not options.analyse and plan.steps - plan.discard < LEAST * kept.sample:
        raise InputError(f"--time is {options.time:g} ps, expected at least {LEAST} energies of each run after what is left out")
    if kept.exchange:
        plan = _exchanging(options, plan, kept)
    if options.part is not None:
        index, parts = options.part
        simulate(plan, kept, _ladder(options, plan.folder, len(relaxed))[index - 1::parts])
    else:
        found = (analyse(plan, kept, relaxed, _begun(plan)) if options.analyse
                 else melt(plan, kept, relaxed, _ladder(options, plan.folder, len(relaxed))))
        print(summary.melting(found))
        print(f"{plan.folder / 'summary.md'}, melting.png, heat-capacity.csv")


def _exchanging(options: argparse.Namespace, plan: Plan, settings: Settings) -> Plan:
    """The plan with whole intervals between exchanges. InputError for what exchange does not go with."""
    if options.part is not None:
        raise InputError("--exchange runs all temperatures together, expected no --part")
    if plan.steps % settings.exchange:
        raise InputError(f"--time is {options.time:g} ps, expected a multiple of --exchange {settings.exchange * settings.timestep:g} fs")
    return replace(plan, segment=max(1, round(plan.segment / settings.exchange)) * settings.exchange)


def _begun(plan: Plan) -> List[Segments]:
    segments = [Segments(plan.folder, temperature) for temperature in known_temperatures(plan.folder)]
    begun = [each for each in segments if each.steps() > plan.discard]
    if not begun:
        raise InputError(f"{plan.folder} has no run longer than what is left out of each, expected at least one")
    return begun


def _plan(options: argparse.Namespace) -> Plan:
    lammps = find_program("lmp-gapsharp", "GAPSHARP_LAMMPS", options.lammps)
    mpirun = shlex.split(options.mpirun)
    return Plan(
        folder=Path(options.output).resolve(), lammps=[lammps] if options.exchange else [*mpirun, lammps], mpirun=mpirun or MPIRUN,
        threads=options.threads,
        jobs=options.jobs or len(os.sched_getaffinity(0)), steps=_steps(options.time, options.timestep),
        segment=_steps(options.segment, options.timestep), discard=_discard(options), overlap=options.overlap, rounds=options.rounds,
        analysis={"method": options.method, "bootstrap": options.bootstrap, "seed": options.seed})


def _start(options: argparse.Namespace) -> Atoms:
    if (options.start is None) == (options.icosahedron is None):
        raise InputError("expected either a START file or --icosahedron FORMULA")
    return icosahedron(options.icosahedron) if options.start is None else read_structure(options.start)


def _potential(options: argparse.Namespace, atoms: Atoms) -> Potential:
    if (options.model is None) == (options.pair_style is None):
        raise InputError("expected either --model FILE or --pair-style STYLE with --pair-coeff")
    return (gap(options.model, elements(atoms), options.plugin) if options.pair_style is None
            else of_pair_style(options.pair_style, options.pair_coeff))


def _ladder(options: argparse.Namespace, folder: Path, atoms: int) -> List[float]:
    known = known_temperatures(folder)
    if options.temperatures is not None:
        return rounded([*options.temperatures, *known])
    if options.low is not None and options.high is not None:
        chosen = (harmonic(options.low, options.high, atoms) if options.count is None
                  else geometric(options.low, options.high, options.count))
        return rounded([*chosen, *known])
    if known:
        return known
    raise InputError("no temperatures are given, expected --from K --to K, or --temperatures")


def _discard(options: argparse.Namespace) -> int:
    picoseconds = options.time / 10 if options.discard is None else options.discard
    return round(1000 * picoseconds / options.timestep)


def _steps(picoseconds: float, timestep: float) -> int:
    return max(1, round(1000 * picoseconds / timestep))


if __name__ == "__main__":
    sys.exit(main())
