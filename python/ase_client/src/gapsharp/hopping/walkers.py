"""Several walkers, each a process with its own seed, on one database."""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Sequence, Union

from ase import Atoms
from ase.calculators.calculator import Calculator, CalculationFailed, InputError

from .._processes import end_with_parent
from .hop import Hop
from .identity import Identity
from .parameters import Parameters
from .search import MinimaHopping

Job = Dict[str, Any]


def run_walkers(count: int, starts: Sequence[Atoms], calculator: Calculator, hops: int, database: Union[str, Path],
                parameters: Parameters = Parameters(), *, identity: Optional[Identity] = None,
                spares: Sequence[Sequence[Atoms]] = ((),), seed: int = 0, first: int = 0, report: Optional[Callable[[Hop], object]] = None) -> None:
    """Runs ``count`` walkers until each has done ``hops`` hops since its beginning; those found in the database go on.

    starts: walker number k begins at ``starts[k % len(starts)]``.
    spares: walker number k tries ``spares[k % len(spares)]`` in turn if its start has no minimum.
    database: a file, or the URL postgresql://user@host:port/name.
    calculator: must be picklable; every process gets a copy (GapSharp opens its potential there, RemoteGapSharp its connection).
    first: number of the first walker, so that machines may share a database by different numbers.
    report: called here with every hop of every walker.

    Processes are spawned: guard a script by ``if __name__ == "__main__"``. A walker that ends with an error or is killed leaves
    the others running; when all have ended, CalculationFailed names those. Calling again goes on.
    """
    if count < 1 or not starts:
        raise InputError(f"there are {count} walkers and {len(starts)} starts, expected at least one of each")
    context = multiprocessing.get_context("spawn")
    running: Dict[Connection, Any] = {}
    failures: List[str] = []
    try:
        for walker in range(first, first + count):
            reader, writer = context.Pipe(duplex=False)
            job = dict(atoms=starts[walker % len(starts)].copy(), database=database, parameters=parameters, identity=identity,
                       spares=spares[walker % len(spares)], walker=walker, seed=seed)
            process = context.Process(target=_walk, args=(writer, job, calculator, hops), name=f"walker {walker}", daemon=True)
            process.start()
            writer.close()
            running[reader] = process
        while running:
            for reader in wait(list(running)):
                try:
                    said = reader.recv()
                except EOFError:
                    process = running.pop(reader)
                    process.join()
                    if process.exitcode != 0 and not any(text.startswith(f"{process.name}:") for text in failures):
                        failures.append(f"{process.name}: ended with status {process.exitcode}")
                    continue
                if isinstance(said, Hop):
                    if report is not None:
                        report(said)
                else:
                    failures.append(f"{running[reader].name}: {said}")
    finally:
        for process in running.values():
            process.terminate()
            process.join()
    if failures:
        raise CalculationFailed("; ".join(failures))


def _walk(writer: Connection, job: Job, calculator: Calculator, hops: int) -> None:
    """What a walker's process does: hops go back through the pipe, an error as text."""
    # Left alone, a walker would write its next hop while that of the restarted command makes the same.
    end_with_parent()
    try:
        job["atoms"].calc = calculator
        MinimaHopping(**job).run(hops, writer.send)
    except (KeyboardInterrupt, BrokenPipeError):
        raise SystemExit(1)
    except Exception as error:
        writer.send(f"{type(error).__name__}: {error}")
        raise SystemExit(1)
