"""A potential with more sparse points than the reference ones have, so many that its SOAP term is compressed."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import numpy as np

COPIES = 4


def write(model: Path, folder: Path) -> Path:
    """Writes a copy of a one-component potential into folder: to each sparse point of its SOAP term come mixtures of it with others,
    which span the same space, and all share its weight. Energies differ from the original's by little."""
    text = model.read_text()
    for sidecar in model.parent.glob(f"{model.name}.sparseX.*"):
        (folder / sidecar.name).write_bytes(sidecar.read_bytes())
    term = re.search(r"<gpCoordinates [^>]*>\s*<descriptor>\s*soap.*?</gpCoordinates>", text, re.DOTALL).group(0)
    attributes = dict(re.findall(r'(\w+)="([^"]*)"', term[: term.index(">")]))
    count = int(attributes["n_sparseX"])
    points = np.loadtxt(folder / attributes["sparseX_filename"]).reshape(count, int(attributes["dimensions"]))
    weights = [float(alpha) / COPIES for alpha in re.findall(r'<sparseX [^>]*alpha="([^"]*)"', term)]
    mixed = [points + (0.02 * copy) * np.roll(points, copy, axis=0) for copy in range(COPIES)]
    mixed = [copy / np.linalg.norm(copy, axis=1, keepdims=True) for copy in mixed]
    np.savetxt(folder / attributes["sparseX_filename"], np.concatenate(mixed).ravel(), fmt="%.17g")
    digest = hashlib.md5((folder / attributes["sparseX_filename"]).read_bytes()).hexdigest()

    head = term[: term.index("<sparseX ")]
    head = head.replace(f'n_sparseX="{count}"', f'n_sparseX="{COPIES * count}"').replace(attributes["sparseX_md5sum"], digest)
    lines = (f'<sparseX i="{i}" alpha="{alpha!r}" sparseCutoff="1.0"/>' for i, alpha in enumerate(COPIES * weights, 1))
    enlarged = head + "\n".join(lines) + "\n</gpCoordinates>"
    (folder / model.name).write_text(text.replace(term, enlarged))
    return folder / model.name
