"""Structures and models: made by the benchmark itself, but for the large sodium fit where its archive is at hand."""

from __future__ import annotations

import tarfile
from functools import lru_cache
from pathlib import Path

from .paths import CORE, DATA, LARGE_MODEL, run


def prepare(sparse_counts: list[int]) -> None:
    run([CORE, "prepare", DATA, *sparse_counts])


@lru_cache(maxsize=None)
def model(material: str, sparse: int) -> Path:
    fitted = _fitted() if (material, sparse) == ("sodium", 6000) else None
    return fitted or DATA / f"{material}-m{sparse}.xml"


def structure(name: str) -> Path:
    return DATA / f"{name}.xyz"


def is_fitted(path: Path) -> bool:
    return path.parent != DATA


def _fitted() -> Path | None:
    if not LARGE_MODEL.is_file():
        return None
    folder = DATA / "na-m6000"
    if not folder.is_dir():
        with tarfile.open(LARGE_MODEL) as archive:
            archive.extractall(folder.with_suffix(".new"))
        folder.with_suffix(".new").rename(folder)
    return next(folder.glob("*.xml"))
