"""The files of a run: a folder for each round. Every file is whole or absent, so what is there is done."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator, List

from ase.calculators.calculator import InputError


class Round:
    """Paths of one round, in the order in which they come to be."""

    def __init__(self, run: Path, number: int) -> None:
        self.number = number
        self.folder = run / f"round-{number:03d}"
        self.train = self.folder / "train.xyz"
        """What this round's potential is fitted to."""
        self.model = self.folder / "model"
        self.potential = self.model / "gap.xml"
        self.errors = self.folder / "test.json"
        """Errors on the test set, as gapsharp validate writes them."""
        self.searches = self.folder / "searches"
        """Databases of minima hopping; they go on by themselves."""
        self.candidates = self.folder / "candidates.xyz"
        self.picks = self.folder / "picks.json"
        """Figures of the candidates, and which were picked and refused why."""
        self.labels = self.folder / "labels"
        """A folder for each picked structure."""
        self.figures = self.folder / "figures.json"
        """Written last: the round is over."""

    def __fspath__(self) -> str:
        return str(self.folder)


def rounds(run: Path) -> List[Round]:
    """The rounds that have begun, in order."""
    numbers = [int(found.group(1)) for found in (re.fullmatch(r"round-(\d{3,})", path.name) for path in run.glob("round-*")) if found]
    return [Round(run, number) for number in sorted(numbers)]


def tidy(run: Path) -> None:
    """Removes what writes that were cut short have left in the folders of a run; those of single labels may be in use elsewhere."""
    for folder in (run, *(here.folder for here in rounds(run))):
        for left in folder.glob(".*"):
            shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds a folder for one process. The lock goes with the process, however that ends; InputError if another holds it."""
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InputError(f"another process works in {folder}, expected one at a time") from None
        yield
    finally:
        os.close(descriptor)
