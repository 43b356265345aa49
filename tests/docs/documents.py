"""Finds the commands in the documentation that are promised to work.

A fenced block marked sh or python is run when the line before it is the comment <!-- test -->. A fenced block after <!-- output --> shows
lines that the commands before it print, in this order; a line "..." stands for any number of others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = {"sh": ("bash", "-euo", "pipefail", "-c"), "python": ("/usr/bin/python3", "-c")}
_BLOCK = re.compile(r"^<!-- (test|output) -->\n```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass
class Commands:
    """One block of commands, where it stands, the program that runs it, and what it is said to print."""

    place: str
    program: tuple[str, ...]
    script: str
    printed: list[str] = field(default_factory=list)


def documents() -> list[Path]:
    """README files and everything under docs that holds commands to run."""
    folders = ("docs", "examples", "python", "native")
    found = [ROOT / "README.md", *(path for folder in folders for path in sorted((ROOT / folder).rglob("*.md")))]
    return [path for path in found if path.exists() and commands(path)]


def commands(document: Path) -> list[Commands]:
    """The flagged blocks of a document, in order."""
    text = document.read_text(encoding="utf-8")
    found: list[Commands] = []
    for match in _BLOCK.finditer(text):
        kind, language, body = match.groups()
        place = f"{document.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 2}"
        if kind == "test":
            if language not in PROGRAMS:
                raise ValueError(f"{place}: block is marked '{language}', expected sh or python after <!-- test -->")
            found.append(Commands(place, PROGRAMS[language], body))
        elif found:
            found[-1].printed = [line.strip() for line in body.splitlines() if line.strip()]
    if len(re.findall(r"<!-- (?:test|output) -->", text)) != len(_BLOCK.findall(text)):
        raise ValueError(f"{document.relative_to(ROOT)}: a <!-- test --> or <!-- output --> is not followed by a fenced block")
    return found


def missing_line(printed: list[str], actual: str) -> str | None:
    """The first documented line that the output lacks, or None. Blanks count as one; lines follow each other unless "..." stands between."""
    lines = [" ".join(line.split()) for line in actual.splitlines() if line.strip()]
    position, anywhere = 0, True
    for line in printed:
        if line == "...":
            anywhere = True
            continue
        wanted = " ".join(line.split())
        try:
            found = lines.index(wanted, position)
        except ValueError:
            return line
        if not anywhere and found != position:
            return line
        position, anywhere = found + 1, False
    return None
