"""Tables of structure: point groups, shells, bonds and distances of many clusters; Lindemann indices of trajectories."""

from __future__ import annotations

from pathlib import Path
from typing import Iterable, List, Optional, Sequence, Union

import numpy as np
from ase.calculators.calculator import InputError
from ase.io import iread
from scipy.spatial.distance import pdist

from .bonds import bond_lengths
from .inputs import Cluster, PathLike, located
from .lattices import CUTOFFS, MAGNESIUM, Lattices, lattice_similarity, similar_counts
from .motion import lindemann
from .shells import radial_distances, shells
from .symmetry import TOLERANCE, point_group, symmetry_steps
from .tables import Table


def symmetry_table(clusters: Sequence[Cluster], tolerance: float = TOLERANCE, largest: float = 0.5) -> Table:
    """Point groups, and how they change as the tolerance grows to ``largest`` (A; to less than half the shortest distance)."""
    table = []
    for cluster in clusters:
        with located(cluster.source):
            group = point_group(cluster.atoms, tolerance)
            steps = symmetry_steps(cluster.atoms, min(largest, _half_shortest(cluster)))
        scan = " ".join(f"{step.group}@{step.deviation:.3g}" for step in steps)
        table.append((len(cluster.atoms), str(cluster.atoms.get_chemical_formula()), cluster.energy, group, scan, cluster.source))
    return Table(("atoms", "formula", "energy_eV", "point_group", "groups_by_deviation_A", "source"), table)


def shell_table(clusters: Sequence[Cluster], probe: Optional[float] = None) -> Table:
    """Atoms in each shell from the surface inwards, and the point group of the core."""
    table = []
    for cluster in clusters:
        with located(cluster.source):
            layers = shells(cluster.atoms, probe)
            core = cluster.atoms[layers > 1]
            group = _group(Cluster(core, None, cluster.source)) if len(core) else None
        table.append((len(cluster.atoms), int((layers == 1).sum()), len(core), " ".join(map(str, np.bincount(layers)[1:])), group or "",
                      cluster.source))
    return Table(("atoms", "surface", "core", "shells", "core_point_group", "source"), table)


def radius_table(clusters: Sequence[Cluster]) -> Table:
    """A row for each atom: its distance from the centre of mass and its shell."""
    table: List[tuple] = []
    for cluster in clusters:
        with located(cluster.source):
            radii, layers = radial_distances(cluster.atoms), shells(cluster.atoms)
        table.extend((len(cluster.atoms), index, symbol, float(radius), int(layer), cluster.source)
                     for index, (symbol, radius, layer) in enumerate(zip(cluster.atoms.symbols, radii, layers)))
    return Table(("atoms", "atom", "element", "radius_A", "shell", "source"), table)


def bond_table(clusters: Sequence[Cluster], cutoff: Optional[float] = None) -> Table:
    """Nearest-neighbour distance, bonds and coordination."""
    table = []
    for cluster in clusters:
        with located(cluster.source):
            bonds = bond_lengths(cluster.atoms, cutoff)
        some = len(bonds.lengths) > 0
        table.append((len(cluster.atoms), bonds.nearest, bonds.cutoff, len(bonds.lengths), *(
            (bonds.mean, float(bonds.lengths.min()), float(bonds.lengths.max())) if some else (None, None, None)),
            float(bonds.coordination.mean()), cluster.source))
    return Table(("atoms", "nearest_A", "bond_cutoff_A", "bonds", "mean_bond_A", "shortest_A", "longest_bond_A", "mean_coordination",
                  "source"), table)


def lattice_table(clusters: Sequence[Cluster], cutoffs: Sequence[float] = CUTOFFS, bond: Union[float, str, None] = None,
                  lattices: Lattices = MAGNESIUM) -> Table:
    """How many atoms, and how many of the core, are the same as and similar to each lattice, for each cutoff (A).

    bond: as in ``lattice_similarity``, or "own" for each cluster's mean bond length.
    """
    table: List[tuple] = []
    # The cutoff outside: each has its own descriptor, whose tables are kept from one cluster to the next.
    for cutoff in cutoffs:
        for cluster in clusters:
            with located(cluster.source):
                length = bond_lengths(cluster.atoms).mean if bond == "own" else bond
                distances = lattice_similarity(cluster.atoms, cutoff, length, lattices)
                core = shells(cluster.atoms) > 1
            everywhere, inside = similar_counts(distances), similar_counts(distances, core)
            table.extend((len(cluster.atoms), int(core.sum()), cutoff, name, *everywhere[name], *inside[name],
                          float(distances[name].min()), cluster.source) for name in distances)
    return Table(("atoms", "core", "cutoff_A", "lattice", "same", "similar", "core_same", "core_similar", "smallest_distance", "source"),
                 table)


def lindemann_table(paths: Iterable[PathLike], blocks: int = 1, skip: int = 0) -> Table:
    """The index of each trajectory, or of each of its ``blocks`` equal parts, without the first ``skip`` frames."""
    if blocks < 1 or skip < 0:
        raise InputError(f"blocks is {blocks} and skip is {skip}, expected at least 1 and at least 0")
    table: List[tuple] = []
    for path in paths:
        frames = _frames(path)[skip:]
        parts = np.array_split(np.arange(len(frames)), blocks)
        for number, part in enumerate(parts):
            with located(str(path)):
                table.append((str(path), number, len(part), lindemann(frames[index] for index in part)))
    return Table(("trajectory", "block", "frames", "lindemann"), table)


def _frames(path: PathLike) -> list:
    """Positions of every frame; the whole trajectory is in memory, so that blocks can be cut."""
    if not Path(path).is_file():
        raise InputError(f"cannot read {path}: there is no such file")
    try:
        frames = []
        for atoms in iread(path, ":"):
            if atoms.pbc.any():
                raise InputError(f"frame {len(frames)} of {path} is periodic, expected a free cluster in one piece (pbc=\"F F F\")")
            frames.append(atoms.positions.copy())
        return frames
    except InputError:
        raise
    except Exception as error:  # ASE's readers raise whatever the text makes them stumble over
        raise InputError(f"cannot read {path}: {error}") from error


def _group(cluster: Cluster) -> str:
    """The point group within the default tolerance, or the largest that makes sense for atoms this close."""
    return point_group(cluster.atoms, min(TOLERANCE, _half_shortest(cluster)))


def _half_shortest(cluster: Cluster) -> float:
    atoms = cluster.atoms
    return 0.49 * float(pdist(atoms.positions).min()) if len(atoms) > 1 else np.inf
