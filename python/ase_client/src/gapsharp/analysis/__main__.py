"""``gapsharp analyse COMMAND``, or ``python3 -m gapsharp.analysis COMMAND``: analyses of clusters from the command line."""

from __future__ import annotations

import argparse
import sys
from typing import Dict, List, Optional, Sequence, Tuple

from ase.calculators.calculator import CalculatorError, InputError

from .._databases import shown
from . import plots
from .energies import energy_table, isolated_energies
from .figures import Draw, save, write_file
from .inputs import Cluster, is_database, lowest, read_clusters
from .options import parser
from .picture import picture
from .regression import read_frames, regression_table
from .report import report
from .runs import Run, run_table, walker_runs
from .search_page import SearchPage
from .structure import bond_table, lattice_table, lindemann_table, radius_table, shell_table, symmetry_table
from .tables import Table


def main(arguments: Optional[List[str]] = None) -> int:
    """Runs the command: 0, or 1 after an error (one line on standard error); wrong usage ends the process with 2."""
    options = parser(_RUN).parse_args(arguments)
    try:
        options.run(options)
    except (CalculatorError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _show(options: argparse.Namespace, table: Table, draw: Draw, size: Tuple[float, float] = (7.0, 4.5)) -> None:
    if options.output:
        write_file(options.output, table.csv())
    if options.plot:
        save(options.plot, draw, size)
    print(table.text())


def _energies(options: argparse.Namespace) -> None:
    clusters = read_clusters(options.structures)
    table = energy_table(clusters, _isolated(options, clusters))
    _show(options, table, plots.energies(table), (7.0, 5.5))


def _regression(options: argparse.Namespace) -> None:
    frames = read_frames(options.frames)
    _show(options, regression_table(frames), plots.regression(frames), (8.5, 4.0))


def _symmetry(options: argparse.Namespace) -> None:
    table = symmetry_table(_clusters(options), options.tolerance, options.largest)
    _show(options, table, plots.symmetry(table), (7.0, 1.5 + 0.3 * len(table.rows)))


def _shells(options: argparse.Namespace) -> None:
    table = shell_table(_clusters(options), options.probe)
    _show(options, table, plots.shells(table))


def _radii(options: argparse.Namespace) -> None:
    table = radius_table(_clusters(options))
    _show(options, table, plots.radii(table))


def _bonds(options: argparse.Namespace) -> None:
    clusters = _clusters(options)
    _show(options, bond_table(clusters, options.cutoff), plots.bonds(clusters, options.width))


def _lattices(options: argparse.Namespace) -> None:
    table = lattice_table(_clusters(options), options.cutoffs, options.bond)
    _show(options, table, plots.lattices(table), plots.lattices_size(options.cutoffs))


def _lindemann(options: argparse.Namespace) -> None:
    table = lindemann_table(options.trajectories, options.blocks, options.skip)
    _show(options, table, plots.lindemann(table))


def _runs(options: argparse.Namespace) -> None:
    runs = [run for path in options.databases for run in walker_runs(path, options.target)]
    _show(options, run_table(runs), plots.runs(runs), (7.0, 5.5))


def _search(options: argparse.Namespace) -> None:
    if not SearchPage(options.database, options.output).write():
        raise InputError(f"{shown(options.database)} has no hops, expected at least one")
    print(options.output)


def _picture(options: argparse.Namespace) -> None:
    clusters = read_clusters([options.structures])
    if not 0 <= options.index < len(clusters):
        raise InputError(f"index is {options.index}, expected 0 to {len(clusters) - 1} for {shown(options.structures)}")
    picture(clusters[options.index].atoms, options.output)


def _report(options: argparse.Namespace) -> None:
    clusters = read_clusters(options.structures)
    report(clusters, options.output, isolated=_isolated(options, clusters), title=options.title, tolerance=options.tolerance,
           frames=read_frames(options.frames) if options.frames else None, bond=options.bond, cutoffs=options.cutoffs,
           runs=_all_runs(options.structures))
    print(options.output)


def _all_runs(paths: Sequence[str]) -> List[Run]:
    found: List[Run] = []
    for path in filter(is_database, paths):
        try:
            found.extend(walker_runs(path))
        except InputError:
            # Its structures were read: a database of something else than hops.
            continue
    return found


def _clusters(options: argparse.Namespace) -> List[Cluster]:
    clusters = read_clusters(options.structures)
    return clusters if options.lowest is None else lowest(clusters, options.lowest)


def _isolated(options: argparse.Namespace, clusters: Sequence[Cluster]) -> Optional[Dict[str, float]]:
    if options.model is None:
        return dict(options.isolated) or None
    from ..local import GapSharp

    with GapSharp(options.model) as calculator:
        computed = isolated_energies([symbol for cluster in clusters for symbol in cluster.atoms.symbols], calculator)
    return {**computed, **dict(options.isolated)}


_RUN = {"energies": _energies, "regression": _regression, "symmetry": _symmetry, "shells": _shells, "radii": _radii, "bonds": _bonds,
        "lattices": _lattices, "lindemann": _lindemann, "runs": _runs, "search": _search, "picture": _picture, "report": _report}

if __name__ == "__main__":
    sys.exit(main())
