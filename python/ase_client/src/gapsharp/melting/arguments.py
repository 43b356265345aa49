"""The command's options, from the command line or a file."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import Callable, List, Tuple

DESCRIPTION = """Heat capacity and melting temperature of a free cluster: molecular dynamics in LAMMPS at many temperatures,
multiple histograms. The same command goes on where it was interrupted; with more --time or other temperatures it adds to what is there."""


def parser() -> argparse.ArgumentParser:
    """Of ``gapsharp melt``."""
    made = argparse.ArgumentParser(prog="gapsharp melt", description=DESCRIPTION)
    add = made.add_argument
    add("start", metavar="START", nargs="?", help="structure file; it is relaxed first and should be the lowest minimum")
    add("--icosahedron", metavar="FORMULA", help="begin with a Mackay icosahedron instead, such as Na55")
    add("--config", metavar="FILE", help="options as lines NAME = VALUE; those of the command line come after and win")
    add("--output", metavar="DIR", default="melt", help="folder of the study [melt]; what is there goes on")
    add("--analyse", action="store_true", help="run nothing: analyse what there is, finished or not")

    group = made.add_argument_group("potential").add_argument
    group("--model", metavar="FILE", help="GAP (XML)")
    group("--pair-style", metavar="STYLE", help="any pair style of LAMMPS instead, with its arguments")
    group("--pair-coeff", metavar="ARGS", action="append", default=[], help="arguments of pair_coeff; several times if need be")

    group = made.add_argument_group("temperatures").add_argument
    group("--from", dest="low", metavar="K", type=positive, help="lowest temperature")
    group("--to", dest="high", metavar="K", type=positive, help="highest temperature")
    group("--count", metavar="N", type=whole_from(2), help="how many, in geometric progression [as many as a harmonic cluster needs]")
    group("--temperatures", metavar="K,K,...", type=_list, help="these")
    group("--overlap", metavar="X", type=_share, default=0.2, help="neighbouring histograms share this, or temperatures are added [0.2]")
    group("--rounds", metavar="N", type=whole_from(0), default=5, help="of adding temperatures, at most [5]")

    group = made.add_argument_group("dynamics").add_argument
    group("--time", metavar="PS", type=positive, default=400.0, help="of each temperature [400]")
    group("--discard", metavar="PS", type=_not_negative, help="of each run, left out of all analyses [a tenth]")
    group("--timestep", metavar="FS", type=positive, default=2.0, help="[2]")
    group("--damping", metavar="FS", type=positive, help="of the Nose-Hoover chain [100 time steps]")
    group("--chain", metavar="N", type=whole_from(1), default=3, help="length of the chain [3]")
    group("--sample", metavar="FS", type=positive, default=20.0, help="between energies [20]")
    group("--frame", metavar="FS", type=positive, default=1000.0, help="between structures [1000]")
    group("--radius", metavar="A", type=positive, default=0.0,
          help="of containment about the centre of mass [outermost atom of the start + 1.5 nearest-neighbour distances]")
    group("--exchange", metavar="FS", type=positive, default=0.0,
          help="replica exchange: after so long, neighbouring temperatures may trade places; 1000 is usual [never]")
    group("--seed", metavar="N", type=whole_from(0), default=1, help="of velocities and error bars [1]")

    group = made.add_argument_group("machine").add_argument
    group("--jobs", metavar="N", type=whole_from(1), help="LAMMPS processes at a time [processors]")
    group("--threads", metavar="N", type=whole_from(1), default=1, help="of each with --model [1]")
    group("--mpirun", metavar="COMMAND", default="", help="before each LAMMPS, such as 'mpirun -np 4'; without -np for --exchange")
    group("--part", metavar="I/N", type=_part, help="this process simulates every Nth temperature from the Ith on, for job arrays; "
          "afterwards call once without it")
    group("--segment", metavar="PS", type=positive, default=20.0, help="of a restart file to the next [20]: what a kill costs at most")
    group("--lammps", metavar="FILE", help="LAMMPS [lmp-gapsharp]")
    group("--plugin", metavar="FILE", help="gapsharpplugin.so, for a LAMMPS that loads plugins")

    group = made.add_argument_group("heat capacity").add_argument
    group("--method", choices=("histogram", "mbar", "both"), default="both", help="[both]")
    group("--bootstrap", metavar="N", type=whole_from(0), default=200, help="draws for error bars [200]")
    return made


def arguments_of(words: List[str]) -> List[str]:
    """The words, with those of a --config file in front.

    A file that cannot be read or has a line without = ends the program with status 2, as argparse does.
    """
    finder = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    finder.add_argument("--config")
    path = finder.parse_known_args(words)[0].config
    if path is None:
        return words
    read: List[str] = []
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        parser().error(f"cannot read --config {path}: {error}")
    for number, line in enumerate(lines, 1):
        text = line.partition("#")[0].strip()
        if not text:
            continue
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not name or not value:
            parser().error(f"{path}:{number} is {line!r}, expected NAME = VALUE")
        read.append(value if name == "start" else f"--{name.replace('_', '-')}={value}")
    return [*read, *words]


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"is {text!r}, expected a number")
    return value


def positive(text: str) -> float:
    """A finite number above 0."""
    value = _number(text)
    if value <= 0:
        raise argparse.ArgumentTypeError(f"is {text!r}, expected a number above 0")
    return value


def _not_negative(text: str) -> float:
    value = _number(text)
    if value < 0:
        raise argparse.ArgumentTypeError(f"is {text!r}, expected a number from 0")
    return value


def _share(text: str) -> float:
    value = _number(text)
    if not 0 <= value < 1:
        raise argparse.ArgumentTypeError(f"is {text!r}, expected a number from 0 to below 1")
    return value


def whole_from(least: int) -> Callable[[str], int]:
    """A parser of whole numbers from ``least``."""
    def whole(text: str) -> int:
        if not text.strip().isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"is {text!r}, expected a whole number from {least}")
        return int(text)
    return whole


def _list(text: str) -> List[float]:
    return [positive(word) for word in text.split(",")]


def _part(text: str) -> Tuple[int, int]:
    index, slash, count = text.partition("/")
    if not slash or not index.isdecimal() or not count.isdecimal() or not 1 <= int(index) <= int(count):
        raise argparse.ArgumentTypeError(f"is {text!r}, expected I/N with I from 1 to N")
    return int(index), int(count)
