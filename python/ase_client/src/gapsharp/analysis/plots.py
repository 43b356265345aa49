"""What each analysis looks like: functions that make the drawing of a table for ``figures.save`` and ``figures.render``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Dict, List, Sequence, Tuple

import numpy as np

from .bonds import pair_distribution
from .figures import BLUE, GREEN, INK, ORANGE, PALE, Draw
from .inputs import Cluster
from .lattices import SAME, SIMILAR
from .picture import SHELL_COLOURS
from .regression import Frames, agreement, by_size
from .runs import Run
from .tables import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MANY = 12
"""Legends name at most this many series."""

_LINES = 4
"""More pair distributions than these are drawn as a map."""

_LATTICE_COLOURS = {"hcp": BLUE, "fcc": ORANGE, "bcc": GREEN}


def energies(table: Table) -> Draw:
    """Binding energies per atom, and second differences with the magic numbers marked."""
    def draw(figure: "Figure") -> None:
        upper, lower = figure.subplots(2, 1, sharex=True)
        sizes = np.array(table.column("atoms"))
        upper.plot(sizes, table.column("binding_energy_eV_per_atom"), "o-", color=BLUE, ms=4, lw=1)
        upper.set(title="Binding energy of the best structures", ylabel="$E_b$ (eV/atom)")
        known = [row for row in zip(sizes, table.column("second_difference_eV"), table.column("magic")) if row[1] is not None]
        if not known:
            lower.text(0.5, 0.5, "no three sizes in a row", transform=lower.transAxes, ha="center", va="center")
        else:
            lower.axhline(0, color=PALE, lw=1)
            places, values, magic = (np.array(column) for column in zip(*known))
            # A line only where the next size is there too.
            gaps = np.flatnonzero(np.diff(places) > 1) + 1
            for x, y in zip(np.split(places, gaps), np.split(values, gaps)):
                lower.plot(x, y, "o-", color=BLUE, ms=4, lw=1)
            lower.plot(places[magic], values[magic], "o", color=ORANGE, ms=8)
            for size, value in zip(places[magic], values[magic]):
                lower.annotate(str(size), (size, value), (0, 6), textcoords="offset points", ha="center", color=ORANGE, fontweight="bold")
        lower.margins(y=0.2)
        lower.set(title="Second difference, magic numbers marked", xlabel="atoms", ylabel=r"$\Delta_2E$ (eV)")
        _whole_numbers(lower)
    return draw


def regression(frames: Frames) -> Draw:
    """Model against reference, coloured by size, and the RMSE of each size."""
    def draw(figure: "Figure") -> None:
        left, right = figure.subplots(1, 2, width_ratios=[1.15, 1])
        everything = agreement(frames.reference, frames.model)
        points = left.scatter(frames.reference, frames.model, c=frames.sizes, s=14, cmap="viridis", lw=0)
        ends = [min(frames.reference.min(), frames.model.min()), max(frames.reference.max(), frames.model.max())]
        left.plot(ends, ends, color=INK, lw=0.8, zorder=0)
        figure.colorbar(points, ax=left, label="atoms")
        said = "" if everything.pearson is None else f", r = {everything.pearson:.5f}"
        left.set(title=f"RMSE {1e3 * everything.rmse:.2f} meV/atom{said}",
                 xlabel="reference $E_b$ (eV/atom)", ylabel="model $E_b$ (eV/atom)")
        sizes = by_size(frames)
        right.bar(range(len(sizes)), [1e3 * each.rmse for each in sizes.values()], color=BLUE)
        _named(right, [str(size) for size in sizes])
        right.set(title="RMSE by size", xlabel="atoms", ylabel="RMSE (meV/atom)")
    return draw


def radii(table: Table) -> Draw:
    """Distance of each atom from the centre of mass, a column of marks for each structure, coloured by shell."""
    def draw(figure: "Figure") -> None:
        axes = figure.subplots()
        sources = table.column("source")
        order = {source: place for place, source in enumerate(dict.fromkeys(sources))}
        shell = np.array(table.column("shell"))
        x, y = np.array([order[source] for source in sources]), np.array(table.column("radius_A"))
        for layer in sorted(set(shell)):
            chosen = shell == layer
            axes.plot(x[chosen], y[chosen], "_", ms=12, mew=1.6, color=SHELL_COLOURS[min(layer, len(SHELL_COLOURS)) - 1],
                      label="surface" if layer == 1 else f"shell {layer}")
        sizes = {source: size for source, size in zip(sources, table.column("atoms"))}
        _named(axes, [str(sizes[source]) for source in order])
        axes.set(title="Distances from the centre of mass", xlabel="structure (atoms)", ylabel="r (A)", ylim=(-0.2, None))
        axes.legend(fontsize=8, loc="upper left", ncols=3)
        axes.margins(x=0.05, y=0.15)
    return draw


def shells(table: Table) -> Draw:
    """Atoms of each shell, stacked."""
    def draw(figure: "Figure") -> None:
        axes = figure.subplots()
        counts = [[int(part) for part in text.split()] for text in table.column("shells")]
        below = np.zeros(len(counts))
        for layer in range(max(map(len, counts))):
            height = np.array([each[layer] if layer < len(each) else 0 for each in counts])
            axes.bar(range(len(counts)), height, bottom=below, color=SHELL_COLOURS[min(layer, len(SHELL_COLOURS) - 1)],
                     label="surface" if layer == 0 else f"shell {layer + 1}")
            below += height
        _named(axes, [str(size) for size in table.column("atoms")])
        axes.set(title="Shells", xlabel="structure (atoms)", ylabel="atoms")
        axes.legend(fontsize=8, loc="upper left")
    return draw


def symmetry(table: Table) -> Draw:
    """The groups that each structure has as the tolerance grows."""
    def draw(figure: "Figure") -> None:
        axes = figure.subplots()
        smallest = 1e-3
        for place, scan in enumerate(table.column("groups_by_deviation_A")):
            # Below what the axis shows the last group stands for those before.
            groups = {max(float(deviation), smallest): group for group, deviation in (step.split("@") for step in scan.split())}
            axes.plot(list(groups), [place] * len(groups), "|", color=BLUE, ms=10, mew=2)
            for at, group in groups.items():
                axes.annotate(group, (at, place), (3, 4), textcoords="offset points", fontsize=8)
        axes.set(title="Point groups by tolerance", xscale="log", xlabel="deviation (A; up to 0.001 at the left end)",
                 ylabel="structure (atoms)", xlim=(0.7 * smallest, 1))
        axes.set_yticks(range(len(table.rows)), [str(size) for size in table.column("atoms")], fontsize=8)
        axes.margins(y=0.1)
    return draw


def bonds(clusters: Sequence[Cluster], width: float = 0.1) -> Draw:
    """Pair distance distributions: of a few clusters as lines, of many as a map."""
    def draw(figure: "Figure") -> None:
        axes = figure.subplots()
        found = [pair_distribution(cluster.atoms, width) for cluster in clusters]
        if len(found) <= _LINES:
            for cluster, (x, y) in zip(clusters, found):
                axes.step(x, y, where="mid", lw=1.2, label=str(cluster.atoms.get_chemical_formula()))
            axes.set(title="Pair distances", xlabel="r (A)", ylabel="neighbours per atom and A", ylim=(0, None))
            axes.legend(fontsize=8)
            return
        values = np.zeros((len(found), max(len(y) for _, y in found)))
        for row, (_, y) in zip(values, found):
            row[:len(y)] = y
        edges = np.arange(values.shape[1] + 1) * width
        cells = axes.pcolormesh(edges, np.arange(len(found) + 1) - 0.5, values, cmap="Blues", rasterized=True)
        figure.colorbar(cells, ax=axes, label="neighbours per atom and A")
        step = _step(len(found))
        axes.set_yticks(range(0, len(found), step), [str(len(cluster.atoms)) for cluster in clusters[::step]], fontsize=8)
        axes.set(title="Pair distances", xlabel="r (A)", ylabel="structure (atoms)")
    return draw


def lattices(table: Table) -> Draw:
    """Share of the core's atoms (of all, where there is no core) that are similar to each lattice, and the same (filled), by cutoff."""
    def draw(figure: "Figure") -> None:
        cutoffs = list(dict.fromkeys(table.column("cutoff_A")))
        for axes, cutoff in zip(np.atleast_1d(figure.subplots(len(cutoffs), 1, sharex=True)), cutoffs):
            _lattice_panel(axes, [row for row in table.rows if row[table.columns.index("cutoff_A")] == cutoff], table)
            axes.set_title(f"cutoff {cutoff:g} A: similar (d < {SIMILAR}), filled: same (d < {SAME})", fontsize=9)
        axes.set_xlabel("structure (atoms)")
        figure.supylabel("share of the core's atoms", fontsize=10, color=INK)
    return draw


