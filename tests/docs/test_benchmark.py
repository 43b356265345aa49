"""The benchmark runs: a table, figures and a picture come out. How large the figures are is no matter of tests."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from documents import ROOT

RUNNER = ROOT / "benchmarks" / "run.py"
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
