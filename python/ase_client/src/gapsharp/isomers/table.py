"""The isomers as a table: energies, bonds, symmetry, shape, and errors against a reference."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, dataclass, fields
from typing import List, Optional, Sequence

import numpy as np
from ase import Atoms

from ..analysis import bond_lengths, point_group


@dataclass(frozen=True)
class Isomer:
    """One row. Energies in eV, lengths in A."""

    number: int
    energy: float
    """Total energy of the minimum."""
    above_lowest: float
    binding_energy: float
    """(E - n E_1)/n with the model's own isolated atoms; negative."""
    found: int
    """Snapshots that relaxed to it."""
    source: str
    """One of them."""
    point_group: str
    bond: float
    """Mean bond length."""
    bonds: int
    """Number of bonds."""
    moments: str
    """Principal moments of inertia, ascending, u A^2."""
    anisotropy: float
    """Relative shape anisotropy, 0 (sphere, cube, icosahedron) to 1 (a line); Theodorou and Suter 1985, doi:10.1021/ma00148a028."""
    reference_energy: Optional[float] = None
    """Binding energy per atom by the reference, relaxed by it from here."""
    energy_error: Optional[float] = None
    """Of the binding energy, %."""
    reference_bond: Optional[float] = None
    bond_error: Optional[float] = None
    """Of the mean bond length, %."""
    reference_distance: Optional[float] = None
    """Of the fingerprints of both minima: large where the reference went to another isomer."""


def isomer(number: int, atoms: Atoms, energy: float, lowest: float, free_atoms: float, found: int, source: str, tolerance: float) -> Isomer:
    """The row of a minimum. free_atoms: energy of its atoms far apart; tolerance: of the symmetry, A."""
    bonds = bond_lengths(atoms)
    moments = ", ".join(f"{moment:.0f}" for moment in np.sort(atoms.get_moments_of_inertia()))
    return Isomer(number, energy, energy - lowest, (energy - free_atoms) / len(atoms), found, source, point_group(atoms, tolerance),
                  bonds.mean, len(bonds.pairs), moments, anisotropy(atoms.positions))


def anisotropy(positions: np.ndarray) -> float:
    """1 - 3 (ab + bc + ca)/(a + b + c)^2 with the eigenvalues a, b, c of the gyration tensor of positions [N][3]."""
    arms = positions - positions.mean(axis=0)
    gyration = arms.T @ arms / len(arms)
    trace = np.trace(gyration)
    # The sum of the principal minors is ab + bc + ca.
    minors = (trace**2 - np.trace(gyration @ gyration)) / 2
    return float(1 - 3 * minors / trace**2)


def csv_of(rows: Sequence[Isomer]) -> str:
    """A line for each isomer; cells of what there is not are empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [each.name for each in fields(Isomer)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(row) for row in rows)
    return text.getvalue()


def markdown_of(rows: Sequence[Isomer], referenced: bool) -> str:
    """The same for people."""
    names = ["", "E - E0 (eV)", "E_b (eV/atom)", "found", "point group", "bond (A)", "bonds", "anisotropy"]
    names += ["E_b ref (eV/atom)", "error (%)", "bond ref (A)", "error (%)"] if referenced else []
    lines = [f"| {' | '.join(names)} |", "|---:" * len(names) + "|"]
    for row in rows:
        cells = [f"{row.number}", f"{row.above_lowest:.4f}", f"{row.binding_energy:.4f}", f"{row.found}", row.point_group,
                 f"{row.bond:.3f}", f"{row.bonds}", f"{row.anisotropy:.3f}"]
        if referenced:
            cells += _reference(row)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _reference(row: Isomer) -> List[str]:
    if row.reference_energy is None:
        return ["-"] * 4
    return [f"{row.reference_energy:.4f}", f"{row.energy_error:+.3f}", f"{row.reference_bond:.3f}", f"{row.bond_error:+.3f}"]
