"""Symmetry operations and point group of a free cluster, within a tolerance."""

from __future__ import annotations

from typing import Dict, Iterator, List, NamedTuple, Tuple

import numpy as np
from ase import Atoms
from ase.calculators.calculator import InputError
from scipy.optimize import linear_sum_assignment
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist, pdist

from ._clusters import free_positions, positive
from .groups import schoenflies

TOLERANCE = 0.1
"""Default of ``point_group``, A: above what relaxation leaves, below what tells isomers apart."""

_PROBES = 8
"""Atoms that a candidate must map to atoms before all are looked at."""

_ROUNDING = 1e-9
"""Deviations (A) that differ by less are one: an operation and its inverse, or those of an exact structure, which count as 0."""


class Operation(NamedTuple):
    """An orthogonal map about the centroid that puts every atom near an atom of its element."""

    matrix: np.ndarray
    """float64 [3][3]; of all that go with ``permutation`` the nearest in the least squares."""
    permutation: np.ndarray
    """int [N]: where each atom goes."""
    improper: bool
    """Determinant -1: a reflection, the inversion or a rotation-reflection."""
    deviation: float
    """Largest distance of a mapped atom from the atom it stands for, A."""


class Step(NamedTuple):
    """From this deviation (A) on, up to that of the next step, the cluster has this group."""

    deviation: float
    group: str


def point_group(atoms: Atoms, tolerance: float = TOLERANCE) -> str:
    """Schoenflies symbol of the operations that move no atom farther than ``tolerance`` (A) off an atom of its element.

    Linear clusters are C∞v or D∞h, a single atom is Kh. What is found is always a group: if the operations within the tolerance
    are none, those of largest deviation are left out until the rest is one. Errors: InputError for periodic atoms, and for a
    tolerance that is not positive or not less than half the shortest distance.
    """
    return symmetry_steps(atoms, tolerance)[-1].group


def symmetry_steps(atoms: Atoms, largest: float) -> List[Step]:
    """The point groups that appear as the tolerance grows from 0 to ``largest`` (A), the first (exact) at 0."""
    points = _centred(atoms, largest)
    if len(points) == 1:
        return [Step(0.0, "Kh")]
    found = operations(atoms, largest)
    table = _products(found)
    orders = _orders(table)
    improper, traces = np.array([each.improper for each in found]), np.array([np.trace(each.matrix) for each in found])
    ends = [count for count in range(1, len(found)) if found[count].deviation > found[count - 1].deviation + _ROUNDING] + [len(found)]
    steps = [Step(found[count - 1].deviation, schoenflies(orders[:count], improper[:count], traces[:count]))
             for count in ends if (table[:count, :count] < count).all()]
    return _with_linear(steps, points, atoms.numbers, largest)


def operations(atoms: Atoms, tolerance: float) -> List[Operation]:
    """Every operation with at most this deviation (A), ascending; the first is the identity.

    Of a linear cluster, whose operations are infinitely many, only those that differ in what they do to the atoms.
    """
    points = _centred(atoms, tolerance)
    alike = atoms.numbers[:, None] == atoms.numbers
    itself = Operation(np.eye(3), np.arange(len(points)), False, 0.0)
    found: Dict[Tuple[bool, bytes], Operation] = {_key(itself.improper, itself.permutation): itself}
    for matrix, improper in _candidates(points, alike, tolerance):
        operation = _fitted(points, alike, matrix, improper)
        if operation.deviation <= tolerance:
            found.setdefault(_key(improper, operation.permutation), operation)
    return sorted(found.values(), key=lambda each: each.deviation)


def _centred(atoms: Atoms, tolerance: float) -> np.ndarray:
    points = free_positions(atoms)
    positive(tolerance, "tolerance")
    if len(points) > 1:
        shortest = pdist(points).min()
        if not tolerance < shortest / 2:
            raise InputError(f"tolerance is {tolerance} A, expected less than half the shortest distance ({shortest:.4g} A)")
    return points - points.mean(axis=0)


