"""Compact clusters of any size, as starts of dynamics: pieces of icosahedra, decahedra, fcc and bcc crystals.

    /usr/bin/python3 examples/na-clusters/compact.py 200 starts.xyz [PIECES OF EACH KIND]

Each piece is cut about a random point of its lattice, and one more of each kind about the middle (a whole icosahedron, where one has so
many atoms). It is then rounded: the atom with the fewest neighbours moves to the empty site with
the most as long as that makes bonds. Potentials decide afterwards: gapsharp isomers starts.xyz relaxes and sorts them.
"""

from __future__ import annotations

import sys
from itertools import product
from typing import Dict

import numpy as np
from ase import Atoms
from ase.cluster import Decahedron, Icosahedron
from ase.io import write
from scipy.spatial.distance import cdist

NEAREST = 3.55
"""Distance of nearest neighbours, A; for bcc, whose second shell counts as well, that of the first shell."""

_BONDED = 1.2
"""Sites closer than so many nearest distances are neighbours: in bcc the first and the second shell (1.155), in the others the first."""


def lattices(atoms: int) -> Dict[str, np.ndarray]:
    """Sites in units of the nearest distance, [M][3], with room for a cluster of so many atoms about any point near the middle."""
    shells = 3 + int(np.cbrt(0.3 * atoms))
    width = range(-shells - 2, shells + 3)
    cube = np.array(list(product(width, repeat=3)), float)
    # Integer points with an even sum are fcc, those of one parity bcc.
    fcc = cube[cube.sum(axis=1) % 2 == 0] / np.sqrt(2)
    bcc = cube[(cube % 2 == cube[:, :1] % 2).all(axis=1)] / np.sqrt(3)
    # A lattice constant of sqrt(2); the icosahedron's distances are 1 from the centre outwards and 1.05 along a shell.
    return {"fcc": fcc, "bcc": bcc, "icosahedron": Icosahedron("Na", shells, np.sqrt(2)).positions,
            "decahedron": Decahedron("Na", shells, shells, 0, np.sqrt(2)).positions}


def piece(sites: np.ndarray, atoms: int, centre: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Positions [atoms][3] of a rounded piece of a lattice, cut about a point near the middle."""
    order = np.argsort(np.linalg.norm(sites - centre, axis=1))
    # Sites that could ever be taken: the nearest twice as many, in random order so that ties are not always decided alike.
    sites = sites[random.permutation(order[:2 * atoms])]
    taken = np.isin(np.arange(len(sites)), np.argsort(np.linalg.norm(sites - centre, axis=1))[:atoms])
    bonded = cdist(sites, sites) < _BONDED * cdist(sites, sites)[~np.eye(len(sites), dtype=bool)].min()
    np.fill_diagonal(bonded, False)
    for _ in range(10 * atoms):
        neighbours = bonded @ taken.astype(int)
        loose = np.flatnonzero(taken)[neighbours[taken].argmin()]
        free = np.where(taken, -1, neighbours - bonded[loose])
        if free.max() <= neighbours[loose]:
            break
        taken[[loose, free.argmax()]] = False, True
    return sites[taken]


def main(atoms: int, path: str, count: int) -> None:
    random = np.random.default_rng(1)
    made = []
    for kind, sites in lattices(atoms).items():
        middle = piece(sites, atoms, np.zeros(3), np.random.default_rng(1))
        for positions in (middle, *(piece(sites, atoms, random.uniform(-0.8, 0.8, 3), random) for _ in range(count))):
            image = Atoms(f"Na{atoms}", NEAREST * positions)
            image.info["kind"] = kind
            made.append(image)
    write(path, made, format="extxyz")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit("usage: compact.py ATOMS OUT.xyz [PIECES OF EACH KIND]")
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) == 4 else 12)
