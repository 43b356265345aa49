"""Melting of free clusters: LAMMPS at many temperatures, heat capacity by multiple histograms. How to: ``docs/how-to/melt.md``."""

from .ladder import between, geometric, harmonic, overlap
from .observables import Observables, observe
from .potential import Potential, gap, of_pair_style
from .segments import Segments, known_temperatures
from .settings import Settings, settings_of
from .study import Plan, analyse, melt, prepare, simulate
from .trajectory import Samples, frames, join, read_samples

__all__ = ["Observables", "Plan", "Potential", "Samples", "Segments", "Settings", "analyse", "between", "frames", "gap", "geometric",
           "harmonic", "join", "known_temperatures", "melt", "observe", "of_pair_style", "overlap", "prepare", "read_samples",
           "settings_of", "simulate"]
