"""The potential as LAMMPS commands: a GAP, or any pair style."""

from __future__ import annotations

import hashlib
import shlex
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional, Sequence

from ase.calculators.calculator import InputError


class Potential(NamedTuple):
    """Commands of LAMMPS, and which files they read."""

    commands: List[str]
    """For an input file; names of files are absolute."""
    identity: List[str]
    """The commands with bare names of files."""
    files: Dict[str, str]
    """SHA-256 of every file, by its bare name: a potential that was fitted again is another one."""


def gap(model: str, symbols: Sequence[str], plugin: Optional[str] = None) -> Potential:
    """A GAP (XML file); atom type k is element ``symbols[k]``. ``plugin``: gapsharpplugin.so, for a LAMMPS without the style built in.

    The input must define the variable ``threads``.
    """
    if not Path(model).is_file():
        raise InputError(f"model {model} is not there, expected a potential file (GAP XML)")
    potential = of_pair_style("gapsharp threads ${threads}", [f"* * {shlex.quote(model)} {' '.join(symbols)}"])
    potential.identity[0] = "pair_style gapsharp"  # the number of threads changes nothing
    if plugin is not None:
        potential.commands.insert(0, f"plugin load {_quoted(Path(plugin))}")
    return potential


def of_pair_style(style: str, coefficients: Sequence[str]) -> Potential:
    """``pair_style STYLE`` and a ``pair_coeff`` for each of ``coefficients``; words that name files become absolute names."""
    if not style.strip() or not coefficients:
        raise InputError(f"pair style is {style!r} with {len(coefficients)} pair_coeff, expected a style and at least one pair_coeff")
    potential = Potential([], [], {})
    for keyword, text in [("pair_style", style), *(("pair_coeff", each) for each in coefficients)]:
        commands, identity = [keyword], [keyword]
        for word in _words(keyword, text):
            path = Path(word)
            if path.is_file():
                potential.files[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
            commands.append(_quoted(path) if path.is_file() else word)
            identity.append(path.name if path.is_file() else word)
        potential.commands.append(" ".join(commands))
        potential.identity.append(" ".join(identity))
    return potential


def _words(keyword: str, text: str) -> List[str]:
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise InputError(f"{keyword} is {text!r}: {error}, expected words as in a LAMMPS input") from error
    if not text.isprintable() or any('"' in word for word in words):
        raise InputError(f"{keyword} is {text!r}, expected one line of words without quotes inside")
    return words


def _quoted(path: Path) -> str:
    return f'"{path.resolve()}"'
