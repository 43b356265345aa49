"""The posterior variance of a small fit: the same through every door, and a clear word where there is none."""

import json
import subprocess

import numpy as np
import pytest
from ase import Atoms
from ase.calculators.calculator import PropertyNotImplementedError
from ase.io import write
from force_server import REPOSITORY, ForceServer
from gapsharp import GapSharp, RemoteGapSharp

COMMAND = REPOSITORY / "dist" / "bin" / "gapsharp"
GAP = ("gap={distance_2b cutoff=5 covariance_type=ard_se theta_uniform=0.7 delta=0.5 n_sparse=6 sparse_method=uniform : "
       "soap l_max=3 n_max=4 cutoff=5 atom_sigma=0.6 zeta=4 delta=0.3 covariance_type=dot_product n_sparse=8 "
       "sparse_method=farthest_point}")


@pytest.fixture(scope="module")
def fitted(tmp_path_factory):
    """A potential of four sodium clusters, with its posterior variance."""
    folder = tmp_path_factory.mktemp("posterior")
    write(folder / "train.xyz", [training_cluster(seed) for seed in range(4)])
    subprocess.run([COMMAND, "fit", "at_file=train.xyz", GAP, "default_sigma={0.01 0.05 1 1}", "e0=0.0", "gp_file=fitted.xml", "--variance"],
                   cwd=folder, check=True, capture_output=True, timeout=120)
    return folder / "fitted.xml"


@pytest.fixture
def cluster(sodium):
    return sodium[:6]


def training_cluster(seed: int) -> Atoms:
    atoms = Atoms("Na4", [[0, 0, 0], [3.1, 0, 0], [0, 3.2, 0], [1.4, 1.5, 2.6]], cell=[30, 30, 30], pbc=False)
    atoms.rattle(0.25, seed=seed)
    atoms.info["energy"] = -1.0 - 0.1 * seed
    return atoms


def test_every_door_gives_the_same(fitted, cluster, tmp_path):
    write(tmp_path / "in.xyz", cluster)
    run = subprocess.run([COMMAND, "evaluate", fitted, tmp_path / "in.xyz", "--json", "--properties", "posterior_variance"],
                         check=True, capture_output=True, text=True, timeout=60)
    by_command = np.array(json.loads(run.stdout)["posterior_variance"])
    with GapSharp(str(fitted)) as here, ForceServer({"fitted": fitted}) as server, RemoteGapSharp(server.address) as there:
        found = here.get_posterior_variance(cluster)
        assert found.shape == (6,) and found.dtype == np.float64 and (found > 0).all()
        assert np.allclose(found, there.get_posterior_variance(cluster), rtol=0, atol=1e-12)
        # The file has positions with eight decimals.
        assert np.allclose(found, by_command, rtol=1e-5)


def test_it_completes_an_evaluation_and_follows_the_atoms(fitted, cluster):
    with GapSharp(str(fitted)) as calc:
        energy = calc.get_potential_energy(cluster)
        near = calc.get_posterior_variance()
        assert calc.get_potential_energy() == energy
        moved = cluster.copy()
        moved.positions[0] += 0.4
        assert not np.allclose(calc.get_posterior_variance(moved), near)


def test_it_is_smaller_where_there_are_data(fitted, cluster):
    with GapSharp(str(fitted)) as calc:
        assert calc.get_posterior_variance(training_cluster(1)).max() < calc.get_posterior_variance(cluster).max()


def test_a_potential_without_it_says_so(open_calculator, sodium):
    with pytest.raises(PropertyNotImplementedError, match="has no posterior variance, expected .*fit with --variance"):
        open_calculator("na-dft").get_posterior_variance(sodium)
