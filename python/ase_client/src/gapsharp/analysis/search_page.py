"""A page of a search: where its walkers are, which energies they passed, how T and E_diff went, and the lowest structures."""

from __future__ import annotations

import html
from datetime import datetime, timezone
from typing import Dict, List

from ase.calculators.calculator import InputError

from . import plots, traces
from .figures import PathLike, write_file
from .history import Best, History, Step
from .pages import cards, image, page, section
from .picture import draw_cluster
from .runs import WINDOW, runs_of
from .shells import shells
from .tables import Table

_POINTS = 4000
"""Of more hops the traces are dots, whose size does not grow, instead of outlines."""


class SearchPage:
    """Writes the page as often as asked; what was read and drawn before is kept."""

    def __init__(self, name: PathLike, path: PathLike) -> None:
        """name: database of ``gapsharp.hopping``. path: of the page, HTML."""
        self._path = path
        self._history = History(name)
        self._pictures: Dict[int, str] = {}

    def write(self, reload: int = 0) -> bool:
        """Writes the page, whole or not at all, if there is a hop to show; the same database gives the same bytes.

        reload: seconds after which a browser reads it again; 0: never. Errors: InputError, OSError.
        """
        history = self._history
        history.read_on()
        if not history.steps:
            return False
        steps, own_runs = history.steps, runs_of(history.source, [step for own in history.steps.values() for step in own])
        form = "svg" if sum(map(len, steps.values())) <= _POINTS else "png"
        sections = [
            _summary(history), walker_table(steps).html(), "<h2>Energies along the hops</h2>", _left_out(len(steps)),
            image(traces.energies(steps), traces.energies_size(steps), form),
            f"<h2>Feedback</h2>\n{image(traces.feedback(steps), (9.0, 3.5), form)}",
            f"<h2>Cost</h2>\n{image(plots.runs(own_runs), (9.0, 5.5), form)}",
            f"<h2>Lowest minima</h2>\n{cards([(self._picture(best), _caption(best, history.best[0])) for best in history.best])}"]
        formula = history.best[0].cluster.atoms.get_chemical_formula()
        write_file(self._path, page(f"Minima hopping of {formula}", sections, reload))
        return True

    def _picture(self, best: Best) -> str:
        if best.id not in self._pictures:
            atoms = best.cluster.atoms
            try:
                layers = shells(atoms)
                drawn = image(lambda figure: draw_cluster(figure, atoms, layers), (4.2, 4.2), "png")
            except InputError as error:  # shells are strict: a cluster in one piece, no atoms on each other
                drawn = f"<p>{html.escape(str(error))}</p>"
            self._pictures[best.id] = drawn
        return self._pictures[best.id]


def walker_table(steps: Dict[int, List[Step]]) -> Table:
    """A row for each walker: hops, minima by outcome, cost, its lowest minimum and where and when it was met first, where it stands."""
    columns = ("walker", "hops", "new", "known", "same", "failed", "accepted", "force_calls", "lowest_eV", "at_hop", "found_UTC",
               "last_hop_UTC", "T_K", "E_diff_eV")
    rows: List[tuple] = []
    for walker in sorted(steps):
        own = steps[walker]
        last, energy = own[-1], min(step.energy for step in own)
        # A minimum that is met again is relaxed anew: somewhat lower is no other.
        first = next(step for step in own if step.energy < energy + WINDOW)
        counts = [sum(step.outcome == outcome for step in own) for outcome in ("new", "known", "same", "failed")]
        rows.append((walker, last.hop, *counts, sum(step.accepted for step in own), sum(step.force_calls for step in own),
                     f"{energy:.6f}", first.hop, _utc(first.time), _utc(last.time), round(last.temperature),
                     last.energy_difference))
    return Table(columns, rows)


def _summary(history: History) -> str:
    steps = [step for own in history.steps.values() for step in own]
    lowest = history.best[0]
    return (f"<p>{html.escape(history.source)}: {len(history.steps)} walker{'' if len(history.steps) == 1 else 's'}, {sum(own[-1].hop for own in history.steps.values())} hops, "
            f"{sum(step.force_calls for step in steps)} force calls, {sum(step.outcome == 'new' for step in steps)} distinct minima up to "
            f"{_utc(max(step.time for step in steps))} UTC. The lowest, {lowest.energy:.6f} eV, was met first by walker {lowest.walker} in "
            f"hop {lowest.hop}, {_utc(lowest.time)} UTC.</p>")


def _left_out(walkers: int) -> str:
    return f"<p>The {traces.WALKERS} walkers with the lowest minima, of {walkers}.</p>" if walkers > traces.WALKERS else ""


def _caption(best: Best, lowest: Best) -> str:
    return f"<b>{best.energy:.6f} eV</b>, {best.energy - lowest.energy:+.4f}<br>row {best.id}: walker {best.walker}, hop {best.hop}"


def _utc(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%d %H:%M:%S")
