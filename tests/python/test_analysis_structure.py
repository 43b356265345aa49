"""Bonds, shells, radial distances, Lindemann index and pictures."""

import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest
from ase import Atoms
from ase.build import bulk
from ase.calculators.calculator import InputError
from ase.cluster import Icosahedron, Octahedron
from gapsharp.analysis import (bond_lengths, lindemann, lindemann_by_atom, nearest_distance, pair_distribution, picture,
                               radial_distances, shells)
from gapsharp.analysis.shells import surface
from gapsharp.clusters import random_cluster
from scipy.ndimage import label
from scipy.spatial import cKDTree
from scipy.spatial.transform import Rotation


def free(cluster):
    return Atoms(cluster.numbers, cluster.positions)


def test_bonds_of_an_icosahedron():
    atoms = free(Icosahedron("Na", 2, 5.2))
    bonds = bond_lengths(atoms)
    radial = 5.2 / 2**0.5
    edge = radial / np.sin(2 * np.pi / 5)
    assert bonds.nearest == pytest.approx(radial) and nearest_distance(atoms) == bonds.nearest
    assert len(bonds.lengths) == 42 and sorted(bonds.coordination) == [6] * 12 + [12]
    assert np.sort(bonds.lengths) == pytest.approx([radial] * 12 + [edge] * 30)
    assert bonds.mean == pytest.approx((12 * radial + 30 * edge) / 42)
    assert np.allclose(np.linalg.norm(np.diff(atoms.positions[bonds.pairs], axis=1)[:, 0], axis=1), bonds.lengths)
    assert bond_lengths(atoms, cutoff=1.0).lengths.size == 0 and np.isnan(bond_lengths(atoms, cutoff=1.0).mean)


def test_the_pair_distribution_counts_every_neighbour():
    atoms = free(Octahedron("Na", 4, 1, 5.2))
    places, density = pair_distribution(atoms, width=0.05)
    assert density.sum() * 0.05 == pytest.approx(37)
    assert abs(places[density > 0][0] - nearest_distance(atoms)) < 0.05
    with pytest.raises(InputError, match="width is 1e-09 A"):
        pair_distribution(atoms, width=1e-9)


def test_atoms_that_coincide_or_are_alone_have_no_bonds():
    with pytest.raises(InputError, match="atoms 0 and 2 are at the same place"):
        bond_lengths(Atoms("Na3", [[0, 0, 0], [3, 0, 0], [0, 0, 0]]))
    with pytest.raises(InputError, match="atoms has 1 atoms, expected at least 2"):
        bond_lengths(Atoms("Na"))
    with pytest.raises(InputError, match="free cluster"):
        bond_lengths(bulk("Na", cubic=True))


@pytest.mark.parametrize("cluster, counts", [
    (Icosahedron("Na", 2, 5.2), [12, 1]), (Icosahedron("Na", 3, 5.2), [42, 12, 1]), (Icosahedron("Na", 4, 5.2), [92, 42, 12, 1]),
    (Octahedron("Na", 4, 1, 5.2), [32, 6]), (Octahedron("Na", 5, latticeconstant=5.2), [66, 18, 1]),
    (Atoms("Na2", [[0, 0, 0], [0, 0, 3]]), [2]),
    (Atoms("Na125", 3.6 * np.argwhere(np.ones((5, 5, 5)))), [98, 26, 1]),
    (Atoms("Na"), [1]), (Atoms("Na4", [[0, 0, 0], [3, 0, 0], [0, 3, 0], [3, 3, 0]]), [4])], ids=lambda value: str(value))
def test_shells_of_known_clusters(cluster, counts):
    atoms = free(cluster)
    atoms.rotate(31, (1, 2, 3))
    assert np.bincount(shells(atoms))[1:].tolist() == counts
    atoms.rattle(0.05, seed=4)
    assert np.bincount(shells(atoms))[1:].tolist() == counts


