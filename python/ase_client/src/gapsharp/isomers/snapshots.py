"""Structures to quench: of a melting study, or of any file that ASE reads."""

from __future__ import annotations

from pathlib import Path
from typing import Iterator, NamedTuple, Optional, Sequence

from ase import Atoms
from ase.calculators.calculator import InputError
from ase.io import iread, read

from ..melting import Segments, frames, known_temperatures


class Snapshot(NamedTuple):
    name: str
    """Where it comes from: file and number of the frame, or temperature and step. Results are kept under this name."""
    atoms: Atoms


def snapshots(paths: Sequence[str], every: int = 1, elements: Optional[Sequence[str]] = None) -> Iterator[Snapshot]:
    """Every ``every``-th structure of each path (for a study: of each temperature), without cells.

    elements: of the atom types, for LAMMPS dumps without a column element. InputError for what cannot be read and for structures of
    another composition than the first.
    """
    first: Optional[str] = None
    bare = [Path(path).resolve().name for path in paths]
    for path in paths:
        if bare.count(Path(path).resolve().name) > 1:
            raise InputError(f"{path} has the name of another, expected different names: results are kept under them")
        for snapshot in _study(Path(path), every) if Path(path).is_dir() else _file(path, every, elements):
            formula = snapshot.atoms.get_chemical_formula()
            first = first or formula
            if formula != first:
                raise InputError(f"{snapshot.name} is {formula}, expected {first} as the first structure")
            yield snapshot


def _study(folder: Path, every: int) -> Iterator[Snapshot]:
    temperatures = known_temperatures(folder)
    if not temperatures or not (folder / "start.xyz").exists():
        raise InputError(f"{folder} has no simulations, expected the folder of a melting study or a file")
    start = read(folder / "start.xyz", format="extxyz")
    for temperature in temperatures:
        segments = Segments(folder, temperature)
        for index, (step, positions) in enumerate(frames(segments)):
            if index % every == 0:
                yield Snapshot(f"{folder.resolve().name}/{segments.folder.name}:{step}", Atoms(start.numbers, positions))


def _file(path: str, every: int, elements: Optional[Sequence[str]]) -> Iterator[Snapshot]:
    try:
        for index, image in enumerate(iread(path, ":")):
            if index % every == 0:
                yield Snapshot(f"{Path(path).name}:{index}", Atoms(_symbols(image, elements), image.positions))
    except (InputError, MemoryError):
        raise
    except Exception as error:  # ASE's readers raise whatever the text makes them stumble over
        raise InputError(f"cannot read {path}: {error}") from error


def _symbols(image: Atoms, elements: Optional[Sequence[str]]) -> Sequence:
    if elements is None:
        return image.numbers
    # ASE reads the types of a dump as atomic numbers.
    if image.numbers.min() < 1 or image.numbers.max() > len(elements):
        raise InputError(f"atom types are {sorted(set(image.numbers.tolist()))}, expected those of {len(elements)} elements")
    return [elements[number - 1] for number in image.numbers]
