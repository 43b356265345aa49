"""Pages of HTML that are complete in themselves: style, sections, pictures."""

from __future__ import annotations

import base64
import html
from typing import Sequence, Tuple

from .figures import Draw, render
from .tables import Table

_STYLE = """body{font:15px/1.5 system-ui,sans-serif;color:#22303c;max-width:62rem;margin:2rem auto;padding:0 1rem}
h1,h2{line-height:1.2}table{border-collapse:collapse;font-size:13px;margin:1rem 0;display:block;overflow-x:auto}
th,td{padding:.2rem .6rem;border-bottom:1px solid #d5dde2;text-align:left}td.n{text-align:right;font-variant-numeric:tabular-nums}
img{max-width:100%}.clusters{display:grid;grid-template-columns:repeat(auto-fill,minmax(19rem,1fr));gap:1rem}
figure{margin:0;border:1px solid #d5dde2;border-radius:.4rem;padding:.5rem}figcaption{font-size:13px}"""


def page(title: str, sections: Sequence[str], reload: int = 0) -> str:
    """The page as text; a browser reads it again every ``reload`` seconds unless that is 0."""
    again = f"<meta http-equiv=refresh content={reload}>" if reload else ""
    body = "\n".join(sections)
    return (f"<!DOCTYPE html>\n<html lang=en><head><meta charset=utf-8>{again}<title>{html.escape(title)}</title>\n"
            f"<style>{_STYLE}</style></head>\n<body><h1>{html.escape(title)}</h1>\n{body}\n</body></html>\n")


def section(title: str, table: Table, draw: Draw, size: Tuple[float, float] = (7.0, 4.5)) -> str:
    """A heading, a plot and its table."""
    return f"<h2>{html.escape(title)}</h2>\n{image(draw, size)}\n{table.html()}"


def image(draw: Draw, size: Tuple[float, float] = (7.0, 4.5), form: str = "svg") -> str:
    """The drawing (size in inches) inside the page, as "svg" or "png"."""
    # As an image of its own: names inside one drawing cannot meet those of another.
    data = base64.b64encode(render(draw, form, size)).decode()
    kind = {"svg": "svg+xml", "png": "png"}[form]
    return f'<img alt="" src="data:image/{kind};base64,{data}">'


def cards(figures: Sequence[Tuple[str, str]]) -> str:
    """Images beside each other, each above its caption (HTML)."""
    shown = [f"<figure>{picture}<figcaption>{caption}</figcaption></figure>" for picture, caption in figures]
    return "<div class=clusters>\n" + "\n".join(shown) + "\n</div>"
