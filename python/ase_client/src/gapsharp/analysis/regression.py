"""How well a potential's energies follow the reference's, size by size, from what ``gapsharp validate --csv`` writes."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional, Sequence

import numpy as np
from ase import units
from ase.calculators.calculator import InputError

from .figures import PathLike
from .tables import Table

_SIZE, _REFERENCE, _MODEL = "atoms", "reference_binding_energy_eV_per_atom", "binding_energy_eV_per_atom"


class Frames(NamedTuple):
    """Binding energies per atom of the compared configurations, each an array over them."""

    sizes: np.ndarray
    """int, number of atoms."""
    reference: np.ndarray
    """eV per atom."""
    model: np.ndarray
    """eV per atom."""


class Agreement(NamedTuple):
    """Errors of a model, in the unit of what was compared."""

    count: int
    rmse: float
    mae: float
    largest: float
    pearson: Optional[float]
    """Correlation; None for fewer than two values, or where all are the same."""


def agreement(reference: Sequence[float], model: Sequence[float]) -> Agreement:
    """Errors model - reference over equally long sequences of at least one value."""
    expected, found = np.asarray(reference, dtype=float), np.asarray(model, dtype=float)
    if expected.shape != found.shape or expected.ndim != 1 or not len(expected):
        raise InputError(f"reference and model have shapes {expected.shape} and {found.shape}, expected the same number of values, from 1")
    errors = found - expected
    varies = len(errors) > 1 and np.ptp(expected) > 0 and np.ptp(found) > 0
    return Agreement(len(errors), float(np.sqrt((errors**2).mean())), float(np.abs(errors).mean()), float(np.abs(errors).max()),
                     float(np.corrcoef(expected, found)[0, 1]) if varies else None)


def read_frames(path: PathLike) -> Frames:
    """Configurations of more than one atom that have both binding energies. Errors: InputError, with the line."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {path}: {error}") from error
    reader = csv.DictReader(text.splitlines())
    missing = [name for name in (_SIZE, _REFERENCE, _MODEL) if name not in (reader.fieldnames or [])]
    if missing:
        raise InputError(f"{path} has no column {missing[0]}, expected what gapsharp validate --csv writes")
    found: List[tuple] = []
    for row in reader:
        if row[_REFERENCE] and row[_MODEL]:
            try:
                size, reference, model = int(row[_SIZE]), float(row[_REFERENCE]), float(row[_MODEL])
            except ValueError as error:
                raise InputError(f"line {reader.line_num} of {path}: {error}") from error
            if size < 1 or not np.isfinite([reference, model]).all():
                raise InputError(f"line {reader.line_num} of {path}: {size} atoms and energies {reference} and {model}, "
                                 "expected at least 1 atom and finite energies")
            # An isolated atom is bound by nothing, whatever the potential.
            if size > 1:
                found.append((size, reference, model))
    if not found:
        raise InputError(f"{path} has no configuration with both binding energies, expected at least one")
    sizes, references, models = (np.array(column) for column in zip(*found))
    return Frames(sizes, references, models)


def by_size(frames: Frames) -> Dict[int, Agreement]:
    """Agreement of the binding energies per atom (eV) for each number of atoms, ascending."""
    groups: Dict[int, List[int]] = defaultdict(list)
    for index, size in enumerate(frames.sizes):
        groups[int(size)].append(index)
    return {size: agreement(frames.reference[groups[size]], frames.model[groups[size]]) for size in sorted(groups)}


def regression_table(frames: Frames) -> Table:
    """A row for each size and one for all."""
    kcal = units.mol / units.kcal  # per eV
    named = [*((str(size), each) for size, each in by_size(frames).items()), ("total", agreement(frames.reference, frames.model))]
    return Table(("atoms", "configurations", "rmse_meV_per_atom", "mae_meV_per_atom", "max_meV_per_atom", "rmse_kcal_per_mol_atom",
                  "pearson_r"),
                 [(name, each.count, 1e3 * each.rmse, 1e3 * each.mae, 1e3 * each.largest, kcal * each.rmse, each.pearson)
                  for name, each in named])
