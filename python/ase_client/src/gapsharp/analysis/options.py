"""Options of the command."""

from __future__ import annotations

import argparse
from typing import Callable, Mapping, Tuple, Union

from .lattices import CUTOFFS
from .symmetry import TOLERANCE

Part = argparse.ArgumentParser


def parser(run: Mapping[str, Callable[[argparse.Namespace], None]]) -> argparse.ArgumentParser:
    """The command's parser; the options it returns hold as ``run`` what to call with them, taken from here by the command's name."""
    whole = argparse.ArgumentParser(prog="gapsharp analyse", description="Energies and structure of free clusters.")
    commands = whole.add_subparsers(metavar="COMMAND", required=True)
    for name, (text, build) in _COMMANDS.items():
        part = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
        part.set_defaults(run=run[name])
        build(part)
    return whole


def _energies(part: Part) -> None:
    _structures(part)
    _isolated(part)
    _outputs(part)


def _regression(part: Part) -> None:
    part.add_argument("frames", metavar="FRAMES.csv", help="what gapsharp validate --csv wrote")
    _outputs(part)


def _symmetry(part: Part) -> None:
    _chosen(part)
    _tolerance(part)
    part.add_argument("--largest", type=float, default=0.5, metavar="A", help="end of the scan of tolerances, A [0.5]")
    _outputs(part)


def _shells(part: Part) -> None:
    _chosen(part)
    part.add_argument("--probe", type=float, metavar="A", help="radius of the probe, A [0.45 nearest-neighbour distances]")
    _outputs(part)


def _radii(part: Part) -> None:
    _chosen(part)
    _outputs(part)


def _bonds(part: Part) -> None:
    _chosen(part)
    part.add_argument("--cutoff", type=float, metavar="A", help="longest bond, A [1.2 nearest-neighbour distances]")
    part.add_argument("--width", type=float, default=0.1, metavar="A", help="of the bins of the plot, A [0.1]")
    _outputs(part)


def _lattices(part: Part) -> None:
    _chosen(part)
    _likeness(part)
    _outputs(part)


def _lindemann(part: Part) -> None:
    part.add_argument("trajectories", metavar="TRAJECTORY", nargs="+", help="files that ASE reads, frames of one cluster each")
    part.add_argument("--blocks", type=int, default=1, metavar="N", help="parts that each trajectory is cut into [1]")
    part.add_argument("--skip", type=int, default=0, metavar="N", help="frames left out at the beginning [0]")
    _outputs(part)


def _runs(part: Part) -> None:
    part.add_argument("databases", metavar="DATABASE", nargs="+",
                      help="written by gapsharp.hopping: file, or postgresql://user@host:port/name")
    part.add_argument("--target", type=float, metavar="E", help="energy of the minimum that counts as success, eV [the lowest found]")
    _outputs(part)


def _search(part: Part) -> None:
    part.add_argument("database", metavar="DATABASE", help="written by gapsharp.hopping: file, or postgresql://user@host:port/name")
    part.add_argument("-o", "--output", default="search.html", metavar="OUT.html", help="the page [search.html]")


def _picture(part: Part) -> None:
    part.add_argument("structures", metavar="STRUCTURES", help="extended XYZ file or ASE database (.db, postgresql://...)")
    part.add_argument("--index", type=int, default=0, metavar="N", help="which of the structures [0]")
    part.add_argument("-o", "--output", required=True, metavar="OUT.svg", help="the picture, .svg or .png")


def _report(part: Part) -> None:
    _structures(part)
    part.add_argument("-o", "--output", default="report.html", metavar="OUT.html", help="the page [report.html]")
    part.add_argument("--title", default="Clusters", help="heading of the page [Clusters]")
    part.add_argument("--frames", metavar="FRAMES.csv", help="what gapsharp validate --csv wrote, for the regression")
    _isolated(part)
    _tolerance(part)
    _likeness(part)


def _structures(part: Part) -> None:
    part.add_argument("structures", metavar="STRUCTURES", nargs="+",
                      help="extended XYZ files or ASE databases (.db, postgresql://...); of a minima-hopping database the distinct minima")


def _chosen(part: Part) -> None:
    _structures(part)
    part.add_argument("--lowest", type=int, metavar="N", help="only the N lowest in energy of each composition")


def _outputs(part: Part) -> None:
    part.add_argument("-o", "--output", metavar="OUT.csv", help="the table as CSV")
    part.add_argument("--plot", metavar="OUT.svg", help="the plot, .svg or .png")


def _isolated(part: Part) -> None:
    part.add_argument("--isolated", type=_atom_energy, action="append", default=[], metavar="ELEMENT=E",
                      help="energy of an isolated atom, eV; else that of a structure of one atom, or of --model")
    part.add_argument("--model", metavar="FILE", help="potential (GAP XML) that gives the energies of isolated atoms")


def _tolerance(part: Part) -> None:
    part.add_argument("--tolerance", type=float, default=TOLERANCE, metavar="A", help=f"of the point group, A [{TOLERANCE}]")


def _likeness(part: Part) -> None:
    part.add_argument("--cutoffs", type=float, nargs="+", default=list(CUTOFFS), metavar="A",
                      help=f"of the environments, A [{' '.join(map(str, CUTOFFS))}]")
    part.add_argument("--bond", type=_bond, metavar="A",
                      help="scale so that this bond length (A; own: each cluster's mean) becomes 3.209 A [no scaling]")


def _atom_energy(text: str) -> Tuple[str, float]:
    symbol, equals, energy = text.partition("=")
    if not (equals and symbol):
        raise argparse.ArgumentTypeError(f"{text!r}, expected ELEMENT=ENERGY such as Na=-5.2")
    return symbol, float(energy)


def _bond(text: str) -> Union[float, str]:
    return text if text == "own" else float(text)


_COMMANDS: Mapping[str, Tuple[str, Callable[[Part], None]]] = {
    "energies": ("binding energies, second differences and magic numbers of the best of each size", _energies),
    "regression": ("errors and Pearson r of a potential by size", _regression),
    "symmetry": ("point groups, and how they change with the tolerance", _symmetry),
    "shells": ("surface and core atoms, layer by layer", _shells),
    "radii": ("distance of every atom from the centre of mass", _radii),
    "bonds": ("bond lengths, coordination and pair distances", _bonds),
    "lattices": ("likeness of the atoms' surroundings to hcp, fcc and bcc", _lattices),
    "lindemann": ("Lindemann index of trajectories", _lindemann),
    "runs": ("what the walkers of minima hopping found, and at what cost", _runs),
    "search": ("page of a minima-hopping search, running or over: energy traces, feedback, walkers, lowest minima", _search),
    "picture": ("a cluster from three sides, and its core", _picture),
    "report": ("all of it on one page, of the best structure of each size", _report),
}
