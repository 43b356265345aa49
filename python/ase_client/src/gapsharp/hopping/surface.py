"""The potential energy surface of a free cluster."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from ase import Atoms
from ase.calculators.calculator import InputError
from ase.calculators.singlepoint import SinglePointCalculator


class HopFailed(Exception):
    """A hop that led to no minimum; the text says why."""


class Point(NamedTuple):
    """A place on the surface: positions (A, [N][3]), energy (eV), forces (eV/A, [N][3])."""

    positions: np.ndarray
    energy: float
    forces: np.ndarray


class Surface:
    """Energy and forces by one evaluation each, counted in ``calls``.

    Takes the calculator of ``atoms``; a cell, constraints and momenta would not mean anything here, so they are refused or dropped.
    """

    def __init__(self, atoms: Atoms) -> None:
        if len(atoms) < 2:
            raise InputError(f"the cluster has {len(atoms)} atoms, expected at least 2")
        if atoms.pbc.any():
            raise InputError(f"pbc is {atoms.pbc.tolist()}, expected a free cluster: minima hopping here does not move cells")
        if atoms.constraints:
            raise InputError(f"the atoms have {len(atoms.constraints)} constraints, expected none")
        if atoms.calc is None:
            raise InputError("the atoms have no calculator, expected one with energies and forces")
        self.calls = 0
        self._atoms = Atoms(atoms.numbers, atoms.positions, calculator=atoms.calc)

    @property
    def numbers(self) -> np.ndarray:
        """Atomic numbers, int [N]."""
        return self._atoms.numbers

    @property
    def mass(self) -> float:
        """The mass that every atom gets, u: the mean. Equal masses move fast vibrations out of the way and change no minimum."""
        return float(self._atoms.get_masses().mean())

    def __call__(self, positions: np.ndarray) -> Point:
        """Evaluates; HopFailed if the numbers are not finite, or the calculator took the first positions but not these."""
        self._atoms.positions = positions
        self.calls += 1
        try:
            # Calculators compute the energy with the forces. Reading it there saves ASE's second comparison of all atoms.
            forces = np.array(self._atoms.get_forces(), dtype=float)
        except InputError as error:
            if self.calls == 1:
                raise
            # Only the positions have changed since: a fitted potential without a core lets atoms fall onto each other.
            raise HopFailed(str(error)) from error
        energy = getattr(self._atoms.calc, "results", {}).get("energy")
        energy = float(self._atoms.get_potential_energy() if energy is None else energy)
        if not (np.isfinite(energy) and np.isfinite(forces).all()):
            raise HopFailed(f"energy is {energy} or a force is not finite")
        return Point(np.array(positions, dtype=float), energy, forces)

    def atoms(self, point: Point) -> Atoms:
        """The point as atoms that carry its energy and forces."""
        atoms = Atoms(self.numbers, point.positions)
        atoms.calc = SinglePointCalculator(atoms, energy=point.energy, forces=point.forces)
        return atoms
