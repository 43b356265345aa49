"""Every relative link of the documentation leads somewhere."""

from __future__ import annotations

import re
import subprocess

import pytest

from documents import ROOT

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s#]+)(?:#[^)]*)?\)")
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def markdown_files() -> list[str]:
    """Tracked files: what somebody who has only the repository can read."""
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    return listed or [str(path.relative_to(ROOT)) for path in ROOT.glob("*.md")]


@pytest.mark.parametrize("name", markdown_files())
def test_links_lead_somewhere(name):
    document = ROOT / name
    text = _FENCE.sub("", document.read_text(encoding="utf-8"))
    links = [link for link in _LINK.findall(text) if not re.match(r"[a-z]+:", link)]
    missing = [link for link in links if not (document.parent / link).exists()]
    assert not missing, f"{name} links to {', '.join(missing)}, which is not there"
