"""Minima hopping of free clusters with any ASE calculator. How to: ``docs/how-to/minima-hopping.md``."""

from .calibration import Noise, calibrate
from .database import HoppingDatabase
from .feedback import Feedback, Outcome
from .hop import Hop
from .identity import Identity, OverlapFingerprint
from .parameters import Parameters
from .progress import Progress
from .search import MinimaHopping
from .starts import random_start, random_starts, read_starts
from .walkers import run_walkers

__all__ = ["Feedback", "Hop", "HoppingDatabase", "Identity", "MinimaHopping", "Noise", "Outcome", "OverlapFingerprint", "Parameters",
           "Progress", "calibrate", "random_start", "random_starts", "read_starts", "run_walkers"]
