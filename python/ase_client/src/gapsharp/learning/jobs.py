"""Labels, a folder for each: what is to be computed, and the result once it is there."""

from __future__ import annotations

import gc
import json
import os
import tempfile
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, NamedTuple, Optional, Sequence

import numpy as np
from ase import Atoms
from ase.calculators.calculator import CalculationFailed, CalculatorSetupError, InputError

from .._files import whole_folder, write_text
from .._processes import end_with_parent
from .._settings import as_object, settings_of
from .calculators import open_calculator
from .config import Labelling
from .rounds import Round, locked
from .structures import energy_of, forces_of, labelled, read_structures, write_structures

_FAR = 1e-3
"""How far an atom of a result may be from where it was put, A: input files have few decimals."""


class Label(NamedTuple):
    """What became of a job: atoms with energy and forces, or why there are none."""

    job: Path
    atoms: Optional[Atoms]
    reason: str


def prepare(folder: Path, images: Sequence[Atoms], notes: Sequence[Dict[str, Any]], label: Labelling, config_folder: Path) -> None:
    """Writes the jobs of a round: NNNN/structure.xyz and NNNN/job.json in ``folder``, and manifest.json. Does nothing if it is there."""
    if folder.exists():
        return
    with whole_folder(folder) as fresh:
        names = [f"{number:04d}" for number in range(len(images))]
        for name, atoms, note in zip(names, images, notes):
            (fresh / name).mkdir()
            write_structures(fresh / name / "structure.xyz", [dressed(atoms, label)])
            _write_json(fresh / name / "job.json", {**note, "label": as_object(label), "config_folder": str(config_folder)})
        _write_json(fresh / "manifest.json", {"jobs": names, "formulas": [atoms.get_chemical_formula() for atoms in images]})


def jobs(folder: Path) -> List[Path]:
    """The jobs of a round, in order."""
    return [folder / name for name in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["jobs"]]


def waiting(folder: Path) -> List[Path]:
    """The jobs that have no outcome yet."""
    return [job for job in jobs(folder) if not ((job / "result.xyz").exists() or (job / "failed.txt").exists())]


def run_jobs(folder: Path, processes: int, report: Callable[[Path], object] = lambda job: None) -> None:
    """Runs the jobs that wait; every outcome is on disk as soon as it is known. CalculationFailed if a process of several was killed."""
    left = waiting(folder)
    if processes == 1 or len(left) < 2:
        for job in left:
            run_job(job)
            report(job)
        return
    with ProcessPoolExecutor(min(processes, len(left)), mp_context=get_context("spawn"), initializer=end_with_parent) as pool:
        try:
            for job, _ in zip(left, pool.map(run_job, left)):
                report(job)
        except BrokenProcessPool:
            raise CalculationFailed(f"a process that computed labels in {folder} was killed; the same command goes on") from None


def run_job(job: Path) -> str:
    """Computes one label: writes result.xyz, or failed.txt with the reason, which is returned. Leaves a job that has an outcome alone.

    CalculatorSetupError or InputError if the calculator cannot be had: the job then still waits.
    """
    job = job.resolve()
    with locked(job):
        if (job / "result.xyz").exists() or (job / "failed.txt").exists():
            return _failure(job)
        with computing(job) as atoms:
            try:
                # Forces first: programs that work through files compute them only when asked, and the energy with them.
                forces = atoms.get_forces()
                # Forces of smeared electrons are slopes of the free energy.
                energy = atoms.calc.results.get("free_energy", atoms.calc.results.get("energy"))
                energy = atoms.get_potential_energy() if energy is None else energy
            except CalculatorSetupError:
                raise
            except Exception as error:  # a calculator may raise anything
                write_text(job / "failed.txt", f"{type(error).__name__}: {' '.join(str(error).split())}\n")
                return _failure(job)
        write_structures(job / "result.xyz", [labelled(atoms, float(energy), np.array(forces, dtype=float))])
        return ""


