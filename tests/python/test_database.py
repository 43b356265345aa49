"""ase.db and trajectories: results and the calculator itself come back."""

import json

import numpy as np
import pytest
from ase.db import connect
from ase.io import read
from ase.io.trajectory import Trajectory


@pytest.mark.parametrize("name", ["structures.db", "structures.json"])
def test_round_trip(open_calculator, sodium, tmp_path, name):
    sodium.set_cell([40, 40, 40])
    calc = sodium.calc = open_calculator("na-dft")
    energy, forces, stress = sodium.get_potential_energy(), sodium.get_forces(), sodium.get_stress()
    database = connect(tmp_path / name)
    database.write(sodium, kind="cluster")

    row = database.get(kind="cluster")
    assert row.calculator == calc.name
    assert row.calculator_parameters == json.loads(json.dumps(calc.todict()))
    assert (row.energy, row.free_energy) == (energy, energy)
    stored = row.toatoms()
    assert stored.get_potential_energy() == energy
    assert np.array_equal(stored.get_forces(), forces) and np.array_equal(stored.get_stress(), stress)

    again = row.toatoms(attach_calculator=True)
    assert type(again.calc) is type(calc)
    again.rattle(0.05, seed=1)
    assert again.get_potential_energy() == calc.get_potential_energy(again.copy()) != energy
    again.calc.close()


def test_secrets_stay_out_of_the_database(server, sodium, tmp_path):
    from gapsharp import RemoteGapSharp

    with RemoteGapSharp(server.address, model="na-dft", token="very-secret") as calc:
        sodium.calc = calc
        sodium.get_potential_energy()
        connect(tmp_path / "structures.json").write(sodium)
    assert "very-secret" not in (tmp_path / "structures.json").read_text()
    assert "very-secret" not in repr(calc.todict())


def test_trajectory_costs_no_further_evaluation(open_calculator, sodium, tmp_path):
    calc = sodium.calc = open_calculator("na-dft")
    energy, forces = sodium.get_potential_energy(), sodium.get_forces()
    evaluation = calc._evaluation
    with Trajectory(tmp_path / "cluster.traj", "w", sodium) as trajectory:
        trajectory.write()
    assert calc._evaluation is evaluation
    stored = read(tmp_path / "cluster.traj")
    assert stored.get_potential_energy() == energy and np.array_equal(stored.get_forces(), forces)
