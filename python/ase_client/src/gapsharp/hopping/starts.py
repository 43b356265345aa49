"""Where walkers begin: random compact clusters of a composition, or structures of a file."""

from __future__ import annotations

import os
from typing import List, Optional, Union

import numpy as np
from ase import Atoms
from ase.calculators.calculator import InputError
from ase.data import covalent_radii
from ase.io import read

from ..clusters import random_cluster

_NEAREST = 1.1
"""Bond length in metal clusters, in sums of covalent radii."""


def random_start(formula: str, rng: np.random.Generator, nearest: Optional[float] = None) -> Atoms:
    """A random compact cluster such as Mg20 or Na8Mg5, its species at random places.

    nearest: typical distance of neighbours, A; no two atoms are closer than 0.8 of it. 1.1 times twice the mean covalent radius
    if not given.
    """
    try:
        numbers = Atoms(formula).numbers
    except (ValueError, KeyError):
        numbers = []
    if len(numbers) == 0:
        raise InputError(f"composition is {formula!r}, expected a formula such as Mg20")
    if nearest is None:
        nearest = _NEAREST * 2 * float(covalent_radii[numbers].mean())
    places = random_cluster("X", len(numbers), nearest, rng).positions
    return Atoms(rng.permutation(numbers), places)


def random_starts(formula: str, rng: np.random.Generator, nearest: Optional[float] = None, count: int = 10) -> List[Atoms]:
    """Where a walker begins, and what it tries in turn if that has no minimum."""
    return [random_start(formula, rng, nearest) for _ in range(count)]


def in_order_of(atoms: Atoms, other: Atoms) -> np.ndarray:
    """Positions of ``other`` ([N][3], A) for the atoms as they are numbered in ``atoms``. InputError for another composition."""
    if sorted(atoms.numbers) != sorted(other.numbers):
        raise InputError(f"a start is {other.get_chemical_formula()}, expected {atoms.get_chemical_formula()}")
    positions = np.empty((len(atoms), 3))
    positions[np.argsort(atoms.numbers, kind="stable")] = other.positions[np.argsort(other.numbers, kind="stable")]
    return positions


def read_starts(path: Union[str, os.PathLike]) -> List[Atoms]:
    """The structures of a file, without cells and constraints; all must have one composition."""
    try:
        images = read(path, ":")
    except Exception as error:  # ASE's readers raise whatever the text makes them stumble over
        raise InputError(f"cannot read {path}: {error}") from error
    for index, image in enumerate(images):
        if image.get_chemical_formula() != images[0].get_chemical_formula():
            raise InputError(f"structure {index} of {path} is {image.get_chemical_formula()}, expected "
                             f"{images[0].get_chemical_formula()} as the first")
    if not images:
        raise InputError(f"{path} has no structures, expected at least one")
    return [Atoms(image.numbers, image.positions) for image in images]
