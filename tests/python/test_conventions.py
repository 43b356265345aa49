"""ASE's calculator conventions, for both calculators."""

import copy
import json
import pickle

import numpy as np
import pytest
from ase.calculators.calculator import InputError, PropertyNotImplementedError, get_calculator_class
from ase.constraints import FixAtoms
from gapsharp import GapSharp, RemoteGapSharp


@pytest.fixture
def counted(open_calculator):
    """A calculator of na-dft and the list of what it was asked to evaluate."""
    calc = open_calculator("na-dft")
    backend, asked = calc._opened(), []
    evaluate = backend.evaluate
    backend.evaluate = lambda structure, wanted: asked.append(wanted) or evaluate(structure, wanted)
    return calc, asked


def test_energy_forces_and_virial_cost_one_evaluation(counted, sodium):
    calc, asked = counted
    sodium.calc = calc
    for _ in range(2):
        sodium.get_potential_energy()
        sodium.get_forces()
        sodium.get_potential_energies()
        sodium.get_potential_energy(force_consistent=True)
        calc.get_virial()
    assert len(asked) == 1


def test_what_changes_the_energy_evaluates_again_and_nothing_else_does(counted, sodium):
    calc, asked = counted
    sodium.calc = calc
    sodium.get_forces()
    sodium.set_initial_charges(np.ones(len(sodium)))
    sodium.set_momenta(np.ones((len(sodium), 3)))
    sodium.set_tags(range(len(sodium)))
    sodium.set_constraint(FixAtoms([0]))
    sodium.get_forces()
    assert len(asked) == 1
    sodium.positions[0, 0] += 1e-9
    sodium.get_forces()
    assert len(asked) == 2
    sodium.set_cell([60, 60, 60])
    sodium.get_forces()
    sodium.pbc = True
    sodium.get_forces()
    assert len(asked) == 4


def test_rarer_quantities_are_added_to_the_evaluation_at_hand(counted, silicon, sodium):
    calc, asked = counted
    sodium.set_cell([60, 60, 60])
    sodium.calc = calc
    forces = sodium.get_forces()
    sodium.get_stresses()
    sodium.get_stress()
    assert len(asked) == 2
    assert np.array_equal(sodium.get_forces(), forces)
    sodium.get_stresses()
    assert len(asked) == 2


def test_results_are_float64_and_belong_to_the_caller(open_calculator, sodium):
    sodium.set_cell([60, 60, 60])
    sodium.calc = open_calculator("na-dft")
    forces = sodium.get_forces()
    assert forces.dtype == np.float64 and forces.shape == (13, 3)
    assert sodium.get_potential_energies().shape == (13,)
    assert sodium.get_stress().shape == (6,) and sodium.get_stresses().shape == (13, 6)
    assert type(sodium.get_potential_energy()) is float
    forces[:] = 0
    assert abs(sodium.get_forces()).max() > 0.01


def test_energies_agree_among_themselves(open_calculator, silicon):
    silicon.calc = open_calculator("si")
    energy = silicon.get_potential_energy()
    assert silicon.get_potential_energy(force_consistent=True) == energy
    assert silicon.get_potential_energies().sum() == pytest.approx(energy, abs=1e-10)
    assert silicon.get_stresses().sum(axis=0) == pytest.approx(silicon.get_stress(), abs=1e-12)
    assert abs(silicon.get_forces().sum(axis=0)).max() < 1e-10
    virial = silicon.calc.get_virial()
    assert -virial / silicon.get_volume() == pytest.approx(silicon.get_stress(voigt=False), abs=1e-14)


@pytest.mark.parametrize("cell", [None, [20, 20, 0]])
def test_stress_needs_a_volume(open_calculator, sodium, cell):
    sodium.set_cell(cell)
    sodium.calc = open_calculator("na-dft")
    sodium.get_potential_energy()
    for ask in (sodium.get_stress, sodium.get_stresses):
        with pytest.raises(PropertyNotImplementedError, match="expected 3"):
            ask()
    assert sodium.calc.get_virial().shape == (3, 3)


def test_a_slab_may_lack_its_third_vector(open_calculator, silicon):
    calc = open_calculator("si")
    silicon.pbc = (True, True, False)
    energy = calc.get_potential_energy(silicon)
    silicon.cell[2] = 0
    assert calc.get_potential_energy(silicon) == pytest.approx(energy, abs=1e-10)


def test_properties_that_gap_has_not(open_calculator, sodium):
    sodium.calc = open_calculator("na-dft")
    for ask in (sodium.get_charges, sodium.get_magnetic_moment, sodium.get_dipole_moment):
        with pytest.raises(PropertyNotImplementedError):
            ask()
    with pytest.raises(PropertyNotImplementedError, match="dipole"):
        sodium.calc.calculate(sodium, ["dipole"])


