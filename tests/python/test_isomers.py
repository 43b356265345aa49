"""gapsharp.isomers: from snapshots to distinct minima."""

from __future__ import annotations

import csv
import gzip
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from ase import Atoms
from ase.calculators.calculator import CalculationFailed, InputError
from ase.io import read, write
from gapsharp.fingerprints import distance, fingerprint
from gapsharp.hopping.parameters import Parameters
from gapsharp.isomers import Identity, Plan, Relaxed, Snapshot, Store, anisotropy, find, groups, in_one_piece, relax_all, snapshots
from gapsharp.isomers.__main__ import main
from gapsharp.isomers.report import pictured
from gapsharp.isomers.store import _whole_lines
from gapsharp.melting import Segments
from lennard_jones import EPSILON, LennardJones, cluster

ABOUT = {"formula": "Na13", "model": "test", "quench": 0.02, "refine": 0.001}
LOWEST = -44.326801 * EPSILON


def random_snapshots(count: int) -> list[Snapshot]:
    """Compact random clusters; of 13 Lennard-Jones atoms about one in twelve relaxes to the icosahedron."""
    found = []
    for seed in range(count):
        atoms = cluster(13, seed)
        atoms.calc = None
        found.append(Snapshot(f"random:{seed}", atoms))
    return found


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    """Of forty snapshots, and the folder of its store."""
    folder = tmp_path_factory.mktemp("isomers")
    return find(random_snapshots(40), LennardJones(), Store(folder / "all.jsonl", ABOUT), Plan(isomers=15)), folder


def test_the_lowest_isomer_is_the_icosahedron_and_all_are_distinct(catalogue):
    found, _ = catalogue
    energies = [row.energy for row in found.rows]
    assert energies == sorted(energies) and energies[0] == pytest.approx(LOWEST, abs=1e-6)
    first = found.rows[0]
    assert first.point_group == "Ih" and first.above_lowest == 0 and first.bonds == 42 and first.anisotropy == pytest.approx(0, abs=1e-6)
    assert first.binding_energy == pytest.approx(LOWEST / 13, abs=1e-6) and first.found >= 2
    assert first.bond == pytest.approx(1.1 * 3.0, rel=0.02)
    assert len(found.rows) == 15 and found.distinct >= 15 and found.quenched == 40
    described = [fingerprint(each) for each in found.atoms]
    for k, (row, other) in enumerate(zip(found.rows, found.rows[1:])):
        assert other.energy - row.energy > 0.01 or distance(described[k], described[k + 1]) > 0.01
    calculator = LennardJones()
    for row, atoms in zip(found.rows, found.atoms):
        atoms.calc = calculator
        assert atoms.get_potential_energy() == pytest.approx(row.energy, abs=1e-9)
        assert np.abs(atoms.get_forces()).max() < 1e-3


def test_what_is_in_the_store_is_not_relaxed_again(catalogue):
    found, folder = catalogue
    lines = (folder / "all.jsonl").read_bytes().splitlines(keepends=True)
    # As if killed while line 20 was being written.
    (folder / "part.jsonl").write_bytes(b"".join(lines[:20]) + lines[20][:57])
    heard = []
    again = find(random_snapshots(40), LennardJones(), Store(folder / "part.jsonl", ABOUT), Plan(isomers=15),
                 report=lambda stage, result, count: heard.append((stage, result.name)))
    assert again.rows == found.rows
    assert len(heard) == len(lines) - 20 and heard[0] == ("quench", "random:19")
    assert (folder / "part.jsonl").read_bytes() == b"".join(lines)


def test_several_processes_find_the_same(catalogue):
    found, folder = catalogue
    store = Store(folder / "two.jsonl", ABOUT)
    assert find(random_snapshots(40), LennardJones(), store, Plan(isomers=15, workers=2)).rows == found.rows


class Broken(LennardJones):
    def calculate(self, *arguments, **options):
        raise CalculationFailed("the program is gone")


class Dying(LennardJones):
    def calculate(self, *arguments, **options):
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("calculator, message", [(Broken(), "CalculationFailed: the program is gone"), (Dying(), "worker . ended early")])
def test_workers_that_fail_are_named(calculator, message):
    jobs = [(each.name, each.atoms) for each in random_snapshots(2)]
    with pytest.raises(CalculationFailed, match=message):
        list(relax_all(jobs, calculator, Parameters(), 2))


def test_more_processes_than_structures_end_well():
    (only,) = relax_all([("one", cluster(4, 0))], LennardJones(), Parameters(), 3)
    assert only.problem is None and only.energy == pytest.approx(-6 * EPSILON, abs=1e-4)


