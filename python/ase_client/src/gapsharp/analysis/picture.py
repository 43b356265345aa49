"""Pictures of clusters: three views along the principal axes and the core, atoms coloured by shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional, Sequence

import numpy as np
from ase import Atoms
from ase.calculators.calculator import InputError
from ase.data import covalent_radii

from ._clusters import free_positions
from .bonds import bond_lengths
from .figures import INK, PathLike, save
from .shells import shells

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SHELL_COLOURS = ("#9db4c0", "#e07a3f", "#b23a48", "#5f3b8c", "#2a6f97")
"""Of the surface, the layer below, and so on; deeper layers take the last."""

_LIGHT = np.array([1.0, 1.0, 1.0])
_SIZE = (6.4, 6.4)
_GLOSS = ((1.0, 0.0, 0.0), (0.72, 0.3, 0.22), (0.34, 0.75, 0.32))
"""Discs of a sphere: radius, lightness, shift towards the light, in radii."""


def picture(atoms: Atoms, path: PathLike, layers: Optional[Sequence[int]] = None, title: str = "") -> None:
    """Draws a free cluster into an SVG or PNG file: views along the three principal axes, and the core without its shell.

    layers: int [N], the shell of each atom as ``shells`` gives it, which is taken if they are not given; the surface is pale.
    """
    layers = shells(atoms) if layers is None else np.asarray(layers)
    if layers.shape != (len(atoms),):
        raise InputError(f"layers has shape {layers.shape}, expected a shell for each of the {len(atoms)} atoms")
    save(path, lambda figure: draw_cluster(figure, atoms, layers, title), _SIZE)


def draw_cluster(figure: "Figure", atoms: Atoms, layers: np.ndarray, title: str = "") -> None:
    """The four views on a figure. Without a core the fourth is a view from a corner."""
    points, radii, pairs = _turned(free_positions(atoms)), _radii(atoms), _bonds(atoms)
    colours = np.array([_rgb(SHELL_COLOURS[min(layer, len(SHELL_COLOURS)) - 1]) for layer in layers])
    limit = np.linalg.norm(points, axis=1).max() + radii.max()
    views = figure.subplots(2, 2).ravel()
    for axes, order, name in zip(views, ((0, 1, 2), (0, 2, 1), (1, 2, 0)), ("along the shortest axis", "middle axis", "longest axis")):
        _draw(axes, points[:, order], radii, colours, limit, name)
    corner = points @ _corner().T
    core = layers > 1
    if core.any():
        inside = pairs[core[pairs].all(axis=1)]
        # The core's own size: the whole would leave it small.
        _draw(views[3], corner[core], 0.6 * radii[core], colours[core], np.abs(corner[core]).max() + radii.max(),
              f"core: {core.sum()} of {len(core)} atoms", corner[inside])
    else:
        _draw(views[3], corner, radii, colours, limit, "from a corner")
    figure.suptitle(title or atoms.get_chemical_formula(), color=INK, fontweight="bold")


def _draw(axes: "Axes", points: np.ndarray, radii: np.ndarray, colours: np.ndarray, limit: float, name: str,
          bonds: Optional[np.ndarray] = None) -> None:
    """Parallel projection along z: nearer atoms paint over farther ones, which fade."""
    from matplotlib.collections import EllipseCollection, LineCollection

    order = np.argsort(points[:, 2], kind="stable")
    depth = (points[order, 2] - points[:, 2].min()) / max(np.ptp(points[:, 2]), 1e-9)
    body = colours[order] + (_LIGHT - colours[order]) * 0.5 * (1 - depth)[:, None]
    discs, sizes, fills = [], [], []
    for size, light, shift in _GLOSS:
        discs.append(points[order, :2] + shift * radii[order, None] * np.array([-0.6, 0.7]))
        sizes.append(2 * size * radii[order])
        fills.append(body + (_LIGHT - body) * light)
    # Atom by atom from the back, each with its discs.
    places, widths, faces = (np.stack(each, axis=1).reshape(-1, *each[0].shape[1:]) for each in (discs, sizes, fills))
    edges = [(*(0.55 * face), 1.0) if number % len(_GLOSS) == 0 else (0.0, 0.0, 0.0, 0.0) for number, face in enumerate(faces)]
    if bonds is not None:
        axes.add_collection(LineCollection(bonds[:, :, :2], colors=INK, linewidths=1.6, alpha=0.6, zorder=1))
    axes.add_collection(EllipseCollection(widths, widths, np.zeros(len(widths)), units="xy", offsets=places, transOffset=axes.transData,
                                          facecolors=faces, edgecolors=edges, linewidths=0.6, zorder=2))
    axes.set(xlim=(-limit, limit), ylim=(-limit, limit), aspect="equal")
    axes.set_axis_off()
    axes.set_title(name, fontsize=9, fontweight="normal", loc="center")


def _turned(positions: np.ndarray) -> np.ndarray:
    """Positions in their principal axes, the longest along x; signs are those that make the turn a rotation."""
    centred = positions - positions.mean(axis=0)
    axes = np.linalg.eigh(centred.T @ centred)[1][:, ::-1].T
    axes *= np.where(axes[np.arange(3), np.abs(axes).argmax(axis=1)] < 0, -1, 1)[:, None]
    axes[2] *= np.sign(np.linalg.det(axes))
    return centred @ axes.T


def _corner() -> np.ndarray:
    """A rotation that shows all three directions."""
    turn, tilt = np.radians([35, 25])
    about_y = np.array([[np.cos(turn), 0, -np.sin(turn)], [0, 1, 0], [np.sin(turn), 0, np.cos(turn)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(tilt), -np.sin(tilt)], [0, np.sin(tilt), np.cos(tilt)]])
    return about_x @ about_y


def _radii(atoms: Atoms) -> np.ndarray:
    """Spheres that about touch: covalent radii scaled to the cluster's own nearest-neighbour distance."""
    own = covalent_radii[atoms.numbers]
    return own if len(atoms) < 2 else own * 0.5 * bond_lengths(atoms).nearest / own.mean()


def _bonds(atoms: Atoms) -> np.ndarray:
    return bond_lengths(atoms).pairs if len(atoms) > 1 else np.empty((0, 2), dtype=int)


def _rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[start:start + 2], 16) / 255 for start in (1, 3, 5)])
