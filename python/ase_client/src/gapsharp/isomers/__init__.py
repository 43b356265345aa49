"""Isomers of a cluster from snapshots of its dynamics. How to: ``docs/how-to/isomers.md``."""

from .catalogue import Catalogue, Plan, find
from .relaxing import Relaxed, relax_all, relaxed
from .report import write_catalogue
from .snapshots import Snapshot, snapshots
from .sorting import Identity, groups, in_one_piece
from .store import Store
from .table import Isomer, anisotropy, isomer

__all__ = ["Catalogue", "Identity", "Isomer", "Plan", "Relaxed", "Snapshot", "Store", "anisotropy", "find", "groups", "in_one_piece",
           "isomer", "relax_all", "relaxed", "snapshots", "write_catalogue"]
