"""Forces and stresses against finite differences of the energy."""

import numpy as np
import pytest


def richardson(f, step: float) -> float:
    """f'(0) from central differences at two steps: error of order step^4."""
    def central(h: float) -> float:
        return (f(h) - f(-h)) / (2 * h)

    return (4 * central(step / 2) - central(step)) / 3


def numerical_forces(atoms, step: float = 5e-3) -> np.ndarray:
    forces = np.zeros((len(atoms), 3))
    start = atoms.positions.copy()
    for atom, axis in np.ndindex(*forces.shape):
        def energy(displacement: float) -> float:
            atoms.positions = start
            atoms.positions[atom, axis] += displacement
            return atoms.get_potential_energy()

        forces[atom, axis] = -richardson(energy, step)
    atoms.positions = start
    return forces


def numerical_stress(atoms, step: float = 1e-3) -> np.ndarray:
    stress = np.zeros(6)
    cell = atoms.cell.copy()
    for component, (row, column) in enumerate(((0, 0), (1, 1), (2, 2), (1, 2), (0, 2), (0, 1))):
        def energy(size: float) -> float:
            strain = np.eye(3)
            strain[row, column] += size / 2
            strain[column, row] += size / 2
            atoms.set_cell(cell @ strain, scale_atoms=True)
            return atoms.get_potential_energy()

        stress[component] = richardson(energy, step) / abs(np.linalg.det(cell))
    atoms.set_cell(cell, scale_atoms=True)
    return stress


def test_forces_of_a_cluster(open_calculator, sodium):
    sodium.calc = open_calculator("na-dft")
    assert np.abs(sodium.get_forces() - numerical_forces(sodium)).max() < 2e-7


def test_virial_of_a_cluster(open_calculator, sodium):
    sodium.calc = open_calculator("na-dft")
    virial = sodium.calc.get_virial(sodium)
    sodium.set_cell(40 * np.eye(3))
    assert -numerical_stress(sodium) * 40**3 == pytest.approx(virial.ravel()[[0, 4, 8, 5, 2, 1]], abs=1e-6)


def test_forces_of_a_triclinic_crystal(open_calculator, silicon):
    silicon.calc = open_calculator("si")
    assert np.abs(silicon.get_forces() - numerical_forces(silicon)).max() < 2e-6


def test_stress_of_a_triclinic_crystal(open_calculator, silicon):
    silicon.calc = open_calculator("si")
    assert np.abs(silicon.get_stress() - numerical_stress(silicon)).max() < 2e-8
