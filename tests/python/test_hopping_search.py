"""Minima hopping of one walker: what it finds, what it keeps, how it goes on."""

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from ase import Atoms
from ase.calculators.calculator import CalculationFailed, InputError
from ase.db import connect
from gapsharp.hopping import Feedback, Hop, HoppingDatabase, MinimaHopping, Outcome, Parameters
from gapsharp.hopping.database import THRESHOLD
from gapsharp.hopping.known import KnownMinima, Minimum
from gapsharp.hopping.relaxation import relax
from gapsharp.hopping.starts import in_order_of
from gapsharp.hopping.surface import Surface
from lennard_jones import EPSILON, GlobalOverlap, LennardJones, cluster

SEARCH = Parameters(temperature=500.0, energy_difference=0.2)
GLOBAL_13 = -44.326801
"""Of LJ13, in epsilon: the icosahedron."""

HERE = Path(__file__).resolve().parent


def search(path, seed=0, count=13, parameters=SEARCH, **options):
    return MinimaHopping(cluster(count, seed), path, parameters, identity=GlobalOverlap(), seed=seed, **options)


def history(path):
    """What the database says of every hop, in order, without what differs from run to run."""
    rows = connect(path).select()
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


def test_every_hop_is_in_the_database(tmp_path):
    hopping = search(tmp_path / "minima.db", seed=7)
    hops = []
    hopping.run(8, hops.append)
    rows = list(connect(tmp_path / "minima.db").select())
    assert [hop.number for hop in hops] == [row.hop for row in rows] == list(range(9))
    assert hops[0].outcome is Outcome.NEW and hops[0].accepted
    assert sum(hop.force_calls for hop in hops) == hopping.surface.calls
    identity, current = GlobalOverlap(), None
    for hop, row in zip(hops, rows):
        assert (row.outcome, bool(row.accepted), row.energy) == (hop.outcome.value, hop.accepted, hop.energy)
        assert np.abs(row.forces).max() < SEARCH.fmax
        assert row.get("minimum", row.id) == hop.minimum
        assert np.allclose(row.data["fingerprint"], identity.describe(row.toatoms()))
        assert hop.outcome is not Outcome.SAME or not hop.accepted
        if hop.number and hop.outcome in (Outcome.NEW, Outcome.KNOWN):
            assert hop.accepted == (hop.energy - current < difference)
        if hop.accepted:
            current = hop.energy
        difference = hop.feedback.energy_difference
    distinct = [hop.energy for hop in hops if hop.outcome is Outcome.NEW]
    assert [atoms.get_potential_energy() for atoms in hopping.database.minima()] == sorted(distinct)
    assert hops[-1].lowest == min(distinct)


def test_an_interrupted_search_makes_the_hops_it_would_have_made(tmp_path):
    search(tmp_path / "whole.db", seed=7).run(6)
    for hops in (0, 2, 3, 6):
        search(tmp_path / "parts.db", seed=7).run(hops)
    assert history(tmp_path / "parts.db") == history(tmp_path / "whole.db")


KILLED = """
import sys
sys.path.insert(0, sys.argv[1])
from test_hopping_search import search
search(sys.argv[2], seed=7).run(10**6, lambda hop: print(hop.number, flush=True))
"""


def test_a_killed_search_loses_no_minimum(tmp_path):
    path, seen = tmp_path / "minima.db", -1
    for kill_after in (1, 3):
        with subprocess.Popen([sys.executable, "-c", KILLED, str(HERE), str(path)], stdout=subprocess.PIPE, text=True) as process:
            for _ in range(kill_after):
                seen = int(process.stdout.readline())
            process.send_signal(signal.SIGKILL)
        # What was reported is there; the hop it was killed in may or may not be.
        assert len(history(path)) >= seen + 1
        assert [hop[1] for hop in history(path)] == list(range(len(history(path))))
    total = len(history(path))
    search(path, seed=7).run(total + 1)
    search(tmp_path / "whole.db", seed=7).run(total + 1)
    assert history(path) == history(tmp_path / "whole.db")


