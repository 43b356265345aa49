"""``gapsharp hop``, or ``python3 -m gapsharp.hopping``: minima hopping of a cluster from the command line."""

from __future__ import annotations

import argparse
import sys
from contextlib import contextmanager
from dataclasses import fields
from itertools import islice
from typing import Callable, Iterator, List, Optional, Tuple

import numpy as np
from ase import Atoms
from ase.calculators.calculator import InputError
from ase.io import write

from .. import GapCalculator, GapSharp, RemoteGapSharp
from .._program import exit_code
from .calibration import calibrate
from .database import HoppingDatabase
from .hop import Hop
from .identity import Identity, OverlapFingerprint
from .parameters import Parameters
from .progress import Progress
from .starts import random_starts, read_starts
from .walkers import run_walkers


def main(arguments: Optional[List[str]] = None, identity: Optional[Identity] = None) -> int:
    """Runs the command; 0 if every walker finished, 1 after an error (one line on standard error), 130 if interrupted.

    identity: instead of the overlap fingerprint.
    """
    options = _parser().parse_args(arguments)
    return exit_code(lambda: _hop(options, identity or OverlapFingerprint(options.orbitals)))


def _hop(options: argparse.Namespace, identity: Identity) -> None:
    parameters = Parameters(**{each.name: getattr(options, each.name) for each in fields(Parameters)})
    (_calibrate if options.calibrate else _search)(options, parameters, identity)


def _search(options: argparse.Namespace, parameters: Parameters, identity: Identity) -> None:
    starts, spares = _starts(options)
    # Before any process is started: a database of something else is refused here.
    database = HoppingDatabase(options.database, starts[0].get_chemical_formula(), identity.name)
    with _calculator(options) as calculator, _page(options) as pages:
        run_walkers(options.walkers, starts, calculator, options.hops, options.database, parameters, identity=identity,
                    spares=spares, seed=options.seed, first=options.first_walker, report=Progress(options.trace, also=pages))
    minima = database.minima()
    print(f"{len(minima)} distinct minima in {database.name}, the lowest at {minima[0].get_potential_energy():.6f} eV")
    if options.best:
        write(options.best, minima[0], format="extxyz")


@contextmanager
def _page(options: argparse.Namespace) -> Iterator[List[Callable[[Hop], None]]]:
    """The page to report to, if one is wanted; finished however the search ends."""
    if options.page is None:
        yield []
        return
    from .page import Page  # here: its drawings are slow to import, and every walker's process imports this module
    page = Page(options.database, options.page)
    try:
        yield [page]
    finally:
        page.finish()


def _calibrate(options: argparse.Namespace, parameters: Parameters, identity: Identity) -> None:
    starts, _ = _starts(options)
    database = HoppingDatabase(options.database, starts[0].get_chemical_formula(), identity.name)
    minima = database.minima()
    with _calculator(options) as calculator:
        for atoms in minima:
            atoms.calc = calculator
        noise = calibrate(islice(minima, options.calibrate), identity, parameters, seed=options.seed)
    print(f"noise of the fingerprint {noise.fingerprint:.2e}, of the energy {noise.energy:.2e} eV ({noise.returned} relaxations came "
          f"back, {noise.left} did not)")
    if noise.threshold > 0:
        database.keep_threshold(noise.threshold)
        print(f"{database.name} has the threshold {noise.threshold:.2g} from now on")


def _starts(options: argparse.Namespace) -> Tuple[List[Atoms], List[List[Atoms]]]:
    """Where walkers begin, and what each tries after that."""
    if options.start is not None:
        return read_starts(options.start), [[]]
    # Indexed by the walker's number, so a walker begins at the same place however many there are.
    drawn = [random_starts(options.random, np.random.default_rng([options.seed, walker]), options.nearest)
             for walker in range(options.first_walker + options.walkers)]
    return [each[0] for each in drawn], [each[1:] for each in drawn]


def _calculator(options: argparse.Namespace) -> GapCalculator:
    if options.server is not None:
        return RemoteGapSharp(options.server, model=options.model or "")
    if options.model is None:
        raise InputError("neither a model nor a server is given, expected --model FILE or --server ADDRESS")
    return GapSharp(options.model, threads=options.threads)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gapsharp hop", description="Minima hopping of a free cluster.")
    add = parser.add_argument
    start = parser.add_mutually_exclusive_group(required=True)
    start.add_argument("start", metavar="START", nargs="?", help="structure file; with several structures each walker takes another")
    start.add_argument("--random", metavar="FORMULA", help="random compact starts of this composition, such as Mg20")
    add("--model", metavar="FILE", help="potential (GAP XML), evaluated in each walker; with --server the name of a model there")
    add("--server", metavar="ADDRESS", help="force server, host:port or unix:///path")
    add("--database", metavar="NAME", default="minima.db",
        help="minima and state: a file, or postgresql://user@host:port/name; goes on if it is there [minima.db]")
    add("--hops", type=int, default=100, help="hops of each walker since its beginning [100]")
    add("--walkers", type=int, default=1, help="processes [1]")
    add("--first-walker", type=int, default=0, metavar="N", help="number of the first walker [0]: machines that share a database differ")
    add("--seed", type=int, default=0, help="of starts and velocities [0]")
    add("--nearest", type=float, metavar="A", help="typical distance of neighbours in a random start, A [2.2 covalent radii]")
    add("--threads", type=int, default=1, help="of each walker's evaluations with --model [1]")
    add("--orbitals", choices=("s", "sp"), default="sp", help="of the fingerprint [sp]")
    add("--trace", metavar="FILE", help="energy trace, CSV")
    add("--page", metavar="FILE", help="page of the search (HTML) with energy traces, renewed while it runs")
    add("--best", metavar="FILE", help="where the lowest minimum goes, extended XYZ")
    add("--calibrate", type=int, default=0, metavar="N", help="no search: noise of the fingerprint over the N lowest minima found")
    method = parser.add_argument_group("method")
    for each in fields(Parameters):
        shown = "" if each.default is None else f" [{each.default:g}]"
        kind = int if isinstance(each.default, int) else float
        method.add_argument("--" + each.name.replace("_", "-"), type=kind, default=each.default, metavar="X",
                            help=each.metadata["text"] + shown)
    return parser


if __name__ == "__main__":
    sys.exit(main())