def lattices_size(cutoffs: Sequence[float]) -> Tuple[float, float]:
    """Inches that the panels of so many cutoffs take."""
    return 7.0, 2.2 * len(cutoffs) + 0.6


def runs(found: Sequence[Run]) -> Draw:
    """Lowest energy and new minima of each walker against its force calls."""
    def draw(figure: "Figure") -> None:
        upper, lower = figure.subplots(2, 1, sharex=True)
        floor = {source: min(run.lowest for run in found if run.source == source) for source in {run.source for run in found}}
        several = len(floor) > 1
        for number, run in enumerate(found):
            name = f"{run.source} {run.walker}" if several else f"walker {run.walker}"
            (line,) = upper.step(run.calls, np.subtract(run.energies, floor[run.source]), where="post", lw=1.3,
                                 label=name if number < _MANY else None)
            lower.step(run.calls, run.found, where="post", lw=1.3, color=line.get_color())
            if run.calls_to_target is not None:
                upper.plot(run.calls_to_target, 0, "o", color=line.get_color(), ms=5, clip_on=False)
        upper.set(title="Lowest energy of each walker (circle: target reached)", ylabel="above the lowest (eV)", ylim=(0, None))
        lower.set(title="New minima", xlabel="force calls", ylabel="minima", ylim=(0, None))
        upper.legend(fontsize=8)
    return draw


