"""The page of a running search, renewed now and then."""

from __future__ import annotations

import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Union

from ase.calculators.calculator import CalculatorSetupError, InputError

from .._databases import Name, one_line
from ..analysis.search_page import SearchPage
from .hop import Hop

EVERY = 30.0
"""Seconds between two pages, at least."""

SHARE = 0.02
"""Of the time that goes into pages, at most."""


class Page:
    """To be called with every hop, like Progress; ``finish`` at the end. A page that cannot be written is a warning, not the search's end.

    It shows all walkers of the database, also those of other machines.
    """

    def __init__(self, database: Name, path: Union[str, Path], every: float = EVERY) -> None:
        """every: s. Errors: InputError for a path that cannot be, CalculatorSetupError without matplotlib."""
        self._path, self._every, self._next = Path(path), every, 0.0
        if self._path.suffix.lower() not in (".html", ".htm"):
            raise InputError(f"page is {str(path)!r}, expected a name that ends in .html")
        if not self._path.parent.is_dir():
            raise InputError(f"cannot write {path}: there is no such folder")
        if find_spec("matplotlib") is None:
            raise CalculatorSetupError("cannot draw a page without matplotlib, expected Debian's python3-matplotlib or the like")
        self._page = SearchPage(database, self._path)
        self._warned = False

    def __call__(self, hop: Hop) -> None:
        if time.monotonic() >= self._next:
            began = time.monotonic()
            self._write(round(self._every) or 1)
            ended = time.monotonic()
            self._next = ended + max(self._every, (ended - began) / SHARE)

    def finish(self) -> None:
        """The last page, which browsers do not read again."""
        self._write(0)

    def _write(self, reload: int) -> None:
        try:
            self._page.write(reload)
        except Exception as error:  # Whatever it is, the search is worth more.
            if not self._warned:
                print(f"warning: cannot write {self._path}: {one_line(error)}; the search goes on", file=sys.stderr)
            self._warned = True
