"""Core and shell of a free cluster: which atoms a probe sphere can touch from outside, layer after layer."""

from __future__ import annotations

from itertools import combinations
from typing import Optional

import numpy as np
from ase import Atoms
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import Delaunay, QhullError

from ._clusters import free_positions, positive
from .bonds import nearest_distance

_PROBE = 0.9
"""Default radius of the probe in radii of an atom: the place of a missing atom is open to it, the hole in a (100) face is not."""


def shells(atoms: Atoms, probe: Optional[float] = None) -> np.ndarray:
    """int [N]: 1 for atoms at the surface, 2 for those that are when these are taken away, and so on. The core is what is above 1.

    An atom is at the surface if a sphere of radius ``probe`` (A) that comes from far away can touch it without overlapping any atom;
    atoms are spheres of half the mean nearest-neighbour distance, the probe has 0.9 times that radius if not given. The same atoms
    are the vertices of the outer boundary of the alpha shape (Edelsbrunner and Muecke 1994, doi:10.1145/174462.156635) with alpha
    the sum of the two radii. A cavity inside makes no surface. Radii stay the same while layers are taken away.
    Errors: InputError for periodic atoms and a probe that is not positive.
    """
    points = free_positions(atoms)
    layers = np.ones(len(points), dtype=int)
    if len(points) < 2:
        return layers
    radius = nearest_distance(atoms) / 2
    alpha = radius + (_PROBE * radius if probe is None else positive(probe, "probe"))
    left, layer = np.arange(len(points)), 0
    while len(left):
        layer += 1
        touched = surface(points[left], alpha)
        layers[left[touched]] = layer
        left = left[~touched]
    return layers


def radial_distances(atoms: Atoms) -> np.ndarray:
    """float64 [N], distance of each atom from the centre of mass, A."""
    return np.linalg.norm(free_positions(atoms) - atoms.get_center_of_mass(), axis=1)


def surface(points: np.ndarray, alpha: float) -> np.ndarray:
    """bool [N]: whether an empty ball of radius alpha that comes from outside can touch the point; points [N][3].

    The centre of such a ball is free where no point is nearer than alpha. Free places hang together along the edges of the Voronoi
    diagram: ball centres go from one Delaunay tetrahedron's circumcentre to the next through the triangle between them.
    """
    try:
        mesh = Delaunay(points)
    except QhullError:
        # Too few points, or all in a plane: nothing is hidden.
        return np.ones(len(points), dtype=bool)
    centres, radii = _circumspheres(mesh)
    count = len(radii)
    free = np.append(radii > alpha, True)  # the last one is outside
    doors = [_doors(mesh, corner, centres, free, alpha) for corner in range(4)]
    here, there = (np.concatenate(side) for side in zip(*doors))
    links = coo_matrix((np.ones(len(here)), (here, there)), shape=(count + 1, count + 1))
    region = connected_components(links, directed=False)[1]
    touched = np.zeros(len(points), dtype=bool)
    touched[mesh.simplices[region[:-1] == region[-1]]] = True
    touched[mesh.convex_hull] = True
    return touched


def _circumspheres(mesh: Delaunay) -> tuple[np.ndarray, np.ndarray]:
    """Centres and radii of the tetrahedra, from the facets of the lifted hull: those of flat ones too, where points lie on one sphere."""
    normals, lifts = mesh.equations[:, :3], mesh.equations[:, 3:4]
    with np.errstate(divide="ignore", invalid="ignore"):
        centres = -normals / (2 * mesh.paraboloid_scale * lifts)
        radii = np.linalg.norm(centres - mesh.points[mesh.simplices[:, 0]], axis=1)
    return centres, np.where(np.isfinite(radii), radii, np.inf)


def _doors(mesh: Delaunay, corner: int, centres: np.ndarray, free: np.ndarray, alpha: float) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of free circumspheres between which a ball can pass the triangle opposite this corner; -1 is outside."""
    here = np.arange(len(mesh.simplices))
    there = mesh.neighbors[:, corner]
    triangles = mesh.points[np.delete(mesh.simplices, corner, axis=1)]
    normals = np.cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0])
    areas = np.linalg.norm(normals, axis=1) / 2
    outward = np.einsum("ij,ij->i", triangles[:, 0] - mesh.points.mean(axis=0), normals)
    # Where the centre lies along the triangle's normal; far outside for what is outside.
    with np.errstate(invalid="ignore"):
        ours = np.einsum("ij,ij->i", centres - triangles[:, 0], normals)
        theirs = np.where(there < 0, np.sign(outward), np.einsum("ij,ij->i", centres[there] - triangles[:, 0], normals))
        # Only between its two ends is an edge of the diagram nearest to the triangle's corners, at the triangle's circumradius.
        through = ours * theirs < 0
    sides = [np.linalg.norm(triangles[:, a] - triangles[:, b], axis=1) for a, b in combinations(range(3), 2)]
    with np.errstate(divide="ignore"):
        circumradii = sides[0] * sides[1] * sides[2] / (4 * areas)
    open_ = free[here] & free[there] & (~through | (circumradii > alpha))
    return here[open_], np.where(there < 0, len(mesh.simplices), there)[open_]
