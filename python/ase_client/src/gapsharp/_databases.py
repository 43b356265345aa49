"""ASE databases by name: a file of SQLite, or the URL of a database of a PostgreSQL server."""

from __future__ import annotations

import os
import re
from abc import ABC, abstractmethod
from contextlib import contextmanager
from typing import Any, Dict, Iterator, Tuple, Type, Union

from ase.calculators.calculator import InputError

Name = Union[str, "os.PathLike[str]"]

_PASSWORDS = (re.compile(r"(?<=://)([^:@/?]*):.*@"), r"\1@"), (re.compile(r"(password=)[^&]*"), r"\1...")
"""In a URL, however ill-formed: what is replaced by what."""


def is_url(name: Name) -> bool:
    """Whether a name is the URL of a PostgreSQL database."""
    return str(name).startswith(("postgresql://", "postgres://"))


def shown(name: Name) -> str:
    """The name as messages may show it: without a password."""
    text = str(name)
    for pattern, instead in _PASSWORDS if is_url(name) else ():
        text = pattern.sub(instead, text)
    return text


class Store(ABC):
    """An ASE database and what differs between SQLite and PostgreSQL: its making, its locks, its errors."""

    BEGIN: str
    """First statement of a transaction: waits for other writers and keeps them out until the end."""
    errors: Tuple[Type[Exception], ...]
    ase: Any
    """The database as ASE knows it, which opens a connection for each operation outside of a transaction."""

    def __init__(self, name: Name) -> None:
        self.name = shown(name)

    @abstractmethod
    def create(self, about: Dict[str, str]) -> None:
        """Makes the tables with this metadata if there are none; of processes that begin together, one does. Errors: InputError."""

    @abstractmethod
    def check(self) -> None:
        """Raises what there is to raise if this is no ASE database; makes nothing."""

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """On a connection of its own, which holds the locks: they go with it, whatever ends the process."""
        with self.reporting():
            connection = self.ase.connection = self._connect()
            self.ase.change_count = 0
            try:
                connection.cursor().execute(self.BEGIN)
                yield
                connection.commit()
            finally:
                # Closed before its commit, a connection leaves nothing.
                self.ase.connection = None
                connection.close()

    def _connect(self) -> Any:
        return self.ase._connect()

    @contextmanager
    def reporting(self) -> Iterator[None]:
        """Errors of the database as one line."""
        try:
            yield
        except self.errors as error:
            raise InputError(f"cannot use the database {self.name}: {one_line(error)}") from error


def open_database(name: Name) -> Store:
    """The store of this name; nothing is made or read yet. Errors: InputError, or CalculatorSetupError where a library lacks."""
    if is_url(name):
        from ._postgresql import PostgreSQLStore
        return PostgreSQLStore(str(name))
    from ._sqlite import SQLiteStore
    return SQLiteStore(name)


def one_line(error: Exception) -> str:
    """The text of an error; servers take several lines and tabulators."""
    return " ".join(str(error).split())
