"""Replica exchange of gapsharp.melting: sorted by temperature, the same after any interruption, and the averages of runs without it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from ase.calculators.calculator import CalculationFailed
from gapsharp.melting import Segments, exchange, frames, read_samples, segments
from gapsharp.melting.__main__ import main
from gapsharp.melting.exchange import Places, acceptance, exchanges, read_places

LADDER = (300.0, 340.0, 380.0)
STUDY = ["--icosahedron", "Na13", "--pair-style", "lj/cut 30.0", "--pair-coeff", "1 1 0.1 3.0", "--timestep", "4", "--sample", "40",
         "--frame", "400", "--bootstrap", "10", "--overlap", "0", "--temperatures", "300,340,380", "--exchange", "400"]
SHORT = ["--time", "16", "--segment", "8"]


def study(folder: Path, *options: str) -> list[str]:
    return [*STUDY, *SHORT, "--output", str(folder), *options]


def trajectories(folder: Path) -> dict[float, tuple[bytes, list[tuple[int, bytes]]]]:
    """Energies and structures of every temperature."""
    return {each.temperature: ((each.folder / "energies.csv").read_bytes(), [(step, image.tobytes()) for step, image in frames(each)])
            for each in (Segments(folder, temperature) for temperature in LADDER)}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("undisturbed")
    assert main(study(folder)) == 0
    return folder


def test_every_temperature_has_every_step_once(undisturbed):
    for temperature in LADDER:
        rows = np.loadtxt(Segments(undisturbed, temperature).folder / "energies.csv", delimiter=",", skiprows=1)
        assert (rows[:, 0] == temperature).all()
        assert rows[:, 3].tolist() == list(range(410, 4001, 10))  # the first 1.6 ps are left out
        assert [step for step, _ in frames(Segments(undisturbed, temperature))] == list(range(100, 4001, 100))
    summary = json.loads((undisturbed / "summary.json").read_text())
    traded = [row["accepted_with_next"] for row in summary["temperatures"]]
    assert 0 < traded[0] < 1 and 0 < traded[1] < 1 and traded[2] is None
    # Replicas whose atoms are numbered otherwise: no index of one trajectory.
    assert all(row["lindemann"] is None for row in summary["temperatures"])
    text = (undisturbed / "summary.md").read_text()
    assert "Neighbouring temperatures may trade places every 400 fs; error bars" in text and "| traded |" in text


def test_energies_and_structures_are_sorted_alike(undisturbed):
    """The energy of a structure, computed from its positions (written to 1e-6 A), is the one in its temperature's row of that step."""
    for temperature in LADDER:
        trajectory = Segments(undisturbed, temperature)
        rows = {}
        for end in trajectory.ends():
            for line in trajectory.samples(end).read_text().splitlines()[1:]:
                words = line.split(",")
                rows[int(words[3])] = float(words[1]) - float(words[5])
        for step, positions in frames(trajectory):
            distances = np.linalg.norm(positions[:, None] - positions[None], axis=2)[np.triu_indices(13, 1)]
            attraction = (3.0 / distances) ** 6
            assert 0.4 * (attraction ** 2 - attraction).sum() == pytest.approx(rows[step], abs=1e-4)


def test_averages_are_those_of_runs_without_exchange(tmp_path):
    """Mean energies of 200 ps agree within five standard errors, kinetic temperatures with the bath."""
    long = ["--time", "200", "--segment", "100"]
    alone = [word for word in STUDY if word not in ("--exchange", "400")]
    alone.insert(alone.index("--frame") + 1, "400")
    assert main(study(tmp_path / "with", *long)) == 0
    assert main([*alone, *long, "--output", str(tmp_path / "without"), "--seed", "2"]) == 0
    both = [json.loads((tmp_path / name / "summary.json").read_text())["temperatures"] for name in ("with", "without")]
    for first, second in zip(*both):
        spread = [read_samples(Segments(tmp_path / name, first["temperature"]).folder / "energies.csv").energy.std() for name in ("with", "without")]
        error = np.hypot(*(width / np.sqrt(row["effective_samples"]) for width, row in zip(spread, (first, second))))
        assert abs(first["energy"] - second["energy"]) < 5 * error, (first, second)
        assert error < 0.12 and first["kinetic"] == pytest.approx(first["temperature"], rel=0.02)


def start(folder: Path) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-m", "gapsharp.melting", *study(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                            text=True, start_new_session=True)


def wait_for(folder: Path, pattern: str, count: int) -> None:
    limit = time.monotonic() + 120
    while len(list(folder.glob(pattern))) < count:
        assert time.monotonic() < limit
        time.sleep(0.02)


def test_killed_it_goes_on_to_the_same_trajectories(tmp_path, undisturbed):
    process = start(tmp_path)
    wait_for(tmp_path, "T*/*.part.csv", 3)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    process = start(tmp_path)
    wait_for(tmp_path, "exchange/*.json", 1)
    os.kill(process.pid, signal.SIGKILL)  # LAMMPS goes on and is waited for
    process.communicate()
    assert main(study(tmp_path)) == 0
    assert trajectories(tmp_path) == trajectories(undisturbed)
    assert not list(tmp_path.glob("T*/*.part*")) and not list(tmp_path.glob("exchange/*.part*"))


