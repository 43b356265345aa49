"""libgapsharp.so through ctypes: gapsharp.h as Python sees it, and a host's ghost-atom neighbour list made by brute force."""

from __future__ import annotations

import ctypes
import itertools
from ctypes import POINTER, byref, c_char_p, c_double, c_int32, c_int64, c_void_p
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from reference import ROOT, Frame

ENERGY, ENERGY_ATOM, FORCES, VIRIAL, VIRIAL_ATOM, CVIRIAL_ATOM, VARIANCE = (1 << bit for bit in range(7))
NEIGHBOUR_MASK = 0x1FFFFFFF

Double, Int = POINTER(c_double), POINTER(c_int32)


class ComputeArguments(ctypes.Structure):
    _fields_ = [
        *((name, c_int32) for name in "struct_size flags nlocal nghost inum neigh_mask ntypes reserved".split()),
        ("x", Double),
        *((name, Int) for name in "type type_to_z ilist numneigh".split()),
        ("firstneigh", POINTER(Int)),
        *((name, Double) for name in "scale f eatom vatom cvatom variance energy virial".split()),
    ]


class EvaluateArguments(ctypes.Structure):
    _fields_ = [
        *((name, c_int32) for name in "struct_size flags natoms".split()),
        ("pbc", c_int32 * 3),
        ("positions", Double),
        ("numbers", Int),
        *((name, Double) for name in "cell energy forces local_energy virial local_virial variance".split()),
    ]


class GapSharpError(RuntimeError):
    """A status other than 0, with the library's message."""

    def __init__(self, status: int, message: str):
        super().__init__(message)
        self.status = status


def _pointer(array: np.ndarray | None, kind):
    return None if array is None else array.ctypes.data_as(kind)


@dataclass
class Results:
    """What an evaluation gave; ghosts folded onto their atoms."""

    energy: float
    forces: np.ndarray
    local_energy: np.ndarray
    virial: np.ndarray
    local_virial: np.ndarray
    local_virial_halved: np.ndarray | None = None


class Model:
    """One potential, open until the object goes."""

    _library = None

    def __init__(self, path: Path):
        if Model._library is None:
            Model._library = ctypes.CDLL(str(ROOT / "dist" / "lib" / "libgapsharp.so"))
        self.handle = c_void_p()
        self.call("create", c_char_p(str(path).encode()), byref(self.handle))

    def __del__(self):
        if Model._library is not None and self.handle:
            Model._library.gapsharp_destroy(self.handle)

    def call(self, name: str, *arguments) -> None:
        status = getattr(Model._library, f"gapsharp_{name}")(*arguments)
        if status != 0:
            text = ctypes.create_string_buffer(1024)
            Model._library.gapsharp_last_error(text, c_int64(len(text)))
            raise GapSharpError(status, text.value.decode())

    @property
    def cutoff(self) -> float:
        value = c_double()
        self.call("cutoff", self.handle, byref(value))
        return value.value

    def set_threads(self, threads: int) -> None:
        self.call("set_num_threads", self.handle, c_int32(threads))

    def evaluate(self, numbers, positions, cell, pbc) -> Results:
        """gapsharp_evaluate: the library's own neighbour list."""
        n = len(numbers)
        out = Results(0.0, np.empty((n, 3)), np.empty(n), np.empty((3, 3)), np.empty((n, 3, 3)))
        energy = np.empty(1)
        arguments, keep = _structure(numbers, positions, cell, pbc)
        arguments.flags = ENERGY | ENERGY_ATOM | FORCES | VIRIAL | CVIRIAL_ATOM
        arguments.energy = _pointer(energy, Double)
        for name in ("forces", "local_energy", "virial", "local_virial"):
            setattr(arguments, name, _pointer(getattr(out, name), Double))
        self.call("evaluate", self.handle, byref(arguments))
        del keep
        out.energy = float(energy[0])
        return out

    def compute(self, numbers, host: HostList) -> Results:
        """gapsharp_compute: a host's atoms, ghosts and full list. Types are numbered in the order of their atomic numbers."""
        n, total = len(numbers), len(host.positions)
        kinds = np.unique(numbers)
        types = (np.searchsorted(kinds, numbers) + 1).astype(np.int32)[host.parent]
        type_to_z = np.concatenate(([0], kinds)).astype(np.int32)
        shapes = {"f": (total, 3), "eatom": (n,), "vatom": (total, 6), "cvatom": (total, 9), "energy": (1,), "virial": (6,)}
        out = {name: np.zeros(shape) for name, shape in shapes.items()}
        rows = (Int * n)(*(_pointer(row, Int) for row in host.rows))
        arguments = ComputeArguments(
            struct_size=ctypes.sizeof(ComputeArguments), flags=127 & ~VARIANCE, nlocal=n, nghost=total - n, inum=n,
            neigh_mask=NEIGHBOUR_MASK, ntypes=len(kinds), x=_pointer(host.positions, Double), type=_pointer(types, Int),
            type_to_z=_pointer(type_to_z, Int), ilist=_pointer(host.ilist, Int), numneigh=_pointer(host.counts, Int), firstneigh=rows,
            **{name: _pointer(array, Double) for name, array in out.items()},
        )  # fmt: skip
        self.call("compute", self.handle, byref(arguments))
        xx, yy, zz, xy, xz, yz = range(6)
        six = np.array([[xx, xy, xz], [xy, yy, yz], [xz, yz, zz]])
        nine = np.array([[0, 3, 4], [6, 1, 5], [7, 8, 2]])
        return Results(
            energy=float(out["energy"][0]),
            forces=host.fold(out["f"]),
            local_energy=out["eatom"],
            virial=out["virial"][six],
            local_virial=host.fold(out["cvatom"])[:, nine],
            local_virial_halved=host.fold(out["vatom"])[:, six],
        )

    def describe(self, coordinate: int, numbers, positions, cell, pbc) -> tuple[np.ndarray, np.ndarray]:
        """Descriptor vectors of one coordinate, and the atom of each row."""
        arguments, keep = _structure(numbers, positions, cell, pbc)
        rows, dimensions = c_int64(), c_int32()
        sizes = (byref(rows), byref(dimensions))
        self.call("describe", self.handle, c_int32(coordinate), byref(arguments), None, None, c_int64(0), *sizes)
        vectors, centre = np.empty((rows.value, dimensions.value)), np.empty(rows.value, dtype=np.int32)
        self.call(
            "describe", self.handle, c_int32(coordinate), byref(arguments), _pointer(vectors, Double), _pointer(centre, Int),
            c_int64(rows.value), *sizes,
        )  # fmt: skip
        del keep
        return vectors, centre


