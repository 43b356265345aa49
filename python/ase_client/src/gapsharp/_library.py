"""Finds and loads ``libgapsharp.so`` and declares its functions (``gapsharp.h``)."""

from __future__ import annotations

import ctypes
import os
import shutil
import tempfile
from ctypes import POINTER, c_char_p, c_double, c_int32, c_int64, c_void_p
from pathlib import Path
from typing import Callable, Optional

from ase.calculators.calculator import CalculationFailed, CalculatorSetupError, InputError

ABI_VERSION = 1
LIBRARY_NAME = "libgapsharp.so"
IMAGES = "gapsharp"
"""Folder beside the library with an image for each instruction level."""


class EvaluateArgs(ctypes.Structure):
    """``gapsharp_evaluate_args``."""

    _fields_ = [
        ("struct_size", c_int32),
        ("flags", c_int32),
        ("natoms", c_int32),
        ("pbc", c_int32 * 3),
        ("positions", c_void_p),
        ("numbers", c_void_p),
        ("cell", c_void_p),
        ("energy", POINTER(c_double)),
        ("forces", c_void_p),
        ("local_energy", c_void_p),
        ("virial", c_void_p),
        ("local_virial", c_void_p),
        ("variance", c_void_p),
        ("posterior_variance", c_void_p),
    ]


class Options(ctypes.Structure):
    """``gapsharp_options``."""

    _fields_ = [("struct_size", c_int32), ("compression", c_int32)]


_SIGNATURES = {
    "gapsharp_abi_version": [POINTER(c_int32)],
    "gapsharp_version": [c_char_p, c_int64],
    "gapsharp_last_error": [c_char_p, c_int64],
    "gapsharp_create_with": [c_char_p, POINTER(Options), POINTER(c_void_p)],
    "gapsharp_destroy": [c_void_p],
    "gapsharp_cutoff": [c_void_p, POINTER(c_double)],
    "gapsharp_species": [c_void_p, POINTER(c_int32), c_int32, POINTER(c_int32)],
    "gapsharp_set_num_threads": [c_void_p, c_int32],
    "gapsharp_evaluate": [c_void_p, POINTER(EvaluateArgs)],
    "gapsharp_coordinate_count": [c_void_p, POINTER(c_int32)],
    "gapsharp_coordinate_descriptor": [c_void_p, c_int32, c_char_p, c_int64],
    "gapsharp_describe": [c_void_p, c_int32, POINTER(EvaluateArgs), c_void_p, c_void_p, c_int64, POINTER(c_int64),
                          POINTER(c_int32)],
    "gapsharp_describe_structure": [c_char_p, POINTER(EvaluateArgs), c_void_p, c_void_p, c_int64, POINTER(c_int64), POINTER(c_int32)],
    "gapsharp_fingerprint": [c_void_p, c_void_p, c_int32, c_int32, c_void_p, c_int32, POINTER(c_int32)],
}

_ERROR_TEXT_SIZE = 4096
_STATUS_UNSUPPORTED = 4
_STATUSES_OF_INPUT = (1, 2, 3, 4, 5, 6)

_library: Optional[ctypes.CDLL] = None
_forked = False


def _after_fork() -> None:
    global _library, _forked
    _forked = _forked or _library is not None
    _library = None


os.register_at_fork(after_in_child=_after_fork)


def library() -> ctypes.CDLL:
    """The library, loaded once per process. Raises CalculatorSetupError where it is missing or of another version."""
    global _library
    if _library is None:
        path = find_library()
        _library = _load_copy(path) if _forked else _load(path)
    return _library


def check(loaded: ctypes.CDLL, status: int, unsupported: Callable[[str], Exception] = InputError) -> None:
    """Raises what a status other than 0 stands for, with the library's text."""
    if status == 0:
        return
    buffer = ctypes.create_string_buffer(_ERROR_TEXT_SIZE)
    loaded.gapsharp_last_error(buffer, len(buffer))
    text = buffer.value.decode("utf-8", "replace")
    if status == _STATUS_UNSUPPORTED:
        raise unsupported(text)
    raise InputError(text) if status in _STATUSES_OF_INPUT else CalculationFailed(text)


def find_library() -> str:
    """GAPSHARP_LIBRARY; the package's lib folder; dist/lib beside dist/python; else the bare name for the system's loader."""
    named = os.environ.get("GAPSHARP_LIBRARY")
    if named:
        return named
    package = Path(__file__).resolve().parent
    for folder in (package / "lib", package.parent.parent / "lib"):
        if (folder / LIBRARY_NAME).is_file():
            return str(folder / LIBRARY_NAME)
    return LIBRARY_NAME


def _load_copy(path: str) -> ctypes.CDLL:
    # A fork copies the library's runtime without its threads. The loader knows a library by its inode, so a copy of the
    # file is a library of its own, with a sound runtime.
    with tempfile.TemporaryDirectory(prefix="gapsharp-") as folder:
        source = Path(path)
        if source.is_file():
            shutil.copy(source, folder)
            if (source.parent / IMAGES).is_dir():
                shutil.copytree(source.parent / IMAGES, Path(folder) / IMAGES)
            path = str(Path(folder) / source.name)
        loaded = _load(path)
        # The library loads its image at the first call that needs it: before the copy goes.
        loaded.gapsharp_version(ctypes.create_string_buffer(1), 1)
        return loaded


def _load(path: str) -> ctypes.CDLL:
    try:
        loaded = ctypes.CDLL(path)
        for name, arguments in _SIGNATURES.items():
            function = getattr(loaded, name)
            function.argtypes = arguments
            function.restype = c_int32
    except (OSError, AttributeError) as error:
        raise CalculatorSetupError(
            f"cannot load {path}: {error}; expected GapSharp's library in dist/lib or named by GAPSHARP_LIBRARY") from error
    version = c_int32()
    loaded.gapsharp_abi_version(ctypes.byref(version))
    if version.value != ABI_VERSION:
        raise CalculatorSetupError(f"{path} has ABI version {version.value}, expected {ABI_VERSION}")
    return loaded
