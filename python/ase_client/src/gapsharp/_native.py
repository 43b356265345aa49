"""A potential in ``libgapsharp.so``."""

from __future__ import annotations

import ctypes
import os
import weakref
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from ctypes import byref, c_double, c_int32, c_int64, c_void_p
from typing import Any, Callable, Deque, Iterable, Iterator, List, Optional, Tuple, Union

import numpy as np
from ase.calculators.calculator import CalculatorError, InputError, PropertyNotImplementedError

from ._library import EvaluateArgs, Options, check, library
from ._types import Descriptors, Evaluation, Outcome, Quantities, Structure

_DESCRIPTOR_SIZE = 65536


class NativeModel:
    """One ``gapsharp_model``. Calls may come from several threads at once."""

    def __init__(self, path: str, threads: int, compression: bool) -> None:
        self._library = library()
        self._handle = c_void_p()
        options = Options(ctypes.sizeof(Options), int(compression))
        self._check(self._library.gapsharp_create_with(os.fsencode(path), byref(options), byref(self._handle)))
        self._destroy = weakref.finalize(self, _destroy, self._library, self._handle, os.getpid())
        self._threads = threads
        self._set_threads(threads)
        self.cutoff = self._cutoff()
        self.species = self._species()

    def close(self) -> None:
        self._destroy()

    def evaluate(self, structure: Structure, wanted: int) -> Evaluation:
        count = len(structure.numbers)
        energy = c_double()
        arguments = arguments_of(structure)
        arguments.flags = wanted
        arguments.energy = ctypes.pointer(energy)
        local_energies = _output(arguments, "local_energy", wanted & Quantities.LOCAL_ENERGIES, count)
        forces = _output(arguments, "forces", wanted & Quantities.FORCES, count, 3)
        virial = _output(arguments, "virial", wanted & Quantities.VIRIAL, 3, 3)
        local_virials = _output(arguments, "local_virial", wanted & Quantities.LOCAL_VIRIALS, count, 3, 3)
        variances = _output(arguments, "variance", wanted & Quantities.VARIANCES, count)
        posterior = _output(arguments, "posterior_variance", wanted & Quantities.POSTERIOR_VARIANCES, count)
        self._check(self._library.gapsharp_evaluate(self._handle, byref(arguments)), PropertyNotImplementedError)
        return Evaluation(energy.value, local_energies, forces, virial, local_virials, variances, posterior)

    def stream(self, structures: Iterable[Union[Structure, CalculatorError]], wanted: int) -> Iterator[Outcome]:
        """As many structures side by side as the model has threads, each on one thread."""
        if self._threads == 1:
            yield from (self._outcome(structure, wanted) for structure in structures)
            return
        pending: Deque[Future] = deque()
        self._set_threads(1)
        try:
            with ThreadPoolExecutor(self._threads) as pool:
                for structure in structures:
                    pending.append(pool.submit(self._outcome, structure, wanted))
                    if len(pending) > 2 * self._threads:
                        yield pending.popleft().result()
                while pending:
                    yield pending.popleft().result()
        finally:
            self._set_threads(self._threads)

    def describe(self, structure: Structure, coordinates: Optional[Iterable[int]]) -> List[Descriptors]:
        chosen = range(self._coordinate_count()) if coordinates is None else coordinates
        return [self._describe(structure, int(coordinate)) for coordinate in chosen]

    def _outcome(self, structure: Union[Structure, CalculatorError], wanted: int) -> Any:
        if isinstance(structure, CalculatorError):
            return structure
        try:
            return self.evaluate(structure, wanted)
        except CalculatorError as error:
            return error

    def _describe(self, structure: Structure, coordinate: int) -> Descriptors:
        arguments = arguments_of(structure)
        vectors, centres = described(lambda *where: self._check(
            self._library.gapsharp_describe(self._handle, coordinate, byref(arguments), *where)))
        text = ctypes.create_string_buffer(_DESCRIPTOR_SIZE)
        self._check(self._library.gapsharp_coordinate_descriptor(self._handle, coordinate, text, len(text)))
        return Descriptors(text.value.decode(), vectors, centres)

    def _set_threads(self, threads: int) -> None:
        self._check(self._library.gapsharp_set_num_threads(self._handle, threads))

    def _cutoff(self) -> float:
        cutoff = c_double()
        self._check(self._library.gapsharp_cutoff(self._handle, byref(cutoff)))
        return cutoff.value

    def _species(self) -> List[int]:
        count = c_int32()
        numbers = (c_int32 * 256)()
        self._check(self._library.gapsharp_species(self._handle, numbers, len(numbers), byref(count)))
        return list(numbers[:count.value])

    def _coordinate_count(self) -> int:
        count = c_int32()
        self._check(self._library.gapsharp_coordinate_count(self._handle, byref(count)))
        return count.value

    def _check(self, status: int, unsupported: Callable[[str], Exception] = InputError) -> None:
        check(self._library, status, unsupported)


def _destroy(library: ctypes.CDLL, handle: c_void_p, pid: int) -> None:
    if os.getpid() == pid:
        library.gapsharp_destroy(handle)


def arguments_of(structure: Structure) -> EvaluateArgs:
    """The structure without outputs; ``structure`` must live as long."""
    arguments = EvaluateArgs()
    arguments.struct_size = ctypes.sizeof(EvaluateArgs)
    arguments.natoms = len(structure.numbers)
    arguments.pbc = (c_int32 * 3)(*structure.pbc)
    arguments.positions = structure.positions.ctypes.data
    arguments.numbers = structure.numbers.ctypes.data
    arguments.cell = None if structure.cell is None else structure.cell.ctypes.data
    return arguments


def described(describe: Callable[..., None]) -> Tuple[np.ndarray, np.ndarray]:
    """Vectors [rows][dimensions] and centres [rows] from a call that takes both, the capacity in rows, and where to put the sizes."""
    rows, dimensions = c_int64(), c_int32()
    describe(None, None, 0, byref(rows), byref(dimensions))
    vectors, centres = np.empty((rows.value, dimensions.value)), np.empty(rows.value, dtype=np.int32)
    describe(vectors.ctypes.data, centres.ctypes.data, rows.value, byref(rows), byref(dimensions))
    return vectors, centres


def _output(arguments: EvaluateArgs, field: str, wanted: int, *shape: int) -> Optional[np.ndarray]:
    if not wanted:
        return None
    array = np.zeros(shape)
    setattr(arguments, field, array.ctypes.data)
    return array
