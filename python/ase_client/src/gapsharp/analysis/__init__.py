"""Energy and structure of free clusters, each analysis as a function, a table and a plot. How to: ``docs/how-to/analysis.md``."""

from .bonds import Bonds, bond_lengths, nearest_distance, pair_distribution
from .motion import lindemann, lindemann_by_atom
from .picture import picture
from .shells import radial_distances, shells
from .symmetry import Operation, Step, operations, point_group, symmetry_steps

__all__ = ["Bonds", "Operation", "Step", "bond_lengths", "lindemann", "lindemann_by_atom", "nearest_distance", "operations",
           "pair_distribution", "picture", "point_group", "radial_distances", "shells", "symmetry_steps"]
