"""One temperature's folder: segments of the trajectory, each a LAMMPS process, each complete or not there.

A segment is named by the step it ends at. LAMMPS writes into files named .part; when it has ended well they are renamed, the energies
last, and only then counts the segment. What a killed process leaves is overwritten by the same segment from the same restart file, so
that nothing is counted twice and the result is that of a run without interruption.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
from pathlib import Path
from typing import Dict, List, Optional

import numpy as np

from .locks import try_lock
from .settings import Settings

INPUT = Path(__file__).with_name("in.segment")
_SAMPLES = re.compile(r"(\d{12})\.csv")
_FOLDER = re.compile(r"T(\d{4,}\.\d\d)")
_TAIL = 400
"""Bytes that hold at least two lines of energies, or the last of a log."""


class Segments:
    """The trajectory at one temperature (K) in its folder below ``study``."""

    def __init__(self, study: Path, temperature: float) -> None:
        self.study = study
        self.temperature = temperature
        self.folder = study / f"T{temperature:07.2f}"

    @property
    def name(self) -> str:
        """For messages."""
        return f"{self.temperature:g} K"

    @property
    def covers(self) -> List[float]:
        """Temperatures, K."""
        return [self.temperature]

    def ends(self) -> List[int]:
        """Steps at which the complete segments end, ascending."""
        if not self.folder.is_dir():
            return []
        return sorted(int(match[1]) for match in map(_SAMPLES.fullmatch, os.listdir(self.folder)) if match)

    def steps(self) -> int:
        """Steps done."""
        return max(self.ends(), default=0)

    def latest(self) -> Optional[List[float]]:
        """The last row of energies, that of a segment under way included; None before there is one."""
        for path in sorted(self.folder.glob("[0-9]*.csv"), reverse=True):
            # The last line may be half a line: the one before is whole.
            lines = _tail(path).splitlines()[:-1] if path.name.endswith(".part.csv") else _tail(path).splitlines()
            try:
                return [float(cell) for cell in lines[-1].split(",")]
            except (IndexError, ValueError):
                continue
        return None

    def samples(self, end: int) -> Path:
        return self.folder / f"{end:012d}.csv"

    def frames(self, end: int) -> Path:
        return self.folder / f"{end:012d}.dump.gz"

    def restart(self, end: int) -> Path:
        return self.folder / f"{end:012d}.restart"

    def lock(self) -> Optional[int]:
        """A descriptor that holds this temperature for as long as any process has it open; None if another process has.

        LAMMPS inherits it: if the process that started it is killed, nobody starts a second one beside it.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        return try_lock(self.folder / "lock")

    def arguments(self, settings: Settings, until: int) -> List[str]:
        """LAMMPS' arguments, in this folder, for the segment that ends at step ``until``.

        Names are relative: LAMMPS takes a name with blanks in it for several words.
        """
        done, part = self.steps(), self.part(until).name
        return ["-in", str(INPUT), "-log", f"{part}.log", "-screen", "none", *variables(
            start="../start.data" if done == 0 else self.restart(done).name, seed=self.seed(settings) if done == 0 else 0,
            potential="../potential.in", out=part, temperature=self.temperature, exchange=0, **of_segment(settings, until))]

    def log(self, until: int) -> Path:
        """Of the segment under way."""
        return Path(f"{self.part(until)}.log")

    def ended(self, until: int) -> bool:
        """Whether LAMMPS has ended this segment well. It need not count yet: its starter may have been killed before or in `complete`."""
        return "Total wall time" in _tail(self.log(until))

    def clear(self) -> None:
        """Removes what a killed process has left: processes of mpirun may outlive it by a moment and write on, but not into new files."""
        for left in self.folder.glob("*.part*"):
            left.unlink()

    def complete(self, until: int) -> None:
        """Makes the segment that LAMMPS has ended count. Killed anywhere here, it can be called again."""
        part = self.part(until)
        with open(f"{part}.dump", "rb") as source, gzip.GzipFile(f"{part}.dump.gz", "wb", compresslevel=6, mtime=0) as target:
            shutil.copyfileobj(source, target)
        os.replace(f"{part}.dump.gz", self.frames(until))
        if Path(f"{part}.restart").exists():
            os.replace(f"{part}.restart", self.restart(until))
        os.replace(f"{part}.csv", self.samples(until))
        os.replace(f"{part}.log", self.folder / f"{until:012d}.log")
        # The last two restart files stay, should the last one be lost with its disk's last writes.
        for end in self.ends()[:-2]:
            self.restart(end).unlink(missing_ok=True)
        self.clear()

    def part(self, until: int) -> Path:
        """Of what LAMMPS writes, without the endings: .csv, .dump, .restart, .log."""
        return self.folder / f"{until:012d}.part"

    def seed(self, settings: Settings) -> int:
        """Of the first velocities."""
        return lammps_seed(settings.seed, round(100 * self.temperature))


def known_temperatures(study: Path) -> List[float]:
    """Temperatures that have a folder, K, ascending."""
    if not study.is_dir():
        return []
    return sorted(float(match[1]) for match in map(_FOLDER.fullmatch, os.listdir(study)) if match)


def of_segment(settings: Settings, until: int) -> Dict[str, object]:
    """Variables of in.segment that are the same at every temperature."""
    return dict(until=until, timestep=settings.timestep / 1000, damping=settings.damping / 1000, chain=settings.chain,
                sample=settings.sample, frame=settings.frame, radius=settings.containment)


def variables(**values: object) -> List[str]:
    """LAMMPS' arguments that define them."""
    return [word for name, value in values.items() for word in ("-var", name, str(value))]


def lammps_seed(*numbers: int) -> int:
    """A seed that LAMMPS takes, of numbers that need not be far apart."""
    return 1 + int(np.random.SeedSequence(numbers).generate_state(1)[0]) % 900_000_000


def _tail(path: Path) -> str:
    try:
        with open(path, "rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - _TAIL))
            return file.read().decode("ascii", "replace")
    except FileNotFoundError:
        return ""
