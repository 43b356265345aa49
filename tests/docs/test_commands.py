"""Runs the commands of the documentation and compares what they print with what the documentation says."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from documents import ROOT, commands, documents, missing_line

TIMEOUT = 300  # seconds for each block


def test_the_documentation_has_commands_to_run():
    assert documents()


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_commands(document: Path, tmp_path: Path):
    """The blocks of one document run in order, in a folder that looks like the repository and takes their files."""
    for entry in ROOT.iterdir():
        (tmp_path / entry.name).symlink_to(entry)
    environment = {**os.environ, "PATH": f"{ROOT / 'dist' / 'bin'}:/usr/bin:{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "dist" / "python")}
    for block in commands(document):
        run = subprocess.run(
            [*block.program, block.script],
            cwd=tmp_path, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=TIMEOUT,
        )
        assert run.returncode == 0, f"{block.place}: exit code {run.returncode}\n{run.stdout}\n{run.stderr}"
        missing = missing_line(block.printed, run.stdout)
        assert missing is None, f"{block.place}: documented output line is missing: {missing}\nprinted:\n{run.stdout}"