def lindemann(table: Table) -> Draw:
    """The index of each trajectory along its blocks."""
    def draw(figure: "Figure") -> None:
        axes = figure.subplots()
        series: Dict[str, List[float]] = {}
        for path, value in zip(table.column("trajectory"), table.column("lindemann")):
            series.setdefault(path, []).append(value)
        for number, (path, values) in enumerate(series.items()):
            axes.plot(range(len(values)), values, "o-", ms=4, lw=1, label=path if number < _MANY else None)
        axes.axhspan(0.10, 0.15, color=PALE, alpha=0.4, lw=0, zorder=0)
        axes.set(title="Lindemann index (band: where small clusters melt)", xlabel="block", ylabel=r"$\delta$", ylim=(0, None))
        _whole_numbers(axes)
        axes.legend(fontsize=8)
    return draw


def _lattice_panel(axes: "Axes", rows: Sequence[tuple], table: Table) -> None:
    at = table.columns.index
    names = list(dict.fromkeys(row[at("lattice")] for row in rows))
    for shift, name in enumerate(names):
        own = [row for row in rows if row[at("lattice")] == name]
        part = "core_" if any(row[at("core")] for row in own) else ""
        whole = np.array([max(row[at("core")] if part else row[at("atoms")], 1) for row in own])
        places = np.arange(len(own)) + (shift - 1) * 0.27
        for column, look in (("similar", {"facecolor": "none"}), ("same", {"facecolor": _LATTICE_COLOURS[name]})):
            axes.bar(places, np.array([row[at(part + column)] for row in own]) / whole, width=0.25, edgecolor=_LATTICE_COLOURS[name],
                     label=name if column == "same" else None, **look)
    _named(axes, [str(row[at("atoms")]) for row in rows if row[at("lattice")] == names[0]])
    axes.set_ylim(0, 1)
    axes.legend(fontsize=7, loc="upper right", ncols=3)


def _named(axes: "Axes", names: Sequence[str]) -> None:
    """Names under the columns, every so many where they are too many."""
    step = _step(len(names))
    axes.set_xticks(range(0, len(names), step), names[::step], fontsize=8)


def _step(count: int) -> int:
    return max(1, count // 25)


def _whole_numbers(axes: "Axes") -> None:
    axes.xaxis.get_major_locator().set_params(integer=True)
