"""Figures as SVG or PNG, the same bytes for the same data, and files that appear whole or not at all."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Callable, Tuple, Union

from ase.calculators.calculator import InputError

from .._files import whole_file

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK, BLUE, ORANGE, GREEN, PALE = "#22303c", "#2a6f97", "#e07a3f", "#5a8f5a", "#9db4c0"
_STYLE = {"font.size": 10, "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": INK, "text.color": INK,
          "axes.labelcolor": INK, "xtick.color": INK, "ytick.color": INK, "axes.titleweight": "bold", "axes.titlesize": 11,
          "axes.titlelocation": "left", "legend.frameon": False, "svg.hashsalt": "gapsharp", "svg.fonttype": "none"}
_METADATA = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}

Draw = Callable[["Figure"], None]
PathLike = Union[str, "os.PathLike[str]"]


def save(path: PathLike, draw: Draw, size: Tuple[float, float] = (7.0, 4.5)) -> None:
    """Writes what ``draw`` puts on a figure of this size (inches); the name ends in .svg or .png."""
    form = Path(path).suffix.lower().lstrip(".")
    if form not in _METADATA:
        raise InputError(f"plot is {os.fspath(path)!r}, expected a name that ends in .svg or .png")
    write_file(path, render(draw, form, size))


def render(draw: Draw, form: str = "svg", size: Tuple[float, float] = (7.0, 4.5)) -> bytes:
    """The picture as bytes. No window, no global state of matplotlib."""
    import matplotlib  # here: analyses without a picture need not wait for it
    from matplotlib.figure import Figure

    buffer = io.BytesIO()
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=size, layout="constrained", facecolor="white")
        draw(figure)
        figure.savefig(buffer, format=form, dpi=150, metadata=_METADATA[form])
    return buffer.getvalue()


def write_file(path: PathLike, content: Union[str, bytes]) -> None:
    """Writes beside ``path`` and renames into place."""
    with whole_file(Path(path)) as fresh:
        fresh.write_bytes(content.encode() if isinstance(content, str) else content)
