"""Every reference potential through the in-process ASE calculator."""

import pytest
import reference
from ase import Atoms
from gapsharp import GapSharp


@pytest.mark.parametrize("name", reference.NAMES)
def test_ase_follows_the_reference_program(name):
    potential = reference.potential(name)
    with GapSharp(potential.model) as calc:
        for frame in potential.frames():
            atoms = Atoms(numbers=frame.numbers, positions=frame.positions, cell=frame.cell, pbc=frame.pbc, calculator=calc)
            reference.assert_close(frame, energy=atoms.get_potential_energy(), forces=atoms.get_forces(),
                                   virial=calc.get_virial(), local_energy=atoms.get_potential_energies())
            stress = -atoms.get_stress(voigt=False) * atoms.get_volume()
            reference.assert_close(frame, virial=stress)
            assert abs(atoms.get_stresses().sum(axis=0) - atoms.get_stress()).max() < 1e-12


@pytest.mark.parametrize("name", ["na-dft", "mg-dft"])
def test_free_clusters_are_the_same_in_a_box_and_without_one(name):
    potential = reference.potential(name)
    with GapSharp(potential.model) as calc:
        for frame in potential.frames()[::4]:
            atoms = Atoms(numbers=frame.numbers, positions=frame.positions, calculator=calc)
            reference.assert_close(frame, energy=atoms.get_potential_energy(), forces=atoms.get_forces(),
                                   virial=calc.get_virial())


def test_debian_silicon_potential():
    with GapSharp(reference.DEBIAN_MODEL) as calc:
        atoms = reference.debian_silicon()
        assert abs(calc.get_potential_energy(atoms) - reference.DEBIAN_ENERGY) <= reference.ENERGY_TOLERANCE * len(atoms)
