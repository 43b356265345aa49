"""The parts of active learning: the config, scores, picks, jobs and calculators."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from ase import Atoms
from ase.calculators.calculator import CalculationFailed, CalculatorSetupError, InputError
from gapsharp.gupta import Gupta
from gapsharp.learning import read_config, run_job
from gapsharp.learning import jobs
from gapsharp.learning.config import Labelling, Picking
from gapsharp.learning.picking import Duplicates, pick, quotas
from gapsharp.learning.scoring import Score, broken
from gapsharp.learning.structures import energy_of, forces_of, labelled, read_structures, write_structures
from toy_learning import cluster, known, write_config


@pytest.mark.parametrize("changes, message", [
    (dict(trian="x"), "unknown entry 'trian' in {0}: did you mean 'train'?"),
    (dict(fit=[]), "fit in {0} is [], expected a list of texts such as"),
    (dict(fit=["at_file=x.xyz"]), "fit in {0} has at_file, expected gap_fit's keys without it: learning sets it"),
    (dict(fit=["gap={distance_2b}"]), "pick in {0} has a share of farthest, expected a soap descriptor in fit"),
    (dict(explore=[]), "explore in {0} is empty, expected at least one of hops, dynamics, pool"),
    (dict(explore=[{"kind": "walk"}]), "kind in explore[0] in {0} is 'walk', expected one of hops, dynamics, pool"),
    (dict(explore=[{"kind": "hops", "formulas": ["Na13", "Qq4"]}]), "explore[0] in {0}: composition is 'Qq4', expected a formula"),
    (dict(explore=[{"kind": "hops", "formulas": ["Na999999999"]}]), "composition is 'Na999999999', expected a formula of 2 to 10000 atoms"),
    (dict(explore=[{"kind": "hops", "formulas": ["Na8"], "parameters": {"mdmin": 0}}]), "parameters: mdmin is 0, expected a whole number"),
    (dict(explore=[{"kind": "dynamics", "formulas": ["Na8"]}]), "temperature is missing in explore[0] in {0}, expected it (K)"),
    (dict(pick={"count": 3}), "pick in {0}: no share is above 0, expected at least one of lowest, variance, farthest, random"),
    (dict(pick={"random": 1, "measure": "mean"}), "pick in {0}: measure is 'mean', expected total or largest"),
    (dict(pick={"count": 0, "random": 1}), "pick in {0}: count is 0, expected a whole number from 1 (labels of a round)"),
    (dict(label={"settings": {}}), "calculator is missing in label in {0}"),
    (dict(label={"calculator": "xtb", "shift": {"Na": "1"}}), "label in {0}: shift of 'Na' is '1', expected an element and a number (eV)"),
    (dict(label={"calculator": "xtb", "periodic": True}), "label in {0}: periodic is true without vacuum"),
    (dict(stop={"minima": [{"formula": "Na8"}]}), "energy is missing in minima[0]"),
    (dict(seed=-1), "seed is -1, expected a whole number from 0")])
def test_a_config_that_is_wrong_is_refused_in_one_line(tmp_path, changes, message):
    path = write_config(tmp_path, **changes)
    with pytest.raises(InputError) as refused:
        read_config(path)
    assert message.format(path) in str(refused.value) and "\n" not in str(refused.value)


def test_what_is_no_config_is_refused(tmp_path):
    path = tmp_path / "learn.json"
    for text, message in (("[1]", "is [1], expected an object"), ("{", "cannot read"), ("x" * (1 << 21), "expected a config"),
                          ("[" * 100000, "cannot read")):
        path.write_text(text)
        with pytest.raises(InputError) as refused:
            read_config(path)
        assert message in str(refused.value)
    with pytest.raises(InputError, match="cannot read .*absent.json"):
        read_config(tmp_path / "absent.json")


@pytest.mark.parametrize("form", [[], ["--full"]])
def test_the_magnesium_study_has_configs_that_can_be_read(tmp_path, form):
    script = Path(__file__).resolve().parents[2] / "examples/mg-clusters/prepare.py"
    subprocess.run([sys.executable, script, tmp_path, *form], check=True, timeout=60)
    found = read_config(tmp_path / "learn.json")
    start = read_structures(found.train)
    assert len(start) == (116 if form else 30) and {len(atoms) for atoms in start} >= {1, 2, 6}
    assert found.label.calculator == ("cp2k" if form else "known:FromFile") and found.test.exists()


def test_gupta_has_forces_that_are_its_slope_and_the_energies_of_sodium():
    atoms = cluster(7, 0)
    atoms.calc = Gupta()
    numeric = atoms.calc.calculate_numerical_forces(atoms, d=1e-4)
    assert np.allclose(atoms.get_forces(), numeric, atol=1e-6)
    assert atoms.get_potential_energies().sum() == pytest.approx(atoms.get_potential_energy())
    alone = Atoms("Na", calculator=Gupta())
    assert alone.get_potential_energy() == 0 and np.array_equal(alone.get_forces(), np.zeros((1, 3)))
    dimer = Atoms("Na2", [[0, 0, 0], [0, 0, 3.6989]], calculator=Gupta())
    assert dimer.get_potential_energy() == pytest.approx(2 * (0.015955 - 0.29113))
    with pytest.raises(InputError, match="expected a free cluster"):
        Atoms("Na", cell=[9, 9, 9], pbc=True, calculator=Gupta()).get_potential_energy()


def test_broken_clusters_are_told():
    whole = Atoms("Na3", [[0, 0, 0], [3.6, 0, 0], [0, 3.6, 0]])
    assert broken(whole, 0.5) == ""
    for position, reason in (([30, 0, 0], "in 2 pieces, the largest of 2 atoms"), ([3.6, 0.5, 0], "atoms have collapsed"),
                             ([np.nan, 0, 0], "a position is not finite")):
        atoms = whole.copy()
        atoms.positions[2] = position
        assert broken(atoms, 0.5) == reason


@pytest.mark.parametrize("shares, count, expected", [
    (dict(a=1.0, b=1.0), 4, dict(a=2, b=2)), (dict(a=1.0, b=1.0, c=1.0), 4, dict(a=2, b=1, c=1)), (dict(a=0.0, b=3.0), 5, dict(a=0, b=5)),
    (dict(a=0.3, b=0.4, c=0.3), 10, dict(a=3, b=4, c=3)), (dict(a=0.9, b=0.1), 1, dict(a=1, b=0))])
def test_shares_become_whole_numbers(shares, count, expected):
    assert quotas(shares, count) == expected


def candidates():
    """Five sizes of clusters with made-up scores: index -> energy, deviation and place on a line."""
    images = [cluster(count, seed) for count, seed in ((5, 0), (5, 1), (6, 2), (6, 3), (7, 4), (7, 5))]
    values = [(-1.0, 0.1, 0.0), (-2.0, 0.5, 1.0), (-3.0, 0.4, 1.01), (-4.0, 0.2, 0.3), (-5.0, 0.3, 0.5), (-4.5, 0.05, 0.9)]
    return images, {k: Score(energy, deviation, 1.0 - deviation, np.array([place, 1.0])) for k, (energy, deviation, place) in enumerate(values)}


def picked(count, known=((0.0, 1.0),), duplicates=None, seed=0, **shares):
    images, scores = candidates()
    picks = pick(images, scores, [np.array(place) for place in known], duplicates or Duplicates("s", 1e-3), Picking(**shares), count,
                 np.random.default_rng(seed))
    return [each.index for each in picks], [each.rule for each in picks]


def test_each_rule_picks_what_it_is_for():
    # Compositions by turns, the lowest of each first.
    assert picked(4, lowest=1)[0] == [1, 3, 4, 0]
    # 1 is the most uncertain; 2 hardly less, but it is beside 1.
    assert picked(3, variance=1, measure="largest")[0] == [1, 4, 0]
    assert picked(1, variance=1, measure="total")[0] == [5]
    # Compositions by turns, of each the farthest from the known place 0 and from what was picked.
    assert picked(4, farthest=1)[0] == [1, 3, 4, 0]
    assert sorted(picked(6, random=1)[0]) == list(range(6)) and picked(6, random=1) == picked(6, random=1)
    assert picked(6, random=1)[0] != picked(6, random=1, seed=1)[0]


def test_rules_share_the_count_and_nothing_is_picked_twice():
    indices, rules = picked(4, lowest=1, variance=1, random=2)
    assert rules == ["lowest", "variance", "random", "random"] and len(set(indices)) == 4 and indices[0] == 1
    assert len(picked(50, lowest=1, random=1)[0]) == 6


def test_what_is_known_is_not_picked_however_it_is_turned():
    images, _ = candidates()
    turned = images[1].copy()
    turned.rotate(40, (1, 2, 3))
    turned = turned[[4, 2, 0, 1, 3]]
    duplicates = Duplicates("s", 1e-3)
    assert duplicates.add(turned) and not duplicates.add(images[1])
    assert picked(2, duplicates=duplicates, lowest=1)[0] == [3, 4]


def job_folder(tmp_path, images, **label):
    label = Labelling(**{"calculator": "gapsharp.gupta:Gupta", **label})
    jobs.prepare(tmp_path / "labels", images, [{"rule": "random", "source": f"here {k}"} for k in range(len(images))], label, tmp_path)
    return tmp_path / "labels", label


def test_jobs_give_labels_and_are_not_done_again(tmp_path):
    images = [cluster(5, 0), cluster(6, 1)]
    folder, label = job_folder(tmp_path, images)
    assert [path.name for path in jobs.waiting(folder)] == ["0000", "0001"]
    assert json.loads((folder / "manifest.json").read_text()) == {"jobs": ["0000", "0001"], "formulas": ["Na5", "Na6"]}
    run_job(folder / "0001")
    assert [path.name for path in jobs.waiting(folder)] == ["0000"]
    before = (folder / "0001" / "result.xyz").stat().st_mtime_ns
    jobs.run_jobs(folder, 1)
    assert (folder / "0001" / "result.xyz").stat().st_mtime_ns == before
    for atoms, found in zip(images, jobs.collect(folder, label)):
        assert found.reason == "" and found.atoms.info["source"].startswith("here")
        assert energy_of(found.atoms) == pytest.approx(energy_of(known(atoms)), abs=1e-6)
        assert np.allclose(forces_of(found.atoms), forces_of(known(atoms)), atol=1e-6)


def test_labels_are_shifted_to_the_zero_of_the_training_set(tmp_path):
    folder, label = job_folder(tmp_path, [cluster(5, 0)], shift={"Na": -0.5, "Mg": 9.0})
    jobs.run_jobs(folder, 1)
    (found,) = jobs.collect(folder, label)
    assert energy_of(found.atoms) == pytest.approx(energy_of(known(cluster(5, 0))) - 2.5, abs=1e-6)


def test_several_jobs_at_a_time_give_the_same(tmp_path):
    for processes, place in ((1, "one"), (2, "two")):
        (tmp_path / place).mkdir()
        folder, _ = job_folder(tmp_path / place, [cluster(5, seed) for seed in range(3)])
        jobs.run_jobs(folder, processes)
    assert all((tmp_path / "one/labels" / name / "result.xyz").read_text() == (tmp_path / "two/labels" / name / "result.xyz").read_text()
               for name in ("0000", "0001", "0002"))


@pytest.mark.parametrize("fails", [False, True])
def test_a_calculator_ends_with_its_job(tmp_path, fails):
    log = tmp_path / "log"
    folder, _ = job_folder(tmp_path, [cluster(5, 0), cluster(5, 1)], calculator="toy_learning:Noting",
                           settings={"log": str(log), "fails": fails})
    jobs.run_jobs(folder, 1)
    assert log.read_text().split() == ["begins", "ends", "begins", "ends"]


def test_a_process_that_is_killed_is_said_in_one_line(tmp_path, monkeypatch):
    monkeypatch.setenv("KILL_AT", "0")
    log = tmp_path / "calculations"
    folder, _ = job_folder(tmp_path, [cluster(5, seed) for seed in range(2)], calculator="toy_learning:Counting", settings={"log": str(log)})
    with pytest.raises(CalculationFailed, match="a process that computed labels in .* was killed; the same command goes on"):
        jobs.run_jobs(folder, 2)
    monkeypatch.delenv("KILL_AT")
    jobs.run_jobs(folder, 2)
    assert jobs.waiting(folder) == []


def test_a_failure_is_kept_with_its_reason(tmp_path):
    folder, label = job_folder(tmp_path, [cluster(5, 0), cluster(6, 1)], calculator="toy_learning:Failing", settings={"sizes": [5]})
    jobs.run_jobs(folder, 1)
    failed, good = jobs.collect(folder, label)
    assert failed.atoms is None and failed.reason == "ArithmeticError: the density does not converge" and good.reason == ""


@pytest.mark.parametrize("change, reason", [
    (lambda atoms: atoms, ""), (lambda atoms: atoms[:-1], "the result has the atoms Na5, expected Na6 in the same order"),
    (lambda atoms: atoms.translate([3.0, 0, 0]), ""), (lambda atoms: atoms.positions.__setitem__((0, 0), 9.0), "from its place"),
    (lambda atoms: atoms.calc.results.update(forces=1e3 * np.ones((6, 3))), "the force on an atom is 1.73e+03 eV/A, expected at most 50"),
    (lambda atoms: atoms.calc.results.pop("forces"), "the result has no energy and forces"),
    (lambda atoms: atoms.calc.results.update(energy=np.nan), "the result has no energy and forces, or they are not finite")])
def test_results_from_elsewhere_are_labels_or_refused(tmp_path, change, reason):
    folder, label = job_folder(tmp_path, [cluster(6, 1)])
    structure = known(read_structures(folder / "0000" / "structure.xyz")[0])
    results = structure.calc.results
    changed = change(structure)
    changed = changed if isinstance(changed, Atoms) else structure
    forces = results.get("forces")
    write_structures(folder / "0000" / "result.xyz", [labelled(changed, results["energy"], None if forces is None else forces[:len(changed)])])
    (found,) = jobs.collect(folder, label)
    assert (found.atoms is None) == bool(reason) and reason in found.reason


def test_what_cannot_be_read_is_refused(tmp_path):
    folder, label = job_folder(tmp_path, [cluster(6, 1)])
    (folder / "0000" / "result.xyz").write_text("nonsense")
    assert jobs.collect(folder, label)[0].reason.startswith("cannot read")
    with pytest.raises(InputError, match="expected a job folder of a round's labels|cannot read"):
        run_job(tmp_path)


def test_the_cell_of_a_job_is_what_the_program_wants(tmp_path):
    atoms = Atoms("Na2", [[0, 0, 0], [0, 0, 3.0]])
    assert jobs.dressed(atoms, Labelling("xtb")).cell.rank == 0
    boxed = jobs.dressed(atoms, Labelling("cp2k", vacuum=5.0, cubic=True))
    assert np.allclose(boxed.cell, 13 * np.eye(3)) and not boxed.pbc.any() and np.allclose(boxed.positions.mean(axis=0), 6.5)
    assert np.allclose(jobs.dressed(atoms, Labelling("espresso", vacuum=5.0, periodic=True)).cell.lengths(), [10, 10, 13])
    assert jobs.dressed(atoms, Labelling("espresso", vacuum=5.0, periodic=True)).pbc.all()


def test_a_calculator_that_cannot_be_had_fails_no_job(tmp_path):
    for name, message in (("gapsharp.gupta:Nothing", "cannot find the calculator"), ("nowhere_at_all:f", "cannot find the calculator"),
                          ("abacus", "calculator is 'abacus', expected one of xtb, tblite, dftb, cp2k, nwchem, espresso, or module:function"),
                          ("builtins:dict", "builtins:dict returned {}, expected an ASE calculator"),
                          ("toy_learning:Counting", "cannot set up the calculator toy_learning:Counting: TypeError")):
        folder = tmp_path / name.replace(":", "_")
        folder.mkdir()
        folder, _ = job_folder(folder, [cluster(5, 0)], calculator=name)
        with pytest.raises((InputError, CalculatorSetupError)) as refused:
            jobs.run_jobs(folder, 1)
        assert message in str(refused.value)
        assert len(jobs.waiting(folder)) == 1