def _candidates(points: np.ndarray, alike: np.ndarray, tolerance: float) -> Iterator[Tuple[np.ndarray, bool]]:
    """Maps that may be operations: where two atoms go determines a map up to the reflection in the plane of their images."""
    radii = np.linalg.norm(points, axis=1)
    images = alike & (np.abs(radii[:, None] - radii) <= tolerance)
    first, second, spread = _frame(points, images.sum(axis=1))
    a, b = (index.ravel() for index in np.meshgrid(np.flatnonzero(images[first]), np.flatnonzero(images[second]), indexing="ij"))
    apart = np.linalg.norm(points[a] - points[b], axis=1) - np.linalg.norm(points[first] - points[second])
    a, b = a[np.abs(apart) <= 2 * tolerance], b[np.abs(apart) <= 2 * tolerance]
    tree = cKDTree(points)
    probes = points[np.unique(np.linspace(0, len(points) - 1, _PROBES).astype(int))]
    for improper in (False, True):
        matrices = _rotations(points[[first, second]], np.stack([points[a], points[b]], axis=1), improper)
        # Two atoms fix the map to within the tolerance at their own radius only; farther out it may miss by more.
        far = tree.query(probes @ matrices.transpose(0, 2, 1))[0] > tolerance * (1 + 2 * spread)
        yield from ((matrix, improper) for matrix in matrices[~far.any(axis=1)])


def _frame(points: np.ndarray, choices: np.ndarray) -> Tuple[int, int, float]:
    """Two atoms with few possible images that span a wide angle about the centroid, and how much an error grows from them outwards."""
    areas = np.linalg.norm(np.cross(points[:, None], points[None]), axis=2)
    widest = areas.max()
    if widest == 0:
        return 0, min(1, len(points) - 1), 1.0
    # Of the wide pairs the one with the fewest images, of equals the widest.
    cost = np.where(areas > 0.5 * widest, choices[:, None] * choices - 0.5 * areas / widest, np.inf)
    first, second = np.unravel_index(np.argmin(cost), cost.shape)
    radii = np.linalg.norm(points, axis=1)
    return int(first), int(second), float(radii.max() * max(radii[first], radii[second]) / areas[first, second])


def _fitted(points: np.ndarray, alike: np.ndarray, matrix: np.ndarray, improper: bool) -> Operation:
    """The map that goes with the best assignment of atoms, found in two rounds because the first matrix came from two atoms."""
    for _ in range(2):
        apart = cdist(points @ matrix.T, points, "sqeuclidean")
        permutation = linear_sum_assignment(np.where(alike, apart, apart.sum()))[1]
        matrix = _rotations(points, points[permutation][None], improper)[0]
    deviation = float(np.linalg.norm(points @ matrix.T - points[permutation], axis=1).max())
    return Operation(matrix, permutation, improper, deviation if deviation > _ROUNDING else 0.0)


def _rotations(points: np.ndarray, images: np.ndarray, improper: bool) -> np.ndarray:
    """[M][3][3]: for each set of images [M][n][3] the orthogonal map of this determinant that is nearest in the least squares.

    By the singular value decomposition of sum_i image_i point_i^T (Kabsch 1976, doi:10.1107/S0567739476001873).
    """
    left, _, right = np.linalg.svd(images.transpose(0, 2, 1) @ points)
    sign = np.linalg.det(left @ right) * (-1 if improper else 1)
    left[:, :, 2] *= np.sign(sign)[:, None]
    return left @ right


def _key(improper: bool, permutation: np.ndarray) -> Tuple[bool, bytes]:
    # A planar cluster has operations that permute alike: the determinant tells them apart.
    return improper, permutation.tobytes()


def _products(found: List[Operation]) -> np.ndarray:
    """int [M][M]: index of the product of two operations, M if it is not among them."""
    index = {_key(each.improper, each.permutation): number for number, each in enumerate(found)}
    return np.array([[index.get(_key(a.improper != b.improper, a.permutation[b.permutation]), len(found)) for b in found] for a in found])


def _orders(table: np.ndarray) -> np.ndarray:
    """int [M]: how often an operation must be repeated to give the identity, number 0; M + 1 if products are missing."""
    count = len(table)
    orders = np.full(count, count + 1)
    for number in range(count):
        power = number
        for order in range(1, count + 1):
            if power in (0, count):
                orders[number] = order if power == 0 else count + 1
                break
            power = table[power, number]
    return orders


def _with_linear(steps: List[Step], points: np.ndarray, numbers: np.ndarray, largest: float) -> List[Step]:
    """The steps of a cluster that is linear from some deviation on: there the infinite groups take over."""
    axis = np.linalg.svd(points, full_matrices=False)[2][0]
    along = points @ axis
    bent = float(np.linalg.norm(points - np.outer(along, axis), axis=1).max())
    if bent > largest:
        return steps
    order = np.argsort(along)
    turned = order[::-1]
    same = (numbers[order] == numbers[turned]).all()
    uneven = float(np.abs(along[order] + along[turned]).max()) if same else np.inf
    start = bent if bent > _ROUNDING else 0.0
    linear = [Step(start, "C∞v" if uneven > start + _ROUNDING else "D∞h")]
    if start + _ROUNDING < uneven <= largest:
        linear.append(Step(uneven, "D∞h"))
    return [step for step in steps if step.deviation < start] + linear
