"""The sodium example runs from the pools to the tables: its shortest forms."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys

import numpy as np
import pytest
from gapsharp import learning

from documents import ROOT

EXAMPLE = ROOT / "examples" / "na-clusters"
sys.path.insert(0, str(EXAMPLE))

import compact  # noqa: E402
import compare  # noqa: E402


def run(script, *words, **settings):
    """What a script of the example prints."""
    ended = subprocess.run(["bash", EXAMPLE / script, *words], env={**os.environ, **settings}, stdin=subprocess.DEVNULL, capture_output=True,
                           text=True, timeout=600)
    assert ended.returncode == 0, f"{ended.stdout}\n{ended.stderr}"
    return ended.stdout


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """What run.sh prints, and its folder. Two picoseconds of each temperature melt nothing: figures are no matter here."""
    folder = tmp_path_factory.mktemp("na-clusters")
    return run("run.sh", folder, PICOSECONDS="2"), folder


def test_other_sizes_need_a_potential_that_was_fitted_to_them(results):
    _, folder = results
    m1, m2 = (json.loads((folder / f"{model}.json").read_text()) for model in ("m1", "m2"))
    small, large = (next(group for group in m1["by_size"] if group["name"] == size) for size in ("55", "200"))
    assert small["energy_per_atom"]["rmse"] < 1e-3 < large["energy_per_atom"]["rmse"]
    assert m2["total"]["energy_per_atom"]["rmse"] < 1e-3 and m2["total"]["force"]["rmse"] < 0.01


def test_the_potential_of_density_functional_data_knows_its_labels(results):
    _, folder = results
    run_command = [ROOT / "dist" / "bin" / "gapsharp", "validate", "dft.xml", "na55.dft.xyz", "--json", "dft.json"]
    subprocess.run(run_command, cwd=folder, check=True, stdout=subprocess.DEVNULL, timeout=120)
    errors = json.loads((folder / "dft.json").read_text())["total"]
    assert errors["configurations"] == 60 and errors["energy_per_atom"]["rmse"] < 1.5e-3 and errors["force"]["rmse"] < 0.02
    config = learning.read_config(EXAMPLE / "learn.json")
    assert config.label.calculator == "cp2k" and config.train.samefile(ROOT / "examples" / "na-dft-fit" / "train.xyz")


def test_melting_and_isomers_stand_beside_the_reference(results):
    printed, folder = results
    for study, style in (("gap", "pair_style gapsharp"), ("gupta", "pair_style eam/alloy")):
        summary = json.loads((folder / study / "summary.json").read_text())
        assert summary["settings"]["potential"][0] == style and len(summary["temperatures"]) >= 8
    first = (folder / "isomers" / "isomers.csv").read_text().splitlines()[1].split(",")
    assert "Ih" in first
    assert "energy: training" in printed and "Melting of Na55" in printed and "Gupta, the reference" in printed and "isomers of Na55, the lowest Ih" in printed
    assert (folder / "na55.png").read_bytes().startswith(b"\x89PNG")


def test_the_full_length_in_small(results):
    _, folder = results
    printed = run("full.sh", folder, MELT="--from 140 --to 155 --count 2 --time 1 --segment 1 --rounds 0 --bootstrap 5",
                  SEEDS="1 2", DFT="--temperatures 300,320 --time 0.6")
    rows = {line.split("|")[1].strip(): line for line in printed.splitlines() if line.startswith("| ")}
    assert {"M1", "reference, 2 seeds", "DFT-trained"} <= set(rows)
    assert "| 2 | 1 |" in rows["M1"] and "| 2 | 0.6 |" in rows["DFT-trained"]
    assert (folder / "melting.md").read_text().startswith("| |") and "svg" in (folder / "heat-capacity.svg").read_text()[:500]


def test_isomers_of_another_size(results):
    _, folder = results
    small = {"PIECES": "1", "ROUNDS": "1", "TEMPERATURES": "150", "PICOSECONDS": "2", "ISOMERS": "3"}
    printed = run("large.sh", folder, "60", **small)
    assert printed.count("3 isomers of Na60") == 2
    with open(folder / "isomers-60" / "isomers.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 3 and all(abs(float(row["energy_error"])) < 0.5 for row in rows)


def test_pieces_are_compact():
    for kind, sites in compact.lattices(60).items():
        piece = compact.piece(sites, 60, np.array([0.3, -0.2, 0.1]), np.random.default_rng(1))
        apart = np.linalg.norm(piece[:, None] - piece[None], axis=2) + 10 * np.eye(60)
        sphere = sites[np.argsort(np.linalg.norm(sites, axis=1))[:60]]
        apart_there = np.linalg.norm(sphere[:, None] - sphere[None], axis=2) + 10 * np.eye(60)
        assert piece.shape == (60, 3) and apart.min() > 0.999, kind
        assert (apart < 1.2).sum() > 0.95 * (apart_there < 1.2).sum() and np.linalg.norm(piece - piece.mean(axis=0), axis=1).max() < 3.2, kind


def test_a_piece_about_the_middle_is_a_whole_icosahedron():
    whole = compact.piece(compact.lattices(147)["icosahedron"], 147, np.zeros(3), np.random.default_rng(1))
    np.testing.assert_allclose(whole.mean(axis=0), 0, atol=1e-12)
    # Its corners, twelve atoms on the outermost of three shells, and nothing beyond them.
    farthest = np.linalg.norm(whole, axis=1)
    assert np.isclose(farthest, 3.0, atol=1e-6).sum() == 12 and farthest.max() < 3.0 + 1e-6


def study(folder, maximum, width, error):
    """A made-up study of gapsharp melt: a Gaussian maximum (K), two segments of 90 s of processor time."""
    temperatures = np.arange(100.0, 201.0, 10.0)
    values = 1 + np.exp(-((temperatures - maximum) / width) ** 2)
    curve = [{"temperature": t, "heat_capacity": 2 * v, "heat_capacity_error": 0.2} for t, v in zip(temperatures, values)]
    peak = {"temperature": maximum, "temperature_error": error, "heat_capacity": 4.0, "heat_capacity_error": 0.4}
    (folder / "T0100.00").mkdir(parents=True)
    for end in (1, 2):
        (folder / "T0100.00" / f"{end:012d}.log").write_text("...\nLoop time of 100.0 on 1 procs for 1 steps\n\n90.0% CPU use with 1\n")
    (folder / "heat-capacity.json").write_text(json.dumps({"curve": curve}))
    (folder / "summary.json").write_text(json.dumps({"heat_capacity_unit": 2.0, "melting": peak, "temperatures": [{"picoseconds": 400}] * 21}))
    return folder


def test_several_seeds_show_their_scatter_beside_their_own_errors(tmp_path):
    seeds = [study(tmp_path / f"seed{k}", maximum, 20, 1.0) for k, maximum in enumerate((148.0, 150.0, 155.0))]
    alone = study(tmp_path / "alone", 160.0, 20, 2.5)
    curves = [compare.curve(f"GAP={alone}"), compare.curve(f"reference={','.join(map(str, seeds))}")]
    lines = compare.table(curves).splitlines()
    assert lines[2] == "| GAP | 160.0 +- 2.5 | 2.00 +- 0.20 | 2.5 K, 0.20 | 21 | 400 | 3.0 min |"
    assert lines[3] == "| reference, 3 seeds | 151.0 +- 3.6 | 2.00 +- 0.00 | 1.0 K, 0.20 | 21 | 400 | 3.0 min of one |"
    compare.draw(tmp_path / "both.svg", curves, "Heat capacity")
    assert (tmp_path / "both.svg").stat().st_size > 1000
    with pytest.raises(SystemExit, match="expected NAME=FOLDER"):
        compare.curve("GAP")
