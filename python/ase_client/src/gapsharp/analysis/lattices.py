"""How far the atoms of a cluster lie from hcp, fcc and bcc: cosine distances of SOAP vectors."""

from __future__ import annotations

from functools import lru_cache
from typing import Dict, NamedTuple, Optional, Sequence

import numpy as np
from ase import Atoms
from ase.build import bulk

from ..descriptors import describe
from ._clusters import free_positions, positive

CUTOFFS = (3.209, 4.0, 5.211, 7.0)
"""A; the first and the third are the lattice constants of magnesium."""

SAME, SIMILAR = 0.01, 0.05
"""Environments closer than these are the same, or similar."""

_NEAREST = 3.209
_TRANSITION = 0.5
_SOAP = "soap l_max=12 n_max=12 atom_sigma=0.4"


class Lattices(NamedTuple):
    """Lattice constants, A."""

    hcp: tuple
    """a and c."""
    fcc: float
    bcc: float

    @classmethod
    def of_bond(cls, length: float) -> "Lattices":
        """Lattices whose nearest neighbours are ``length`` (A) apart, hcp with the ideal c/a."""
        return cls((length, (8 / 3) ** 0.5 * length), 2**0.5 * length, 2 / 3**0.5 * length)


MAGNESIUM = Lattices((_NEAREST, 5.211), _NEAREST, _NEAREST)
"""As published for magnesium clusters: fcc and bcc have the lattice constant a of hcp, hence nearest neighbours at 2.27 and 2.78 A."""


def lattice_similarity(atoms: Atoms, cutoff: float, bond: Optional[float] = None, lattices: Lattices = MAGNESIUM) -> Dict[str, np.ndarray]:
    """1 - cos between the SOAP vector of each atom and that of hcp, fcc and bcc: float64 [N] from 0 by lattice.

    SOAP (Bartok et al. 2013, doi:10.1103/PhysRevB.87.184115) with l_max 12, n_max 12, sigma 0.4 A; neighbours up to ``cutoff`` (A) count
    fully and fade out over the next 0.5 A. Elements are not told apart.
    bond: without it lengths are taken as they are. With it (A) the cluster is scaled so that this length becomes 3.209 A, and compared
    with the lattices of that nearest distance instead of ``lattices``: for other elements than magnesium, and for comparing shapes only.
    Errors: InputError for periodic atoms, and lengths that are not positive.
    """
    positions = free_positions(atoms)
    positive(cutoff, "cutoff")
    if bond is not None:
        positions, lattices = positions * (_NEAREST / positive(bond, "bond")), Lattices.of_bond(_NEAREST)
    vectors = _vectors(Atoms(atoms.numbers, positions), cutoff)
    # Beyond twelve decimals there is only rounding.
    return {name: np.maximum(np.round(1 - vectors @ reference, 12), 0) for name, reference in _references(cutoff, lattices).items()}


def similar_counts(distances: Dict[str, np.ndarray], among: Optional[Sequence[bool]] = None) -> Dict[str, tuple]:
    """How many atoms are the same as, and similar to each lattice; ``among`` (bool [N]) picks the atoms."""
    return {name: tuple(int((each[... if among is None else np.asarray(among)] < limit).sum()) for limit in (SAME, SIMILAR))
            for name, each in distances.items()}


@lru_cache(maxsize=64)
def _references(cutoff: float, lattices: Lattices) -> Dict[str, np.ndarray]:
    for name, value in zip(("a of hcp", "c of hcp", "a of fcc", "a of bcc"), (*lattices.hcp, lattices.fcc, lattices.bcc)):
        positive(value, name)
    # One vector each: both atoms of hcp's cell have the same, mirrored environment.
    return {name: _vectors(crystal, cutoff)[0] for name, crystal in (
        ("hcp", bulk("X", "hcp", a=lattices.hcp[0], c=lattices.hcp[1])), ("fcc", bulk("X", "fcc", a=lattices.fcc)),
        ("bcc", bulk("X", "bcc", a=lattices.bcc)))}


def _vectors(atoms: Atoms, cutoff: float) -> np.ndarray:
    """Normalised SOAP vectors [N][dimensions]; the element is one that the library knows, whatever the atoms are."""
    atoms = Atoms(np.full(len(atoms), 12), atoms.positions, cell=atoms.cell, pbc=atoms.pbc)
    text = f"{_SOAP} cutoff={cutoff + _TRANSITION!r} cutoff_transition_width={_TRANSITION!r}"
    vectors = describe(atoms, text).vectors
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
