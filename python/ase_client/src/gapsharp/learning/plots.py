"""Pictures of a run, as SVG that does not change from one drawing to the next."""

from __future__ import annotations

import io
from typing import Any, Dict, List, Optional, Sequence, Tuple

import matplotlib

matplotlib.use("Agg")
from matplotlib.axes import Axes  # noqa: E402
from matplotlib.figure import Figure, SubplotParams  # noqa: E402

from .figures import label_errors  # noqa: E402

_SIZE = (5.2, 3.4)
Series = Tuple[str, List[float], List[float]]


def errors(everything: Sequence[Dict[str, Any]]) -> Optional[str]:
    """Errors on the test set over labels, two panels; None without a test set."""
    tested = [found for found in everything if found["test"]]
    if not tested:
        return None
    figure = _figure(2)
    for axes, name, unit in zip(figure.subplots(1, 2), ("energy_rmse", "force_rmse"), ("energies, meV/atom", "forces, meV/A")):
        points = [(found["labels_before"], 1000 * found["test"][name]) for found in tested if found["test"][name] is not None]
        if points:
            axes.semilogy(*zip(*points), "o-")
        axes.set(xlabel="labels", ylabel=f"RMSE of {unit}")
    return _svg(figure)


def certainty(everything: Sequence[Dict[str, Any]]) -> str:
    """How uncertain the candidates were, and how wrong the predictions of those picked."""
    figure = _figure(2)
    left, right = figure.subplots(1, 2)
    looked = [found for found in everything if found["candidates"].get("largest_deviation") is not None]
    for name, key in (("largest", "largest_deviation"), ("mean", "mean_deviation")):
        _line(left, (name, [found["labels_before"] for found in looked], [1000 * found["candidates"][key] for found in looked]))
    left.set(xlabel="labels", ylabel="deviation of candidates, meV", yscale="log")
    for found in everything:
        used = [label for label in found["labels"] if not label["reason"]]
        right.loglog([1000 * label["deviation"] for label in used], [1000 * label["force_rmse"] for label in used], ".",
                     color=matplotlib.colormaps["viridis"](found["round"] / max(1, len(everything) - 1)))
    right.set(xlabel="deviation before the label, meV", ylabel="error of the forces, meV/A")
    if looked:
        left.legend()
    return _svg(figure)


def surprise(everything: Sequence[Dict[str, Any]]) -> str:
    """Errors of the predictions of each round's labels."""
    figure = _figure(1)
    axes = figure.subplots()
    used = [found for found in everything if any(not label["reason"] for label in found["labels"])]
    for name, key, unit in (("energies, meV/atom", "label_energy_rmse", 1000), ("forces, meV/A", "label_force_rmse", 1000)):
        _line(axes, (name, [found["labels_before"] for found in used], [unit * label_errors(found)[key] for found in used]))
    axes.set(xlabel="labels before", ylabel="RMSE of predictions of new labels", yscale="log")
    if used:
        axes.legend()
    return _svg(figure)


def _figure(panels: int) -> Figure:
    """Margins of fixed size: to measure the labels takes as long as to draw them."""
    width, height = panels * _SIZE[0], _SIZE[1]
    return Figure(figsize=(width, height), subplotpars=SubplotParams(left=0.95 / width, right=1 - 0.1 / width, bottom=0.55 / height,
                                                                     top=1 - 0.1 / height, wspace=0.3))


def _line(axes: Axes, series: Series) -> None:
    axes.plot(series[1], series[2], "o-", label=series[0])


def _svg(figure: Figure) -> str:
    """The drawing as an element for a page: no date and no random names in it."""
    text = io.StringIO()
    with matplotlib.rc_context({"svg.hashsalt": "gapsharp", "svg.fonttype": "none"}):
        figure.savefig(text, format="svg", metadata={"Date": None})
    drawing = text.getvalue()
    return drawing[drawing.index("<svg"):]
