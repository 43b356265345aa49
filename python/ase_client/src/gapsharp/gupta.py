"""The Gupta potential (second-moment tight binding): a cheap reference for trying out fits, searches and learning."""

from __future__ import annotations

from typing import Optional, Sequence

import numpy as np
from ase import Atoms
from ase.calculators.calculator import Calculator, InputError, all_changes

SODIUM = {"repulsion": 0.015955, "hopping": 0.29113, "p": 10.13, "q": 1.30, "distance": 3.6989}
"""Li, Blaisten-Barojas and Papaconstantopoulos 1998, doi:10.1103/PhysRevB.57.15519 (eV, A)."""


class Gupta(Calculator):
    """E = sum_i [sum_j A exp(-p x_ij) - sqrt(sum_j xi^2 exp(-2 q x_ij))], x = r/r0 - 1, over all pairs of a free cluster, eV and A.

    repulsion: A, eV. hopping: xi, eV. p, q: decay. distance: r0, A. The defaults are those of sodium (SODIUM); every atom counts
    as the same element. Cost and memory grow with N^2.
    """

    implemented_properties = ["energy", "free_energy", "energies", "forces"]
    default_parameters = SODIUM

    def calculate(self, atoms: Optional[Atoms] = None, properties: Sequence[str] = ("energy",),
                  system_changes: Sequence[str] = tuple(all_changes)) -> None:
        super().calculate(atoms, properties, system_changes)
        if self.atoms.pbc.any():
            raise InputError(f"pbc is {self.atoms.pbc.tolist()}, expected a free cluster")
        amplitude, xi, p, q, nearest = (self.parameters[name] for name in SODIUM)
        apart = self.atoms.positions[:, None] - self.atoms.positions[None]
        r = np.sqrt(np.sum(apart * apart, axis=2))
        np.fill_diagonal(r, np.inf)
        repulsion = amplitude * np.exp(-p * (r / nearest - 1))
        density = xi**2 * np.exp(-2 * q * (r / nearest - 1))
        bond = np.sqrt(density.sum(axis=1))
        energies = repulsion.sum(axis=1) - bond
        # An atom alone has no bond, and none of its neighbours' slopes either.
        inverse = np.divide(1.0, bond, out=np.zeros_like(bond), where=bond > 0)
        slope = -2 * p / nearest * repulsion + q / nearest * density * (inverse[:, None] + inverse[None])
        self.results = {"energy": float(energies.sum()), "free_energy": float(energies.sum()), "energies": energies,
                        "forces": -np.sum((slope / r)[:, :, None] * apart, axis=1)}
