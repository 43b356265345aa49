"""Point groups: every finite family from orbits of its own generators, known clusters, distortion and tolerance."""

import numpy as np
import pytest
from ase import Atoms
from ase.build import bulk
from ase.calculators.calculator import InputError
from ase.cluster import Decahedron, Icosahedron, Octahedron
from gapsharp.analysis import operations, point_group, symmetry_steps
from scipy.spatial.distance import pdist
from scipy.spatial.transform import Rotation

Z, X, DIAGONAL = np.array([0.0, 0, 1]), np.array([1.0, 0, 0]), np.ones(3) / np.sqrt(3)
FIVE = np.array([0, 1, (1 + 5**0.5) / 2])
INVERSION, FLAT = -np.eye(3), np.diag([1.0, 1, -1])


def turn(axis, fold):
    return Rotation.from_rotvec(2 * np.pi / fold * axis / np.linalg.norm(axis)).as_matrix()


def mirror(angle):
    """Reflection in the plane that holds z and this direction (rad) of the xy plane."""
    normal = np.array([-np.sin(angle), np.cos(angle), 0])
    return np.eye(3) - 2 * np.outer(normal, normal)


GROUPS = {"C1": (1, []), "Ci": (2, [INVERSION]), "Cs": (2, [FLAT]),
          "T": (12, [turn(Z, 2), turn(DIAGONAL, 3)]), "Td": (24, [FLAT @ turn(Z, 4), turn(DIAGONAL, 3)]),
          "Th": (24, [turn(Z, 2), turn(DIAGONAL, 3), INVERSION]), "O": (24, [turn(Z, 4), turn(DIAGONAL, 3)]),
          "Oh": (48, [turn(Z, 4), turn(DIAGONAL, 3), INVERSION]), "I": (60, [turn(Z, 2), turn(DIAGONAL, 3), turn(FIVE, 5)]),
          "Ih": (120, [turn(Z, 2), turn(DIAGONAL, 3), turn(FIVE, 5), INVERSION])}
for n in (2, 3, 4, 5, 6, 7):
    GROUPS.update({f"C{n}": (n, [turn(Z, n)]), f"C{n}v": (2 * n, [turn(Z, n), mirror(0)]), f"C{n}h": (2 * n, [turn(Z, n), FLAT]),
                   f"S{2 * n}": (2 * n, [FLAT @ turn(Z, 2 * n)] if n % 2 == 0 else [turn(Z, n), INVERSION]),
                   f"D{n}": (2 * n, [turn(Z, n), turn(X, 2)]), f"D{n}h": (4 * n, [turn(Z, n), turn(X, 2), FLAT]),
                   f"D{n}d": (4 * n, [turn(Z, n), turn(X, 2), mirror(np.pi / (2 * n))])})


def closure(generators):
    found = [np.eye(3)]
    for matrix in found:
        for generator in generators:
            product = generator @ matrix
            if not any(np.allclose(product, other, atol=1e-8) for other in found):
                found.append(product)
    return np.array(found)


def orbits(name):
    """Atoms at general places, each with all its images, and the number of operations."""
    order, generators = GROUPS[name]
    matrices = closure(generators)
    assert len(matrices) == order
    rng = np.random.default_rng(5)
    places = np.empty((0, 3))
    for _ in range(4 if order <= 24 else 2):
        while True:
            image = matrices @ (4 * rng.normal(size=3))
            together = np.vstack([places, image])
            if len(together) == 1 or pdist(together).min() > 0.5:
                break
        places = together
    return Atoms(f"Na{len(places)}", places), order


def moved(atoms, seed=3):
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(atoms))
    return Atoms(atoms.numbers[order], atoms.positions[order] @ Rotation.random(random_state=seed).as_matrix().T + rng.uniform(-9, 9, 3))


def free(cluster):
    return Atoms(cluster.numbers, cluster.positions)


@pytest.mark.parametrize("name", sorted(GROUPS))
def test_every_group_is_recognised_however_the_cluster_lies(name):
    atoms, order = orbits(name)
    atoms = moved(atoms)
    assert point_group(atoms, 0.01) == name
    atoms.rattle(0.01, seed=1)
    assert point_group(atoms, 0.1) == name
    found = operations(atoms, 0.1)
    assert len(found) == order and found[0].deviation == 0
    for each in found:
        assert np.allclose(each.matrix @ each.matrix.T, np.eye(3), atol=1e-12)
        assert np.isclose(np.linalg.det(each.matrix), -1 if each.improper else 1)
        centred = atoms.positions - atoms.positions.mean(axis=0)
        error = np.linalg.norm(centred @ each.matrix.T - centred[each.permutation], axis=1).max()
        assert error == pytest.approx(each.deviation, abs=1e-12) and error <= 0.1