def test_a_hop_that_cannot_be_written_leaves_nothing(tmp_path):
    hopping = search(tmp_path / "minima.db", seed=7)
    hopping.run(1)
    before = history(tmp_path / "minima.db")
    with pytest.raises(ZeroDivisionError):
        with hopping.database.transaction():
            hopping.database.refresh(KnownMinima(GlobalOverlap(), 1e-3, THRESHOLD))
            hopping.database.write(Hop(0, 2, Outcome.SAME, False, 0.0, 1, Feedback(1.0, 1.0), 1.0, 1, 0.0), cluster(13, 0), np.zeros(13), 0)
            raise ZeroDivisionError
    assert history(tmp_path / "minima.db") == before


def test_two_processes_of_one_walker_are_noticed(tmp_path):
    first, second = search(tmp_path / "minima.db"), search(tmp_path / "minima.db")
    first.run(1)
    with pytest.raises(InputError, match="walker 0 in .* has done hop 1, expected -1: another process runs it"):
        second.hop()


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


def test_a_search_that_goes_on_knows_what_was_met_before(tmp_path):
    """Walker 1 begins where walker 0 did: its first minimum is known, and a restart has not made it new."""
    search(tmp_path / "minima.db", seed=2).run(2)
    hop = search(tmp_path / "minima.db", seed=2, walker=1).hop()
    assert hop.outcome is Outcome.KNOWN and hop.accepted and hop.minimum == 1


def test_distinct_minima_are_distinct(tmp_path):
    hopping = search(tmp_path / "minima.db", seed=7, count=19)
    hopping.run(10)
    known = KnownMinima(GlobalOverlap(), 1e-3, THRESHOLD)
    for row in connect(tmp_path / "minima.db").select(outcome="new"):
        assert known.find(row.energy, row.data["fingerprint"]) is None
        known.add(Minimum(row.energy, row.id, row.data["fingerprint"]))
    assert len(known) > 3


def test_a_threshold_that_was_kept_counts_from_the_next_beginning(tmp_path):
    """Walker 1 meets the minima of walker 0 or not, as the threshold in the database says."""
    path = tmp_path / "minima.db"
    assert search(path, seed=2).database.threshold == THRESHOLD
    search(path, seed=2).run(2)
    exact = Parameters(temperature=500.0, energy_difference=0.2, fmax=1e-5)
    search(path, seed=2).database.keep_threshold(1e-12)
    assert search(path, seed=2, walker=1, parameters=exact).hop().outcome is Outcome.NEW
    search(path, seed=2).database.keep_threshold(0.01)
    assert search(path, seed=2, walker=2, parameters=exact).hop().outcome is Outcome.KNOWN
    given = Parameters(temperature=500.0, energy_difference=0.2, fmax=1e-4, fingerprint_threshold=1e-12)
    assert search(path, seed=2, walker=3, parameters=given).hop().outcome is Outcome.NEW


def test_a_database_of_something_else_is_refused(tmp_path):
    search(tmp_path / "minima.db").run(0)
    with pytest.raises(InputError, match="formula of .*minima.db is 'Na13', expected 'Na8': give another database"):
        search(tmp_path / "minima.db", count=8)
    (tmp_path / "text.db").write_text("not a database, but long enough to be looked at " * 40)
    with pytest.raises(InputError, match="cannot use the database .*text.db: file is not a database"):
        search(tmp_path / "text.db")
    with pytest.raises(InputError, match="cannot create the database .*absent/minima.db"):
        search(tmp_path / "absent" / "minima.db")
    with pytest.raises(InputError, match="walker is -1, expected a whole number from 0"):
        search(tmp_path / "minima.db", walker=-1)


def test_a_lock_file_of_a_killed_process_stops_nobody(tmp_path):
    (tmp_path / "minima.db.lock").touch()
    search(tmp_path / "minima.db").run(0)
    with sqlite3.connect(tmp_path / "minima.db") as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert isinstance(HoppingDatabase(tmp_path / "minima.db", "Na13", GlobalOverlap.name).resume(0).number, int)
