"""Clusters from structure files and databases."""

from __future__ import annotations

import os
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from typing import Dict, Iterable, Iterator, List, NamedTuple, Optional, Sequence, Union

import numpy as np
from ase import Atoms
from ase.calculators.calculator import CalculatorError, InputError, PropertyNotImplementedError
from ase.db.row import AtomsRow
from ase.io import iread

from .._databases import is_url, one_line, open_database, shown

PathLike = Union[str, "os.PathLike[str]"]


class Cluster(NamedTuple):
    """A structure, its energy, and where it came from."""

    atoms: Atoms
    energy: Optional[float] = None
    """eV; None if the source has none."""
    source: str = "structure"
    """File and number: the index of the structure, or the id of the row."""


def read_clusters(paths: Iterable[PathLike]) -> List[Cluster]:
    """Structures of extended XYZ files (anything ASE reads) and of ASE databases (.db, postgresql://...), in order.

    Of a database that ``gapsharp.hopping`` wrote, the distinct minima. Errors: InputError for files that cannot be read or are empty.
    """
    found: List[Cluster] = []
    for path in paths:
        before = len(found)
        found.extend(_from_database(path) if is_database(path) else _from_file(path))
        if len(found) == before:
            raise InputError(f"{shown(path)} has no structures, expected at least one")
    return found


def is_database(path: PathLike) -> bool:
    """Whether a name is that of an ASE database: in SQLite, or the URL of one in PostgreSQL."""
    return is_url(path) or Path(path).suffix.lower() == ".db"


def lowest(clusters: Sequence[Cluster], count: int) -> List[Cluster]:
    """The ``count`` lowest in energy of each composition, by size, composition and energy."""
    if count < 1:
        raise InputError(f"number of lowest structures is {count}, expected at least 1")
    groups: Dict[tuple, List[Cluster]] = defaultdict(list)
    for cluster in clusters:
        energy_of(cluster)
        groups[len(cluster.atoms), cluster.atoms.get_chemical_formula()].append(cluster)
    return [cluster for key in sorted(groups) for cluster in sorted(groups[key], key=energy_of)[:count]]


def energy_of(cluster: Cluster) -> float:
    """The energy, eV. Raises InputError where there is none."""
    if cluster.energy is None:
        raise InputError(f"{cluster.source} has no energy, expected one (eV)")
    return cluster.energy


@contextmanager
def located(source: str) -> Iterator[None]:
    """Says where a structure came from in errors about it."""
    try:
        yield
    except InputError as error:
        raise InputError(f"{source}: {error}") from error


def rows(path: PathLike, selection: str = "") -> List[AtomsRow]:
    """Rows of an ASE database, which is only read, by number. Errors: InputError."""
    store = open_database(path)
    try:
        store.check()
        return list(store.ase.select(selection, sort="id", include_data=False))
    except Exception as error:  # ASE's decoding raises whatever a damaged row makes it stumble over
        raise InputError(f"cannot read the database {store.name}: {one_line(error)}") from error


def _from_database(path: PathLike) -> Iterator[Cluster]:
    for row in rows(path):
        if row.get("outcome", "new") == "new":
            source = f"{shown(path)}:{row.id}"
            yield Cluster(Atoms(row.numbers, row.positions, pbc=row.pbc), _finite(row.get("energy"), source), source)


def _from_file(path: PathLike) -> Iterator[Cluster]:
    if not Path(path).is_file():
        raise InputError(f"cannot read {path}: there is no such file")
    try:
        for index, atoms in enumerate(iread(path, ":")):
            source = f"{path}:{index}"
            yield Cluster(_free(atoms), _finite(_stored_energy(atoms), source), source)
    except InputError:
        raise
    except Exception as error:  # ASE's readers raise whatever the text makes them stumble over
        raise InputError(f"cannot read {path}: {error}") from error


def _stored_energy(atoms: Atoms) -> Optional[float]:
    try:
        return atoms.get_potential_energy() if atoms.calc is not None else None
    except (CalculatorError, PropertyNotImplementedError):
        return None


def _free(atoms: Atoms) -> Atoms:
    # Without calculator, constraints and cell: what is compared is the structure. Periodic directions stay, to be refused.
    return Atoms(atoms.numbers, atoms.positions, pbc=atoms.pbc)


def _finite(energy: Optional[float], source: str) -> Optional[float]:
    if energy is not None and not np.isfinite(energy):
        raise InputError(f"energy of {source} is {energy}, expected a finite number (eV)")
    return energy
