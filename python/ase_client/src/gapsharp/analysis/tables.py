"""Tables of results: CSV with every digit, aligned text, HTML."""

from __future__ import annotations

import csv
import html
import io
from typing import Any, List, NamedTuple, Tuple

import numpy as np


class Table(NamedTuple):
    """Rows of values; None is an empty cell. Column names end in their units."""

    columns: Tuple[str, ...]
    rows: List[tuple]

    def column(self, name: str) -> list:
        """Values of one column."""
        index = self.columns.index(name)
        return [row[index] for row in self.rows]

    def csv(self) -> str:
        """Comma-separated, floats with the digits that bring them back."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerows([self.columns, *([_exact(value) for value in row] for row in self.rows)])
        return text.getvalue()

    def text(self) -> str:
        """Aligned columns, six digits: numbers to the right, text to the left."""
        cells = [list(self.columns), *([_short(value) for value in row] for row in self.rows)]
        widths = [max(len(row[index]) for row in cells) for index in range(len(self.columns))]
        left = [any(isinstance(value, str) for value in self.column(name)) for name in self.columns]
        return "\n".join("  ".join(cell.ljust(width) if to_left else cell.rjust(width)
                                   for cell, width, to_left in zip(row, widths, left)).rstrip() for row in cells)

    def html(self) -> str:
        """An HTML table, text escaped."""
        head = "".join(f"<th>{html.escape(name.replace('_', ' '))}</th>" for name in self.columns)
        body = "\n".join("<tr>" + "".join(f"<td{'' if isinstance(value, str) else ' class=n'}>{html.escape(_short(value))}</td>"
                                          for value in row) + "</tr>" for row in self.rows)
        return f"<table><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>"


def _exact(value: Any) -> Any:
    if isinstance(value, (bool, np.bool_)):
        return int(value)
    return repr(float(value)) if isinstance(value, (float, np.floating)) else value


def _short(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (bool, np.bool_)):
        return "yes" if value else "no"
    return f"{value:.6g}" if isinstance(value, (float, np.floating)) else str(value)
