"""The calculator that evaluates in process."""

from __future__ import annotations

import os
from typing import Any, Union

import numpy as np
from ase.calculators.calculator import InputError

from ._native import NativeModel
from .calculator import GapCalculator

MAX_THREADS = 256


class GapSharp(GapCalculator):
    """GAP in process, through ``libgapsharp.so``.

    path: the potential (QUIP GAP XML; sparse-point files beside it). Read at once, so a bad file is an InputError here.
    threads: worker threads per evaluation, 1..256; ``evaluate_batch`` uses as many to evaluate structures side by side.
    compression: whether SOAP terms may use fewer components, which changes no local energy by more than 1e-10 eV per term.
    atoms, label, directory: as for every ASE calculator.
    """

    name = "gapsharp"
    default_parameters = {"threads": 1, "compression": True}

    def __init__(self, path: Union[str, os.PathLike], threads: int = 1, compression: bool = True,
                 **kwargs: Any) -> None:
        super().__init__(path=path, threads=threads, compression=compression, **kwargs)
        self._opened()

    def set(self, **kwargs: Any) -> dict:
        if "path" in kwargs:
            kwargs["path"] = self._checked("path", kwargs["path"])
            # A relative path means the folder of now, also after a change of folder (minima hopping does that).
            self._file = os.path.abspath(kwargs["path"])
        return super().set(**kwargs)

    def _checked(self, name: str, value: Any) -> Any:
        if name == "path":
            return _path(value)
        if name == "threads":
            if isinstance(value, bool) or not hasattr(value, "__index__") or not 1 <= value <= MAX_THREADS:
                raise InputError(f"threads is {value!r}, expected a whole number from 1 to {MAX_THREADS}")
            return int(value)
        if name == "compression":
            if not isinstance(value, (bool, np.bool_)):
                raise InputError(f"compression is {value!r}, expected True or False")
            return bool(value)
        raise InputError(f"unknown keyword {name!r}, expected path, threads, compression, atoms, label or directory")

    def _open(self) -> NativeModel:
        return NativeModel(self._file, self.parameters["threads"], self.parameters["compression"])


def _path(value: Any) -> str:
    try:
        path = os.fspath(value)
    except TypeError:
        path = None
    if not isinstance(path, str) or not path or "\0" in path:
        raise InputError(f"path is {value!r}, expected the name of a potential file (GAP XML)")
    return path
