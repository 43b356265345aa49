"""One page, complete in itself, with the tables, plots and pictures of a study of clusters."""

from __future__ import annotations

import base64
import html
from typing import List, Mapping, Optional, Sequence, Tuple, Union

from ase.calculators.calculator import InputError

from . import plots
from .bonds import bond_lengths
from .energies import best_per_size, binding_energies, energy_table
from .figures import Draw, PathLike, render, write_file
from .inputs import Cluster, located
from .lattices import CUTOFFS
from .picture import draw_cluster
from .regression import Frames, regression_table
from .runs import Run, run_table
from .shells import shells
from .structure import lattice_table, radius_table, shell_table, symmetry_table
from .symmetry import TOLERANCE
from .tables import Table

_PICTURES = 40
"""Most structures that are drawn; the table has all."""

_STYLE = """body{font:15px/1.5 system-ui,sans-serif;color:#22303c;max-width:62rem;margin:2rem auto;padding:0 1rem}
h1,h2{line-height:1.2}table{border-collapse:collapse;font-size:13px;margin:1rem 0;display:block;overflow-x:auto}
th,td{padding:.2rem .6rem;border-bottom:1px solid #d5dde2;text-align:left}td.n{text-align:right;font-variant-numeric:tabular-nums}
img{max-width:100%}.clusters{display:grid;grid-template-columns:repeat(auto-fill,minmax(19rem,1fr));gap:1rem}
figure{margin:0;border:1px solid #d5dde2;border-radius:.4rem;padding:.5rem}figcaption{font-size:13px}"""


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
        sections.append(_section("Energies", table, plots.energies(table), (7.0, 5.5)))
    sections.append(_structures(best, binding_energies(clusters, isolated) if sections else {}, tolerance))
    table = radius_table(best)
    sections.append(f"<h2>Distances from the centre of mass</h2>\n{_image(plots.radii(table))}")
    table = shell_table(best)
    sections.append(_section("Shells", table, plots.shells(table)))
    table = lattice_table(best, cutoffs, bond)
    sections.append(_section("Likeness to hcp, fcc and bcc", table, plots.lattices(table), plots.lattices_size(cutoffs)))
    if frames is not None:
        sections.append(_section("Model against reference", regression_table(frames), plots.regression(frames), (8.5, 4.0)))
    if runs:
        sections.append(_section("Runs", run_table(runs), plots.runs(runs), (7.0, 5.5)))
    body = "\n".join(sections)
    write_file(path, f"<!DOCTYPE html>\n<html lang=en><head><meta charset=utf-8><title>{html.escape(title)}</title>\n"
                     f"<style>{_STYLE}</style></head>\n<body><h1>{html.escape(title)}</h1>\n{body}\n</body></html>\n")


def _structures(best: Sequence[Cluster], binding: Mapping[int, float], tolerance: float) -> str:
    table = symmetry_table(best, tolerance)
    cards = []
    for cluster, group in list(zip(best, table.column("point_group")))[:_PICTURES]:
        with located(cluster.source):
            layers, bonds = shells(cluster.atoms), bond_lengths(cluster.atoms)
        size, formula = len(cluster.atoms), str(cluster.atoms.get_chemical_formula())
        lines = [f"{group}, {int((layers > 1).sum())} atoms in the core",
                 f"mean bond {bonds.mean:.3f} A, coordination {bonds.coordination.mean():.2f}"]
        if size in binding:
            lines.insert(0, f"E<sub>b</sub> = {binding[size]:.4f} eV/atom")
        # Thousands of discs: dots take less room than their outlines.
        picture = _image(lambda figure: draw_cluster(figure, cluster.atoms, layers, formula), (4.2, 4.2), "png")
        cards.append(f"<figure>{picture}<figcaption><b>{html.escape(formula)}</b> {html.escape(cluster.source)}<br>{'<br>'.join(lines)}"
                     "</figcaption></figure>")
    left_out = f"<p>The first {_PICTURES} of {len(best)} structures are drawn.</p>" if len(best) > _PICTURES else ""
    return f"<h2>Best structures</h2>\n{table.html()}\n{left_out}<div class=clusters>\n" + "\n".join(cards) + "\n</div>"


def _section(title: str, table: Table, draw: Draw, size: Tuple[float, float] = (7.0, 4.5)) -> str:
    return f"<h2>{html.escape(title)}</h2>\n{_image(draw, size)}\n{table.html()}"


def _image(draw: Draw, size: Tuple[float, float] = (7.0, 4.5), form: str = "svg") -> str:
    # As an image of its own: names inside one drawing cannot meet those of another.
    data = base64.b64encode(render(draw, form, size)).decode()
    kind = {"svg": "svg+xml", "png": "png"}[form]
    return f'<img alt="" src="data:image/{kind};base64,{data}">'