@pytest.mark.parametrize("replacement", (1, 3, 6, 8))
def test_killed_while_sorting_it_goes_on_to_the_same_trajectories(tmp_path, undisturbed, monkeypatch, replacement):
    """As if killed before some file takes its place: energies are never sorted twice, no temperature is lost."""
    class Killed(BaseException):
        pass

    replaced, real = [], os.replace

    def replace(source, target):
        if ".part" in str(source):
            replaced.append(source)
            if len(replaced) == replacement:
                raise Killed
        real(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", replace)
        with pytest.raises(Killed):
            main(study(tmp_path))
    assert main(study(tmp_path)) == 0
    assert trajectories(tmp_path) == trajectories(undisturbed)


def test_a_temperature_that_comes_later_catches_up(tmp_path, undisturbed, capsys):
    assert main(study(tmp_path, "--time", "8")) == 0
    assert main(study(tmp_path, "--temperatures", "420")) == 0
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert [row["picoseconds"] for row in summary["temperatures"]] == [16] * 4
    records = [json.loads(path.read_text())["temperatures"] for path in sorted((tmp_path / "exchange").glob("*.json"))]
    assert records == [[300, 340, 380], [300, 340, 380, 420]]
    capsys.readouterr()
    for options, message in ((["--exchange", "800"], "exchange is 200, expected 100 as in"),
                             (["--part", "1/2"], "--exchange runs all temperatures together, expected no --part"),
                             (["--time", "16.2"], "--time is 16.2 ps, expected a multiple of --exchange 400 fs")):
        assert main(study(tmp_path, *options)) == 1
        said = capsys.readouterr().err
        assert message in said and said.count("\n") == 1, said


def test_one_temperature_has_no_neighbour(tmp_path, capsys):
    assert main(study(tmp_path, "--temperatures", "300")) == 1
    assert "--exchange is for at least 2 temperatures" in capsys.readouterr().err


def test_what_a_replica_says_is_told(tmp_path, monkeypatch, capsys):
    broken = tmp_path / "in.segment"
    broken.write_text(segments.INPUT.read_text().replace('"temper ', '"tamper '))
    monkeypatch.setattr(exchange, "INPUT", broken)
    assert main(study(tmp_path / "study")) == 1
    said = capsys.readouterr().err
    assert said.startswith("error: replica exchange: LAMMPS ended with status 1: ERROR: Unknown command: tamper") and said.count("\n") == 1, said
    assert main(study(tmp_path / "study", "--mpirun", str(tmp_path / "none"))) == 1
    assert "error: cannot run " in capsys.readouterr().err


def test_gaps_trade_places(models, tmp_path):
    assert main(["--icosahedron", "Na13", "--model", str(models["na-dft"]), "--temperatures", "150,200", "--time", "0.8", "--segment", "0.4",
                 "--frame", "100", "--exchange", "100", "--rounds", "0", "--bootstrap", "0", "--output", str(tmp_path)]) == 0
    assert [row["picoseconds"] for row in json.loads((tmp_path / "summary.json").read_text())["temperatures"]] == [0.8, 0.8]


def test_places_hold_until_the_next_exchange_has_been_written():
    places = Places(np.array([0, 100, 200]), np.array([[0, 1, 2], [1, 0, 2], [1, 2, 0]]))
    assert [places.at(step).tolist() for step in (0, 10, 100, 110, 200)] == [[0, 1, 2]] * 3 + [[1, 0, 2]] * 2
    met = [[(50, "a50"), (100, "a100"), (150, "a150")], [(50, "b50"), (100, "b100"), (150, "b150")], [(50, "c50"), (100, "c100"), (150, "c150")]]
    assert places.sorted(met) == [["a50", "a100", "b150"], ["b50", "b100", "a150"], ["c50", "c100", "c150"]]


def test_exchanges_are_counted_by_turns(tmp_path):
    places = Places(np.arange(5), np.array([[0, 1, 2], [1, 0, 2], [2, 0, 1], [2, 0, 1], [1, 0, 2]]))
    assert exchanges(places) == ([2, 2], [1, 2])
    (tmp_path / "exchange").mkdir()
    for end, accepted in ((1, [1, 2]), (2, [0, 1])):
        (tmp_path / "exchange" / f"{end:012d}.json").write_text(json.dumps({"temperatures": [60, 66, 73], "attempted": [2, 2], "accepted": accepted}))
    assert acceptance(tmp_path) == {60: 0.25, 66: 0.75}
    assert acceptance(tmp_path / "none") == {}


def test_lammps_tries_pairs_by_turns(tmp_path, monkeypatch):
    """What the counts rest on: at even turns only the first pair trades, at odd ones only the second."""
    kept = []
    real = exchange.read_places
    monkeypatch.setattr(exchange, "read_places", lambda log, replicas: kept.append(real(log, replicas)) or kept[-1])
    assert main(study(tmp_path)) == 0
    assert len(kept) == 2
    turns = []
    for places in kept:
        holders = np.argsort(places.places, axis=1)
        moved = holders[1:] != holders[:-1]
        turns.append([[moved[turn::2, temperature].any() for temperature in (0, 2)] for turn in (0, 1)])
    assert np.any(turns, axis=0).tolist() == [[True, False], [False, True]]


@pytest.mark.parametrize("text", ["", "Step T0 T1\n0 0 1\n", "Step T0 T1\n0 0 1\n100 1 1\n", "Step T0 T1\n0 0 1 2\n"])
def test_a_log_without_exchanges_is_refused(tmp_path, text):
    (tmp_path / "log").write_text(text)
    with pytest.raises(CalculationFailed, match="exchanges of 2 replicas, expected at least one, each a permutation"):
        read_places(tmp_path / "log", 2)
