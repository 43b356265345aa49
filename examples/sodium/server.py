"""Runs a force server for the time of a with block."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator


@contextmanager
def force_server(executable: Path, name: str, model: Path) -> Iterator[str]:
    """Yields the address of a server that offers ``model`` under ``name`` on a free port of this machine."""
    command = [str(executable), "--port", "0", "--quiet", "--model", f"{name}={model}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            # The server's first line says where it listens; no line means that it has ended with an error.
            line = process.stdout.readline()
            if "listening on" not in line:
                raise SystemExit("error: the force server did not start")
            yield line.split()[-1]
        finally:
            process.terminate()
