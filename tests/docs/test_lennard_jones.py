"""The benchmark of minima hopping on Lennard-Jones clusters: its parts give what it says, and its searches what ASE's class does by itself."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys

import numpy as np
import pytest
from ase import Atoms
from ase.calculators.lj import LennardJones as Reference
from ase.cluster import Icosahedron
from ase.optimize.minimahopping import ComparePositions, MinimaHopping

from documents import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))
from lennard_jones import record, success, summary  # noqa: E402
from lennard_jones.ase_class import AseHopping  # noqa: E402
from lennard_jones.comparison import QuickComparison, THRESHOLD  # noqa: E402
from lennard_jones.potential import EPSILON, NEAREST, SIGMA, LennardJones, Spent  # noqa: E402
from lennard_jones.searches import start  # noqa: E402


def icosahedron(layers: int) -> np.ndarray:
    return Icosahedron("Na", layers, latticeconstant=NEAREST * 2 ** 0.5).positions


@pytest.mark.parametrize("count", [2, 13, 38])
def test_energy_and_forces_are_those_of_ase(count):
    calculator = LennardJones()
    atoms = start(count, 5, calculator)
    atoms.translate([300.0, 0, 0])
    reference = Atoms(atoms.numbers, atoms.positions, calculator=Reference(epsilon=EPSILON, sigma=SIGMA, rc=1e4))
    shift = 4 * EPSILON * ((SIGMA / 1e4) ** 12 - (SIGMA / 1e4) ** 6) * count * (count - 1) / 2
    assert atoms.get_potential_energy() == pytest.approx(reference.get_potential_energy() + shift, rel=1e-10)
    assert np.allclose(atoms.get_forces(), reference.get_forces(), rtol=1e-9, atol=1e-9)
    assert calculator.calls == 1


def test_places_count_once_and_only_up_to_the_bound():
    calculator = LennardJones(bound=2)
    atoms = start(13, 0, calculator)
    for _ in range(3):
        atoms.get_forces()
        atoms.get_potential_energy()
    assert calculator.calls == 1
    atoms.rattle(0.1)
    atoms.get_potential_energy()
    atoms.get_forces()
    assert calculator.calls == 2
    atoms.rattle(0.1)
    with pytest.raises(Spent):
        atoms.get_forces()
    assert calculator.calls == 2


def test_the_global_minimum_is_told_from_others():
    for layers, count in ((2, 13), (3, 55)):
        assert success.is_global(0.97 * icosahedron(layers))
        assert success.promising(count, (success.GLOBAL[count] + 0.4) * EPSILON)
        assert not success.promising(count, (success.GLOBAL[count] + 0.6) * EPSILON)
    moved = icosahedron(2)
    # An atom of the surface on top of a face instead.
    moved[-1] = 1.9 * moved[-2:-5:-1].mean(axis=0)
    assert not success.is_global(moved)


@pytest.mark.parametrize("scale", [0.02, 0.1, 0.2, 0.3, 1.0])
def test_comparison_decides_as_ase_does(scale):
    rng = np.random.default_rng(0)
    near = 0
    for trial in range(20):
        first = start(7, trial, LennardJones())
        second = Atoms(first.numbers, rng.permutation(first.positions + rng.normal(scale=scale, size=(7, 3))) + rng.normal(size=3) * (trial % 2))
        for translate in (True, False):
            ours, theirs = QuickComparison(translate=translate)(first, second), ComparePositions(translate=translate)(first, second)
            assert (ours < THRESHOLD) == (theirs < THRESHOLD)
            near += theirs < THRESHOLD
            if theirs < THRESHOLD:
                assert ours == pytest.approx(theirs)
    assert near > 0 or scale >= 0.3


def test_watched_search_does_what_ase_does_by_itself(tmp_path, monkeypatch):
    """The same minima after the same number of force calls."""
    settings = dict(T0=500.0, Ediff0=0.2, mdmin=2, fmax=0.02, timestep=4.0)
    ended = {}
    for name in ("alone", "watched"):
        folder = tmp_path / name
        folder.mkdir()
        monkeypatch.chdir(folder)
        np.random.seed(4)
        calculator = LennardJones(bound=450)
        atoms = start(13, 0, calculator)
        with pytest.raises(Spent):
            MinimaHopping(atoms, **settings)() if name == "alone" else AseHopping(atoms, settings).run()
        ended[name] = [line for line in (folder / "hop.log").read_text().splitlines() if "distance" not in line]
    assert ended["alone"] == ended["watched"] and len(ended["alone"]) > 20
    assert not list((tmp_path / "watched").glob("md*"))


def test_quartiles_count_what_was_not_found_as_above_the_bound():
    assert summary.quantile([1, 2, 3, 4, 5], 0.5) == 3 and summary.quantile([4, 1, 2, 3], 0.25) == 1.75
    assert summary.quantile([1, 2, math.inf, math.inf], 0.25) == 1.75 and summary.quantile([1, 2, math.inf, math.inf], 0.5) == math.inf
    searches = [dict(size=13, method="m", bound=100, parameters={}, calls=calls, found=calls < 100, relaxations=3, cpu_s=1.0)
                for calls in (20, 40, 100)]
    row = summary.summary(searches)
    assert (row["found"], row["median"], row["upper"], row["calls_per_success"]) == (2, 40, None, 80)
    assert "2 of 3" in summary.report([row], "a processor") and "> 100" in summary.report([row], "a processor")


def test_a_search_that_ended_is_not_done_again_and_a_line_cut_off_is(tmp_path):
    first = record.search(tmp_path, "gapsharp", 13, 1, 3000)
    assert record.search(tmp_path, "gapsharp", 13, 1, 3000) == first
    other = record.search(tmp_path, "gapsharp", 13, 1, 20)
    assert other["calls"] == 20 and not other["found"]
    path = tmp_path / "searches.jsonl"
    whole = path.read_text()
    path.write_text(whole[:-30])
    assert record.searched(tmp_path) == [first]
    again = record.search(tmp_path, "gapsharp", 13, 1, 20)
    assert (again["calls"], again["lowest"]) == (20, other["lowest"])
    assert [json.loads(line) for line in path.read_text().splitlines()] == [first, again]
