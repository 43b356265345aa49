"""Minima hopping of one walker: what it finds, what it keeps, how it goes on."""

import numpy as np
import pytest
from ase import Atoms
from ase.calculators.calculator import CalculationFailed, InputError
from ase.db import connect
from gapsharp.hopping import MinimaHopping, Outcome, Parameters
from gapsharp.hopping.database import THRESHOLD
from gapsharp.hopping.known import KnownMinima, Minimum
from gapsharp.hopping.relaxation import relax
from gapsharp.hopping.starts import in_order_of
from gapsharp.hopping.surface import Surface
from lennard_jones import EPSILON, GlobalOverlap, LennardJones, cluster

SEARCH = Parameters(temperature=500.0, energy_difference=0.2)
GLOBAL_13 = -44.326801
"""Of LJ13, in epsilon: the icosahedron."""


def search(path, seed=0, count=13, parameters=SEARCH, **options):
    return MinimaHopping(cluster(count, seed), path, parameters, identity=GlobalOverlap(), seed=seed, **options)


def history(path):
    """What the database says of every hop, in order, without what differs from run to run."""
    rows = connect(path).select(sort="id")
    return [(row.walker, row.hop, row.outcome, bool(row.accepted), row.get("minimum"), row.energy, row.temperature,
             row.energy_difference, row.timestep, row.force_calls, row.positions.tolist()) for row in rows]


@pytest.mark.parametrize("seed", [0, 1, 3, 8])
def test_the_icosahedron_of_13_is_found_from_random_starts(tmp_path, seed):
    hopping = search(tmp_path / "minima.db", seed)
    for _ in range(60):
        if hopping.hop().lowest < (GLOBAL_13 + 0.01) * EPSILON:
            break
    best = hopping.database.minima()[0]
    exact = relax(Surface(Atoms(best.numbers, best.positions, calculator=LennardJones())), best.positions, Parameters(fmax=1e-6))
    assert exact.energy / EPSILON == pytest.approx(GLOBAL_13, abs=1e-6)


def test_a_failed_hop_is_kept_and_changes_only_the_number(tmp_path):
    path = tmp_path / "minima.db"
    search(path, seed=7).run(0)
    before = history(path)[-1]
    impatient = Parameters(temperature=500.0, energy_difference=0.2, relaxation_steps=1)
    hop = search(path, seed=7, parameters=impatient).hop()
    assert hop.outcome is Outcome.FAILED and not hop.accepted and "after 1 steps of relaxation" in hop.reason
    assert hop.feedback == (before[6], before[7]) and hop.minimum == 1
    following = search(path, seed=7)
    assert following.hop().number == 2
    with pytest.raises(CalculationFailed, match="the start has no minimum: largest force"):
        search(tmp_path / "other.db", parameters=impatient).hop()


def test_a_start_without_a_minimum_is_replaced_by_the_next(tmp_path):
    impatient = Parameters(temperature=500.0, energy_difference=0.2, relaxation_steps=1)
    good = search(tmp_path / "minima.db")
    good.run(0)
    (minimum,) = good.database.minima()
    found = search(tmp_path / "other.db", parameters=impatient, spares=[cluster(13, 5), minimum])
    assert found.hop().energy == pytest.approx(minimum.get_potential_energy(), abs=1e-9)
    with pytest.raises(CalculationFailed, match=r"the start has no minimum: largest force .* steps of relaxation; .*\(2 tried\)"):
        search(tmp_path / "none.db", parameters=impatient, spares=[cluster(13, 5)]).hop()
    with pytest.raises(InputError, match="a start is Na12, expected Na13"):
        search(tmp_path / "wrong.db", spares=[cluster(12, 5)])


def test_another_start_has_the_elements_where_the_first_has_them():
    first, other = Atoms("NaMgNa", np.eye(3)), Atoms("MgNaNa", 2 * np.eye(3))
    assert np.array_equal(in_order_of(first, other), [other.positions[1], other.positions[0], other.positions[2]])


class Bursting(LennardJones):
    """Gives no numbers after the first relaxation."""

    def calculate(self, *arguments, **options):
        super().calculate(*arguments, **options)
        if self.burst:
            self.results["energy"] = float("nan")

    burst = False


class Particular(LennardJones):
    """Refuses positions once the first ones were taken, as GapSharp does where atoms coincide."""

    refuse = False

    def calculate(self, *arguments, **options):
        if self.refuse:
            raise InputError("atoms 3 and 4 coincide")
        super().calculate(*arguments, **options)


def test_positions_that_the_calculator_refuses_are_a_failed_hop(tmp_path):
    atoms = cluster(13, 0)
    atoms.calc = Particular()
    hopping = MinimaHopping(atoms, tmp_path / "minima.db", SEARCH, identity=GlobalOverlap())
    hopping.hop()
    atoms.calc.refuse = True
    hop = hopping.hop()
    assert hop.outcome is Outcome.FAILED and hop.reason == "atoms 3 and 4 coincide"
    atoms.calc.refuse = False
    assert hopping.hop().outcome is not Outcome.FAILED
    atoms.calc.refuse = True
    with pytest.raises(InputError, match="coincide"):
        MinimaHopping(atoms, tmp_path / "other.db", SEARCH, identity=GlobalOverlap()).hop()


def test_dynamics_that_bursts_is_a_failed_hop_with_a_shorter_step_next(tmp_path):
    atoms = cluster(13, 7)
    atoms.calc = Bursting()
    hopping = MinimaHopping(atoms, tmp_path / "minima.db", SEARCH, identity=GlobalOverlap())
    start = hopping.hop()
    atoms.calc.burst = True
    hop = hopping.hop()
    assert hop.outcome is Outcome.FAILED and "energy is nan" in hop.reason and hop.timestep == start.timestep / 1.05
    atoms.calc.burst = False
    assert hopping.hop().outcome is not Outcome.FAILED


def test_distinct_minima_are_distinct(tmp_path):
    hopping = search(tmp_path / "minima.db", seed=7, count=19)
    hopping.run(10)
    known = KnownMinima(GlobalOverlap(), 1e-3, THRESHOLD)
    for row in connect(tmp_path / "minima.db").select(outcome="new"):
        assert known.find(row.energy, row.data["fingerprint"]) is None
        known.add(Minimum(row.energy, row.id, row.data["fingerprint"]))
    assert len(known) > 3
