"""Many structures at once."""

import numpy as np
import pytest
from ase import Atoms
from ase.calculators.calculator import InputError, PropertyNotImplementedError


@pytest.fixture
def images(sodium):
    found = []
    for seed in range(90):
        atoms = sodium.copy()
        atoms.rattle(0.02, seed=seed)
        found.append(atoms if seed % 3 else atoms[:5])
    return found


@pytest.mark.parametrize("threads", [1, 3])
def test_batch_equals_one_at_a_time(open_calculator, images, threads):
    calc = open_calculator("na-dft")
    if calc.name == "gapsharp":
        calc.set(threads=threads)
    single = open_calculator("na-dft")
    batch = calc.evaluate_batch(images, ["energy", "forces", "energies"])
    assert len(batch) == len(images)
    for atoms, results in zip(images, batch):
        assert sorted(results) == ["energies", "energy", "forces"]
        assert results["energy"] == pytest.approx(single.get_potential_energy(atoms), abs=1e-11)
        assert np.allclose(results["forces"], single.get_forces(atoms), rtol=0, atol=1e-11)


def test_stream_takes_no_more_than_it_needs(open_calculator, sodium):
    taken = []

    def endless():
        while True:
            taken.append(len(taken))
            yield sodium

    stream = open_calculator("na-dft").evaluate_stream(endless())
    energies = {next(stream)["energy"] for _ in range(5)}
    assert len(energies) == 1
    assert len(taken) < 200
    stream.close()


def test_a_bad_structure_raises_with_its_index_or_is_returned(open_calculator, images):
    images[4], images[50] = Atoms(), Atoms("NaCl", [[0, 0, 0], [0, 0, 2.5]])
    calc = open_calculator("na-dft")
    with pytest.raises(InputError, match="structure 4: .*0 atoms"):
        calc.evaluate_batch(images)
    results = calc.evaluate_batch(images, on_error="return")
    assert [index for index, result in enumerate(results) if isinstance(result, InputError)] == [4, 50]
    assert results[89]["energy"] == pytest.approx(calc.get_potential_energy(images[89]), abs=1e-11)


def test_empty_batch_and_bad_requests(open_calculator, images):
    calc = open_calculator("na-dft")
    assert calc.evaluate_batch([]) == []
    with pytest.raises(PropertyNotImplementedError, match="dipole"):
        calc.evaluate_batch(images, ["dipole"])
    with pytest.raises(InputError, match="on_error"):
        calc.evaluate_batch(images, on_error="ignore")


def test_stress_only_where_there_is_a_volume(open_calculator, silicon):
    calc = open_calculator("si")
    free = silicon.copy()
    free.set_cell(None)
    free.pbc = False
    periodic, cluster = calc.evaluate_batch([silicon, free], ["energy", "stress", "stresses"])
    assert periodic["stress"] == pytest.approx(calc.get_stress(silicon), abs=1e-13)
    assert periodic["stresses"].shape == (8, 6)
    assert sorted(cluster) == ["energy"]


def test_a_batch_leaves_the_calculators_state_alone(open_calculator, images, sodium):
    calc = open_calculator("na-dft")
    energy = calc.get_potential_energy(sodium)
    calc.evaluate_batch(images)
    assert calc.results["energy"] == energy and calc.atoms == sodium


def test_the_callers_own_error_comes_through(open_calculator, images):
    def failing():
        yield images[0]
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        open_calculator("na-dft").evaluate_batch(failing())
