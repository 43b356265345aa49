"""Relaxes many structures, in this process or in several."""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection, wait
from typing import Any, Dict, Iterable, Iterator, NamedTuple, Optional, Tuple

import numpy as np
from ase import Atoms
from ase.calculators.calculator import CalculationFailed, Calculator, CalculatorError

from ..hopping.parameters import Parameters
from ..hopping.relaxation import relax
from ..hopping.surface import HopFailed, Surface


class Relaxed(NamedTuple):
    """Where a relaxation ended."""

    name: str
    energy: float
    """eV."""
    positions: np.ndarray
    """float64 [N][3], A."""
    calls: int
    """Evaluations of energy and forces."""
    problem: Optional[str] = None
    """Why there is no minimum; then the rest means nothing."""


def relaxed(name: str, atoms: Atoms, calculator: Calculator, parameters: Parameters) -> Relaxed:
    """The minimum below ``atoms``."""
    atoms = atoms.copy()
    atoms.calc = calculator
    surface = Surface(atoms)
    try:
        point = relax(surface, atoms.positions, parameters)
    except HopFailed as error:
        return Relaxed(name, float("nan"), atoms.positions, surface.calls, str(error))
    return Relaxed(name, point.energy, point.positions - point.positions.mean(axis=0), surface.calls)


def relax_all(jobs: Iterable[Tuple[str, Atoms]], calculator: Calculator, parameters: Parameters, workers: int) -> Iterator[Relaxed]:
    """Results as they come. Each of several worker processes has its copy of the calculator, which must be picklable then.

    A worker whose starter is killed ends. CalculationFailed if a worker ends early or the calculator raises.
    """
    if workers == 1:
        for name, atoms in jobs:
            yield relaxed(name, atoms, calculator, parameters)
        return
    context = multiprocessing.get_context("spawn")
    running: Dict[Connection, Any] = {}
    waiting = iter(jobs)
    try:
        for number in range(workers):
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, calculator, parameters), name=f"worker {number}", daemon=True)
            process.start()
            theirs.close()
            running[ours] = process
            ours.send(next(waiting, None))
        while running:
            for connection in wait(list(running)):
                result = _heard(connection, running)
                if result is None:
                    running.pop(connection).join()
                    continue
                connection.send(next(waiting, None))
                yield result
    finally:
        for process in running.values():
            process.terminate()
            process.join()


def _heard(connection: Connection, running: Dict[Connection, Any]) -> Optional[Relaxed]:
    """What a worker says; None when it has nothing more to do."""
    try:
        said = connection.recv()
    except EOFError:
        said = f"{running[connection].name} ended early"
    if isinstance(said, str):
        raise CalculationFailed(said)
    return said


def _work(connection: Connection, calculator: Calculator, parameters: Parameters) -> None:
    try:
        while (job := connection.recv()) is not None:
            connection.send(relaxed(*job, calculator, parameters))
        connection.send(None)
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        raise SystemExit(1)
    except CalculatorError as error:
        connection.send(f"{type(error).__name__}: {error}")


