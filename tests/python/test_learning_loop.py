"""Whole runs of active learning: what they leave, when they stop, how they go on."""

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from ase.calculators.calculator import CalculationFailed, InputError
from gapsharp import GapSharp
from gapsharp.learning import Learning, config_of, read_config
from gapsharp.learning.__main__ import main
from gapsharp.learning.structures import energy_of, read_structures
from toy_learning import cluster, config, known, write_config

HERE = Path(__file__).resolve().parent


def learn(folder, said=None, **changes):
    settings = config_of(config(folder, **changes), folder)
    return Learning(settings, folder / "run", (lambda line: None) if said is None else said.append).run()


def calculations(folder):
    path = folder / "calculations"
    return path.read_text().splitlines() if path.exists() else []


def rows(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_run_spends_its_labels_and_leaves_figures_and_a_report(tmp_path):
    said = []
    ended = learn(tmp_path, said)
    assert ended.done and ended.reason == "6 labels are spent, of 6" and said[-1] == "round 2: 6 labels are spent, of 6"
    assert len(calculations(tmp_path)) == 6 and len(set(calculations(tmp_path))) == 6
    train = read_structures(tmp_path / "run/round-002/train.xyz")
    assert len(train) == 10 and len({atoms.info.get("source") for atoms in train[4:]}) == 6
    for atoms in train[4:]:
        assert energy_of(atoms) == pytest.approx(energy_of(known(atoms.copy())), abs=1e-6)
    rounds, labels = rows(tmp_path / "run/rounds.csv"), rows(tmp_path / "run/labels.csv")
    with GapSharp(ended.potential) as calc:
        # What was learned is known: surer than at the time of the pick, and nearer to the label.
        for atoms, row in zip(train[4:7], labels):
            assert np.sqrt(calc.get_posterior_variance(atoms).max()) < float(row["deviation"])
        errors = [calc.get_potential_energy(atoms) - energy_of(atoms) for atoms in train[4:7]]
        assert np.abs(errors).max() < max(abs(float(row["predicted_energy"]) - float(row["energy"])) for row in labels[:3])
    assert [row["labels_before"] for row in rounds] == ["0", "3", "6"] and rounds[-1]["reason"] == ended.reason
    assert all(float(row["energy_rmse"]) > 0 and float(row["force_rmse"]) > 0 for row in rounds)
    assert [row["rule"] for row in labels] == ["variance", "variance", "farthest"] * 2 and all(row["reason"] == "" for row in labels)
    assert all(float(row["energy"]) == energy_of(atoms) for row, atoms in zip(labels, train[4:]))
    page = (tmp_path / "run/report.html").read_text()
    assert page.count("<svg") == 3 and not re.search(r'(src|href)="(?!#)', page) and "6 labels are spent" in page


def test_a_finished_run_does_nothing_and_goes_on_with_a_larger_budget(tmp_path):
    learn(tmp_path, stop={"labels": 3})
    potential = tmp_path / "run/round-000/model/gap.xml"
    before = potential.stat().st_mtime_ns
    assert learn(tmp_path, stop={"labels": 3}).reason == "3 labels are spent, of 3"
    assert len(calculations(tmp_path)) == 3
    learn(tmp_path, stop={"labels": 6})
    assert len(calculations(tmp_path)) == 6 and potential.stat().st_mtime_ns == before


@pytest.mark.parametrize("stop, reason", [
    ({"rounds": 0}, "0 rounds are done"),
    ({"deviation": 1.0}, "no candidate is less certain than .* eV, at most 1"),
    ({"force_error": 10.0}, "force_rmse on the test set is .*, at most 10"),
    ({"energy_error": 10.0}, "energy_rmse on the test set is .*, at most 10"),
    ({"minima": [{"formula": "Na6", "energy": -3.0, "within": 3.0}]}, "known minima are found: Na6")])
def test_every_rule_stops(tmp_path, stop, reason):
    ended = learn(tmp_path, stop=stop)
    assert ended.done and re.fullmatch(reason, ended.reason)
    assert calculations(tmp_path) == []


def test_a_pool_that_is_used_up_ends_the_run(tmp_path):
    assert learn(tmp_path, stop={"labels": 100}, pick={"count": 10, "random": 1}).reason == "there are no new candidates"
    assert len(calculations(tmp_path)) == 12


KILLED = """
import sys
sys.path.insert(0, sys.argv[1])
from gapsharp.learning.__main__ import main
sys.exit(main(["--config", sys.argv[2], "--folder", sys.argv[3]]))
"""


def test_a_killed_run_computes_no_label_twice_and_ends_where_it_would_have(tmp_path):
    path = write_config(tmp_path)
    for kill_at in ("0", "2", "4", None):
        environment = {name: value for name, value in os.environ.items() if name != "KILL_AT"}
        environment.update({} if kill_at is None else {"KILL_AT": kill_at})
        done = subprocess.run([sys.executable, "-c", KILLED, str(HERE), str(path), str(tmp_path / "run")], env=environment,
                              capture_output=True, text=True, timeout=120)
        assert done.returncode == (0 if kill_at is None else -signal.SIGKILL), done.stderr
        assert len(calculations(tmp_path)) == (6 if kill_at is None else int(kill_at))
    whole = tmp_path / "whole"
    whole.mkdir()
    learn(whole)
    for name in ("round-002/train.xyz", "labels.csv", "round-001/picks.json"):
        assert (tmp_path / "run" / name).read_text() == (whole / "run" / name).read_text()


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A folder with a run that has ended."""
    folder = tmp_path_factory.mktemp("finished")
    learn(folder)
    return folder


@pytest.mark.parametrize("lost", ["model", "test.json", "picks.json", "labels", "figures.json", "train.xyz"])
def test_a_run_goes_on_from_whatever_step_it_had_reached(finished, tmp_path, lost):
    """As if it had been killed before it wrote this file of the second round: that and all later ones are missing."""
    shutil.copytree(finished / "run", tmp_path / "run")
    (finished / "calculations").unlink(missing_ok=True)
    order = ["train.xyz", "model", "test.json", "candidates.xyz", "picks.json", "labels", "figures.json"]
    later = [tmp_path / "run/round-002", *(tmp_path / "run/round-001" / name for name in order[order.index(lost):])]
    subprocess.run(["rm", "-r", *later], check=True)
    (tmp_path / "run/round-001/.model.cut").mkdir()
    (tmp_path / "run/.rounds.cut.csv").touch()
    assert Learning(config_of(config(finished), finished), tmp_path / "run", lambda line: None).run().done
    assert not [*(tmp_path / "run").glob(".*"), *(tmp_path / "run/round-001").glob(".*")]
    last = "round-002/train.xyz"
    assert (tmp_path / "run" / last).read_text() == (finished / "run" / last).read_text()
    assert len(calculations(finished)) == (0 if lost == "figures.json" else 3)


def test_jobs_wait_for_others_and_the_run_goes_on_when_they_are_done(tmp_path, capsys):
    path = write_config(tmp_path, label={"calculator": "gapsharp.gupta:Gupta", "jobs": True}, stop={"rounds": 1})
    command = ["--config", str(path), "--folder", str(tmp_path / "run")]
    labels = tmp_path / "run/round-000/labels"
    for _ in range(2):
        assert main(command) == 0
        assert f"3 labels wait in {labels}: run their jobs, then the same command again" in capsys.readouterr().out
    assert main(["--job", *(str(labels / name) for name in ("0000", "0002"))]) == 0
    assert main(command) == 0 and "1 labels wait in" in capsys.readouterr().out
    assert main(["--job", str(labels / "0001")]) == 0
    assert main(command) == 0 and "1 rounds are done" in capsys.readouterr().out
    assert len(read_structures(tmp_path / "run/round-001/train.xyz")) == 7


def test_failed_labels_are_recorded_and_not_tried_again(tmp_path):
    learn(tmp_path, label={"calculator": "toy_learning:Failing", "settings": {"sizes": [7]}}, stop={"labels": 12},
          pick={"count": 6, "random": 1})
    found = rows(tmp_path / "run/labels.csv")
    failed = [row for row in found if row["reason"]]
    assert len(found) == 12 and len({row["source"] for row in found}) == 12
    assert len(failed) == 4 and all(row["reason"] == "ArithmeticError: the density does not converge" for row in failed)
    assert len(read_structures(tmp_path / "run/round-002/train.xyz")) == 4 + 8
    assert "does not converge" in (tmp_path / "run/report.html").read_text()
    with pytest.raises(CalculationFailed, match="none of the 12 labels in .* can be used, the first: Arithm.*; remove failed.txt"):
        (tmp_path / "other").mkdir()
        learn(tmp_path / "other", label={"calculator": "toy_learning:Failing", "settings": {"sizes": [5, 6, 7]}},
              pick={"count": 12, "random": 1}, stop={"labels": 12})


def test_candidates_in_pieces_are_refused_with_the_reason(tmp_path):
    values = config(tmp_path)
    pieces = cluster(5, 0)
    pieces.positions[0] += 40
    with open(tmp_path / "pool.xyz", "a", encoding="utf-8") as file:
        from ase.io import write
        write(file, pieces, format="extxyz")
    Learning(config_of({**values, "stop": {"rounds": 1}}, tmp_path), tmp_path / "run", lambda line: None).run()
    found = json.loads((tmp_path / "run/round-000/figures.json").read_text())
    assert found["candidates"]["refused"] == {"pool.xyz 12": "in 2 pieces, the largest of 4 atoms"}


def test_candidates_come_from_hops_and_dynamics(tmp_path):
    explore = [{"kind": "hops", "formulas": ["Na6"], "hops": 3, "start": "lowest", "parameters": {"temperature": 400, "fmax": 0.02}},
               {"kind": "dynamics", "formulas": ["Na5", "Na8"], "temperature": 300, "steps": 60, "every": 20}]
    learn(tmp_path, explore=explore, stop={"rounds": 1}, pick={"count": 4, "lowest": 1, "variance": 1})
    found = read_structures(tmp_path / "run/round-000/candidates.xyz")
    sources = [atoms.info["source"] for atoms in found]
    assert "minimum 0 of Na6" in sources and "step 20 of Na5 at 300 K" in sources
    assert {len(atoms) for atoms in found} <= {5, 6, 8}
    assert len(rows(tmp_path / "run/labels.csv")) == 4
    (tmp_path / "again").mkdir()
    learn(tmp_path / "again", explore=explore, stop={"rounds": 1}, pick={"count": 4, "lowest": 1, "variance": 1})
    assert (tmp_path / "again/run/round-000/candidates.xyz").read_text() == (tmp_path / "run/round-000/candidates.xyz").read_text()


def test_a_folder_belongs_to_one_config_and_one_process(tmp_path):
    learn(tmp_path, stop={"rounds": 0})
    with pytest.raises(InputError, match="config.json is of another config, expected the same"):
        learn(tmp_path, stop={"rounds": 0}, seed=1)
    from gapsharp.learning.rounds import locked
    with locked(tmp_path / "run"), pytest.raises(InputError, match="another process works in .*run, expected one at a time"):
        learn(tmp_path, stop={"rounds": 0})


def test_the_command_speaks_in_one_line(tmp_path, capsys):
    for changes, message in (
            (dict(train="absent.xyz"), "cannot read"),
            (dict(fit=["gap={soap l_max=3}", "default_sigma={1 1 1 1}"]), "gapsharp fit: "),
            (dict(seed="x"), "seed is 'x', expected a whole number from 0")):
        path = write_config(tmp_path, **changes)
        assert main(["--config", str(path), "--folder", str(tmp_path / "run")]) == 1
        said = capsys.readouterr()
        assert said.err.startswith("error: ") and message in said.err and said.err.count("\n") == 1
        subprocess.run(["rm", "-rf", tmp_path / "run"], check=True)
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 2 and "expected either --config FILE or --job FOLDER" in capsys.readouterr().err


def test_a_config_reads_as_it_was_written(tmp_path):
    found = read_config(write_config(tmp_path, explore=[{"kind": "hops", "formulas": ["Na8"], "window": 0.5}], threads=2))
    assert found.train == tmp_path / "train.xyz" and found.threads == 2 and found.explore[0].window == 0.5 and found.stop.labels == 6
    assert found.pick.shares == {"lowest": 0.0, "variance": 1, "farthest": 1, "random": 0.0}
    assert json.loads(found.text)["explore"][0]["kind"] == "hops" and np.isfinite(found.pick.margin)
