"""What a running search shows: a table that renews itself on a terminal, a line per hop elsewhere, and a trace file."""

from __future__ import annotations

import csv
import os
import sys
import time
from pathlib import Path
from typing import Callable, Dict, Optional, Sequence, TextIO, Union

from .hop import Hop

_HEADER = f"{'walker':>6} {'hop':>6} {'minimum':<9}{'energy/eV':>15} {'lowest/eV':>15} {'T/K':>7} {'E_diff/eV':>9} {'dt/fs':>6} {'calls':>7}"


class Table:
    """A row for each walker's last hop, drawn over the one before; or, if the stream is no terminal, one plain line per hop."""

    def __init__(self, stream: Optional[TextIO] = None) -> None:
        self._stream = sys.stdout if stream is None else stream
        self._live = self._stream.isatty()
        self._last: Dict[int, Hop] = {}
        self._calls: Dict[int, int] = {}
        if not self._live:
            print(_HEADER, file=self._stream, flush=True)

    def __call__(self, hop: Hop) -> None:
        above = len(self._last) + 1 if self._last else 0
        self._last[hop.walker] = hop
        self._calls[hop.walker] = self._calls.get(hop.walker, 0) + hop.force_calls
        if not self._live:
            text = self._line(hop)
        else:
            lines = [_HEADER, *(self._line(self._last[walker]) for walker in sorted(self._last))]
            # Up to the header, then each line to its end: a longer old line leaves nothing behind.
            text = (f"\x1b[{above}A" if above else "") + "\n".join(f"{line}\x1b[K" for line in lines)
        print(text, file=self._stream, flush=True)

    def _line(self, hop: Hop) -> str:
        return (f"{hop.walker:>6} {hop.number:>6} {hop.outcome.value + ('' if hop.accepted else ' -'):<9}{hop.energy:>15.6f} "
                f"{hop.lowest:>15.6f} {hop.feedback.temperature:>7.0f} {hop.feedback.energy_difference:>9.4f} {hop.timestep:>6.2f} "
                f"{self._calls[hop.walker]:>7}")


class Trace:
    """A CSV file with a line per hop, in the order they were heard of; appended to if it is there."""

    COLUMNS = ("seconds", "walker", "hop", "outcome", "accepted", "energy", "lowest", "temperature", "energy_difference", "timestep",
               "force_calls")

    def __init__(self, path: Union[str, os.PathLike]) -> None:
        self._began = time.monotonic()
        self._path = Path(path)
        if not self._path.exists() or self._path.stat().st_size == 0:
            self._append(self.COLUMNS)

    def __call__(self, hop: Hop) -> None:
        self._append((round(time.monotonic() - self._began, 3), hop.walker, hop.number, hop.outcome.value, int(hop.accepted), hop.energy,
                      hop.lowest, *hop.feedback, hop.timestep, hop.force_calls))

    def _append(self, row: tuple) -> None:
        with open(self._path, "a", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerow(row)


class Progress:
    """Table and, if a path is given, trace: what to give as ``report``. ``also``: what else is to hear of every hop, such as a Page."""

    def __init__(self, trace: Optional[Union[str, os.PathLike]] = None, stream: Optional[TextIO] = None,
                 also: Sequence[Callable[[Hop], object]] = ()) -> None:
        self._parts = [Table(stream), *([Trace(trace)] if trace else []), *also]

    def __call__(self, hop: Hop) -> None:
        for part in self._parts:
            part(hop)
