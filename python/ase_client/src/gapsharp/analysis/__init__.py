"""Energy and structure of free clusters, each analysis as a function, a table and a plot. How to: ``docs/how-to/analysis.md``."""

from .bonds import Bonds, bond_lengths, nearest_distance, pair_distribution
from .energies import best_per_size, binding_energies, isolated_energies, magic_numbers, second_differences
from .inputs import Cluster, lowest, read_clusters
from .lattices import MAGNESIUM, Lattices, lattice_similarity, similar_counts
from .motion import lindemann, lindemann_by_atom
from .picture import picture
from .regression import Agreement, Frames, agreement, by_size, read_frames
from .report import report
from .runs import Run, walker_runs
from .search_page import SearchPage
from .shells import radial_distances, shells
from .symmetry import Operation, Step, operations, point_group, symmetry_steps
from .tables import Table

__all__ = ["Agreement", "Bonds", "Cluster", "Frames", "Lattices", "MAGNESIUM", "Operation", "Run", "SearchPage", "Step", "Table",
           "agreement", "best_per_size", "binding_energies", "bond_lengths", "by_size", "isolated_energies", "lattice_similarity",
           "lindemann", "lindemann_by_atom", "lowest", "magic_numbers", "nearest_distance", "operations", "pair_distribution", "picture", "point_group",
           "radial_distances", "read_clusters", "read_frames", "report", "second_differences", "shells", "similar_counts",
           "symmetry_steps", "walker_runs"]
