"""Computes the distinct lowest minima with the calculator that labelled, and relaxes the best of each size with it.

    PYTHONPATH=dist/python:examples/mg-clusters /usr/bin/python3 examples/mg-clusters/dft.py FOLDER [--relax N] [--processes N]

FOLDER is that of run.sh: learn.json and distinct.xyz are read; dft/ (a folder for each minimum), dft.xyz (energies and forces at the minima of the
potential) and relaxed.xyz (those of the N lowest of each size, relaxed) are written. What is done already is not done again.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Dict, List

import numpy as np
from ase import Atoms
from ase.calculators.calculator import CalculatorError
from ase.optimize import BFGS
from gapsharp.learning import jobs, read_config
from gapsharp.learning.structures import energy_of, labelled, read_structures, write_structures

FMAX = 0.03
"""Largest force that a relaxation leaves, eV/A."""

STEPS = 100


def main() -> None:
    parser = argparse.ArgumentParser(description="The lowest minima by density functional theory.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--relax", type=int, default=1, help="minima of each size to relax, the lowest by the labels [1]")
    parser.add_argument("--processes", type=int, default=1, help="calculations at a time [1]")
    options = parser.parse_args()
    label = read_config(options.folder / "learn.json").label
    minima = read_structures(options.folder / "distinct.xyz")
    folder = options.folder.resolve() / "dft"
    jobs.prepare(folder, minima, [{"source": f"distinct.xyz:{k}"} for k in range(len(minima))], label, options.folder.resolve())
    jobs.run_jobs(folder, options.processes)
    labels = jobs.collect(folder, label)
    for failed in labels:
        if failed.atoms is None:
            print(f"{failed.job}: {failed.reason}", file=sys.stderr)
    found = [each for each in labels if each.atoms is not None]
    write_structures(options.folder / "dft.xyz", [each.atoms for each in found])
    best = lowest(found, options.relax)
    with ProcessPoolExecutor(options.processes, mp_context=get_context("spawn")) as pool:
        list(pool.map(relax, [each.job for each in best]))
    write_structures(options.folder / "relaxed.xyz", [shifted(each.job, label.shift) for each in best])


def lowest(labels: List[jobs.Label], count: int) -> List[jobs.Label]:
    """The ``count`` lowest of each size, sizes ascending."""
    sizes: Dict[int, List[jobs.Label]] = defaultdict(list)
    for each in sorted(labels, key=lambda each: energy_of(each.atoms)):
        sizes[len(each.atoms)].append(each)
    return [each for size in sorted(sizes) for each in sizes[size][:count]]


def relax(job: Path) -> None:
    """Writes relaxed.xyz, the minimum below a job's structure, unless it is there."""
    if (job / "relaxed.xyz").exists():
        return
    with jobs.computing(job) as atoms:
        relaxation = BFGS(atoms, logfile=str(job / "relaxed.log"))
        if not relaxation.run(fmax=FMAX, steps=STEPS):
            print(f"{job}: forces of {np.linalg.norm(atoms.get_forces(), axis=1).max():.2g} eV/A after {STEPS} steps", file=sys.stderr)
        results = atoms.calc.results
        # The free energy of smeared electrons, whose slopes the forces are.
        end = labelled(atoms, results.get("free_energy", results["energy"]), results["forces"])
    end.info["steps"] = relaxation.nsteps
    write_structures(job / "relaxed.xyz", [end])


def shifted(job: Path, shift: Dict[str, float]) -> Atoms:
    """The relaxed structure with the training set's zero of energy, without the calculator's cell."""
    (atoms,) = read_structures(job / "relaxed.xyz")
    source = json.loads((job / "job.json").read_text())["source"]
    bare = Atoms(atoms.numbers, atoms.positions, info={"source": source, "steps": atoms.info["steps"]})
    return labelled(bare, energy_of(atoms) + sum(shift.get(symbol, 0.0) for symbol in atoms.symbols), atoms.calc.results["forces"])


if __name__ == "__main__":
    try:
        main()
    except (CalculatorError, OSError) as error:
        sys.exit(f"error: {error}")
