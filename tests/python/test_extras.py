"""What GAP gives beyond ASE's properties, and that both doors give the same."""

import numpy as np
import pytest
from ase.calculators.calculator import InputError
from gapsharp import GapSharp, RemoteGapSharp


def test_remote_equals_in_process(models, server, sodium, silicon):
    for name, atoms in (("na-dft", sodium), ("si", silicon)):
        with GapSharp(models[name]) as here, RemoteGapSharp(server.address, model=name) as there:
            for ask in ("get_potential_energy", "get_potential_energies", "get_forces", "get_virial"):
                assert np.allclose(getattr(here, ask)(atoms), getattr(there, ask)(atoms), rtol=0, atol=1e-11), ask
            if atoms is silicon:
                assert np.allclose(here.get_stresses(atoms), there.get_stresses(atoms), rtol=0, atol=1e-12)


def test_variance_is_small_near_the_fit_and_grows_away_from_it(open_calculator, sodium):
    calc = open_calculator("na-dft")
    near = calc.get_variance(sodium)
    assert near.shape == (13,) and near.dtype == np.float64 and (near >= 0).all()
    squeezed = sodium.copy()
    squeezed.positions *= 0.6
    assert calc.get_variance(squeezed).max() > near.max()


def test_descriptors_name_their_term(open_calculator, sodium):
    calc = open_calculator("na-dft")
    pairs, soap = calc.get_descriptors(sodium)
    assert "distance_2b" in pairs.descriptor and "soap" in soap.descriptor
    assert pairs.vectors.shape[1] == 1 and len(pairs.centres) == len(pairs.vectors) >= 13 * 12 // 2
    assert soap.vectors.shape[0] == 13 and soap.centres.tolist() == list(range(13))
    assert np.linalg.norm(soap.vectors, axis=1) == pytest.approx(np.ones(13), abs=1e-10)
    (only,) = calc.get_descriptors(sodium, coordinates=[1])
    assert np.array_equal(only.vectors, soap.vectors)


def test_descriptors_of_a_coordinate_that_is_not_there(open_calculator, sodium):
    with pytest.raises(InputError):
        open_calculator("na-dft").get_descriptors(sodium, coordinates=[2])
