"""Minima hopping of Na13 through the force server (examples/sodium/hopping.py)."""

import sys
from pathlib import Path

import numpy as np
import pytest
from ase.io import read
from gapsharp import RemoteGapSharp
from gapsharp.clusters import contain, random_cluster

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "examples" / "sodium"))

from hopping import BOND, icosahedron, search  # noqa: E402

HOPS = 20
CONVERGED = 1e-4
"""Energies of minima relaxed to 1e-3 eV/A are known this well, eV."""


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_sodium_13_ends_at_or_below_the_icosahedron(server, tmp_path, seed):
    with RemoteGapSharp(server.address, model="na-dft") as calc:
        reference = icosahedron(calc, shells=2).get_potential_energy()
        found = search(calc, 13, HOPS, seed, tmp_path / "hopping")
        assert found.best.get_potential_energy() <= reference + CONVERGED
        assert np.abs(found.best.get_forces()).max() <= 1e-3
    assert len(found.energies) == HOPS + 1
    # One cluster, not a gas and not a lump of coincident atoms.
    distances = found.best.get_all_distances() + 99 * np.eye(13)
    assert 2.8 < distances.min() and distances.min(axis=0).max() < 1.3 * BOND
    log = (tmp_path / "hopping" / "hop.log").read_text()
    assert log.count("Optimization: qn") == HOPS + 1 and log.count("Molecular dynamics: md") == HOPS
    # The minima that the search accepted came with energies and forces.
    for minimum in read(tmp_path / "hopping" / "minima.traj", ":"):
        assert np.isfinite(minimum.get_potential_energy()) and minimum.get_forces().shape == (13, 3)


def test_random_clusters_are_compact_and_reproducible():
    for count in (1, 2, 13, 55):
        atoms = random_cluster("Na", count, BOND, np.random.default_rng(count))
        again = random_cluster("Na", count, BOND, np.random.default_rng(count))
        assert len(atoms) == count and np.array_equal(atoms.positions, again.positions)
        assert np.abs(atoms.get_center_of_mass()).max() < 1e-12
        if count > 1:
            assert (atoms.get_all_distances() + 99 * np.eye(count)).min() >= 0.8 * BOND
            assert np.linalg.norm(atoms.positions, axis=1).max() < BOND * count ** (1 / 3) + 1


def test_a_contained_cluster_cannot_evaporate(open_calculator, sodium):
    sodium.calc = open_calculator("na-dft")
    free = sodium.get_potential_energy(), sodium.get_forces()
    contain(sodium, margin=3.0, stiffness=2.0)
    # Inside, nothing changes but the net force, which is zero anyway.
    assert sodium.get_potential_energy() == free[0]
    assert np.allclose(sodium.get_forces(), free[1], atol=1e-9)
    outside = sodium.copy()
    outside.calc = sodium.calc
    direction = outside.positions[1] - outside.get_center_of_mass()
    outside.positions[1] += 6.0 * direction / np.linalg.norm(direction)
    assert outside.get_forces(apply_constraint=True)[1] @ direction < -2.0
