"""gapsharp heat-capacity on the Lennard-Jones example, and against pymbar (Debian: python3-pymbar), an independent program."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "lj13"
COMMAND = ROOT / "dist" / "bin" / "gapsharp"
REDUCED = ("--atoms", "13", "--boltzmann", "1", "--kinetic", "monte-carlo")


@pytest.fixture(scope="module")
def tempering():
    sys.path.insert(0, str(EXAMPLE))
    try:
        import tempering
    finally:
        sys.path.remove(str(EXAMPLE))
    return tempering


def heat_capacity(files: list[Path], *options: str) -> dict:
    run = subprocess.run([COMMAND, "heat-capacity", *files, *REDUCED, "--json", "-", *options], capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_the_example_starts_at_the_icosahedron(tempering):
    assert tempering.Replicas(1, seed=1).energies == pytest.approx(-44.3268, abs=0.01)


def test_the_example_keeps_count_of_its_energies(tempering):
    replicas = tempering.Replicas(copies=2, seed=3)
    for sweep in range(40):
        replicas.sweep()
        replicas.exchange(sweep % 2)
    np.testing.assert_allclose(replicas.energies, replicas.total_energies(), rtol=0, atol=1e-9)
    distances = np.linalg.norm(replicas.positions - replicas.positions.mean(axis=1, keepdims=True), axis=2)
    assert distances.max() < tempering.RADIUS
    assert (replicas.accepted > 0).all()


@pytest.fixture(scope="module")
def short(tmp_path_factory):
    """Two copies of the example, 1000 sweeps each."""
    folder = tmp_path_factory.mktemp("lj13")
    subprocess.run([sys.executable, EXAMPLE / "tempering.py", "--sweeps", "1000", "--output", folder / "lj13"], check=True, timeout=120)
    return [folder / "lj13-0.csv", folder / "lj13-1.csv"]


def test_the_example_gives_a_curve(short):
    """Short: the mean energies lie where the long run has them, the two methods agree, and the curve rises from its harmonic limit."""
    report = heat_capacity(short, "--method", "both", "--bootstrap", "20")
    assert len(report["series"]) == 30
    assert report["curve"][0]["energy"] == pytest.approx(-41.2, abs=0.6)
    np.testing.assert_allclose(report["log_partition"], report["mbar_log_partition"], atol=2e-3)
    per_atom = [point["heat_capacity"] / 13 for point in report["curve"]]
    assert 2.5 < per_atom[0] < 4 < max(per_atom)


def test_free_energies_of_the_example_are_those_of_pymbar(short):
    """With common weights every sample counts in full, as it does in pymbar."""
    pymbar = pytest.importorskip("pymbar", reason="pymbar is not installed (Debian: python3-pymbar)")
    report = heat_capacity(short, "--method", "both", "--equilibrated", "--correlation", "common", "--bootstrap", "0")
    temperature, energy = np.concatenate([np.loadtxt(path, delimiter=",", skiprows=1, usecols=(0, 1)) for path in short]).T
    temperatures, counts = np.unique(temperature, return_counts=True)
    energies = energy[np.argsort(temperature, kind="stable")]
    free = pymbar.MBAR((energies - energies.min()) / temperatures[:, None], counts, relative_tolerance=1e-12).f_k
    np.testing.assert_allclose(report["mbar_log_partition"], free[0] - free, rtol=0, atol=1e-8)
    np.testing.assert_allclose(report["log_partition"], free[0] - free, rtol=0, atol=1e-3)


def test_free_energies_are_those_of_pymbar(tmp_path):
    pymbar = pytest.importorskip("pymbar", reason="pymbar is not installed (Debian: python3-pymbar)")
    random = np.random.default_rng(5)
    temperatures, count, modes = np.array([1.0, 1.3, 1.8, 2.4]), 1000, 20
    energies = np.array([temperature * random.chisquare(modes, count) / 2 for temperature in temperatures])
    # Neighbours are of opposite rank, hence anticorrelated: g is 1 and every sample counts in full, as it does in pymbar.
    opposite = np.sort(energies)[:, np.stack([np.arange(count // 2), count - 1 - np.arange(count // 2)], axis=1)]
    for k, temperature in enumerate(temperatures):
        order = random.permutation(count // 2)
        rows = "".join(f"{temperature},{float(energy)!r}\n" for energy in opposite[k, order].ravel())
        (tmp_path / f"{k}.csv").write_text("temperature,energy\n" + rows, encoding="utf-8")
    report = heat_capacity([tmp_path / f"{k}.csv" for k in range(4)], "--method", "mbar", "--equilibrated", "--bootstrap", "0",
                           "--range", "1.5:1.5:1")
    assert [series["inefficiency"] for series in report["series"]] == [1.0] * 4

    reduced = (energies.ravel() - energies.min()) / temperatures[:, None]
    mbar = pymbar.MBAR(reduced, np.full(4, count), relative_tolerance=1e-12)
    np.testing.assert_allclose(report["log_partition"], -(mbar.f_k - mbar.f_k[0]), rtol=0, atol=1e-8)
    log_weights = (energies.ravel() - energies.min()) / 1.5 + np.log(np.exp(mbar.f_k[:, None] - reduced).sum(axis=0))
    weights = np.exp(-log_weights - (-log_weights).max())
    mean = np.average(energies.ravel(), weights=weights)
    variance = np.average((energies.ravel() - mean) ** 2, weights=weights)
    assert report["curve"][0]["energy"] == pytest.approx(mean, abs=1e-8)
    assert report["curve"][0]["heat_capacity"] == pytest.approx(variance / 1.5**2 + 1.5 * 13, abs=1e-7)
