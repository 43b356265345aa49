"""Atoms as LAMMPS data files, to the last bit; LAMMPS wants the cell as a lower triangle."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

MASSES = {3: 6.94, 6: 12.011, 11: 22.98976928, 12: 24.305, 14: 28.085}


@dataclass(frozen=True)
class Box:
    """Cell rows as a lower triangle with a positive diagonal, and the rotation between the frames."""

    cell: np.ndarray  # (3, 3), lower triangular
    rotation: np.ndarray  # (3, 3): original vector = LAMMPS vector @ rotation

    @classmethod
    def of(cls, cell: np.ndarray) -> Box:
        q, r = np.linalg.qr(np.asarray(cell, dtype=float).T)
        signs = np.sign(np.diag(r))
        return cls((r * signs[:, None]).T, (q * signs).T)

    def to_lammps(self, vectors: np.ndarray) -> np.ndarray:
        return vectors @ self.rotation.T

    def vectors_back(self, vectors: np.ndarray) -> np.ndarray:
        return vectors @ self.rotation

    def tensors_back(self, tensors: np.ndarray) -> np.ndarray:
        """(..., 3, 3) tensors."""
        return self.rotation.T @ tensors @ self.rotation


def write_data(path: Path, numbers, positions, cell=None, species=None, origin=(0.0, 0.0, 0.0)) -> Box:
    """Writes atomic-style data; type k is the k-th of species (by default the atomic numbers present, ascending)."""
    species = sorted(set(map(int, numbers))) if species is None else list(species)
    positions = np.asarray(positions, dtype=float)
    if cell is None:  # a box with room around the cluster, for boundary f f f
        low, high = positions.min(axis=0) - 5.0, positions.max(axis=0) + 5.0
        box, origin = Box(np.diag(high - low), np.eye(3)), low
    else:
        box = Box.of(cell)
    c = box.cell
    lines = ["data", "", f"{len(positions)} atoms", f"{len(species)} atom types", ""]
    for axis, name in enumerate("xyz"):
        lines.append(f"{origin[axis]:.17g} {origin[axis] + c[axis, axis]:.17g} {name}lo {name}hi")
    if abs(c[1, 0]) + abs(c[2, 0]) + abs(c[2, 1]) > 1e-12:
        lines.append(f"{c[1, 0]:.17g} {c[2, 0]:.17g} {c[2, 1]:.17g} xy xz yz")
    lines += ["", "Masses", ""] + [f"{k} {MASSES[z]}" for k, z in enumerate(species, 1)] + ["", "Atoms # atomic", ""]
    for k, (z, r) in enumerate(zip(numbers, box.to_lammps(positions)), 1):
        lines.append(f"{k} {species.index(int(z)) + 1} {r[0]:.17g} {r[1]:.17g} {r[2]:.17g}")
    path.write_text("\n".join(lines) + "\n")
    return box
