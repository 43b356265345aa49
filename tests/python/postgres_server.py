"""A PostgreSQL server of the tests' own: in a temporary folder, on a Unix socket, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator, List, Optional

_INSTALLED = Path("/usr/lib/postgresql")
"""Where Debian keeps versions beside each other, away from PATH."""


def server_programs() -> Optional[Path]:
    """Folder of initdb and postgres, None where there is none."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(_INSTALLED.glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


class PostgresServer:
    """Runs until the end of the block; RuntimeError with the log if it does not start."""

    USER = "hopper"

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._made = 0
        self._free: List[str] = []
        self._process: Optional[subprocess.Popen] = None

    def __enter__(self) -> PostgresServer:
        # The path of a socket has a hundred characters at most: pytest's folders are too deep.
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self._log = self.folder / "log"
        try:
            if os.geteuid() == 0:
                shutil.chown(self.folder, "postgres", "postgres")
            initdb = ("initdb", "-D", self.folder / "data", "-U", self.USER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
            with open(self._log, "w") as log:
                subprocess.run(self._unprivileged(*initdb), cwd="/", stdout=log, stderr=log, check=True, timeout=120)
                self._process = subprocess.Popen(self._unprivileged(
                    "postgres", "-D", self.folder / "data", "-k", self.folder, "-c", "listen_addresses=", "-c", "fsync=off",
                    "-c", "shared_buffers=16MB"), cwd="/", stdout=log, stderr=log)
            self._wait()
        except Exception as error:
            said = self._log.read_text() if self._log.exists() else ""
            self.__exit__()
            raise RuntimeError(f"cannot start PostgreSQL: {error}\n{said}") from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            # At once: nothing of it is kept.
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(30)
        shutil.rmtree(self.folder)

    @contextmanager
    def database(self) -> Iterator[str]:
        """URL of an empty database. Those of tests that are over are emptied and used again: each takes three hundred files."""
        name = self._free.pop() if self._free else self._new()
        try:
            yield self.url(name)
        finally:
            self.end_connections()
            self.execute(name, "DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            self._free.append(name)

    def end_connections(self) -> None:
        """As the server does when it is shut down."""
        self.execute("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname <> 'postgres'")

    def url(self, name: str, user: str = USER) -> str:
        return f"postgresql://{user}@/{name}?host={self.folder}"

    def execute(self, name: str, statement: str) -> List[tuple]:
        """The rows that a statement gives, by itself."""
        import psycopg2

        connection = psycopg2.connect(self.url(name))
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def _new(self) -> str:
        self._made += 1
        self.execute("postgres", f"CREATE DATABASE hops{self._made}")
        return f"hops{self._made}"

    def _unprivileged(self, program: str, *arguments: object) -> List[str]:
        command = [str(self._programs / program), *map(str, arguments)]
        if os.geteuid() != 0:
            return command
        # PostgreSQL refuses root. By exec: the process that we end is the server's.
        user = pwd.getpwnam("postgres")
        return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", *command]

    def _wait(self) -> None:
        import psycopg2

        until = time.monotonic() + 60
        while True:
            try:
                psycopg2.connect(self.url("postgres")).close()
                return
            except psycopg2.OperationalError:
                if self._process.poll() is not None or time.monotonic() > until:
                    raise
                time.sleep(0.05)
