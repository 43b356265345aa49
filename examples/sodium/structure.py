"""Draws a cluster as shaded spheres and bonds, seen so that it shows most of itself."""

from __future__ import annotations

import numpy as np
from ase import Atoms
from matplotlib.axes import Axes
from matplotlib.patches import Circle

BOND_LIMIT = 4.2
"""Atoms closer than this are drawn as bonded, A."""

RADIUS = 1.15
"""Of the spheres, A: smaller than the atoms, so that the bonds show."""

BODY, LIGHT = np.array([0.56, 0.33, 0.78]), np.array([1.0, 0.98, 1.0])
FAR = np.array([0.93, 0.93, 0.96])
LAYERS = 24


def draw(axes: Axes, atoms: Atoms) -> None:
    """Parallel projection along the shortest principal axis, tilted a little; nearer atoms paint over farther ones."""
    points = _turned(atoms.positions)
    depth = (points[:, 2] - points[:, 2].min()) / max(np.ptp(points[:, 2]), 1e-9)
    order = np.argsort(points[:, 2])
    rank = np.empty(len(points), dtype=int)
    rank[order] = np.arange(len(points))
    for i in range(len(points)):
        for j in range(i):
            if np.linalg.norm(points[i] - points[j]) < BOND_LIMIT:
                _bond(axes, points[i], points[j], 0.5 * (depth[i] + depth[j]), 2 * min(rank[i], rank[j]) + 1)
    for i in range(len(points)):
        _sphere(axes, points[i], depth[i], 2 * rank[i] + 2)
    limit = np.abs(points[:, :2]).max() + 1.6 * RADIUS
    axes.set(xlim=(-limit, limit), ylim=(-limit, limit), aspect="equal")
    axes.set_axis_off()


def _turned(positions: np.ndarray) -> np.ndarray:
    centred = positions - positions.mean(axis=0)
    axes = np.linalg.svd(centred, full_matrices=False)[2]
    tilt, turn = np.radians([22, 14])
    about_x = np.array([[1, 0, 0], [0, np.cos(tilt), -np.sin(tilt)], [0, np.sin(tilt), np.cos(tilt)]])
    about_y = np.array([[np.cos(turn), 0, np.sin(turn)], [0, 1, 0], [-np.sin(turn), 0, np.cos(turn)]])
    return centred @ axes.T @ about_x.T @ about_y.T


def _sphere(axes: Axes, point: np.ndarray, depth: float, order: int) -> None:
    body = _faded(BODY, depth)
    axes.add_patch(Circle(point[:2], RADIUS, facecolor=0.55 * body, edgecolor=0.35 * body, lw=0.8, zorder=order))
    for layer in range(1, LAYERS):
        share = layer / LAYERS
        light = 0.55 * body + (body - 0.55 * body) * min(1, 1.6 * share) + (LIGHT - body) * max(0, share - 0.62) / 0.38 * 0.85
        centre = point[:2] + share * RADIUS * np.array([-0.34, 0.36])
        axes.add_patch(Circle(centre, RADIUS * (1 - share) ** 0.8, facecolor=np.clip(light, 0, 1), lw=0, zorder=order))


def _bond(axes: Axes, first: np.ndarray, second: np.ndarray, depth: float, order: int) -> None:
    ends = np.array([first[:2], second[:2]]).T
    for width, shade in ((7.0, 0.45), (5.0, 0.62), (2.0, 0.82)):
        axes.plot(*ends, color=_faded(shade * np.ones(3), depth), lw=width, solid_capstyle="butt", zorder=order)


def _faded(colour: np.ndarray, depth: float) -> np.ndarray:
    return colour + (FAR - colour) * 0.45 * (1 - depth)
