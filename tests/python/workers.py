"""What the processes of test_processes.py run: top-level functions, so that they can be pickled."""

from __future__ import annotations

from typing import List, Tuple

import numpy as np
from ase import Atoms
from gapsharp import GapCalculator


def energies_and_forces(job: Tuple[GapCalculator, List[Atoms]]) -> List[Tuple[float, np.ndarray]]:
    calc, images = job
    return [(calc.get_potential_energy(atoms), calc.get_forces(atoms)) for atoms in images]