def _structure(numbers, positions, cell, pbc):
    keep = (np.ascontiguousarray(numbers, np.int32), np.ascontiguousarray(positions, float), np.ascontiguousarray(cell, float))
    arguments = EvaluateArguments(struct_size=ctypes.sizeof(EvaluateArguments), natoms=len(numbers))
    arguments.pbc = (c_int32 * 3)(*map(int, pbc))
    arguments.numbers = _pointer(keep[0], Int)
    arguments.positions = _pointer(keep[1], Double)
    arguments.cell = _pointer(keep[2], Double)
    return arguments, keep


class HostList:
    """Local atoms, then every periodic image that lies within reach of one, and a full neighbour list with a skin, all by brute force.

    As in LAMMPS, bits above the mask carry something else, and the centres come in any order.
    """

    SKIN = 0.3

    def __init__(self, frame: Frame, cutoff: float):
        reach, n = cutoff + self.SKIN, len(frame.numbers)
        positions, parents = [frame.positions], [np.arange(n)]
        for shift in self._shifts(frame, reach):
            image = frame.positions + shift @ frame.cell
            near = _distances(image, frame.positions).min(axis=1) < reach
            positions.append(image[near])
            parents.append(np.flatnonzero(near))
        self.positions = np.ascontiguousarray(np.concatenate(positions))
        self.parent = np.concatenate(parents)
        separation = _distances(frame.positions, self.positions)
        separation[np.arange(n), np.arange(n)] = np.inf
        self.rows = [np.flatnonzero(row < reach).astype(np.int32) for row in separation]
        for row in self.rows:
            row |= (np.arange(len(row), dtype=np.int32) % 3) << 29
        self.counts = np.array([len(row) for row in self.rows], dtype=np.int32)
        self.ilist = np.random.default_rng(5).permutation(n).astype(np.int32)

    def fold(self, values: np.ndarray) -> np.ndarray:
        """Adds the ghosts' values to their atoms'."""
        folded = np.zeros((int(self.parent.max()) + 1, *values.shape[1:]))
        np.add.at(folded, self.parent, values)
        return folded

    @staticmethod
    def _shifts(frame: Frame, reach: float):
        heights = 1.0 / np.linalg.norm(np.linalg.inv(frame.cell), axis=0)
        extent = np.ptp(frame.positions @ np.linalg.inv(frame.cell), axis=0)
        most = np.where(frame.pbc, np.ceil(reach / heights + extent), 0).astype(int)
        for shift in itertools.product(*(range(-m, m + 1) for m in most)):
            if any(shift):
                yield np.array(shift, dtype=float)


def _distances(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.linalg.norm(a[:, None, :] - b[None, :, :], axis=2)
