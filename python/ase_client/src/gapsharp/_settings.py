"""Settings as frozen dataclasses: every field says its meaning and range, and values from files are checked against that."""

from __future__ import annotations

import dataclasses
import difflib
import math
from dataclasses import MISSING, Field, field, fields
from numbers import Integral, Real
from typing import Any, Dict, Mapping, Type, TypeVar

from ase.calculators.calculator import InputError

T = TypeVar("T")

_KINDS = {str: "text", bool: "true or false", list: "a list", dict: "an object"}


def number(default: Any, text: str, low: float = 0.0, high: float = math.inf, zero: bool = False) -> Any:
    """A field with its meaning and range, ends included but for a real 0 (unless ``zero``); whole numbers if the default is one.

    A default of ``int`` or ``float`` itself: the value must be given.
    """
    required = isinstance(default, type)
    whole = issubclass(default, int) if required else isinstance(default, int)
    about = {"text": text, "low": low, "high": high, "whole": whole, "above": low == 0 and not (whole or zero)}
    return field(metadata=about) if required else field(default=default, metadata=about)


def entry(kind: type, text: str, default: Any = MISSING) -> Any:
    """A field of another kind: str, bool, list or dict; required without a default."""
    about = {"text": text, "kind": kind}
    if isinstance(default, (list, dict)):
        return field(default_factory=default.copy, metadata=about)
    return field(metadata=about) if default is MISSING else field(default=default, metadata=about)


def check(settings: Any) -> None:
    """Raises InputError for the first value that is out of its range or of another kind: what, value, expected."""
    for each in fields(settings):
        value = getattr(settings, each.name)
        if value is None and each.default is None:
            continue
        if "low" in each.metadata:
            _check_number(each, value)
        elif "kind" in each.metadata and not isinstance(value, each.metadata["kind"]):
            raise InputError(f"{each.name} is {value!r}, expected {_KINDS[each.metadata['kind']]} ({each.metadata['text']})")


def settings_of(kind: Type[T], values: Any, where: str) -> T:
    """The settings that an object of a JSON file describes. InputError for unknown, missing and unfit entries; ``where`` names the object."""
    if not isinstance(values, Mapping):
        raise InputError(f"{where} is {values!r}, expected an object")
    known: Dict[str, Field] = {each.name: each for each in fields(kind)}
    for name in values:
        if name not in known:
            near = difflib.get_close_matches(str(name), known, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"expected one of {', '.join(known)}"
            raise InputError(f"unknown entry {name!r} in {where}: {hint}")
    for each in known.values():
        if each.name not in values and each.default is MISSING and each.default_factory is MISSING:
            raise InputError(f"{each.name} is missing in {where}, expected it ({each.metadata['text']})")
    try:
        return kind(**values)
    except InputError as error:
        raise InputError(f"{where}: {error}") from error


def as_object(settings: Any) -> Dict[str, Any]:
    """What ``settings_of`` would read."""
    return dataclasses.asdict(settings)


def _check_number(each: Field, value: Any) -> None:
    low, high, whole, above = (each.metadata[key] for key in ("low", "high", "whole", "above"))
    valid = isinstance(value, Integral if whole else Real) and not isinstance(value, bool) and math.isfinite(value)
    if not valid or not (value > 0 if above else value >= low) or value > high:
        kind = f"a whole number from {low:g}" if whole else "a number above 0" if above else f"a number from {low:g}"
        most = "" if math.isinf(high) else f" to {high:g}"
        raise InputError(f"{each.name} is {value!r}, expected {kind}{most} ({each.metadata['text']})")
