"""ASE databases in SQLite files."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Dict

from ase.calculators.calculator import InputError
from ase.db import connect

from ._databases import Name, Store


class SQLiteStore(Store):
    """One file; SQLite's locks must work on its file system."""

    BEGIN = "BEGIN IMMEDIATE"
    errors = (sqlite3.Error,)

    def __init__(self, name: Name) -> None:
        super().__init__(name)
        self._path = Path(name)
        # SQLite's own locks do: a lock file would outlive a killed process and stop all others.
        self.ase = connect(self._path, type="db", use_lock_file=False)

    def create(self, about: Dict[str, str]) -> None:
        """Makes the tables beside the path and links them into place."""
        if self._path.exists():
            return
        try:
            with tempfile.TemporaryDirectory(dir=self._path.parent, prefix=f".{self._path.name}.") as folder:
                fresh = Path(folder) / "new.db"
                connect(fresh, type="db", use_lock_file=False).metadata = about
                os.link(fresh, self._path)
        except FileExistsError:
            pass
        except (OSError, sqlite3.Error) as error:
            raise InputError(f"cannot create the database {self.name}: {error}") from error

    def check(self) -> None:
        # ASE would make the tables where there are none.
        with closing(sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True)) as file:
            file.execute("SELECT id FROM systems LIMIT 1")