CLUSTERS = [
    ("Ih", Icosahedron("Na", 2, 5.2)), ("Ih", Icosahedron("Na", 4, 5.2)),
    ("Oh", Octahedron("Na", 4, 1, 5.2)), ("Oh", Octahedron("Na", 2, latticeconstant=5.2)),
    ("D5h", Decahedron("Na", 2, 1, 0, 5.2)), ("D5h", Decahedron("Na", 3, 3, 0, 5.2)),
    ("Td", Atoms("P4", [[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]])),
    ("C2v", Atoms("OH2", [[0, 0, 0], [0.76, 0.59, 0], [-0.76, 0.59, 0]])),
    ("D3h", Atoms("Na3", [[2, 0, 0], [-1, 3**0.5, 0], [-1, -3**0.5, 0]])),
    ("Cs", Atoms("HOF", [[0.9, 0, 0], [0, 0, 0], [-0.3, 1.4, 0]])), ("D∞h", Atoms("Na2", [[0, 0, 0], [1, 2, 3]])),
    ("C∞v", Atoms("NaMg", [[0, 0, 0], [1, 2, 3]])), ("D∞h", Atoms("OCO", [[0, 0, -1.2], [0, 0, 0], [0, 0, 1.2]])),
    ("C∞v", Atoms("Na3", [[0, 0, -1.2], [0, 0, 0], [0, 0, 1.5]])),
    ("Kh", Atoms("Na")), ("Oh", Atoms("NaCl6", [[0, 0, 0], *(3 * np.eye(3)), *(-3 * np.eye(3))]))]


@pytest.mark.parametrize("name, cluster", CLUSTERS, ids=lambda value: value if isinstance(value, str) else str(value.symbols))
def test_known_clusters(name, cluster):
    assert point_group(free(cluster), 0.01) == name
    assert point_group(moved(free(cluster)), 0.01) == name


def test_elements_lower_the_symmetry():
    atoms = free(Icosahedron("Na", 2, 5.2))
    atoms.numbers[np.argmax(atoms.positions[:, 2])] = 12
    assert point_group(atoms) == "C5v"


def test_a_tolerance_decides_about_distorted_clusters():
    atoms = free(Icosahedron("Na", 2, 5.2))
    axis = atoms.positions[np.argmax(np.linalg.norm(atoms.positions, axis=1))]
    along = atoms.positions @ axis / (axis @ axis)
    atoms.positions += 0.02 * np.outer(along, axis)
    steps = symmetry_steps(atoms, 0.5)
    assert [step.group for step in steps] == ["D5d", "Ih"]
    assert steps[0].deviation < 1e-9 and 0.01 < steps[1].deviation < 0.1
    assert point_group(atoms, 0.99 * steps[1].deviation) == "D5d" and point_group(atoms, 1.01 * steps[1].deviation) == "Ih"


def test_steps_ascend_from_no_symmetry_to_that_of_the_ideal_shape():
    atoms = free(Octahedron("Na", 4, 1, 5.2))
    atoms.rattle(0.08, seed=2)
    steps = symmetry_steps(atoms, 0.8)
    assert steps[0] == (0.0, "C1") and steps[-1].group == "Oh"
    deviations = [step.deviation for step in steps]
    assert deviations == sorted(deviations) and deviations[-1] < 0.8
    for low, high in zip(steps, steps[1:]):
        assert point_group(atoms, (low.deviation + high.deviation) / 2 or 1e-6) == low.group


def test_a_bent_chain_is_linear_within_the_bend():
    atoms = Atoms("Na3", [[-3, 0, 0], [0, 0.15, 0], [3, 0, 0]])
    assert [step.group for step in symmetry_steps(atoms, 0.5)] == ["C2v", "D∞h"]


def test_random_clusters_have_none():
    for seed in range(5):
        positions = np.random.default_rng(seed).normal(scale=4, size=(20, 3))
        assert point_group(Atoms("Na20", positions), 0.4 * pdist(positions).min()) == "C1"


def test_what_has_no_point_group_is_refused():
    with pytest.raises(InputError, match="free cluster"):
        point_group(bulk("Na", cubic=True))
    with pytest.raises(InputError, match="atoms has 0 atoms"):
        point_group(Atoms())
    with pytest.raises(InputError, match=r"tolerance is 1.6 A, expected less than half the shortest distance \(3 A\)"):
        point_group(Atoms("Na2", [[0, 0, 0], [0, 0, 3]]), 1.6)
    with pytest.raises(InputError, match="tolerance is 0, expected a positive number"):
        point_group(Atoms("Na2", [[0, 0, 0], [0, 0, 3]]), 0)
    with pytest.raises(InputError, match="position of atom 1"):
        point_group(Atoms("Na2", [[0, 0, 0], [0, 0, np.nan]]))
