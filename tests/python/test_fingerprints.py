"""Fingerprints of clusters: known values, what they must not notice, and which minima are the same."""

import numpy as np
import pytest
from ase import Atoms
from ase.build import bulk
from ase.calculators.calculator import InputError
from ase.calculators.lj import LennardJones
from ase.cluster import Icosahedron
from gapsharp.fingerprints import deduplicate, distance, fingerprint
from scipy.spatial.transform import Rotation

KNOWN = [("Mg", 4.5, "s", 2.43950485, 1.39512269), ("Mg", 4.5, "sp", 4.23905174, 3.28986870),
         ("Na", 5.2, "s", 2.56258347, 1.42310211), ("Na", 5.2, "sp", 4.47367364, 3.39308585)]


def free(symbol: str, lattice: float) -> Atoms:
    cluster = Icosahedron(symbol, 2, lattice)
    return Atoms(cluster.numbers, cluster.positions)


def moved(atoms: Atoms, seed: int) -> Atoms:
    rng = np.random.default_rng(seed)
    rotation = Rotation.random(random_state=seed).as_matrix() * rng.choice([-1, 1])
    order = rng.permutation(len(atoms))
    return Atoms(atoms.numbers[order], atoms.positions[order] @ rotation.T + rng.uniform(-9, 9, 3))


@pytest.mark.parametrize("symbol, lattice, orbitals, first, next", KNOWN)
def test_icosahedra_have_the_known_eigenvalues(symbol, lattice, orbitals, first, next):
    values = fingerprint(free(symbol, lattice), orbitals)
    assert values.dtype == np.float64 and values.shape == (13 if orbitals == "s" else 52,)
    assert values[:4] == pytest.approx([first, next, next, next], abs=1e-7)
    assert values.sum() == pytest.approx(len(values), abs=1e-11)
    assert (np.diff(values) <= 0).all()


@pytest.mark.parametrize("orbitals", ["s", "sp"])
def test_motion_and_numbering_change_nothing(orbitals, sodium):
    sodium.numbers[:4] = 17
    for seed in range(20):
        assert distance(fingerprint(sodium, orbitals), fingerprint(moved(sodium, seed), orbitals), orbitals) < 1e-12


def test_an_s_fingerprint_is_that_of_numpy(sodium):
    lengths = np.linalg.norm(sodium.positions[:, None] - sodium.positions, axis=2)
    overlaps = np.exp(-(lengths / (2 * 1.54 * 0.52918 / 0.52917720859)) ** 2)
    assert fingerprint(sodium, "s") == pytest.approx(np.linalg.eigvalsh(overlaps)[::-1], abs=1e-13)


def test_distance_is_the_norm_over_the_root_of_the_number_of_atoms():
    a, b = fingerprint(free("Na", 5.2)), fingerprint(free("Na", 5.3))
    assert distance(a, b) == pytest.approx(np.linalg.norm(a - b) / np.sqrt(13), rel=1e-14)
    with pytest.raises(InputError, match="shapes"):
        distance(a, b[:-4])
    with pytest.raises(InputError, match="multiple of 4"):
        distance(np.ones(13), np.ones(13))


def test_the_lowest_of_the_same_minima_stays(sodium):
    other = sodium.copy()
    other.rattle(0.2, seed=3)
    images = [moved(sodium, 1), sodium, other, moved(sodium, 2), moved(sodium, 3)]
    energies = [-1.0, -1.0004, -1.0002, -1.0001, -0.5]
    assert deduplicate(images, energies) == [1, 2, 4]
    assert deduplicate(images, energies, energy_window=1.0) == [1, 2]
    assert deduplicate(images, energies, energy_window=1e-6) == [0, 1, 2, 3, 4]
    assert deduplicate(images, energies, threshold=100.0, orbitals="s") == [1, 4]
    assert deduplicate([], []) == []


def test_energies_come_from_the_calculator(sodium):
    images = [sodium, moved(sodium, 4)]
    for image in images:
        image.calc = LennardJones(sigma=3.0, rc=100.0)
    assert len(deduplicate(images)) == 1


def test_what_is_no_cluster_is_refused(sodium):
    with pytest.raises(InputError, match="free cluster"):
        fingerprint(bulk("Na", cubic=True))
    with pytest.raises(InputError, match="orbitals is 'd'"):
        fingerprint(sodium, "d")
    with pytest.raises(InputError, match="covalent radius of Ds"):
        fingerprint(Atoms("Ds2", [[0, 0, 0], [0, 0, 3]]))
    with pytest.raises(InputError, match="0 atoms"):
        fingerprint(Atoms())
    with pytest.raises(InputError, match="1 of 2 images"):
        deduplicate([sodium, sodium], [0.0])
    with pytest.raises(InputError, match="positive"):
        deduplicate([sodium], [0.0], threshold=0)
