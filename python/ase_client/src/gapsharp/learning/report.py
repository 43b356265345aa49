"""report.html: a run on one page, with nothing that it needs from elsewhere."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence

from .._files import write_text
from . import plots
from .figures import label_errors, read_all

_STYLE = """body { font: 15px/1.45 sans-serif; max-width: 70em; margin: 2em auto; padding: 0 1em }
table { border-collapse: collapse; margin: 1em 0 } td, th { border: 1px solid #ccc; padding: .2em .6em; text-align: right }
th { background: #f3f3f3 } td.text { text-align: left } svg { max-width: 100%; height: auto }"""


def write_report(run: Path) -> None:
    """Writes the page of all rounds that are over, if there are any."""
    everything = read_all(run)
    if not everything:
        return
    drawings = [("Errors on the test set", plots.errors(everything)), ("Certainty", plots.certainty(everything)),
                ("Predictions of the structures that were labelled next", plots.surprise(everything))]
    parts = ["<!DOCTYPE html>", '<html lang="en"><head><meta charset="utf-8"><title>Active learning</title>',
             f"<style>{_STYLE}</style></head><body>", "<h1>Active learning</h1>", _summary(everything), "<h2>Rounds</h2>", _rounds(everything)]
    parts += [f"<h2>{title}</h2>\n{drawing}" for title, drawing in drawings if drawing]
    parts += ["<h2>Labels</h2>", _labels(everything), _refused(everything), "</body></html>"]
    write_text(run / "report.html", "\n".join(part for part in parts if part) + "\n")


def _summary(everything: Sequence[Dict[str, Any]]) -> str:
    last = everything[-1]
    spent = last["labels_before"] + len(last["labels"])
    return (f"<p>{len(everything)} rounds, {spent} labels, a training set of {last['structures']} structures; "
            f"{escape(last['reason'] or 'not finished')}.</p>")


def _rounds(everything: Sequence[Dict[str, Any]]) -> str:
    head = ["round", "structures", "labels before", "test energy, meV/atom", "test force, meV/A", "candidates", "refused",
            "largest deviation, meV", "labels", "refused", "predicted energy, meV/atom", "predicted force, meV/A"]
    rows = []
    for found in everything:
        test, candidates, errors = found["test"] or {}, found["candidates"], label_errors(found)
        rows.append([str(found["round"]), str(found["structures"]), str(found["labels_before"]), _milli(test.get("energy_rmse")),
                     _milli(test.get("force_rmse")), str(candidates.get("count", "")), str(len(candidates.get("refused", ()))),
                     _milli(candidates.get("largest_deviation")), str(len(found["labels"])),
                     str(sum(bool(label["reason"]) for label in found["labels"])), _milli(errors["label_energy_rmse"]),
                     _milli(errors["label_force_rmse"])])
    return _table(head, rows)


def _labels(everything: Sequence[Dict[str, Any]]) -> str:
    head = ["round", "job", "picked as", "source", "deviation, meV", "predicted, eV", "label, eV", "force error, meV/A", "refused because"]
    return _table(head, [[str(found["round"]), label["job"], label["rule"], label["source"], _milli(label["deviation"]),
                          f"{label['predicted_energy']:.6f}", f"{label['energy']:.6f}" if "energy" in label else "",
                          _milli(label.get("force_rmse")), label["reason"]] for found in everything for label in found["labels"]], {2, 3, 8})


def _refused(everything: Sequence[Dict[str, Any]]) -> str:
    rows = [[str(found["round"]), source, reason] for found in everything
            for source, reason in found["candidates"].get("refused", {}).items()]
    rows += [[str(found["round"]), "", note] for found in everything for note in found["candidates"].get("notes", ())]
    return "<h2>Candidates refused, and other notes</h2>\n" + _table(["round", "candidate", "why"], rows, {1, 2}) if rows else ""


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], texts: Sequence[int] = ()) -> str:
    lines = ["<table>", "<tr>" + "".join(f"<th>{escape(name)}</th>" for name in head) + "</tr>"]
    for row in rows:
        cells: List[str] = [f'<td{" class=text" if column in texts else ""}>{escape(value)}</td>' for column, value in enumerate(row)]
        lines.append("<tr>" + "".join(cells) + "</tr>")
    return "\n".join([*lines, "</table>"])


def _milli(value: Optional[float]) -> str:
    return "" if value is None else f"{1000 * value:.3g}"
