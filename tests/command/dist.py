"""The installed command, dist/bin/gapsharp, as users start it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
DIST = REPOSITORY / "dist"
COMMAND = DIST / "bin" / "gapsharp"
LEVELS = ("x86-64", "x86-64-v3", "x86-64-v4")
TIMEOUT = 120  # seconds for each command


def run(*command: object, **options: Any) -> subprocess.CompletedProcess:
    """Runs a command to its end, without standard input; streams as text."""
    return subprocess.run([str(word) for word in command], text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=TIMEOUT, check=False, **options)


def gapsharp(*arguments: object, **options: Any) -> str:
    """What the command prints; it must succeed."""
    ended = run(COMMAND, *arguments, **options)
    assert ended.returncode == 0, f"exit code {ended.returncode}\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout
