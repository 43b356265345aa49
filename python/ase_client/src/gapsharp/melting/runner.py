"""Runs the segments of all temperatures, several LAMMPS processes side by side."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from typing import Callable, Dict, NamedTuple, Sequence, TextIO

from ase.calculators.calculator import CalculationFailed, CalculatorSetupError

from .programs import reason
from .segments import Segments
from .settings import Settings

_PAUSE = 0.2
"""Seconds between looks at the processes."""


class _Process(NamedTuple):
    popen: subprocess.Popen
    until: int
    lock: int
    said: TextIO


def run(temperatures: Sequence[Segments], settings: Settings, lammps: Sequence[str], steps: int, segment: int, jobs: int,
        report: Callable[[Sequence[Segments], Sequence[float]], object]) -> None:
    """Runs every temperature to ``steps`` steps in segments of ``segment``, ``jobs`` LAMMPS processes at a time.

    The temperature that is farthest behind comes first. Temperatures that another process runs (a part of a job array, or LAMMPS whose
    starter was killed) are left to it and waited for.
    lammps: the program with what comes before and after it (mpirun, threads).
    report: called some times a second with the temperatures and those (K) whose LAMMPS runs.

    CalculationFailed, after all others have ended, if LAMMPS failed. Calling again goes on.
    """
    running: Dict[Segments, _Process] = {}
    failed: Dict[Segments, str] = {}
    try:
        while True:
            for each in [each for each, process in running.items() if process.popen.poll() is not None]:
                _end(each, running.pop(each), failed)
            left = [each for each in temperatures if each not in running and each not in failed and each.steps() < steps]
            for each in sorted(left, key=lambda each: (each.steps(), each.temperature)):
                if len(running) >= jobs:
                    break
                _begin(each, settings, lammps, min(steps, each.steps() + segment), running)
            report(temperatures, [each.temperature for each in running])
            if not running and not left:
                break
            time.sleep(_PAUSE)
    finally:
        for process in running.values():
            process.popen.terminate()
        for process in running.values():
            process.popen.wait()
            os.close(process.lock)
    if failed:
        raise CalculationFailed("; ".join(f"{each.temperature:g} K: {text}" for each, text in failed.items()))


def _begin(each: Segments, settings: Settings, lammps: Sequence[str], until: int, running: Dict[Segments, _Process]) -> None:
    lock = each.lock()
    if lock is None:
        return
    if each.ended(until):
        each.complete(until)
        os.close(lock)
        return
    said = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")
    try:
        popen = subprocess.Popen([*lammps, *each.arguments(settings, until)], cwd=each.folder, stdin=subprocess.DEVNULL, stdout=said,
                                 stderr=subprocess.STDOUT, pass_fds=[lock])
    except OSError as error:
        os.close(lock)
        raise CalculatorSetupError(f"cannot run {lammps[0]}: {error}") from error
    running[each] = _Process(popen, until, lock, said)


def _end(each: Segments, process: _Process, failed: Dict[Segments, str]) -> None:
    if process.popen.returncode == 0 and each.ended(process.until):
        each.complete(process.until)
    else:
        process.said.seek(0)
        failed[each] = f"LAMMPS ended with status {process.popen.returncode}: {reason(process.said.read(), each.log(process.until))}"
    process.said.close()
    os.close(process.lock)
