"""Starts dist/bin/gapsharp-server on a free port (or a Unix socket) for tests."""

from __future__ import annotations

import queue
import re
import subprocess
import threading
from pathlib import Path
from typing import Dict, List, Optional, Sequence

REPOSITORY = Path(__file__).resolve().parent.parent
EXECUTABLE = REPOSITORY / "dist" / "bin" / "gapsharp-server"
START_LIMIT = 60.0
STOP_LIMIT = 15.0


class ForceServer:
    """A running server; ``address`` is what RemoteGapSharp takes. Use as a context manager."""

    def __init__(self, models: Dict[str, Path], port: int = 0, unix_socket: Optional[Path] = None,
                 options: Sequence[str] = ()) -> None:
        assert EXECUTABLE.exists(), f"{EXECUTABLE} is missing: run make build"
        command = [str(EXECUTABLE), *(["--unix", str(unix_socket)] if unix_socket else ["--port", str(port)]), *options]
        for name, path in models.items():
            command += ["--model", f"{name}={path}"]
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                         stderr=subprocess.STDOUT, text=True)
        self._lines: queue.Queue = queue.Queue()
        self.output: List[str] = []
        threading.Thread(target=self._read, daemon=True).start()
        self.address = self._await_address()

    def stop(self) -> int:
        """Asks the server to end and returns its exit status."""
        if self._process.poll() is None:
            self._process.terminate()
        try:
            return self._process.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise AssertionError(f"the server did not end within {STOP_LIMIT:g} s of SIGTERM") from None

    def __enter__(self) -> ForceServer:
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    def _read(self) -> None:
        for line in self._process.stdout:
            self.output.append(line.rstrip())
            self._lines.put(line)
        self._lines.put(None)

    def _await_address(self) -> str:
        while True:
            try:
                line = self._lines.get(timeout=START_LIMIT)
            except queue.Empty:
                line = None
            if line is None:
                self._process.kill()
                raise AssertionError("the server did not start:\n" + "\n".join(self.output))
            found = re.search(r"listening on (?:http://)?(\S+)", line)
            if found:
                return found.group(1)
