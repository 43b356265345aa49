"""Training sets, cut from the larger ones beside the project."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Iterator

FILES = {"na55": "na55_gupta.xyz.gz", "na_sizes": "na_sizes_gupta.xyz.gz", "na": "na_train.xyz", "mg": "mg_train.xyz"}


def missing(folder: Path, sets: set[str]) -> list[Path]:
    """Files that the sets need and that are not there."""
    needed = [folder / FILES[name] for name in sorted(sets)] + [test_set(folder, name) for name in sorted(sets & {"na", "mg"})]
    return [path for path in needed if not path.is_file()]


def test_set(folder: Path, name: str) -> Path:
    return folder / f"{name}_test.xyz"


def training_set(folder: Path, name: str, configurations: int, out: Path) -> Path:
    """The first training frames of a set, isolated atoms left out; the file itself where all are wanted, that is 0."""
    if configurations == 0:
        return folder / FILES[name]
    target = out / f"{name}-{configurations}.xyz"
    with gzip.open(folder / FILES[name], "rt") as source:
        chosen = [frame for _, frame in zip(range(configurations), _training_frames(source))]
    if len(chosen) < configurations:
        raise SystemExit(f"bench-fit: error: {FILES[name]} has {len(chosen)} training configurations, expected {configurations}")
    out.mkdir(parents=True, exist_ok=True)
    target.write_text("".join(chosen))
    return target


def _training_frames(source) -> Iterator[str]:
    while count := source.readline():
        frame = [source.readline() for _ in range(int(count) + 1)]
        if re.search(r"\bsplit=train\b", frame[0]) and int(count) > 1:
            yield count + "".join(frame)
