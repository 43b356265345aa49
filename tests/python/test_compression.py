"""Compression: on by default, off when told, and no number that matters changes."""

import pickle

import enlarged
import numpy as np
import pytest
from ase.calculators.calculator import InputError
from force_server import ForceServer
from gapsharp import GapSharp, RemoteGapSharp

ENERGY_TOLERANCE = 1e-10  # eV per atom: the bound
FORCE_TOLERANCE = 1e-8  # eV/A


@pytest.fixture(scope="module")
def compressible(models, tmp_path_factory):
    """A potential with 2400 sparse points of SOAP, all in a space of 183 dimensions."""
    return enlarged.write(models["na-dft"], tmp_path_factory.mktemp("enlarged"))


def numbers(calc, atoms):
    return calc.get_potential_energies(atoms), calc.get_forces(atoms)


def test_on_equals_off_within_the_bound(compressible, sodium):
    with GapSharp(compressible) as on, GapSharp(compressible, compression=False) as off:
        (energies, forces), (full_energies, full_forces) = numbers(on, sodium), numbers(off, sodium)
    assert np.abs(energies - full_energies).max() <= ENERGY_TOLERANCE
    assert np.abs(forces - full_forces).max() <= FORCE_TOLERANCE
    # Rounding at least tells the two ways apart: the option reaches the kernel.
    assert not np.array_equal(forces, full_forces)


def test_a_potential_as_fitted(models, silicon):
    with GapSharp(models["si"]) as on, GapSharp(models["si"], compression=False) as off:
        (energies, forces), (full_energies, full_forces) = numbers(on, silicon), numbers(off, silicon)
    assert np.abs(energies - full_energies).max() <= ENERGY_TOLERANCE
    assert np.abs(forces - full_forces).max() <= FORCE_TOLERANCE


def test_the_server_is_told_too(compressible, sodium):
    found = {}
    for compression in (True, False):
        with ForceServer({"na": compressible}, options=() if compression else ["--no-compression"]) as server:
            with RemoteGapSharp(server.address) as remote, GapSharp(compressible, compression=compression) as here:
                found[compression] = numbers(remote, sodium)
                for there, expected in zip(found[compression], numbers(here, sodium)):
                    np.testing.assert_allclose(there, expected, rtol=0, atol=1e-11)
    assert np.abs(found[True][1] - found[False][1]).max() <= FORCE_TOLERANCE
    assert not np.array_equal(found[True][1], found[False][1])


def test_setting_it_opens_the_potential_again(compressible, sodium):
    with GapSharp(compressible) as calc, GapSharp(compressible, compression=False) as off:
        on = calc.get_forces(sodium)
        assert calc.set(compression=False) == {"compression": False}
        assert np.array_equal(calc.get_forces(sodium), off.get_forces(sodium))
        assert not np.array_equal(calc.get_forces(sodium), on)
        assert np.array_equal(pickle.loads(pickle.dumps(calc)).get_forces(sodium), off.get_forces(sodium))


def test_only_off_is_stored(models):
    with GapSharp(models["si"]) as on, GapSharp(models["si"], compression=False) as off:
        assert "compression" not in on.todict()
        assert off.todict()["compression"] is False


@pytest.mark.parametrize("value", [0, 1, None, "no"])
def test_other_values_are_refused(models, value):
    with pytest.raises(InputError, match="expected True or False"):
        GapSharp(models["si"], compression=value)
