"""examples/mg-clusters/dft.py with a labeller that takes no time."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from ase.io import read
from gapsharp.gupta import Gupta
from gapsharp.learning.structures import write_structures
from toy_learning import FIT, cluster

SCRIPT = Path(__file__).resolve().parents[2] / "examples" / "mg-clusters" / "dft.py"


def computed(folder):
    """Names and times of what the script has in dft/ when it ends."""
    subprocess.run([sys.executable, str(SCRIPT), str(folder), "--processes", "2"], check=True, timeout=100)
    return [(path.name, path.stat().st_mtime_ns) for path in sorted((folder / "dft").rglob("*.xyz"))]


def test_the_lowest_minima_are_labelled_and_relaxed_once(tmp_path):
    minima = [cluster(size, seed) for size, seed in ((6, 0), (7, 0), (6, 1))]
    write_structures(tmp_path / "distinct.xyz", minima)
    (tmp_path / "learn.json").write_text(json.dumps({
        "train": "start.xyz", "fit": FIT, "explore": [{"kind": "pool", "file": "pool.xyz"}], "pick": {"random": 1},
        "label": {"calculator": "gapsharp.gupta:Gupta", "shift": {"Na": -0.5}}, "stop": {}}))
    written = computed(tmp_path)
    assert len(written) == 3 + 3 + 2 and computed(tmp_path) == written
    labels, relaxed = read(tmp_path / "dft.xyz", ":"), read(tmp_path / "relaxed.xyz", ":")
    for atoms, label in zip(minima, labels):
        atoms.calc = Gupta()
        assert label.get_potential_energy() == pytest.approx(atoms.get_potential_energy() - 0.5 * len(atoms), abs=1e-6)
    assert [len(atoms) for atoms in relaxed] == [6, 7]
    for atoms, better in ((min(labels[0], labels[2], key=lambda atoms: atoms.get_potential_energy()), relaxed[0]), (labels[1], relaxed[1])):
        assert better.info["source"] == atoms.info["source"] and better.info["steps"] > 0
        assert np.linalg.norm(better.get_forces(), axis=1).max() < 0.03
        free = better.copy()
        free.calc = Gupta()
        assert better.get_potential_energy() == pytest.approx(free.get_potential_energy() - 0.5 * len(free), abs=1e-6)
        assert better.get_potential_energy() < atoms.get_potential_energy() - 0.01
