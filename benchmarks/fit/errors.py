"""Root mean square errors of a potential: energies in meV/atom, force components in meV/A. Prints one line of JSON.

    python3 -m fit.errors MODEL DATA.xyz
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import numpy as np
from ase.io import read

from endtoend.paths import DIST, run


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results.xyz"
        run([DIST / "bin/gapsharp", "evaluate", sys.argv[1], sys.argv[2], "-o", results, "--prefix", "gap_", "--properties", "energy,forces"])
        frames = read(str(results), index=":")
    energies = [(atoms.info["gap_energy"] - atoms.get_potential_energy()) / len(atoms) for atoms in frames]
    forces = np.concatenate([(atoms.arrays["gap_forces"] - atoms.get_forces()).ravel() for atoms in frames])
    print(json.dumps({"energy": _milli(energies), "forces": _milli(forces)}))


def _milli(differences) -> float:
    return 1e3 * float(np.sqrt(np.mean(np.square(differences))))


if __name__ == "__main__":
    main()
