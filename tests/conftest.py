"""What several suites need: the reference potentials and a running force server."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Dict, Iterator

import pytest
from force_server import REPOSITORY, ForceServer

REFERENCE = REPOSITORY / "artifacts" / "reference"
POTENTIALS = ("na", "na-dft", "mg-dft", "si", "si-core", "sic")


@pytest.fixture(scope="session")
def models() -> Dict[str, Path]:
    """The reference potentials by name, unpacked if need be."""
    subprocess.run(["sh", str(REPOSITORY / "eng" / "unpack-data.sh")], check=True)
    return {name: next((REFERENCE / name).glob("*.xml")) for name in POTENTIALS}


@pytest.fixture(scope="session")
def server(models: Dict[str, Path]) -> Iterator[ForceServer]:
    """One force server with all reference potentials."""
    with ForceServer(models) as running:
        yield running