def test_the_same_isomer_is_found_however_it_is_turned_and_numbered():
    rng = np.random.default_rng(3)
    images, energies = [], []
    for seed in (1, 2):
        atoms = cluster(8, seed)
        for copy in range(3):
            turned = Atoms(atoms.numbers, rng.permutation(atoms.positions))
            turned.rotate(rng.uniform(0, 360), rng.normal(size=3))
            images.append(turned)
            energies.append(-1.0 - 1e-3 * copy)
    assert groups(images, energies, Identity()) == [[2, 1, 0], [5, 4, 3]]
    assert len(groups(images, [-1.0, -1.1, -1.2, -1.3, -1.4, -1.5], Identity())) == 6


def test_shapes_and_pieces():
    assert anisotropy(np.array([[0.0, 0, 0], [1, 0, 0], [2, 0, 0]])) == pytest.approx(1)
    assert anisotropy(np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)], dtype=float)) == pytest.approx(0, abs=1e-12)
    atoms = Atoms("Na4", [[0, 0, 0], [3, 0, 0], [0, 3, 0], [0, 0, 3]])
    assert in_one_piece(atoms)
    atoms += Atoms("Na4", atoms.positions + 30)
    assert not in_one_piece(atoms)
    assert pictured(1) == [0] and pictured(5) == [0, 1, 2, 3, 4] and pictured(40) == [0, 1, 2, 3, 38, 39]


def test_snapshots_come_from_files_and_studies(tmp_path):
    images = [cluster(4, seed) for seed in range(5)]
    write(tmp_path / "md.xyz", images)
    found = list(snapshots([str(tmp_path / "md.xyz")], every=2))
    assert [each.name for each in found] == ["md.xyz:0", "md.xyz:2", "md.xyz:4"]
    np.testing.assert_allclose(found[1].atoms.positions, images[2].positions, atol=1e-6)

    dump = "".join(f"ITEM: TIMESTEP\n{step}\nITEM: NUMBER OF ATOMS\n2\nITEM: BOX BOUNDS ff ff ff\n-9 9\n-9 9\n-9 9\n"
                   f"ITEM: ATOMS id type x y z\n1 1 0 0 {step}\n2 2 0.5 0 0\n" for step in (1, 2, 3))
    (tmp_path / "md.lammpstrj").write_text(dump)
    found = list(snapshots([str(tmp_path / "md.lammpstrj")], elements=["Na", "Mg"]))
    assert [each.atoms.get_chemical_formula() for each in found] == ["MgNa"] * 3
    with pytest.raises(InputError, match="atom types are .1, 2., expected those of 1 elements"):
        list(snapshots([str(tmp_path / "md.lammpstrj")], elements=["Na"]))

    folder = Segments(tmp_path, 281.0).folder
    folder.mkdir()
    (folder / "000000000003.csv").write_text("")
    with gzip.open(folder / "000000000003.dump.gz", "wt") as file:
        file.write(dump)
    write(tmp_path / "start.xyz", Atoms("NaMg", [[0, 0, 0], [0, 0, 3]]))
    assert [each.name for each in snapshots([str(tmp_path)], every=2)] == [f"{tmp_path.name}/T0281.00:{step}" for step in (1, 3)]
    with pytest.raises(InputError, match="md.xyz:0 is Na4, expected MgNa as the first structure"):
        list(snapshots([str(tmp_path), str(tmp_path / "md.xyz")]))
    with pytest.raises(InputError, match="has the name of another"):
        list(snapshots([str(tmp_path / "md.xyz"), str(tmp_path / "md.xyz")]))
    for path in (tmp_path / "none.xyz", folder):
        with pytest.raises(InputError, match="^cannot read|has no simulations"):
            list(snapshots([str(path)]))


def test_a_store_of_something_else_is_refused(tmp_path):
    path = tmp_path / "store.jsonl"
    Store(path, ABOUT).add("quench", Relaxed("a", float("nan"), np.zeros((1, 3)), 7, "no minimum"))
    result = Store(path, ABOUT).of("quench")["a"]
    assert result.problem == "no minimum" and result.calls == 7 and np.isnan(result.energy)
    with pytest.raises(InputError, match="model is 'other', expected 'test' as in .*store.jsonl; or another --output"):
        Store(path, {**ABOUT, "model": "other"})
    for text in ("nonsense\n", "[]\n", '{"formula": "Na13"}\n{"stage": "quench"}\n', "\xff\n"):
        path.write_bytes(text.encode("latin-1"))
        with pytest.raises(InputError, match="is no list of results|model is 'test'"):
            Store(path, ABOUT)
    path.write_bytes(b"half")
    assert _whole_lines(path) == [] and path.read_bytes() == b""


