"""Minima hopping of free clusters with any ASE calculator. How to: ``docs/how-to/minima-hopping.md``."""

from .database import HoppingDatabase
from .feedback import Feedback, Outcome
from .hop import Hop
from .identity import Identity, OverlapFingerprint
from .parameters import Parameters
from .search import MinimaHopping

__all__ = ["Feedback", "Hop", "HoppingDatabase", "Identity", "MinimaHopping", "Outcome", "OverlapFingerprint", "Parameters"]