def test_a_bcc_core_is_hidden():
    """A rhombic dodecahedron of bcc: every atom with all eight neighbours is inside."""
    cells = np.stack(np.meshgrid(*[np.arange(-3, 4)] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
    places = 4.2 * np.vstack([cells, cells + 0.5])
    span = np.abs(places[:, [0, 0, 1]]) + np.abs(places[:, [1, 2, 2]])
    inside = places[span.max(axis=1) < 2.1 * 4.2]
    atoms = Atoms(f"Na{len(inside)}", inside)
    near = (np.linalg.norm(inside[:, None] - inside, axis=2) < 3.7).sum(axis=1) - 1
    assert ((shells(atoms) > 1) == (near == 8)).all() and (near == 8).any()


def test_a_cavity_makes_no_surface_and_a_missing_surface_atom_does():
    atoms = free(Icosahedron("Na", 4, 5.2))
    whole = shells(atoms)
    deep = np.flatnonzero(whole == 3)[0]
    del atoms[deep]
    # Deeper ones may well be: with the first two layers gone the cavity is open.
    assert (np.minimum(shells(atoms), 3) == np.minimum(np.delete(whole, deep), 3)).all()
    atoms = free(Icosahedron("Na", 4, 5.2))
    face = np.argmin(np.where(whole == 1, np.linalg.norm(atoms.positions, axis=1), np.inf))
    below = (np.linalg.norm(atoms.positions - atoms.positions[face], axis=1) < 1.2 * nearest_distance(atoms)) & (whole == 2)
    del atoms[face]
    assert below.any() and (shells(atoms)[np.delete(below, face)] == 1).all()


def grown(points, alpha, step):
    """Slow reference: free places of a ball's centre on a grid, those that hang together with the outside, and the distances of points."""
    axes = [np.arange(low - 2 * alpha, high + 2 * alpha, step) for low, high in zip(points.min(axis=0), points.max(axis=0))]
    grid = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    apart, nearest = cKDTree(points).query(grid)
    regions = label(apart >= alpha)[0]
    outside = regions == regions[0, 0, 0]
    return grid[outside], nearest[outside]


@pytest.mark.parametrize("seed", range(3))
def test_the_surface_is_what_a_ball_on_a_grid_reaches(seed):
    points = random_cluster("Na", 45, 3.6, np.random.default_rng(seed)).positions
    alpha, step = 4.2, 0.25
    places, nearest = grown(points, alpha, step)
    reached = np.zeros(len(points), dtype=bool)
    reached[nearest] = True
    slack = step * 3**0.5
    close = cKDTree(places).query(points)[0] <= alpha + 2 * slack
    # A path on the grid may cut a corner by half a step; a ball larger by a cell's diagonal leaves room for the grid.
    assert (reached <= surface(points, alpha - step / 2)).all()
    assert (surface(points, alpha + slack) <= close).all()
    assert 0 < surface(points, alpha).sum() < len(points)


def test_a_smaller_probe_reaches_deeper():
    atoms = free(Icosahedron("Na", 4, 5.2))
    counts = [(shells(atoms, probe) == 1).sum() for probe in (3.0, 1.5, 0.2)]
    assert counts == sorted(counts) and counts[0] == 92 and counts[-1] > 92
    with pytest.raises(InputError, match="probe is -1"):
        shells(atoms, -1)


def test_distances_from_the_centre_of_mass():
    atoms = Atoms("NaMg", [[0, 0, 0], [0, 0, 3]])
    masses = atoms.get_masses()
    assert radial_distances(atoms) == pytest.approx([3 * masses[1] / masses.sum(), 3 * masses[0] / masses.sum()])


def test_the_lindemann_index_of_known_motions():
    pair = np.array([[[0, 0, 0], [0, 0, 3 + change]] for change in (-0.3, 0.3)])
    assert lindemann(pair) == pytest.approx(0.1)
    atoms = free(Icosahedron("Na", 2, 5.2))
    breathing = [Atoms(atoms.numbers, scale * atoms.positions) for scale in (0.95, 1.0, 1.05)]
    assert lindemann(breathing) == pytest.approx(np.std([0.95, 1.0, 1.05]))
    assert lindemann_by_atom(breathing) == pytest.approx([np.std([0.95, 1.0, 1.05])] * 13)
    turning = [atoms.positions @ Rotation.random(random_state=seed).as_matrix().T + seed for seed in range(5)]
    assert lindemann(turning) < 1e-12


def test_the_lindemann_index_is_that_of_the_formula():
    frames = np.random.default_rng(1).normal(size=(40, 6, 3)) * 0.2 + np.random.default_rng(2).normal(size=(6, 3)) * 5
    lengths = np.linalg.norm(frames[:, :, None] - frames[:, None], axis=3)
    pairs = np.triu_indices(6, 1)
    expected = np.mean((lengths.std(axis=0)[pairs] / lengths.mean(axis=0)[pairs]))
    assert lindemann(frames) == pytest.approx(expected, rel=1e-12)
    assert lindemann(iter(frames)) == lindemann(frames)
    tiny = np.array([[[0, 0, 0], [0, 0, 3 + change]] for change in (-3e-9, 3e-9)])
    assert lindemann(tiny) == pytest.approx(1e-9, rel=1e-6)


@pytest.mark.parametrize("trajectory, message", [
    ([], "has 0 frames"), ([np.zeros((2, 3))], "has 1 frames"), ([np.eye(3), np.ones((2, 3))], "frame 1 has 2 atoms"),
    ([np.eye(3), np.full((3, 3), np.nan)], "frame 1 has shape"), ([np.zeros((3, 2))] * 2, "frame 0 has shape"),
    ([bulk("Na", cubic=True)] * 2, "frame 0: atoms.pbc is"), ([np.zeros((2, 3))] * 2, "same place in every frame")])
def test_trajectories_without_an_index_are_refused(trajectory, message):
    with pytest.raises(InputError, match=message):
        lindemann(trajectory)


def test_pictures_are_whole_files_and_the_same_each_time(tmp_path):
    atoms = free(Icosahedron("Na", 3, 5.2))
    picture(atoms, tmp_path / "a.svg")
    picture(atoms, tmp_path / "b.svg")
    text = (tmp_path / "a.svg").read_text()
    assert text == (tmp_path / "b.svg").read_text()
    words = {"".join(element.itertext()) for element in ElementTree.fromstring(text).iter("{http://www.w3.org/2000/svg}text")}
    assert {"Na55", "core: 13 of 55 atoms"} <= words
    picture(free(Octahedron("Na", 2, latticeconstant=5.2)), tmp_path / "c.png", title="six")
    assert (tmp_path / "c.png").read_bytes().startswith(b"\x89PNG")
    picture(Atoms("Na"), tmp_path / "one.svg")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.svg", "b.svg", "c.png", "one.svg"]


def test_a_picture_that_cannot_be_drawn_leaves_no_file(tmp_path):
    with pytest.raises(InputError, match="ends in .svg or .png"):
        picture(Atoms("Na"), tmp_path / "a.gif")
    with pytest.raises(InputError, match="layers has shape"):
        picture(Atoms("Na2", [[0, 0, 0], [0, 0, 3]]), tmp_path / "a.svg", layers=[1])
    assert not list(tmp_path.iterdir())
