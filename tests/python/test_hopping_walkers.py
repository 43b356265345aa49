"""Several walkers on one database, and the command."""

import csv
import io
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from ase.calculators.calculator import CalculationFailed, InputError
from ase.db import connect
from ase.io import read, write
from gapsharp import GapSharp, RemoteGapSharp
from gapsharp.hopping import Feedback, Hop, HoppingDatabase, Outcome
from gapsharp.hopping.__main__ import main
from gapsharp.hopping.database import THRESHOLD
from gapsharp.hopping.known import KnownMinima, Minimum
from gapsharp.hopping.progress import Progress, Table
from gapsharp.hopping.walkers import run_walkers
from lennard_jones import GlobalOverlap, LennardJones, cluster
from test_hopping_search import SEARCH, history


def run(path, count=2, hops=4, calculator=None, **options):
    starts = [cluster(13, seed) for seed in (7, 1)]
    for atoms in starts:
        atoms.calc = None
    run_walkers(count, starts, calculator or LennardJones(), hops, path, SEARCH, identity=GlobalOverlap(), seed=5, **options)


def test_two_walkers_share_a_database(database):
    heard = []
    run(database("minima"), report=heard.append)
    rows = list(connect(database("minima")).select())
    assert sorted((row.walker, row.hop) for row in rows) == [(walker, hop) for walker in (0, 1) for hop in range(5)]
    assert sorted((hop.walker, hop.number) for hop in heard) == sorted((row.walker, row.hop) for row in rows)
    # What one walker met, the other knew: no minimum is in the list twice.
    known = KnownMinima(GlobalOverlap(), 1e-3, THRESHOLD)
    for row in rows:
        found = known.find(row.energy, row.data["fingerprint"])
        assert (row.outcome == "new") == (found is None)
        assert found is None or row.minimum == found.id
        if found is None:
            known.add(Minimum(row.energy, row.id, row.data["fingerprint"]))
    # Each has its own random numbers.
    assert rows[0].energy != rows[1].energy


def test_a_killed_walker_is_named_leaves_the_others_and_goes_on(database):
    def kill(hop):
        if hop.walker == 1 and hop.number == 1:
            victim = next(child for child in multiprocessing.active_children() if child.name == "walker 1")
            os.kill(victim.pid, signal.SIGKILL)

    with pytest.raises(CalculationFailed, match="^walker 1: ended with status -9$"):
        run(database("minima"), hops=6, report=kill)
    done = {walker: [hop[1] for hop in history(database("minima")) if hop[0] == walker] for walker in (0, 1)}
    assert done[0] == list(range(7)) and done[1] == list(range(len(done[1]))) and 2 <= len(done[1]) < 7
    heard = []
    run(database("minima"), hops=6, report=heard.append)
    assert [(hop.walker, hop.number) for hop in heard] == [(1, number) for number in range(len(done[1]), 7)]


