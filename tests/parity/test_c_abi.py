"""The C ABI from Python: every reference potential through gapsharp_evaluate and gapsharp_compute, against the 17-digit outputs."""

import re

import numpy as np
import pytest
from c_abi import GapSharpError, HostList, Model
from reference import DATA, DEBIAN_ENERGY, DEBIAN_MODEL, NAMES, assert_close, debian_silicon, potential, unpack


@pytest.fixture(scope="module")
def models():
    opened = {}

    def open_once(name: str) -> Model:
        if name not in opened:
            opened[name] = Model(potential(name).model)
        return opened[name]

    return open_once


def structure(frame):
    return frame.numbers, frame.positions, frame.cell, frame.pbc


@pytest.mark.parametrize("name", NAMES)
def test_evaluate_equals_the_reference(models, name):
    frames = potential(name).frames()
    assert frames
    for frame in frames:
        found = models(name).evaluate(*structure(frame))
        assert_close(
            frame, energy=found.energy, forces=found.forces, virial=found.virial, local_energy=found.local_energy,
            local_virial=found.local_virial,
        )  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_compute_with_a_host_list_equals_the_reference(models, name):
    model = models(name)
    for frame in potential(name).frames():
        host = HostList(frame, model.cutoff)
        found = model.compute(frame.numbers, host)
        assert_close(
            frame, energy=found.energy, forces=found.forces, virial=found.virial, local_energy=found.local_energy,
            local_virial=found.local_virial,
        )  # fmt: skip
        assert np.abs(found.local_virial_halved.sum(axis=0) - frame.virial).max() <= 1e-6


@pytest.mark.parametrize("name", NAMES)
def test_threads_change_nothing_beyond_rounding(models, name):
    model = models(name)
    frame = max(potential(name).frames(), key=lambda frame: len(frame.numbers))
    one = model.evaluate(*structure(frame))
    model.set_threads(3)
    try:
        three = model.evaluate(*structure(frame))
    finally:
        model.set_threads(1)
    assert abs(one.energy - three.energy) <= 1e-12 * max(1.0, abs(one.energy))
    np.testing.assert_allclose(one.forces, three.forces, rtol=0, atol=1e-11)
    np.testing.assert_allclose(one.local_virial, three.local_virial, rtol=0, atol=1e-11)


def test_debian_silicon():
    if not DEBIAN_MODEL.exists():
        pytest.fail(f"{DEBIAN_MODEL} is missing, expected the package lammps-examples (eng/packages.txt)")
    atoms = debian_silicon()
    found = Model(DEBIAN_MODEL).evaluate(atoms.numbers, atoms.positions, atoms.cell.array, atoms.pbc)
    assert abs(found.energy - DEBIAN_ENERGY) <= 1e-9 * len(atoms)


def read_vectors(path):
    """Rows of Fortran numbers; a three-digit exponent may stand without its E."""
    repaired = re.sub(r"(\d)([+-]\d{3})\b", r"\1E\2", path.read_text())
    return np.array([[float(word) for word in line.split()] for line in repaired.splitlines()])


@pytest.mark.parametrize(
    ("name", "coordinate", "structure_file", "vectors"),
    [
        ("na", 2, "na55_1.xyz", "na55_1.txt"),
        ("sic", 9, "sic_1.xyz", "sic_1.Z14.txt"),
        ("sic", 10, "sic_1.xyz", "sic_1.Z6.txt"),
    ],
)
def test_descriptor_vectors_equal_the_reference(models, name, coordinate, structure_file, vectors):
    from ase.io import read

    unpack()
    atoms = read(DATA / "descriptors" / structure_file)
    expected = read_vectors(DATA / "descriptors" / vectors)
    found, centre = models(name).describe(coordinate, atoms.numbers, atoms.positions, atoms.cell.array, atoms.pbc)
    assert found.shape == expected.shape
    assert list(centre) == sorted(centre)
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12)


def test_an_unknown_species_is_named(models):
    frame = potential("na").frames()[0]
    with pytest.raises(GapSharpError, match="14|Si") as error:
        models("na").evaluate(np.full_like(frame.numbers, 14), frame.positions, frame.cell, frame.pbc)
    assert error.value.status == 5
