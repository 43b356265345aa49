"""Runs the ``gapsharp`` command."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Optional, Sequence, Union

from ase.calculators.calculator import CalculationFailed, CalculatorSetupError


def find_command() -> str:
    """GAPSHARP_COMMAND; dist/bin beside dist/python; else what PATH has. CalculatorSetupError if it is nowhere."""
    named = os.environ.get("GAPSHARP_COMMAND")
    if named:
        return named
    beside = Path(__file__).resolve().parent.parent.parent / "bin" / "gapsharp"
    found = str(beside) if beside.is_file() else shutil.which("gapsharp")
    if found is None:
        raise CalculatorSetupError(f"cannot find the command gapsharp, expected {beside}, or it on PATH, or GAPSHARP_COMMAND to name it")
    return found


def run_command(arguments: Sequence[Union[str, Path]], folder: Optional[Path] = None, log: Optional[Path] = None) -> str:
    """What ``gapsharp`` with these arguments prints; kept in ``log`` too. CalculationFailed with its one line of error."""
    command = find_command()
    try:
        done = subprocess.run([command, *map(str, arguments)], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    except OSError as error:
        raise CalculatorSetupError(f"cannot run {command}: {error}") from error
    if log is not None:
        log.write_text(done.stdout + done.stderr, encoding="utf-8")
    if done.returncode != 0:
        said = done.stderr.strip().splitlines() or [f"ended with status {done.returncode}"]
        raise CalculationFailed(f"gapsharp {arguments[0]}: {said[-1].removeprefix('gapsharp: ').removeprefix('error: ')}")
    return done.stdout
