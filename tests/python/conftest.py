"""Calculators and structures of the Python tests."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Callable, Iterator

import pytest
from ase import Atoms
from ase.cluster import Icosahedron
from ase.build import bulk
from gapsharp import GapCalculator, GapSharp, RemoteGapSharp
from gapsharp._databases import Name
from postgres_server import PostgresServer, server_programs

SODIUM_LATTICE = 5.2


@pytest.fixture(params=["in process", "remote"])
def open_calculator(request, models) -> Callable[[str], GapCalculator]:
    """open_calculator(model) makes a calculator of either kind; all are closed at the end of the test."""
    opened = []

    def make(model: str, **parameters) -> GapCalculator:
        if request.param == "remote":
            opened.append(RemoteGapSharp(request.getfixturevalue("server").address, model=model, **parameters))
        else:
            opened.append(GapSharp(models[model], **parameters))
        return opened[-1]

    yield make
    for calc in opened:
        calc.close()


@pytest.fixture
def sodium() -> Atoms:
    """A rattled Na13 icosahedron without a cell."""
    cluster = Icosahedron("Na", 2, SODIUM_LATTICE)
    atoms = Atoms(cluster.numbers, cluster.positions)
    atoms.rattle(0.1, seed=7)
    return atoms


@pytest.fixture
def silicon() -> Atoms:
    """Eight silicon atoms in a strained, triclinic cell, rattled."""
    atoms = bulk("Si", "diamond", a=5.43, cubic=True)
    atoms.set_cell(atoms.cell @ [[1.01, 0.03, 0.0], [0.0, 0.98, -0.02], [0.05, 0.0, 1.02]], scale_atoms=True)
    atoms.rattle(0.08, seed=5)
    return atoms


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One PostgreSQL server; the tests fail if it is installed and does not start."""
    programs = server_programs()
    if programs is None:
        pytest.skip("initdb and postgres not found: apt-get install postgresql")
    pytest.importorskip("psycopg2", reason="psycopg2 not found: apt-get install python3-psycopg2")
    with PostgresServer(programs) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path) -> Iterator[Callable[[str], Name]]:
    """database(name) names a database that is not there yet, or the same again."""
    if request.param == "sqlite":
        yield lambda name: tmp_path / f"{name}.db"
        return
    server, made = request.getfixturevalue("postgres"), {}
    with ExitStack() as used:
        yield lambda name: made[name] if name in made else made.setdefault(name, used.enter_context(server.database()))