def test_calculate_without_atoms_means_the_last_ones(open_calculator, sodium):
    calc = open_calculator("na-dft")
    for ask in (calc.calculate, calc.get_potential_energy, calc.get_virial, calc.get_descriptors):
        with pytest.raises(InputError, match="no atoms"):
            ask()
    energy = calc.get_potential_energy(sodium)
    calc.calculate()
    assert calc.results["energy"] == energy
    assert calc.get_property("energy") == energy
    assert calc.get_property("forces", sodium, allow_calculation=False).shape == (13, 3)
    moved = sodium.copy()
    moved.rattle(0.1)
    assert calc.get_property("forces", moved, allow_calculation=False) is None


def test_moved_atoms_and_a_wrong_list_of_changes(open_calculator, sodium):
    calc = open_calculator("na-dft")
    sodium.set_cell([20, 20, 20])
    sodium.pbc = True
    calc.get_forces(sodium)
    sodium.rattle(0.1)
    forces = calc.get_forces(sodium)
    assert (calc.atoms.positions == sodium.positions).all() and not np.shares_memory(calc.atoms.positions, sodium.positions)
    assert np.array_equal(calc.get_forces(sodium.copy()), forces)
    # More has changed than the caller says: what is evaluated are the atoms handed in, and nothing of them is taken for known.
    smaller = sodium.copy()
    smaller.set_cell([9, 9, 9])
    calc.calculate(smaller, ["forces", "stress"], ["positions"])
    results = dict(calc.results)
    assert calc.check_state(smaller) == ["cell"]
    calc.calculate(smaller, ["forces", "stress"])
    for name in ("energy", "forces", "stress"):
        np.testing.assert_allclose(results[name], calc.results[name], rtol=0, atol=1e-12)


def test_constraints_are_ases_business(open_calculator, sodium):
    sodium.calc = open_calculator("na-dft")
    free = sodium.get_forces()
    sodium.set_constraint(FixAtoms([2]))
    assert not sodium.get_forces()[2].any()
    assert np.array_equal(sodium.get_forces(apply_constraint=False), free)


def test_copies_and_pickles_open_again(open_calculator, sodium):
    calc = open_calculator("na-dft")
    energy = calc.get_potential_energy(sodium)
    moved = sodium.copy()
    moved.rattle(0.05, seed=3)
    expected = open_calculator("na-dft").get_potential_energy(moved)
    for twin in (copy.copy(calc), copy.deepcopy(calc), pickle.loads(pickle.dumps(calc))):
        assert twin.get_potential_energy(sodium) == energy
        assert twin.get_potential_energy(moved) == expected
        assert twin.todict() == calc.todict()
        twin.close()
    assert calc.results["energy"] == energy


def test_closing_frees_and_the_next_use_opens_again(open_calculator, sodium):
    with open_calculator("na-dft") as calc:
        energy = calc.get_potential_energy(sodium)
    assert calc._backend is None
    calc.close()
    calc.reset()
    assert calc.get_potential_energy(sodium) == energy


def test_todict_makes_the_calculator_again(open_calculator, sodium):
    calc = open_calculator("na-dft")
    parameters = json.loads(json.dumps(calc.todict()))
    again = get_calculator_class(calc.name)(**parameters)
    assert type(again) is type(calc)
    assert again.get_potential_energy(sodium) == calc.get_potential_energy(sodium)
    again.close()


def test_names_are_registered():
    assert get_calculator_class("gapsharp") is GapSharp
    assert get_calculator_class("remotegapsharp") is RemoteGapSharp


def test_set_forgets_results_only_when_something_changes(models, sodium):
    with GapSharp(models["na-dft"]) as calc:
        energy = calc.get_potential_energy(sodium)
        assert calc.set(threads=1) == {} and calc.results
        assert calc.set(threads=2) == {"threads": 2} and not calc.results
        assert calc.get_potential_energy(sodium) == pytest.approx(energy, abs=1e-11)
        calc.set(path=models["na"])
        assert calc.get_potential_energy(sodium) != pytest.approx(energy, abs=0.1)


def test_a_relative_path_survives_a_change_of_folder(models, sodium, monkeypatch, tmp_path):
    monkeypatch.chdir(models["na-dft"].parent)
    calc = GapSharp("na.xml")
    energy = calc.get_potential_energy(sodium)
    monkeypatch.chdir(tmp_path)
    twin = copy.deepcopy(calc)
    twin.reset()
    assert twin.get_potential_energy(sodium) == energy
    assert calc.todict() == {"path": "na.xml"}


def test_cutoff_and_species(open_calculator):
    sic = open_calculator("sic")
    assert sic.species == [6, 14]
    assert sic.cutoff > 2


def test_attaches_to_atoms_like_any_calculator(models, sodium, tmp_path):
    calc = GapSharp(models["na-dft"], atoms=sodium, label="cluster", directory=tmp_path / "run")
    assert sodium.calc is calc
    assert np.isfinite(sodium.get_potential_energy())
