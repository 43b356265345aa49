"""One row through the C interface of libgapsharp.so, in a process of its own. Prints one line of JSON.

    python3 -m endtoend.library_row MODEL STRUCTURE THREADS SECONDS
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import time

import numpy as np
from ase.io import read
from gapsharp._library import EvaluateArgs, library

ENERGY, FORCES = 1, 4


class Row:
    """A model, a structure and the arrays of one call, made once."""

    def __init__(self, model: str, structure: str, threads: int) -> None:
        atoms = read(structure)
        self.atoms = len(atoms)
        self._numbers = np.ascontiguousarray(atoms.numbers, dtype=np.int32)
        self._positions = np.ascontiguousarray(atoms.positions)
        self._cell = np.ascontiguousarray(atoms.cell.array)
        self._forces = np.zeros((self.atoms, 3))
        self._energy = ctypes.c_double()
        self._library, self._handle = library(), ctypes.c_void_p()
        began = time.perf_counter()
        self._check(self._library.gapsharp_create(os.fsencode(model), ctypes.byref(self._handle)))
        self.load_s = time.perf_counter() - began
        self._check(self._library.gapsharp_set_num_threads(self._handle, threads))
        self._arguments = EvaluateArgs(
            struct_size=ctypes.sizeof(EvaluateArgs), natoms=self.atoms, pbc=(ctypes.c_int32 * 3)(*map(int, atoms.pbc)),
            positions=self._positions.ctypes.data, numbers=self._numbers.ctypes.data, cell=self._cell.ctypes.data,
            energy=ctypes.pointer(self._energy), forces=self._forces.ctypes.data)

    def smallest(self, flags: int, seconds: float) -> float:
        """Milliseconds of the quickest call."""
        self._arguments.flags = flags
        reference = ctypes.byref(self._arguments)
        best, calls, end = float("inf"), 0, time.perf_counter() + seconds
        while calls < 4 or time.perf_counter() < end:
            began = time.perf_counter()
            status = self._library.gapsharp_evaluate(self._handle, reference)
            best = min(best, time.perf_counter() - began)
            self._check(status)
            calls += 1
        return 1e3 * best

    @staticmethod
    def _check(status: int) -> None:
        if status:
            text = ctypes.create_string_buffer(4096)
            library().gapsharp_last_error(text, len(text))
            raise SystemExit(text.value.decode())


def main() -> None:
    model, structure, threads, seconds = sys.argv[1:]
    row = Row(model, structure, int(threads))
    full, energy = (row.smallest(flags, float(seconds)) / row.atoms for flags in (ENERGY | FORCES, ENERGY))
    print(json.dumps({"atoms": row.atoms, "full_ms": full, "energy_ms": energy, "load_s": row.load_s}))


if __name__ == "__main__":
    main()
