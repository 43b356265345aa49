"""Free-standing descriptors, and likeness of atoms to hcp, fcc and bcc."""

import numpy as np
import pytest
from ase import Atoms
from ase.build import bulk
from ase.calculators.calculator import InputError
from ase.cluster import Icosahedron, Octahedron
from gapsharp import GapSharp
from gapsharp.analysis import MAGNESIUM, Lattices, lattice_similarity, shells, similar_counts
from gapsharp.descriptors import describe
from scipy.spatial.transform import Rotation


def free(cluster):
    return Atoms(cluster.numbers, cluster.positions)


def ball(crystal, radius):
    """The atoms of a crystal within this distance of one of them."""
    large = crystal * (9, 9, 9)
    middle = np.argmin(np.linalg.norm(large.positions - large.cell.sum(axis=0) / 2, axis=1))
    apart = np.linalg.norm(large.positions - large.positions[middle], axis=1)
    return Atoms(large.numbers[apart < radius], large.positions[apart < radius]), apart[apart < radius]


def test_a_descriptor_alone_is_that_of_a_potential(models, sodium):
    with GapSharp(models["na-dft"]) as calc:
        for known in calc.get_descriptors(sodium):
            found = describe(sodium, known.descriptor)
            assert found.descriptor == known.descriptor
            assert np.array_equal(found.centres, known.centres) and np.allclose(found.vectors, known.vectors, atol=1e-13)


def test_wrong_descriptors_are_refused(sodium):
    with pytest.raises(InputError, match="descriptor 'soup' is not supported"):
        describe(sodium, "soup cutoff=4.0")
    with pytest.raises(InputError, match="cutoff"):
        describe(sodium, "soap l_max=3 n_max=4 atom_sigma=0.5")
    with pytest.raises(InputError, match="descriptor is empty"):
        describe(sodium, "")


@pytest.mark.parametrize("cutoff", [3.209, 4.0, 5.211, 7.0])
@pytest.mark.parametrize("name", ["hcp", "fcc", "bcc"])
def test_the_middle_of_a_crystal_is_that_crystal(name, cutoff):
    crystal = {"hcp": bulk("Mg", "hcp", a=3.209, c=5.211), "fcc": bulk("Mg", "fcc", a=3.209), "bcc": bulk("Mg", "bcc", a=3.209)}[name]
    atoms, apart = ball(crystal, cutoff + 2)
    atoms.set_positions(atoms.positions @ Rotation.random(random_state=2).as_matrix().T)
    distances = lattice_similarity(atoms, cutoff)
    middle = np.argmin(apart)
    assert distances[name][middle] < 1e-9
    assert all(each[middle] > 1e-3 for other, each in distances.items() if other != name)
    assert all(((each >= 0) & (each <= 1)).all() and each.shape == (len(atoms),) for each in distances.values())


def test_close_packings_of_one_bond_length_are_told_apart():
    atoms, apart = ball(bulk("Na", "fcc", a=2**0.5 * 3.7), 11.0)
    distances = lattice_similarity(atoms, 5.211, bond=3.7)
    middle = np.argmin(apart)
    assert distances["fcc"][middle] < 1e-9 < 0.01 < distances["hcp"][middle] < distances["bcc"][middle]
    assert similar_counts(distances, apart < 0.1) == {"hcp": (0, int(distances["hcp"][middle] < 0.05)), "fcc": (1, 1), "bcc": (0, 0)}


def test_the_core_of_a_truncated_octahedron_is_fcc_and_that_of_an_icosahedron_is_not():
    for cluster, like in ((free(Octahedron("Na", 6, 2, 5.2)), True), (free(Icosahedron("Na", 4, 5.2)), False)):
        bond = np.sort(np.linalg.norm(cluster.positions - cluster.positions[0], axis=1))[1]
        distances = lattice_similarity(cluster, 3.209, bond=bond)
        core = shells(cluster) > 1
        assert (distances["fcc"][core] < 0.01).all() == like


def test_elements_do_not_matter_and_lengths_do():
    atoms = free(Octahedron("Na", 4, 1, 5.2))
    other = atoms.copy()
    other.numbers[::2] = 79
    for name, each in lattice_similarity(other, 4.0, bond=3.7).items():
        assert np.array_equal(lattice_similarity(atoms, 4.0, bond=3.7)[name], each)
    stretched = Atoms(atoms.numbers, 1.3 * atoms.positions)
    for name, each in lattice_similarity(atoms, 4.0, bond=3.7).items():
        assert np.allclose(lattice_similarity(stretched, 4.0, bond=1.3 * 3.7)[name], each, atol=1e-9)
        assert not np.allclose(lattice_similarity(stretched, 4.0, bond=3.7)[name], each, atol=1e-3)


def test_lattices_of_a_bond_length_have_it():
    lattices = Lattices.of_bond(3.0)
    for crystal in (bulk("Na", "hcp", a=lattices.hcp[0], c=lattices.hcp[1]), bulk("Na", "fcc", a=lattices.fcc),
                    bulk("Na", "bcc", a=lattices.bcc)):
        assert ball(crystal, 3.001)[1].max() == pytest.approx(3.0)
    assert MAGNESIUM == Lattices((3.209, 5.211), 3.209, 3.209)


def test_wrong_lengths_are_refused(sodium):
    for options, message in (({"cutoff": -1}, "cutoff is -1"), ({"cutoff": 4.0, "bond": 0}, "bond is 0"),
                             ({"cutoff": 4.0, "lattices": Lattices((3.2, 5.2), 0, 3.2)}, "a of fcc is 0")):
        with pytest.raises(InputError, match=message):
            lattice_similarity(sodium, **options)
    with pytest.raises(InputError, match="free cluster"):
        lattice_similarity(bulk("Na", cubic=True), 4.0)
