"""The compiled command itself: every level, threads and ranks give one potential; checkpoints, signals, pipes, terminals, JSON."""

from __future__ import annotations

import json
import os
import platform
import pty
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest
from ase.io import read
from dist import COMMAND, DIST, LEVELS, REPOSITORY, gapsharp, run

DATA = REPOSITORY / "examples" / "na-dft-fit"
# Well enough conditioned for rounding not to be seen in nine digits.
GAP = ("gap={distance_2b cutoff=8.0 covariance_type=ard_se theta_uniform=1.0 delta=0.5 n_sparse=15 sparse_method=uniform : "
       "soap l_max=3 n_max=4 cutoff=6.0 atom_sigma=0.6 covariance_type=dot_product zeta=4 delta=0.2 n_sparse=60 sparse_method=cur_points}")
MPI = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}


def words(potential: Path, *more: str) -> list[str]:
    return ["fit", f"at_file={DATA / 'train.xyz'}", f"gp_file={potential}", "rnd_seed=42", "default_sigma={0.01 0.1 0 0}", "sparse_jitter=1e-3",
            "do_copy_at_file=F", GAP, *more]


def predictions(potential: Path, ceiling: str = "") -> np.ndarray:
    """Energies of the test set relative to themselves, forces relative to the largest component of their structure."""
    out = potential.with_suffix(".xyz")
    gapsharp("evaluate", potential, DATA / "test.xyz", "-o", out, env={**os.environ, "GAPSHARP_ISA": ceiling})
    frames = read(out, ":")
    return np.concatenate([[1 + frame.get_potential_energy(), *(frame.get_forces() / abs(frame.get_forces()).max()).ravel()] for frame in frames])


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> np.ndarray:
    """Predictions of the fit with one thread."""
    potential = tmp_path_factory.mktemp("whole") / "na.xml"
    gapsharp(*words(potential, "--threads", "1"))
    return predictions(potential)


@pytest.mark.skipif(platform.machine() != "x86_64", reason="this processor has one instruction level only")
@pytest.mark.parametrize("level", LEVELS)
def test_every_level_fits_and_evaluates_the_same(level, whole, tmp_path):
    gapsharp(*words(tmp_path / "na.xml", "--threads", "2"), env={**os.environ, "GAPSHARP_ISA": level})
    np.testing.assert_allclose(predictions(tmp_path / "na.xml", level), whole, atol=1e-7)


@pytest.mark.skipif(shutil.which("qemu-x86_64") is None, reason="qemu-x86_64 is not there: install the package qemu-user")
@pytest.mark.skipif(platform.machine() != "x86_64", reason="this processor has one instruction level only")
@pytest.mark.parametrize(("processor", "level"), [("core2duo", "x86-64"), ("Haswell", "x86-64-v3")])
def test_images_run_on_the_processors_they_are_for(processor, level):
    ended = run("qemu-x86_64", "-cpu", processor, DIST / "lib" / "gapsharp" / level / "gapsharp", "--version")
    assert re.fullmatch(r"gapsharp \d+\.\d+\.\d+\n", ended.stdout), ended.stderr


@pytest.mark.skipif(shutil.which("mpirun") is None, reason="mpirun is not there: install the package openmpi-bin")
def test_ranks_of_an_installation_that_was_copied_fit_the_same(whole, tmp_path):
    copy = tmp_path / "copied elsewhere"
    shutil.copytree(DIST / "lib" / "gapsharp", copy / "lib" / "gapsharp")
    (copy / "bin").mkdir()
    shutil.copy(COMMAND, copy / "bin")
    ended = run("mpirun", "--oversubscribe", "--bind-to", "none", "-np", 2, copy / "bin" / "gapsharp", *words(tmp_path / "na.xml", "--threads", "1"),
                env={**os.environ, **MPI, "TERM": "dumb"})
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.count("10487 rows, 75 sparse points") == 1
    np.testing.assert_allclose(predictions(tmp_path / "na.xml"), whole, atol=1e-9)