@contextmanager
def computing(job: Path) -> Iterator[Atoms]:
    """The structure of a job with its calculator, whose files go to a new folder in the job's; the calculator ends with the block.

    CalculatorSetupError or InputError if the calculator cannot be had.
    """
    (atoms,), about = read_structures(job / "structure.xyz"), _read_job(job)
    label = settings_of(Labelling, about["label"], f"label in {job / 'job.json'}")
    # A program that outlives a killed run still writes where it was started.
    with _inside(Path(tempfile.mkdtemp(dir=job, prefix="work."))):
        atoms.calc = open_calculator(label, Path(about["config_folder"]))
        try:
            yield atoms
        finally:
            # Calculators of ASE refer to themselves: the program behind one, half a gigabyte of CP2K, stays until it is collected.
            atoms.calc = None
            gc.collect()


def collect(folder: Path, label: Labelling) -> List[Label]:
    """The outcomes of a round's jobs, in order; all must be there. A result that is no label of its structure is refused."""
    return [_outcome(job, label) for job in jobs(folder)]


def without_label(done: Sequence[Round], label: Labelling) -> List[Atoms]:
    """Structures of earlier rounds that a calculator failed at or whose results were refused."""
    images = [read_structures(found.job / "structure.xyz")[0] for here in done if here.figures.exists() and here.labels.exists()
              for found in collect(here.labels, label) if found.atoms is None]
    return [Atoms(atoms.numbers, atoms.positions) for atoms in images]


def dressed(atoms: Atoms, label: Labelling) -> Atoms:
    """A bare copy in the cell that the calculator wants."""
    bare = Atoms(atoms.numbers, atoms.positions)
    if label.vacuum is not None:
        extent = np.ptp(bare.positions, axis=0) + 2 * label.vacuum
        bare.set_cell(np.diag(np.full(3, extent.max()) if label.cubic else extent))
        bare.center()
        bare.pbc = label.periodic
    return bare


def _outcome(job: Path, label: Labelling) -> Label:
    failure = _failure(job)
    if failure:
        return Label(job, None, failure)
    (wanted,) = read_structures(job / "structure.xyz")
    try:
        images = read_structures(job / "result.xyz")
    except InputError as error:
        return Label(job, None, str(error))
    got = images[-1]
    reason = _unfit(wanted, got, label)
    if reason:
        return Label(job, None, reason)
    info = {"config_type": "learned", **{name: str(note) for name, note in _read_job(job).items() if name in ("rule", "source")}}
    energy = energy_of(got) + sum(label.shift.get(symbol, 0.0) for symbol in wanted.symbols)
    return Label(job, labelled(Atoms(wanted.numbers, wanted.positions, info=info), energy, forces_of(got)), "")


def _failure(job: Path) -> str:
    failed = job / "failed.txt"
    return " ".join(failed.read_text(encoding="utf-8", errors="replace")[:1000].split()) or "failed" if failed.exists() else ""


def _unfit(wanted: Atoms, got: Atoms, label: Labelling) -> str:
    """Why a result is no label of the structure; an empty text if it is."""
    if not np.array_equal(got.numbers, wanted.numbers):
        return f"the result has the atoms {got.get_chemical_formula()}, expected {wanted.get_chemical_formula()} in the same order"
    apart = got.positions - wanted.positions
    if np.abs(apart - apart.mean(axis=0)).max() > _FAR:
        return f"an atom of the result is {np.abs(apart - apart.mean(axis=0)).max():.3g} A from its place, expected the structure given"
    energy, forces = energy_of(got), forces_of(got)
    if energy is None or forces is None or not (np.isfinite(energy) and np.isfinite(forces).all()):
        return "the result has no energy and forces, or they are not finite"
    largest = float(np.linalg.norm(forces, axis=1).max())
    return f"the force on an atom is {largest:.3g} eV/A, expected at most {label.largest_force:g}" if largest > label.largest_force else ""


def _read_job(job: Path) -> Dict[str, Any]:
    try:
        about = json.loads((job / "job.json").read_text(encoding="utf-8"))
        return {**about, "label": about["label"], "config_folder": str(about["config_folder"])}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"cannot read {job / 'job.json'}: {error}, expected a job folder of a round's labels") from error


def _write_json(path: Path, values: Dict[str, Any]) -> None:
    write_text(path, json.dumps(values, indent=1) + "\n")


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
