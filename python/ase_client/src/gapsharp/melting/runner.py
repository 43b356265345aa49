"""Runs the segments of all temperatures, several LAMMPS processes side by side."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Callable, Dict, List, NamedTuple, Optional, Protocol, Sequence, TextIO

from ase.calculators.calculator import CalculationFailed, CalculatorSetupError

from .programs import reason
from .settings import Settings

_PAUSE = 0.2
"""Seconds between looks at the processes."""


class Trajectory(Protocol):
    """What is run: one temperature, or several that trade places."""

    name: str
    folder: Path
    """Where LAMMPS runs."""
    covers: List[float]
    """Temperatures, K."""

    def steps(self) -> int:
        """Steps done."""

    def lock(self) -> Optional[int]:
        """A descriptor that holds it for as long as any process has it open; None if another process has."""

    def arguments(self, settings: Settings, until: int) -> List[str]:
        """LAMMPS' arguments for the segment that ends at step ``until``."""

    def log(self, until: int) -> Path:
        """LAMMPS' log of the segment under way."""

    def ended(self, until: int) -> bool:
        """Whether LAMMPS has ended this segment well."""

    def clear(self) -> None:
        """Removes what a killed process has left of a segment."""

    def complete(self, until: int) -> None:
        """Makes the segment that LAMMPS has ended count."""


class _Process(NamedTuple):
    popen: subprocess.Popen
    until: int
    said: TextIO
    held: ExitStack
    """What to close: the lock and ``said``."""


def run(trajectories: Sequence[Trajectory], settings: Settings, lammps: Sequence[str], steps: int, segment: int, jobs: int,
        report: Callable[[List[float]], object]) -> None:
    """Runs every trajectory to ``steps`` steps in segments of ``segment``, ``jobs`` LAMMPS processes at a time.

    The one that is farthest behind comes first. Those that another process runs (a part of a job array, or LAMMPS whose starter was
    killed) are left to it and waited for.
    lammps: the program with what comes before and after it (mpirun, threads).
    report: called some times a second with the temperatures (K) whose LAMMPS runs.

    CalculationFailed, after all others have ended, if LAMMPS failed. Calling again goes on.
    """
    running: Dict[Trajectory, _Process] = {}
    failed: Dict[Trajectory, str] = {}
    try:
        while True:
            for each in [each for each, process in running.items() if process.popen.poll() is not None]:
                _end(each, running.pop(each), failed)
            left = [each for each in trajectories if each not in running and each not in failed and each.steps() < steps]
            for each in sorted(left, key=lambda each: (each.steps(), each.covers)):
                if len(running) >= jobs:
                    break
                _begin(each, settings, lammps, min(steps, each.steps() + segment), running)
            report([temperature for each in running for temperature in each.covers])
            if not running and not left:
                break
            time.sleep(_PAUSE)
    finally:
        for process in running.values():
            process.popen.terminate()
        for process in running.values():
            process.popen.wait()
            process.held.close()
    if failed:
        raise CalculationFailed("; ".join(f"{each.name}: {text}" for each, text in failed.items()))


def _begin(each: Trajectory, settings: Settings, lammps: Sequence[str], until: int, running: Dict[Trajectory, _Process]) -> None:
    lock = each.lock()
    if lock is None:
        return
    with ExitStack() as held:
        held.callback(os.close, lock)
        if each.ended(until):
            each.complete(until)
            return
        each.clear()
        said = held.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace"))
        try:
            popen = subprocess.Popen([*lammps, *each.arguments(settings, until)], cwd=each.folder, stdin=subprocess.DEVNULL, stdout=said,
                                     stderr=subprocess.STDOUT, pass_fds=[lock])
        except OSError as error:
            raise CalculatorSetupError(f"cannot run {lammps[0]}: {error}") from error
        running[each] = _Process(popen, until, said, held.pop_all())


def _end(each: Trajectory, process: _Process, failed: Dict[Trajectory, str]) -> None:
    with process.held:
        if process.popen.returncode == 0 and each.ended(process.until):
            each.complete(process.until)
        else:
            process.said.seek(0)
            failed[each] = f"LAMMPS ended with status {process.popen.returncode}: {reason(process.said.read(), each.log(process.until))}"
