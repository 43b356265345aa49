"""The sodium example runs from the pools to the table: its shortest form."""

from __future__ import annotations

import json
import os
import subprocess

import pytest

from documents import ROOT

SCRIPT = ROOT / "examples" / "na-clusters" / "run.sh"


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """What run.sh prints, and its folder. Two picoseconds of each temperature melt nothing: figures are no matter here."""
    folder = tmp_path_factory.mktemp("na-clusters")
    run = subprocess.run(["bash", SCRIPT, folder], env={**os.environ, "PICOSECONDS": "2"}, stdin=subprocess.DEVNULL, capture_output=True,
                         text=True, timeout=600)
    assert run.returncode == 0, f"{run.stdout}\n{run.stderr}"
    return run.stdout, folder


def test_other_sizes_need_a_potential_that_was_fitted_to_them(results):
    _, folder = results
    m1, m2 = (json.loads((folder / f"{model}.json").read_text()) for model in ("m1", "m2"))
    small, large = (next(group for group in m1["by_size"] if group["name"] == size) for size in ("55", "200"))
    assert small["energy_per_atom"]["rmse"] < 1e-3 < large["energy_per_atom"]["rmse"]
    assert m2["total"]["energy_per_atom"]["rmse"] < 1e-3 and m2["total"]["force"]["rmse"] < 0.01


def test_melting_and_isomers_stand_beside_the_reference(results):
    printed, folder = results
    for study, style in (("gap", "pair_style gapsharp"), ("gupta", "pair_style eam/alloy")):
        summary = json.loads((folder / study / "summary.json").read_text())
        assert summary["settings"]["potential"][0] == style and len(summary["temperatures"]) >= 8
    first = (folder / "isomers" / "isomers.csv").read_text().splitlines()[1].split(",")
    assert "Ih" in first
    assert "Melting of Na55" in printed and "Gupta, the reference" in printed and "isomers of Na55, the lowest Ih" in printed
    assert (folder / "na55.png").read_bytes().startswith(b"\x89PNG")
