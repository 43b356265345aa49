"""ASE databases of a PostgreSQL server (12 or later, whose numbers come back bit for bit), by psycopg2."""

from __future__ import annotations

import re
import time
from contextlib import closing
from typing import Any, Dict

from ase.calculators.calculator import CalculatorSetupError, InputError
from ase.db import connect

from ._databases import Store

_URL = re.compile(r"postgres(ql)?://([^@/?]*@)?[^@?]*(\?.*)?")
"""With at most one @ before the query: what libpq takes for the host is shown in its errors, and must be no part of a password."""

_DEFAULTS = {"connect_timeout": "20", "keepalives_idle": "60", "fallback_application_name": "gapsharp"}
"""Of the connection, in s: a machine that is gone is noticed."""

_PAUSES = (1, 2, 4, 8, 16)
"""Between attempts to reach a server that was there before, s: it may be in a restart, and a hop is worth the wait."""

_MAKING = int.from_bytes(b"gapsharp", "big")
"""Number of the advisory lock under which tables are made."""


class PostgreSQLStore(Store):
    """One database of a server. A connection lasts for one operation or transaction: none is idle while atoms move."""

    # The table of the version and the metadata: readers and the vacuum of large tables go on. Locked before anything is read, so
    # that all is seen that others wrote, at any level of isolation. Of a machine that vanishes, the server ends the transaction.
    BEGIN = "SET LOCAL idle_in_transaction_session_timeout = '60s'; LOCK TABLE information IN SHARE ROW EXCLUSIVE MODE"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        try:
            import psycopg2
            from psycopg2.extensions import make_dsn, parse_dsn
        except ImportError as error:
            raise CalculatorSetupError(f"cannot use the database {self.name}: {error}; expected psycopg2, Debian's python3-psycopg2") from error
        self.errors = (psycopg2.Error,)
        try:
            parts = parse_dsn(name)
        except psycopg2.Error:
            parts = None  # What it says may hold the password.
        if parts is None or not _URL.fullmatch(name):
            raise InputError(f"database is {self.name}, expected postgresql://user@host:port/name, with @ : / % in a password as "
                             "%40 %3A %2F %25")
        try:
            self.ase = connect(make_dsn(**{**_DEFAULTS, **parts}), type="postgresql")
        except ImportError as error:
            raise CalculatorSetupError(f"cannot use the database {self.name}: {error}; expected ASE with its PostgreSQL backend") from error

    def create(self, about: Dict[str, str]) -> None:
        with self.reporting(), closing(self.ase._connect()) as connection:
            connection.cursor().execute(f"SELECT pg_advisory_lock({_MAKING})")
            # The lock is the connection's and stays; what others have made is seen from here on.
            connection.commit()
            self.ase._initialize(connection)
            # Without rows: not yet, or by a process that was ended between its tables and its metadata.
            if not self.ase.metadata and not self.ase.count():
                self.ase.metadata = about

    def check(self) -> None:
        with closing(self.ase._connect()) as connection:
            connection.cursor().execute("SELECT id FROM systems LIMIT 1")

    def _connect(self) -> Any:
        for pause in _PAUSES:
            try:
                return self.ase._connect()
            except self.errors:
                time.sleep(pause)
        return self.ase._connect()
