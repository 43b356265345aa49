"""One page, complete in itself, with the tables, plots and pictures of a study of clusters."""

from __future__ import annotations

import html
from typing import List, Mapping, Optional, Sequence, Union

from ase.calculators.calculator import InputError

from . import plots
from .bonds import bond_lengths
from .energies import best_per_size, binding_energies, energy_table
from .figures import PathLike, write_file
from .inputs import Cluster, located
from .lattices import CUTOFFS
from .pages import cards, image, page, section
from .picture import draw_cluster
from .regression import Frames, regression_table
from .runs import Run, run_table
from .shells import shells
from .structure import lattice_table, radius_table, shell_table, symmetry_table
from .symmetry import TOLERANCE

_PICTURES = 40
"""Most structures that are drawn; the table has all."""


def report(clusters: Sequence[Cluster], path: PathLike, *, isolated: Optional[Mapping[str, float]] = None,
           frames: Optional[Frames] = None, runs: Sequence[Run] = (), tolerance: float = TOLERANCE, bond: Union[float, str, None] = None,
           cutoffs: Sequence[float] = CUTOFFS, title: str = "Clusters") -> None:
    """Writes the page: energies with magic numbers (if ``isolated`` or single atoms are known), and of the best structure of each size
    its picture, point group, shells, bonds, distances from the centre and likeness to lattices; ``frames``: regression against a
    reference; ``runs``: what the walkers found. The same input gives the same bytes."""
    best = [cluster for size, cluster in best_per_size(clusters).items() if size > 1]
    if not best:
        raise InputError("no structure has more than one atom, expected at least one that has")
    sections: List[str] = []
    if isolated is not None or len(best) < len(best_per_size(clusters)):
        table = energy_table(clusters, isolated)
        sections.append(section("Energies", table, plots.energies(table), (7.0, 5.5)))
    sections.append(_structures(best, binding_energies(clusters, isolated) if sections else {}, tolerance))
    table = radius_table(best)
    sections.append(f"<h2>Distances from the centre of mass</h2>\n{image(plots.radii(table))}")
    table = shell_table(best)
    sections.append(section("Shells", table, plots.shells(table)))
    table = lattice_table(best, cutoffs, bond)
    sections.append(section("Likeness to hcp, fcc and bcc", table, plots.lattices(table), plots.lattices_size(cutoffs)))
    if frames is not None:
        sections.append(section("Model against reference", regression_table(frames), plots.regression(frames), (8.5, 4.0)))
    if runs:
        sections.append(section("Runs", run_table(runs), plots.runs(runs), (7.0, 5.5)))
    write_file(path, page(title, sections))


def _structures(best: Sequence[Cluster], binding: Mapping[int, float], tolerance: float) -> str:
    table = symmetry_table(best, tolerance)
    figures = []
    for cluster, group in list(zip(best, table.column("point_group")))[:_PICTURES]:
        with located(cluster.source):
            layers, bonds = shells(cluster.atoms), bond_lengths(cluster.atoms)
        size, formula = len(cluster.atoms), str(cluster.atoms.get_chemical_formula())
        lines = [f"{group}, {int((layers > 1).sum())} atoms in the core",
                 f"mean bond {bonds.mean:.3f} A, coordination {bonds.coordination.mean():.2f}"]
        if size in binding:
            lines.insert(0, f"E<sub>b</sub> = {binding[size]:.4f} eV/atom")
        # Thousands of discs: dots take less room than their outlines.
        picture = image(lambda figure: draw_cluster(figure, cluster.atoms, layers, formula), (4.2, 4.2), "png")
        figures.append((picture, f"<b>{html.escape(formula)}</b> {html.escape(cluster.source)}<br>{'<br>'.join(lines)}"))
    left_out = f"<p>The first {_PICTURES} of {len(best)} structures are drawn.</p>" if len(best) > _PICTURES else ""
    return f"<h2>Best structures</h2>\n{table.html()}\n{left_out}{cards(figures)}"