def test_no_minimum_at_all_is_an_error(tmp_path):
    with pytest.raises(CalculationFailed, match="none of 1 snapshots led to a minimum in one piece"):
        find([Snapshot("far", Atoms("Na4", [[0, 0, 0], [3.3, 0, 0], [900, 0, 0], [903.3, 0, 0]]))], LennardJones(),
             Store(tmp_path / "store.jsonl", ABOUT))


@pytest.fixture
def sodium_file(tmp_path):
    """Snapshots of Na8, hot."""
    write(tmp_path / "na8.xyz", [cluster(8, seed) for seed in range(6)])
    return tmp_path / "na8.xyz"


def test_the_command_compares_with_a_reference(models, sodium_file, tmp_path, capsys):
    command = [str(sodium_file), "--model", str(models["na-dft"]), "--output", str(tmp_path / "out"), "--jobs", "1"]
    assert main([*command, "--reference", str(models["na"])]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith("quench 1 of 6: na8.xyz:0 ") and printed[-1].endswith(")")
    rows = list(csv.DictReader((tmp_path / "out" / "isomers.csv").read_text().splitlines()))
    images = read(tmp_path / "out" / "isomers.xyz", ":")
    assert len(rows) == len(images) >= 2
    for row, image in zip(rows, images):
        assert float(row["energy"]) == pytest.approx(image.get_potential_energy(), abs=1e-9)
        model, reference = float(row["binding_energy"]), float(row["reference_energy"])
        assert float(row["energy_error"]) == pytest.approx(100 * (model - reference) / abs(reference))
        assert model < 0 and image.info["point_group"] == row["point_group"]
    assert sum(int(row["found"]) for row in rows) <= 6
    page = (tmp_path / "out" / "isomers.md").read_text()
    assert page.startswith("# Isomers of Na8") and "bond ref (A)" in page and "![isomer 1](isomer-001.png)" in page
    assert (tmp_path / "out" / "isomer-001.png").read_bytes().startswith(b"\x89PNG")
    # Nothing is left to do, with the model itself as the reference its isomers stay where they are.
    assert main([*command, "--reference", str(models["na-dft"])]) == 0
    assert all(line.startswith("reference ") for line in capsys.readouterr().out.splitlines()[:-1])
    for row in csv.DictReader((tmp_path / "out" / "isomers.csv").read_text().splitlines()):
        assert float(row["energy_error"]) == pytest.approx(0, abs=1e-4) and float(row["reference_distance"]) < 1e-3


def lines_of(path):
    return path.read_bytes().count(b"\n") if path.exists() else 0


def test_the_command_killed_at_any_moment_goes_on(sodium_file, tmp_path, monkeypatch):
    command = [str(sodium_file), "--model", "lennard_jones:LennardJones", "--jobs", "2", "--isomers", "3"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([os.path.dirname(__file__), os.environ.get("PYTHONPATH", "")])}
    process = subprocess.Popen([sys.executable, "-m", "gapsharp.isomers", *command, "--output", str(tmp_path / "killed")], env=environment,
                               stdout=subprocess.DEVNULL, start_new_session=True)
    limit = time.monotonic() + 60
    while process.poll() is None and not lines_of(tmp_path / "killed" / "relaxations.jsonl") > 2:
        assert time.monotonic() < limit
        time.sleep(0.01)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert main([*command, "--output", str(tmp_path / "killed")]) == 0
    assert main([*command, "--output", str(tmp_path / "whole")]) == 0
    assert (tmp_path / "killed" / "isomers.csv").read_text() == (tmp_path / "whole" / "isomers.csv").read_text()


def test_the_command_speaks_in_one_line(sodium_file, tmp_path, capsys):
    output = ["--output", str(tmp_path / "out"), "--jobs", "1"]
    for arguments, message in (([str(sodium_file), "--model", "none.xml"], "calculator is 'none.xml', expected a potential file"),
                               ([str(sodium_file), "--model", "nowhere:made"], "cannot find the calculator nowhere:made"),
                               ([str(tmp_path / "none.xyz"), "--model", "lennard_jones:LennardJones"], "cannot read"),
                               ([str(tmp_path), "--model", "lennard_jones:LennardJones"], "has no simulations")):
        assert main([*arguments, *output]) == 1
        said = capsys.readouterr().err
        assert said.startswith("error: ") and message in said and said.count("\n") == 1
