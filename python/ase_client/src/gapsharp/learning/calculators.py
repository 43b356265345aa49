"""Calculators by name, for labels: electronic-structure programs through ASE, or any function of the user's."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any, Callable, Dict

from ase.calculators.calculator import Calculator, CalculatorSetupError, InputError

from .config import Labelling


def open_calculator(label: Labelling, folder: Path) -> Calculator:
    """The calculator of the settings, which works in the current folder.

    folder: that of the config; it stands for ``{folder}`` in texts among the settings, and a user's module may lie there.
    CalculatorSetupError or InputError if the calculator cannot be had: so for every structure, hence no label counts as failed.
    """
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
    factory = _BUILT_IN.get(label.calculator) or _named(label.calculator)
    try:
        calculator = factory(**_filled(label.settings, str(folder)))
    except (InputError, CalculatorSetupError):
        raise
    except Exception as error:  # whatever a user's function or a program's start comes up with
        raise CalculatorSetupError(f"cannot set up the calculator {label.calculator}: {type(error).__name__}: {error}") from error
    if not hasattr(calculator, "get_forces"):
        raise InputError(f"{label.calculator} returned {calculator!r}, expected an ASE calculator")
    return calculator


def _ase(module: str, name: str) -> Callable[..., Calculator]:
    def make(**settings: Any) -> Calculator:
        return getattr(importlib.import_module(f"ase.calculators.{module}"), name)(**settings)
    return make


def _tblite(**settings: Any) -> Calculator:
    try:
        from tblite.ase import TBLite
    except ImportError as error:
        raise CalculatorSetupError(f"cannot import tblite.ase: {error}; expected the Python package tblite, or the calculator xtb") from error
    return TBLite(**settings)


def _xtb(**settings: Any) -> Calculator:
    from .xtb import Xtb
    return Xtb(**settings)


_BUILT_IN: Dict[str, Callable[..., Calculator]] = {
    "xtb": _xtb, "tblite": _tblite, "dftb": _ase("dftb", "Dftb"), "cp2k": _ase("cp2k", "CP2K"), "nwchem": _ase("nwchem", "NWChem"),
    "espresso": _ase("espresso", "Espresso")}


def _named(name: str) -> Callable[..., Calculator]:
    module, _, function = name.partition(":")
    if not module or not function.isidentifier():
        raise InputError(f"calculator is {name!r}, expected one of {', '.join(_BUILT_IN)}, or module:function")
    try:
        return getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError) as error:
        raise InputError(f"cannot find the calculator {name}: {error}") from error


def _filled(value: Any, folder: str) -> Any:
    if isinstance(value, str):
        return value.replace("{folder}", folder)
    if isinstance(value, list):
        return [_filled(each, folder) for each in value]
    if isinstance(value, dict):
        return {name: _filled(each, folder) for name, each in value.items()}
    return value
