"""bin/gapsharp runs the image built for the processor and is not noticed otherwise. The images here are shell scripts."""

from __future__ import annotations

import os
import platform
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from dist import COMMAND, LEVELS, run

SCRIPT = """#!/bin/sh
[ "$1" != args ] || { echo "$0"; for word; do printf '<%s>' "$word"; done; pwd; cat; }
[ "$1" != exit ] || exit 7
[ "$1" != sleep ] || { echo $$; exec sleep 60; }
"""

pytestmark = pytest.mark.skipif(platform.machine() != "x86_64", reason="this processor has one instruction level only")


@pytest.fixture()
def installed(tmp_path: Path) -> Path:
    """An installation with all three levels."""
    root = tmp_path / "an installation"
    for level in LEVELS:
        image = root / "lib" / "gapsharp" / level / "gapsharp"
        image.parent.mkdir(parents=True)
        image.write_text(SCRIPT)
        image.chmod(0o755)
    (root / "bin").mkdir()
    shutil.copy(COMMAND, root / "bin" / "gapsharp")
    return root


def level_run(root: Path, *wrapper: str, ceiling: str = "") -> str:
    ended = run(*wrapper, root / "bin" / "gapsharp", "args", env={**os.environ, "GAPSHARP_ISA": ceiling})
    assert ended.returncode == 0, ended.stderr
    return Path(ended.stdout.splitlines()[0]).parent.name


def remove(root: Path, *levels: str) -> None:
    for level in levels:
        shutil.rmtree(root / "lib" / "gapsharp" / level)


def test_the_ceiling_is_kept(installed):
    assert level_run(installed, ceiling="x86-64") == "x86-64"
    assert LEVELS.index(level_run(installed, ceiling="x86-64-v3")) <= 1
    assert level_run(installed, ceiling="x86-64-v4") == level_run(installed)


@pytest.mark.skipif(shutil.which("qemu-x86_64") is None, reason="qemu-x86_64 is not there: install the package qemu-user")
@pytest.mark.parametrize(("processor", "level"), [("core2duo", "x86-64"), ("Nehalem", "x86-64"), ("Haswell", "x86-64-v3")])
def test_older_processors_get_what_they_can_run(installed, processor, level):
    emulated = ("qemu-x86_64", "-cpu", processor)
    assert level_run(installed, *emulated) == level
    assert level_run(installed, *emulated, ceiling="x86-64-v4") == level


def test_an_unknown_level_is_one_line(installed):
    ended = run(installed / "bin" / "gapsharp", env={**os.environ, "GAPSHARP_ISA": "sse9"})
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == 'gapsharp: error: environment variable GAPSHARP_ISA is "sse9", expected one of x86-64 ... x86-64-v4\n'


def test_a_level_that_is_not_installed_is_passed_over(installed):
    remove(installed, "x86-64-v3", "x86-64-v4")
    assert level_run(installed) == "x86-64"


def test_without_an_image_there_is_one_line(installed):
    remove(installed, *LEVELS)
    ended = run(installed / "bin" / "gapsharp", "info", env={**os.environ, "GAPSHARP_ISA": "x86-64"})
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == f"gapsharp: error: no image for this processor, expected {installed}/lib/gapsharp/x86-64/gapsharp\n"


def test_an_image_that_cannot_run_is_one_line(installed):
    for level in LEVELS:
        (installed / "lib" / "gapsharp" / level / "gapsharp").chmod(0o644)
    ended = run(installed / "bin" / "gapsharp")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith(f"gapsharp: error: cannot run {installed}/lib/gapsharp/x86-64")
    assert ended.stderr.endswith("/gapsharp: Permission denied\n")


def test_arguments_standard_input_and_folder_arrive_as_they_are(installed, tmp_path):
    words = ["args", "--help", "a b", "", "*", b"\xff"]
    ended = subprocess.run([installed / "bin" / "gapsharp", *words], cwd=tmp_path, input=b"the input", stdout=subprocess.PIPE, check=True)
    _, arguments, rest = ended.stdout.split(b"\n")
    assert arguments == b"<args><--help><a b><><*><\xff>" + os.fsencode(tmp_path)
    assert rest == b"the input"


def test_links_and_path_lead_to_the_images(installed, tmp_path):
    (tmp_path / "link").symlink_to(installed / "bin" / "gapsharp")
    (tmp_path / "second").symlink_to("link")
    for command in ("./link", "./second", tmp_path / "second", Path("an installation/bin/gapsharp")):
        assert run(command, "exit", cwd=tmp_path).returncode == 7
    path = f"{installed / 'bin'}:{os.environ['PATH']}"
    assert run("sh", "-c", "cd / && gapsharp exit", env={**os.environ, "PATH": path}).returncode == 7


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGUSR1, signal.SIGKILL])
def test_signals_reach_the_image_which_is_the_same_process(installed, number):
    with subprocess.Popen([installed / "bin" / "gapsharp", "sleep"], stdout=subprocess.PIPE, text=True) as process:
        assert int(process.stdout.readline()) == process.pid
        await_program(process.pid, "sleep")
        process.send_signal(number)
        assert process.wait(30) == -number


def await_program(pid: int, name: str) -> None:
    """Waits until the process has become this program."""
    limit = time.monotonic() + 30
    while Path(f"/proc/{pid}/comm").read_text().strip() != name:
        assert time.monotonic() < limit
        time.sleep(0.01)
