"""Finds the programs that the workflow starts, and says what went wrong when one ends badly."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Optional, Sequence

from ase.calculators.calculator import CalculationFailed, CalculatorSetupError

_BIN = Path(__file__).resolve().parents[3] / "bin"
"""dist/bin beside dist/python."""


def find_program(name: str, variable: str, named: Optional[str] = None) -> str:
    """What is ``named``; the environment's ``variable``; dist/bin beside dist/python; else PATH. CalculatorSetupError where there is none."""
    named = named or os.environ.get(variable)
    if named:
        # A path is one from here, wherever the program runs; a bare name is looked up.
        return str(Path(named).resolve()) if os.sep in named else named
    found = str(_BIN / name) if (_BIN / name).is_file() else shutil.which(name)
    if found is None:
        raise CalculatorSetupError(f"cannot find {name}, expected it in {_BIN} or on PATH, or named by {variable}")
    return found


def run_program(command: Sequence[str], folder: Optional[Path] = None, log: Optional[Path] = None) -> str:
    """Standard output of a program that runs in ``folder``. CalculationFailed with its reason (of its log, if it is LAMMPS) if it fails."""
    try:
        run = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    except OSError as error:
        raise CalculatorSetupError(f"cannot run {command[0]}: {error}") from error
    if run.returncode != 0:
        raise CalculationFailed(f"{Path(command[0]).name} ended with status {run.returncode}: {reason(run.stderr + run.stdout, log)}")
    return run.stdout


def reason(said: str, log: Optional[Path] = None) -> str:
    """Why a program ended: the line ERROR of LAMMPS' log, else the last line that it or mpirun said."""
    text = log.read_text(encoding="utf-8", errors="replace") if log is not None and log.exists() else ""
    errors = [line for line in text.splitlines() if line.startswith("ERROR")]
    lines = errors[:1] or [line.strip() for line in said.splitlines() if any(character.isalnum() for character in line)]
    return lines[-1] if lines else "it said nothing"