def test_a_killed_command_on_a_server_goes_on_at_once_and_loses_nothing(models, server, tmp_path):
    """Four walkers die with the command: none of them gets in the way of the one that follows."""
    database = tmp_path / "minima.db"
    command = [sys.executable, "-m", "gapsharp.hopping", "--random", "Na8", "--server", server.address, "--model", "na-dft", "--walkers", "4",
               "--seed", "3", "--temperature", "700", "--energy-difference", "0.3", "--database", str(database), "--hops"]
    with subprocess.Popen([*command, "1000"], stdout=subprocess.PIPE, text=True) as process:
        for _ in range(1 + 9):
            assert process.stdout.readline()
        process.kill()
    before = history(database)
    assert len(before) >= 9
    hops = 1 + max(hop[1] for hop in before)
    ended = subprocess.run([*command, str(hops)], capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stderr
    after = history(database)
    assert after[:len(before)] == before
    assert sorted(hop[:2] for hop in after) == [(walker, number) for walker in range(4) for number in range(hops + 1)]


class Slow(LennardJones):
    """A hop takes seconds."""

    def calculate(self, *arguments, **options):
        time.sleep(0.02)
        super().calculate(*arguments, **options)


ORPHANS = """
import sys
sys.path.insert(0, sys.argv[1])
from test_hopping_walkers import Slow, run
if __name__ == "__main__":
    run(sys.argv[2], hops=100, calculator=Slow(), report=lambda hop: print(hop.number, flush=True))
"""


def test_walkers_of_a_killed_process_write_no_more(tmp_path):
    (tmp_path / "orphans.py").write_text(ORPHANS)
    with subprocess.Popen([sys.executable, tmp_path / "orphans.py", Path(__file__).parent, tmp_path / "minima.db"], stdout=subprocess.PIPE,
                          text=True) as process:
        assert [process.stdout.readline() for _ in range(2)]
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        assert len(children) >= 2
        process.kill()
    written = len(history(tmp_path / "minima.db"))
    while any(Path(f"/proc/{child}").exists() and "Z" not in Path(f"/proc/{child}/stat").read_text().split()[2] for child in children):
        time.sleep(0.05)
    assert len(history(tmp_path / "minima.db")) == written


class Broken(LennardJones):
    def calculate(self, *arguments, **options):
        raise CalculationFailed("the server is gone")


def test_errors_of_walkers_are_reported(tmp_path):
    with pytest.raises(CalculationFailed, match="^walker 3: CalculationFailed: the server is gone$"):
        run(tmp_path / "minima.db", count=1, calculator=Broken(), first=3)
    with pytest.raises(InputError, match="there are 0 walkers and 2 starts"):
        run(tmp_path / "minima.db", count=0)


HOP = Hop(1, 12, Outcome.KNOWN, False, -4.4, 3, Feedback(950.0, 0.0952), 2.5, 120, -4.43)


def test_progress_is_a_table_on_a_terminal_and_lines_elsewhere(tmp_path):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    plain, terminal = io.StringIO(), Terminal()
    for stream in (plain, terminal):
        table = Table(stream)
        table(HOP)
        table(HOP._replace(walker=0))
        table(HOP._replace(number=13, outcome=Outcome.NEW, accepted=True))
    lines = plain.getvalue().splitlines()
    assert len(lines) == 4 and lines[1].split() == "1 12 known - -4.400000 -4.430000 950 0.0952 2.50 120".split()
    assert lines[3].split() == "1 13 new -4.400000 -4.430000 950 0.0952 2.50 240".split()
    drawn = terminal.getvalue().split("\x1b[")
    ups = [part for part in drawn if part[:2] in ("2A", "3A")]
    assert len(ups) == 2 and ups[0].startswith("2A") and ups[1].startswith("3A")


def test_the_trace_round_trips_and_is_appended_to(tmp_path):
    for number in (0, 1):
        Progress(tmp_path / "trace.csv", io.StringIO())(HOP._replace(number=number, energy=-4.4 - 1e-15 * number))
    rows = list(csv.DictReader(open(tmp_path / "trace.csv", encoding="utf-8")))
    assert [int(row["hop"]) for row in rows] == [0, 1]
    assert [float(row["energy"]) for row in rows] == [-4.4, -4.4 - 1e-15]
    assert rows[0]["outcome"] == "known" and rows[0]["accepted"] == "0" and float(rows[0]["energy_difference"]) == 0.0952


@pytest.mark.parametrize("door", ["in process", "server"])
def test_the_command_finds_the_best_sodium_8(door, models, request, tmp_path, capsys):
    where = ["--model", str(models["na-dft"])]
    if door == "server":
        where = ["--server", request.getfixturevalue("server").address, "--model", "na-dft"]
    command = ["--random", "Na8", *where, "--walkers", "2", "--hops", "5", "--seed", "3", "--temperature", "700", "--energy-difference",
               "0.3", "--database", str(tmp_path / "minima.db"), "--trace", str(tmp_path / "trace.csv"), "--best",
               str(tmp_path / "best.xyz")]
    assert main(command, GlobalOverlap()) == 0
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 1 + 2 * 6 + 1 and "distinct minima in" in printed[-1]
    best = read(tmp_path / "best.xyz")
    opened = RemoteGapSharp(where[1], model="na-dft") if door == "server" else GapSharp(models["na-dft"])
    with opened as calc:
        best.calc, stored = calc, best.get_potential_energy()
        assert best.get_potential_energy() == pytest.approx(stored, abs=1e-9)
        assert np.abs(best.get_forces()).max() < 0.005 + 1e-6
    assert stored < -46.0
    assert len((tmp_path / "trace.csv").read_text().splitlines()) == 13
    assert main([*command, "--calibrate", "2"], GlobalOverlap()) == 0
    printed = capsys.readouterr().out
    kept = HoppingDatabase(tmp_path / "minima.db", "Na8", GlobalOverlap.name).threshold
    assert 0 < kept < 0.1 and f"has the threshold {kept:.2g} from now on" in printed


def test_the_command_speaks_in_one_line(models, tmp_path, capsys):
    database = ["--database", str(tmp_path / "minima.db")]
    write(tmp_path / "start.xyz", cluster(4, 0))
    for arguments, message in (
            (["--random", "Na4"], "neither a model nor a server is given"),
            (["--random", "Zz4", "--model", "na.xml"], "composition is 'Zz4', expected a formula such as Mg20"),
            ([str(tmp_path / "none.xyz"), "--model", "na.xml"], "cannot read"),
            ([str(tmp_path / "start.xyz"), "--model", str(tmp_path / "no.xml")], "no.xml"),
            (["--random", "Na4", "--mdmin", "0"], "mdmin is 0, expected a whole number from 1")):
        assert main([*arguments, *database], GlobalOverlap()) == 1
        said = capsys.readouterr()
        assert said.err.startswith("error: ") and message in said.err and said.err.count("\n") == 1
