"""The benchmarks run: tables, figures and pictures come out. How large the figures are is no matter of tests."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys

import pytest

from documents import ROOT

RUNNER = ROOT / "benchmarks" / "run.py"
FIT_RUNNER = ROOT / "benchmarks" / "run_fit.py"
SEARCH_RUNNER = ROOT / "benchmarks" / "run_search.py"
COMMAND = ROOT / "dist/bin/gapsharp"
SERVER = ROOT / "dist/bin/gapsharp-server"
CORE = ROOT / "benchmarks/GapSharp.Benchmarks/bin/Release/net10.0/GapSharp.Benchmarks"


def test_the_smallest_benchmark_gives_every_figure_of_its_rows(tmp_path):
    if not CORE.exists():
        pytest.skip("benchmarks/GapSharp.Benchmarks is not built: run eng/build.sh")
    subprocess.run([sys.executable, RUNNER, "--tiny", "--out", tmp_path], check=True, timeout=300)
    results = json.loads((tmp_path / "results.json").read_text())
    assert [row["door"] for row in results["rows"]] == ["core", "library"]
    for row in results["rows"]:
        assert row["atoms"] == 13
        assert all(row[key] > 0 for key in ("full_ms", "energy_ms", "gflops", "of_square", "of_shapes"))
    assert results["memory"][0]["peak_mb"] > 1
    table = (tmp_path / "results.md").read_text()
    assert "na13" in table and "GFLOP/s" in table
    assert (tmp_path / "results.png").read_bytes().startswith(b"\x89PNG")


def test_the_smallest_measured_fit_gives_time_memory_and_a_table(tmp_path):
    if not COMMAND.exists():
        pytest.skip("dist/bin/gapsharp is not built: run eng/build.sh")
    write_clusters(tmp_path / "na55_gupta.xyz.gz")
    subprocess.run([sys.executable, FIT_RUNNER, "--tiny", "--data", tmp_path, "--out", tmp_path], check=True, timeout=300)
    (row,) = json.loads((tmp_path / "results.json").read_text())["rows"]
    assert row["rows"] == 2 * (1 + 3 * 4)
    assert all(row[key] > 0 for key in ("cpu_s", "wall_s", "peak_mb", "estimated_mb", "unknowns"))
    assert "fitting" in [phase["name"] for phase in row["phases"]]
    assert "na55" in (tmp_path / "results.md").read_text()
    assert (tmp_path / "results.png").read_bytes().startswith(b"\x89PNG")


def test_the_smallest_comparison_of_learning_gives_curves_of_every_arm(tmp_path):
    if not COMMAND.exists():
        pytest.skip("dist/bin/gapsharp is not built: run eng/build.sh")
    subprocess.run([sys.executable, ROOT / "benchmarks/run_learning.py", "--seeds", "1", "--labels", "10", "--frames", "1", "--out", tmp_path],
                   check=True, timeout=300)
    results = json.loads((tmp_path / "results.json").read_text())
    for curves in results["curves"].values():
        assert [point["labels"] for point in curves[0]] == [0, 10]
        assert all(point["force"] > 0 for point in curves[0])
    # All begin with the same potential.
    assert results["curves"]["variance"][0][0] == results["curves"]["mixed"][0][0] == results["curves"]["random"][0][0]
    assert "mixed" in (tmp_path / "results.md").read_text() and "<svg" in (tmp_path / "results.svg").read_text()


def test_the_smallest_search_through_a_server_gives_what_is_added(tmp_path):
    if not SERVER.exists():
        pytest.skip("dist/bin/gapsharp-server is not built: run eng/build.sh")
    subprocess.run([sys.executable, ROOT / "benchmarks/run_hopping.py", "--sizes", "6", "--walkers", "2", "--hops", "1", "--out", tmp_path],
                   check=True, timeout=300)
    (row,) = json.loads((tmp_path / "results.json").read_text())["rows"]
    assert row["hops"] == 4 and row["calls"] > 0 and row["evaluation_ms"] > 0
    assert "Mg6" in (tmp_path / "results.md").read_text()


def test_the_smallest_count_of_force_calls_finds_the_icosahedron(tmp_path):
    if not SERVER.exists():
        pytest.skip("dist/bin is not built: run eng/build.sh")
    subprocess.run([sys.executable, ROOT / "benchmarks/run_lennard_jones.py", "--quick", "--methods", "gapsharp; ase", "--out", tmp_path],
                   check=True, timeout=300)
    rows = json.loads((tmp_path / "results.json").read_text())["rows"]
    assert [(row["method"], row["starts"]) for row in rows] == [("gapsharp", 2), ("ase", 2)]
    assert rows[0]["found"] > 0 and all(0 < row["calls"] <= 2 * row["bound"] for row in rows)
    assert "LJ13" in (tmp_path / "results.md").read_text()


def test_fits_without_their_training_sets_say_which_are_missing(tmp_path):
    ended = subprocess.run([sys.executable, FIT_RUNNER, "--data", tmp_path, "--out", tmp_path], capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert str(tmp_path / "na55_gupta.xyz.gz") in ended.stderr and ended.stderr.count("\n") == 1


def test_the_smallest_search_gives_the_errors_of_single_fits(tmp_path):
    if not COMMAND.exists():
        pytest.skip("dist/bin/gapsharp is not built: run eng/build.sh")
    subprocess.run([sys.executable, SEARCH_RUNNER, "--quick", "--out", tmp_path / "out"], check=True, timeout=300)
    results = json.loads((tmp_path / "out/results.json").read_text())
    assert len(results["separate"]) == 2
    assert all(row["difference"] < 1e-5 and row["fit_cpu_s"] > 0 and row["validate_cpu_s"] > 0 for row in results["separate"])
    assert results["search"]["cpu_s"] > 0
    assert "gapsharp search" in (tmp_path / "out/results.md").read_text()


def test_a_search_of_ones_own_is_measured_by_stages_and_some_of_its_fits_alone(tmp_path):
    if not COMMAND.exists():
        pytest.skip("dist/bin/gapsharp is not built: run eng/build.sh")
    subprocess.run([sys.executable, SEARCH_RUNNER, "--config", "examples/mg-search/search.txt", "--every", "20", "--out", tmp_path / "out"],
                   cwd=ROOT, check=True, timeout=300)
    results = json.loads((tmp_path / "out/results.json").read_text())
    assert [(stage["name"], stage["fits"]) for stage in results["stages"]] == [("soap", 16), ("pair", 4)]
    assert [row["stage"] for row in results["separate"]] == ["soap", "pair"]
    assert all(row["difference"] < 1e-5 for row in results["separate"])
    assert "2 of the 20 fits" in (tmp_path / "out/results.md").read_text()


def test_a_search_without_its_config_file_says_so(tmp_path):
    ended = subprocess.run([sys.executable, SEARCH_RUNNER, "--config", tmp_path / "none.txt"], capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert str(tmp_path / "none.txt") in ended.stderr and ended.stderr.count("\n") == 1


def write_clusters(path):
    """An isolated atom, a test frame and two training frames of four atoms."""
    with gzip.open(path, "wt") as file:
        for k, (atoms, split) in enumerate([(1, "train"), (4, "test"), (4, "train"), (4, "train")]):
            rows = [f"Na {3 * (i & 1) + 0.1 * k} {3 * (i >> 1)} {0.05 * i * k} 0.1 0.0 -0.1" for i in range(atoms)]
            head = f"Properties=species:S:1:pos:R:3:forces:R:3 energy={-1.5 * atoms - 0.1 * k} split={split} pbc=\"F F F\""
            file.write("\n".join([str(atoms), head, *rows]) + "\n")
