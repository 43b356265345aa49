"""``gapsharp isomers``, or ``python3 -m gapsharp.isomers``: distinct isomers from snapshots, from the command line."""

from __future__ import annotations

import argparse
import hashlib
import importlib
import os
import sys
from itertools import islice
from pathlib import Path
from typing import List, Optional, Tuple

from ase.calculators.calculator import Calculator, InputError

from .. import GapSharp
from .._program import exit_code
from ..melting.arguments import positive, whole_from
from .catalogue import Plan, find
from .relaxing import Relaxed
from .report import write_catalogue
from .snapshots import snapshots
from .sorting import Identity
from .store import Store


def main(arguments: Optional[List[str]] = None) -> int:
    """Runs the command; 0 when all is done, 1 after an error (one line on standard error), 130 if interrupted."""
    options = _parser().parse_args(arguments)
    return exit_code(lambda: _isomers(options))


def _isomers(options: argparse.Namespace) -> None:
    plan = Plan(quench=options.quench, refine=options.refine, identity=Identity(options.energy_window, options.fingerprint_threshold),
                isomers=options.isomers, tolerance=options.tolerance, workers=options.jobs or len(os.sched_getaffinity(0)))
    calculator, name = _calculator(options.model)
    reference, reference_name = (None, "") if options.reference is None else _calculator(options.reference)
    starts = list(islice(snapshots(options.snapshots, options.every, options.elements), options.most))
    if not starts:
        raise InputError(f"{', '.join(options.snapshots)} has no structures, expected at least one")
    formula = starts[0].atoms.get_chemical_formula()
    folder = Path(options.output)
    folder.mkdir(parents=True, exist_ok=True)
    store = Store(folder / "relaxations.jsonl", {"formula": formula, "model": name, "quench": plan.quench, "refine": plan.refine})
    total = len(starts)

    def report(stage: str, result: Relaxed, count: int) -> None:
        of = f" of {total}" if stage == "quench" else ""
        print(f"{stage} {count}{of}: {result.name} {result.problem or f'{result.energy:.4f} eV'}, {result.calls} evaluations", flush=True)

    catalogue = find(starts, calculator, store, plan, reference, reference_name, report)
    write_catalogue(catalogue, folder, f"Isomers of {formula}")
    print(f"{len(catalogue.rows)} isomers of {formula} in {folder / 'isomers.md'}, the lowest at {catalogue.rows[0].energy:.6f} eV "
          f"({catalogue.rows[0].point_group})")


def _calculator(text: str) -> Tuple[Calculator, str]:
    """The calculator of a potential file or of module:function, and what to keep its results under."""
    if Path(text).is_file():
        return GapSharp(text), hashlib.sha256(Path(text).read_bytes()).hexdigest()
    module, colon, function = text.partition(":")
    if not colon or not function.isidentifier():
        raise InputError(f"calculator is {text!r}, expected a potential file (GAP XML) or module:function that returns an ASE calculator")
    if "" not in sys.path:
        sys.path.insert(0, "")
    try:
        return getattr(importlib.import_module(module), function)(), text
    except (ImportError, AttributeError) as error:
        raise InputError(f"cannot find the calculator {text}: {error}") from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gapsharp isomers", description="Distinct isomers of a cluster: snapshots are "
                                     "relaxed, sorted, refined and described. The same command goes on where it was interrupted.")
    add = parser.add_argument
    add("snapshots", metavar="SNAPSHOTS", nargs="+", help="folder of a melting study, or a file of structures (XYZ, LAMMPS dump, ...)")
    add("--model", metavar="FILE", required=True, help="potential (GAP XML), or module:function that returns an ASE calculator")
    add("--reference", metavar="FILE", help="likewise: relaxes the isomers again and gives errors against it")
    add("--output", metavar="DIR", default="isomers", help="folder of results [isomers]; what is there goes on")
    add("--every", metavar="N", type=whole_from(1), default=1, help="take every Nth structure [1]")
    add("--most", metavar="N", type=whole_from(1), help="take no more structures than this")
    add("--elements", metavar="EL", nargs="+", help="of the atom types of a LAMMPS dump without elements")
    add("--isomers", metavar="N", type=whole_from(1), default=40, help="refine and list the lowest N [40]")
    add("--quench", metavar="X", type=positive, default=0.02, help="largest force component after the first relaxation, eV/A [0.02]")
    add("--refine", metavar="X", type=positive, default=1e-3, help="after the second, of distinct isomers only, eV/A [0.001]")
    add("--energy-window", metavar="X", type=positive, default=0.01, help="the same if energies are this close, eV [0.01]")
    add("--fingerprint-threshold", metavar="X", type=positive, default=0.01, help="and their overlap-matrix fingerprints [0.01]")
    add("--tolerance", metavar="A", type=positive, default=0.2, help="of the point group [0.2]")
    add("--jobs", metavar="N", type=whole_from(1), help="processes [processors]; 1: this one")
    return parser


if __name__ == "__main__":
    sys.exit(main())
