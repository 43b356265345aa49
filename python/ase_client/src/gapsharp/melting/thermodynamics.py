"""Heat capacity of a study by ``gapsharp heat-capacity``, which finds where equilibrium begins and what the histograms share."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Dict, Sequence

from ase.calculators.calculator import CalculationFailed, InputError

from .programs import find_program, run_program
from .segments import Segments
from .trajectory import join

REPORT = "heat-capacity.json"
_POINTS = 400
"""Of the curve, about."""

LEAST = 10
"""Energies of a temperature: fewer are no histogram."""


def heat_capacity(study: Path, temperatures: Sequence[Segments], atoms: int, *, discard: int, method: str, bootstrap: int,
                  seed: int, threads: int) -> Dict[str, Any]:
    """The report of ``gapsharp heat-capacity --json`` over the energies of all temperatures; also written into the study's folder.

    All energies after ``discard`` count: looking for the equilibrated part would drop the time before a cluster melts or freezes once, and
    keep one phase of two.

    Beside it come heat-capacity.csv and heat-capacity.svg. InputError if a temperature has hardly begun.

    discard: energies count after this step.
    """
    files = [join(each, discard) for each in temperatures]
    for each, file in zip(temperatures, files):
        with open(file, encoding="ascii") as lines:
            count = sum(1 for _ in lines) - 1
        if count < LEAST:
            raise InputError(f"{each.temperature:g} K has {count} energies, expected at least {LEAST}")
    low, high = temperatures[0].temperature, temperatures[-1].temperature
    step = max(round((high - low) / _POINTS, 2), 0.01)
    drafts = {name: study / f".heat-capacity.{os.getpid()}.{name}" for name in ("json", "csv", "svg")}
    try:
        run_program([find_program("gapsharp", "GAPSHARP_COMMAND"), "heat-capacity", *map(str, files), "--atoms", str(atoms),
                     "--kinetic", "cluster", "--equilibrated", "--correlation", "common", "--method", method, "--bootstrap", str(bootstrap),
                     "--seed", str(seed),
                     "--threads", str(threads), "--range", f"{low!r}:{high!r}:{step!r}",
                     *(word for name, draft in drafts.items() for word in (f"--{'plot' if name == 'svg' else name}", str(draft)))])
        report = _checked(drafts["json"], len(files))
        for name, draft in drafts.items():
            os.replace(draft, study / f"heat-capacity.{name}")
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
    return report


def _checked(path: Path, series: int) -> Dict[str, Any]:
    report = {"peak": None, "mbar_peak": None, **json.loads(path.read_text(encoding="utf-8"))}
    if len(report["series"]) != series:
        raise CalculationFailed(f"gapsharp heat-capacity counted {len(report['series'])} series, expected {series}")
    return report