def test_a_killed_fit_goes_on(whole, tmp_path):
    potential, checkpoint = tmp_path / "na.xml", tmp_path / "na.xml.checkpoint"
    with subprocess.Popen([COMMAND, *words(potential, "--checkpoint-every", "0")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as fit:
        await_checkpoint(fit, checkpoint)
        fit.kill()
    assert fit.returncode == -signal.SIGKILL and not potential.exists()
    ended = run(COMMAND, *words(potential, "--resume"))
    assert ended.returncode == 0 and re.search(r"note: resumed: \d+ of 134 configurations", ended.stderr), ended.stderr
    assert not checkpoint.exists()
    np.testing.assert_allclose(predictions(potential), whole, atol=1e-9)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_fit_says_how_to_go_on(number, tmp_path):
    potential, checkpoint = tmp_path / "na.xml", tmp_path / "na.xml.checkpoint"
    with subprocess.Popen([COMMAND, *words(potential, "--checkpoint-every", "0")], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as fit:
        await_checkpoint(fit, checkpoint)
        fit.send_signal(number)
        errors = fit.stderr.read()
    assert fit.returncode == 1
    assert errors.endswith(f"gapsharp: error: interrupted by {number.name}, {potential} was not written; --resume goes on from {checkpoint}\n")


@pytest.mark.parametrize("threads", [1, 2])
def test_the_expected_memory_is_right_within_a_fifth(threads, tmp_path):
    many = [word.replace("n_sparse=60", "n_sparse=1500") for word in words(tmp_path / "na.xml", "--threads", str(threads))]
    peak, estimated = (float(number) for number in re.search(r"peak memory (\d+) MB, estimated (\d+) MB", gapsharp(*many)).groups())
    assert 0.8 * peak <= estimated <= 1.2 * peak


def test_a_reader_that_goes_away_is_no_disaster(tmp_path):
    ended = run("bash", "-c", f"set -o pipefail; '{COMMAND}' describe '{DATA / 'train.xyz'}' --descriptor 'soap l_max=3 n_max=4 cutoff=6 atom_sigma=0.6'"
                " | head -n 1 | wc -l")
    assert ended.stdout == "1\n" and ended.returncode in (0, 1)
    assert ended.stderr.count("\n") <= 1 and "internal" not in ended.stderr


def test_a_terminal_gets_bars_and_its_cursor_back(tmp_path):
    watcher, terminal = pty.openpty()
    with subprocess.Popen([COMMAND, *words(tmp_path / "na.xml")], stdin=terminal, stdout=subprocess.DEVNULL, stderr=terminal,
                          env={**os.environ, "TERM": "xterm-256color"}) as fit:
        os.close(terminal)
        shown = b"".join(iter(lambda: pieces(watcher), b"")).decode()
    os.close(watcher)
    assert fit.returncode == 0, shown
    assert "━" in shown and "fitting" in shown and shown.rindex("\x1b[?25h") > shown.rindex("\x1b[?25l")


def test_everything_that_is_json_is_json(tmp_path, models):
    fingerprints = gapsharp("fingerprint", DATA / "test.xyz", "--json").splitlines()
    assert len(fingerprints) == len(read(DATA / "test.xyz", ":")) and json.loads(fingerprints[0])
    assert json.loads(gapsharp("info", models["na-dft"], "--json"))["terms"]
    assert json.loads(gapsharp("validate", models["na-dft"], DATA / "test.xyz", "--json", "-"))["total"]
    assert json.loads(gapsharp("describe", DATA / "test.xyz", "--descriptor", "distance_2b cutoff=4 Z1=11 Z2=11", "--json").splitlines()[0])["vectors"]
    gapsharp(*words(tmp_path / "na.xml", "--report", str(tmp_path / "report.json")))
    assert json.loads((tmp_path / "report.json").read_text())["rows"] == 10487


def pieces(terminal: int) -> bytes:
    """What a terminal shows next; nothing once the last program has closed it."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""


def await_checkpoint(fit: subprocess.Popen, folder: Path) -> None:
    limit = time.monotonic() + 60
    while not list(folder.glob("*.factor")):
        assert fit.poll() is None and time.monotonic() < limit
        time.sleep(0.001)
