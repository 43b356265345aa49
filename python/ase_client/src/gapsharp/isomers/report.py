"""Files of a catalogue: structures, tables, pictures."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, List

import numpy as np
from ase import Atoms
from ase.calculators.singlepoint import SinglePointCalculator
from ase.io import write

from ..analysis import picture
from ..analysis.figures import BLUE, INK, ORANGE, save, write_file
from .catalogue import Catalogue
from .table import csv_of, markdown_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LOWEST, _HIGHEST = 4, 2


def write_catalogue(catalogue: Catalogue, folder: Path, title: str) -> None:
    """Writes isomers.xyz, isomers.csv, isomers.md, isomers.png and a picture of the lowest and of the highest isomers."""
    referenced = any(row.reference_energy is not None for row in catalogue.rows)
    write_file(folder / "isomers.xyz", _structures(catalogue))
    write_file(folder / "isomers.csv", csv_of(catalogue.rows))
    save(folder / "isomers.png", lambda figure: _draw(figure, catalogue))
    pictures = pictured(len(catalogue.rows))
    for index in pictures:
        row = catalogue.rows[index]
        picture(catalogue.atoms[index], folder / picture_name(row.number),
                title=f"isomer {row.number}: {row.point_group}, {row.above_lowest:+.3f} eV")
    lines = [f"# {title}", "", f"{catalogue.quenched} snapshots, {catalogue.lost} of them without a minimum in one piece, "
             f"{catalogue.distinct} minima that differ before the refinement; the lowest {len(catalogue.rows)} after it:", "", markdown_of(catalogue.rows, referenced),
             "![energies](isomers.png)", "",
             *(f"![isomer {index + 1}]({picture_name(index + 1)})" for index in pictures)]
    write_file(folder / "isomers.md", "\n".join(lines) + "\n")


def pictured(count: int) -> List[int]:
    """Indices of the isomers that get a picture: the lowest and the highest."""
    return sorted({*range(min(_LOWEST, count)), *range(max(0, count - _HIGHEST), count)})


def picture_name(number: int) -> str:
    return f"isomer-{number:03d}.png"


def _structures(catalogue: Catalogue) -> str:
    images = []
    for row, atoms in zip(catalogue.rows, catalogue.atoms):
        image: Atoms = atoms.copy()
        image.info.update(isomer=row.number, source=row.source, point_group=row.point_group, found=row.found)
        image.calc = SinglePointCalculator(image, energy=row.energy)
        images.append(image)
    text = io.StringIO()
    write(text, images, format="extxyz")
    return text.getvalue()


def _draw(figure: "Figure", catalogue: Catalogue) -> None:
    levels, bonds = figure.subplots(1, 2, width_ratios=[1.4, 1])
    numbers = np.array([row.number for row in catalogue.rows])
    levels.bar(numbers, [row.above_lowest for row in catalogue.rows], color=BLUE, width=0.7)
    levels.set(title="Energy above the lowest isomer", xlabel="isomer", ylabel="eV")
    levels.xaxis.get_major_locator().set_params(integer=True)
    bonds.plot([row.bond for row in catalogue.rows], [row.above_lowest for row in catalogue.rows], "o", color=ORANGE, mec=INK, ms=5)
    bonds.set(title="Mean bond length", xlabel="A", ylabel="eV")
