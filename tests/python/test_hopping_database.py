"""What the database of a search promises, in SQLite and in PostgreSQL: all or nothing, one at a time, on from where it stood."""

import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from ase.calculators.calculator import InputError
from ase.db import connect
from gapsharp.analysis import read_clusters, walker_runs
from gapsharp.hopping import Feedback, Hop, HoppingDatabase, Outcome, Parameters
from gapsharp.hopping.database import THRESHOLD
from gapsharp.hopping.known import KnownMinima
from lennard_jones import GlobalOverlap, cluster
from test_hopping_search import SEARCH, history, search

HERE = Path(__file__).resolve().parent


def test_every_hop_is_in_the_database(database):
    hopping = search(database("minima"), seed=7)
    hops = []
    hopping.run(8, hops.append)
    rows = list(connect(database("minima")).select())
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
    assert [cluster.energy for cluster in read_clusters([database("minima")])] == distinct
    (run,) = walker_runs(database("minima"))
    # Met again, a minimum may be relaxed a little further than the first time.
    assert (run.hops, run.new, run.force_calls, run.lowest) == (8, len(distinct), hopping.surface.calls, min(hop.energy for hop in hops))


def test_an_interrupted_search_makes_the_hops_it_would_have_made(database, tmp_path):
    search(tmp_path / "whole.db", seed=7).run(6)
    for hops in (0, 2, 3, 6):
        search(database("parts"), seed=7).run(hops)
    # Also bit for bit the same in another database.
    assert history(database("parts")) == history(tmp_path / "whole.db")


KILLED = """
import sys
sys.path.insert(0, sys.argv[1])
from test_hopping_search import search
search(sys.argv[2], seed=7).run(10**6, lambda hop: print(hop.number, flush=True))
"""


def test_a_killed_search_loses_no_minimum(database, tmp_path):
    path, seen = database("minima"), -1
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


def write_hop(database, number):
    """As a walker does it; to be called in a transaction."""
    database.refresh(KnownMinima(GlobalOverlap(), 1e-3, THRESHOLD))
    database.write(Hop(0, number, Outcome.SAME, False, 0.0, 1, Feedback(1.0, 1.0), 1.0, 1, 0.0), cluster(13, 0), np.zeros(13), 0)


def test_a_hop_that_cannot_be_written_leaves_nothing(database):
    hopping = search(database("minima"), seed=7)
    hopping.run(1)
    before = history(database("minima"))
    with pytest.raises(ZeroDivisionError):
        with hopping.database.transaction():
            write_hop(hopping.database, 2)
            raise ZeroDivisionError
    assert history(database("minima")) == before
    hopping.run(2)
    assert len(history(database("minima"))) == 3


HOLDING = """
import sys, time
sys.path.insert(0, sys.argv[1])
from test_hopping_database import write_hop
from test_hopping_search import search
database = search(sys.argv[2], seed=7).database
with database.transaction():
    write_hop(database, 1)
    print("written", flush=True)
    time.sleep(600)
"""


def test_a_walker_waits_for_the_transaction_of_another_which_a_kill_undoes(database):
    path = database("minima")
    search(path, seed=7).run(0)
    before = history(path)
    other = threading.Thread(target=lambda: search(path, seed=7, walker=1).run(0))
    with subprocess.Popen([sys.executable, "-c", HOLDING, str(HERE), str(path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "written\n"
        other.start()
        other.join(2)
        assert other.is_alive()
        # Those who only read do not wait.
        assert history(path) == before
        process.send_signal(signal.SIGKILL)
    other.join(60)
    assert [hop[:2] for hop in history(path)] == [(0, 0), (1, 0)]


def test_walkers_that_begin_together_make_one_database(database):
    path, opened, start = database("minima"), [], threading.Barrier(6)

    def begin():
        start.wait()
        opened.append(HoppingDatabase(path, "Na13", GlobalOverlap.name))

    walkers = [threading.Thread(target=begin) for _ in range(6)]
    for walker in walkers:
        walker.start()
    for walker in walkers:
        walker.join(60)
    assert len(opened) == 6
    assert connect(path).metadata == {"formula": "Na13", "identity": GlobalOverlap.name}


def test_two_processes_of_one_walker_are_noticed(database):
    first, second = search(database("minima")), search(database("minima"))
    first.run(1)
    with pytest.raises(InputError, match="walker 0 in .* has done hop 1, expected -1: another process runs it"):
        second.hop()


def test_a_search_that_goes_on_knows_what_was_met_before(database):
    """Walker 1 begins where walker 0 did: its first minimum is known, and a restart has not made it new."""
    search(database("minima"), seed=2).run(2)
    hop = search(database("minima"), seed=2, walker=1).hop()
    assert hop.outcome is Outcome.KNOWN and hop.accepted and hop.minimum == 1


def test_a_threshold_that_was_kept_counts_from_the_next_beginning(database):
    """Walker 1 meets the minima of walker 0 or not, as the threshold in the database says."""
    path = database("minima")
    assert search(path, seed=2).database.threshold == THRESHOLD
    search(path, seed=2).run(2)
    exact = Parameters(temperature=500.0, energy_difference=0.2, fmax=1e-5)
    search(path, seed=2).database.keep_threshold(1e-12)
    assert search(path, seed=2, walker=1, parameters=exact).hop().outcome is Outcome.NEW
    search(path, seed=2).database.keep_threshold(0.01)
    assert search(path, seed=2, walker=2, parameters=exact).hop().outcome is Outcome.KNOWN
    given = Parameters(temperature=500.0, energy_difference=0.2, fmax=1e-4, fingerprint_threshold=1e-12)
    assert search(path, seed=2, walker=3, parameters=given).hop().outcome is Outcome.NEW


def test_a_database_of_something_else_is_refused(database):
    HoppingDatabase(database("minima"), "Na13", GlobalOverlap.name)
    with pytest.raises(InputError, match="formula of .* is 'Na13', expected 'Na8': give another database"):
        search(database("minima"), count=8)
    with pytest.raises(InputError, match="identity of .* is 'test overlap s', expected 'another': give another database"):
        HoppingDatabase(database("minima"), "Na13", "another")
    connect(database("structures")).write(cluster(13, 0))
    with pytest.raises(InputError, match="formula of .* is None, expected 'Na13'"):
        search(database("structures"))
    with pytest.raises(InputError, match="walker is -1, expected a whole number from 0"):
        search(database("minima"), walker=-1)


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "text.db").write_text("not a database, but long enough to be looked at " * 40)
    with pytest.raises(InputError, match="cannot use the database .*text.db: file is not a database"):
        search(tmp_path / "text.db")
    with pytest.raises(InputError, match="cannot create the database .*absent/minima.db"):
        search(tmp_path / "absent" / "minima.db")


def test_a_lock_file_of_a_killed_process_stops_nobody(tmp_path):
    (tmp_path / "minima.db.lock").touch()
    search(tmp_path / "minima.db").run(0)
    with sqlite3.connect(tmp_path / "minima.db") as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert isinstance(HoppingDatabase(tmp_path / "minima.db", "Na13", GlobalOverlap.name).resume(0).number, int)
