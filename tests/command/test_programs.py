"""Commands that are programs of their own: the server, and workflows in Python."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from pathlib import Path

import pytest
from dist import COMMAND, DIST, gapsharp, run

SCRIPT = """#!/bin/sh
[ "$3" != args ] || { for word; do printf '<%s>' "$word"; done; echo; echo "$PYTHONPATH"; cat; }
[ "$3" != exit ] || exit 7
[ "$3" != sleep ] || { echo $$; grep SigIgn /proc/self/status; exec sleep 60; }
"""


@pytest.fixture()
def environment(tmp_path: Path) -> dict[str, str]:
    """In which a script stands for Python."""
    python = tmp_path / "python"
    python.write_text(SCRIPT)
    python.chmod(0o755)
    return {**{name: value for name, value in os.environ.items() if name != "PYTHONPATH"}, "GAPSHARP_PYTHON": str(python)}


def workflows() -> list[str]:
    """Those that the command offers and that are modules of the package."""
    listed = re.findall(r"^  (\S+) +\S", gapsharp("--help").split("Commands:")[1], re.MULTILINE)
    return [name for name in ("hop", "learn", "melt", "isomers", "analyse") if name in listed]


def test_minima_hopping_is_a_command():
    assert "hop" in workflows()


@pytest.mark.parametrize("name", workflows())
def test_help_is_that_of_the_module(name):
    shown = gapsharp(name, "--help")
    assert "usage: " in shown and ("-m gapsharp." in shown or f"gapsharp {name}" in shown)


def test_exit_codes_and_errors_are_those_of_the_workflow(environment):
    ended = run(COMMAND, "hop", "--no-such-option")
    assert ended.returncode == 2 and ended.stderr.startswith("usage: ")
    assert run(COMMAND, "hop", "exit", env=environment).returncode == 7


def test_arguments_and_streams_arrive_as_they_are(environment, tmp_path):
    words = ["args", "--help", "--version", "-x", "a b", "", "--", "@file", "ä"]
    for others, expected in ((None, f"{DIST}/python"), ("/mine:/yours", f"{DIST}/python:/mine:/yours")):
        ended = subprocess.run([COMMAND, "hop", *words], cwd=tmp_path, input="the input", stdout=subprocess.PIPE, text=True, check=True,
                               env=environment if others is None else {**environment, "PYTHONPATH": others})
        assert ended.stdout == "<-m><gapsharp.hopping>" + "".join(f"<{word}>" for word in words) + f"\n{expected}\nthe input"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGUSR1, signal.SIGPIPE])
def test_signals_reach_the_workflow_which_is_the_same_process(environment, number):
    with subprocess.Popen([COMMAND, "hop", "sleep"], stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert int(process.stdout.readline()) == process.pid
        assert not int(process.stdout.readline().split()[1], 16) & 1 << (signal.SIGPIPE - 1), "SIGPIPE is ignored"
        process.send_signal(number)
        assert process.wait(30) == -number


def test_without_python_there_is_one_line(environment):
    ended = run(COMMAND, "hop", "--help", env={**environment, "GAPSHARP_PYTHON": "/nowhere/python3"})
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == "gapsharp: error: environment variable GAPSHARP_PYTHON is '/nowhere/python3', expected a program\n"


def test_the_server_is_a_command(models):
    with subprocess.Popen([COMMAND, "serve", f"na={models['na-dft']}", "--port", "0", "--quiet"], stdout=subprocess.PIPE, text=True) as process:
        assert re.search(r"listening on \S*127\.0\.0\.1:\d+", process.stdout.readline())
        process.terminate()
        assert process.wait(60) == 0


def test_help_and_errors_of_the_server_are_its_own(tmp_path):
    shown = gapsharp("serve", "--help")
    assert "--max-concurrency" in shown and re.search(r"Examples:\n +gapsharp serve ", shown)
    ended = run(COMMAND, "serve")
    assert ended.returncode == 2 and "no model to serve" in ended.stderr and ended.stderr.count("\n") == 1
    ended = run(COMMAND, "serve", tmp_path / "none.xml", "--port", 0)
    assert ended.returncode == 1 and "none.xml" in ended.stderr and ended.stderr.count("\n") == 1
