"""What a running study shows: a table that renews itself on a terminal, a line per finished segment elsewhere."""

from __future__ import annotations

import sys
import time
from typing import Dict, List, Optional, Sequence, TextIO

from .segments import Segments

_HEADER = f"{'T/K':>8} {'done/ps':>10} {'of/ps':>8} {'energy/eV':>13} {'kinetic/K':>9} {'farthest/A':>10}  state"
_REDRAW = 1.0
"""Seconds between drawings on a terminal."""


class Progress:
    """To be called as ``report`` of :func:`run`.

    timestep (fs) and steps: of every temperature. stream: standard output if not given; a table is drawn on a terminal only.
    """

    def __init__(self, timestep: float, steps: int, stream: Optional[TextIO] = None) -> None:
        self._picosecond = timestep / 1000
        self._steps = steps
        self._stream = sys.stdout if stream is None else stream
        self._live = self._stream.isatty()
        self._began: Optional[float] = None
        self._first = 0
        self._drawn = 0
        self._at = 0.0
        self._done: Dict[float, int] = {}

    def __call__(self, temperatures: Sequence[Segments], running: Sequence[float]) -> None:
        now = time.monotonic()
        if self._began is None:
            self._done = {each.temperature: each.steps() for each in temperatures}
            self._began, self._first = now, sum(self._done.values())
            if not self._live:
                print(_HEADER, file=self._stream, flush=True)
        if not self._live:
            for each in temperatures:
                steps = each.steps()
                if steps != self._done[each.temperature]:
                    self._done[each.temperature] = steps
                    print(f"{self._row(each, steps, running)}; {self._end(temperatures, now)}", file=self._stream, flush=True)
        elif now - self._at >= _REDRAW or not running:
            self._at = now
            lines = [_HEADER, *(self._row(each, self._steps_of(each), running) for each in temperatures), self._end(temperatures, now)]
            print((f"\x1b[{self._drawn}A" if self._drawn else "") + "\n".join(f"{line}\x1b[K" for line in lines), file=self._stream,
                  flush=True)
            self._drawn = len(lines)

    def _row(self, each: Segments, steps: int, running: Sequence[float]) -> str:
        row = each.latest()
        shown = f"{'':>13} {'':>9} {'':>10}" if row is None else f"{row[1]:>13.4f} {row[2]:>9.1f} {row[4]:>10.2f}"
        state = "done" if steps >= self._steps else "running" if each.temperature in running else "waiting"
        return (f"{each.temperature:>8.2f} {steps * self._picosecond:>10.2f} {self._steps * self._picosecond:>8g} {shown}  {state}")

    def _steps_of(self, each: Segments) -> int:
        row = each.latest()
        return each.steps() if row is None else max(each.steps(), int(row[3]))

    def _end(self, temperatures: Sequence[Segments], now: float) -> str:
        wanted = self._steps * len(temperatures)
        done = sum(min(self._steps, self._steps_of(each)) for each in temperatures)
        text = f"{100 * done / wanted:.0f} % done"
        if done == wanted or done == self._first:
            return text
        left = (now - self._began) * (wanted - done) / (done - self._first)
        return f"{text}, about {_duration(left)} left, until {time.strftime('%a %H:%M', time.localtime(time.time() + left))}"


def _duration(seconds: float) -> str:
    parts: List[str] = []
    for name, length in (("d", 86400), ("h", 3600), ("min", 60), ("s", 1)):
        count, seconds = divmod(int(seconds), length)
        if count or (name == "s" and not parts):
            parts.append(f"{count} {name}")
    return " ".join(parts[:2])
