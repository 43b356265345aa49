"""Free clusters: random compact starts for global optimisation, and keeping atoms from evaporating."""

from __future__ import annotations

from typing import List, Optional

import numpy as np
from ase import Atoms
from ase.calculators.calculator import InputError
from ase.constraints import FixCom, Hookean

_PACKING = 0.45
"""Part of the starting sphere that spheres of the nearest distance fill: random sequential addition reaches about 0.38 in bulk,
somewhat more in a small droplet whose outer atoms stick out."""

_CLOSEST = 0.8
"""Smallest distance in a start, as a fraction of the nearest distance."""

_TRIES = 2000
_GROWTH = 1.02


def random_cluster(symbol: str, count: int, nearest: float, rng: Optional[np.random.Generator] = None) -> Atoms:
    """A compact cluster of ``count`` atoms at random places, none closer than 0.8 ``nearest`` (the bond length, A).

    Centred on its centre of mass at the origin, without a cell. Relax it before anything else.
    """
    if count < 1 or not nearest > 0:
        raise InputError(f"count is {count} and nearest is {nearest}, expected at least 1 atom and a positive distance (A)")
    rng = np.random.default_rng() if rng is None else rng
    radius = 0.5 * nearest * (count / _PACKING) ** (1 / 3)
    places: List[np.ndarray] = []
    tries = 0
    while len(places) < count:
        place = radius * rng.uniform(-1, 1, 3)
        if np.linalg.norm(place) <= radius and all(np.linalg.norm(place - other) >= _CLOSEST * nearest for other in places):
            places.append(place)
        tries += 1
        if tries > _TRIES:
            # The first atoms fell badly: start again with a little more room.
            places, tries, radius = [], 0, radius * _GROWTH
    atoms = Atoms(f"{symbol}{count}", places)
    atoms.positions -= atoms.get_center_of_mass()
    return atoms


def contain(atoms: Atoms, margin: float = 3.0, stiffness: float = 2.0) -> None:
    """Keeps a free cluster together during hot molecular dynamics, by ASE constraints (which replace those it has).

    The centre of mass stays, and an atom farther from it than ``margin`` (A) beyond the outermost atom of now is pulled back
    by a spring (``stiffness``, eV/A^2). Inside, energies and forces are the calculator's own.
    """
    centre = atoms.get_center_of_mass()
    limit = float(np.linalg.norm(atoms.positions - centre, axis=1).max()) + margin
    tethers = [Hookean(a1=index, a2=tuple(centre), k=stiffness, rt=limit) for index in range(len(atoms))]
    atoms.set_constraint([FixCom(), *tethers])
