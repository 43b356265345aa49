"""What several suites need: the reference potentials and a running force server."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Dict, Iterator

import pytest
from force_server import ForceServer

REPOSITORY = Path(__file__).resolve().parent.parent
REFERENCE = REPOSITORY / "artifacts" / "reference"
MODELS = {
    "na": "na/gap_n5_m200.xml",
    "na-dft": "na-dft/na.xml",
    "mg-dft": "mg-dft/mg.xml",
    "si": "si/gap_si.xml",
    "si-core": "si-core/gap_core.xml",
    "sic": "sic/gap_sic.xml",
}


@pytest.fixture(scope="session")
def models() -> Dict[str, Path]:
    """The reference potentials by name, unpacked if need be."""
    subprocess.run(["sh", str(REPOSITORY / "eng" / "unpack-data.sh")], check=True)
    return {name: REFERENCE / path for name, path in MODELS.items()}


@pytest.fixture(scope="session")
def server(models: Dict[str, Path]) -> Iterator[ForceServer]:
    """One force server with all reference potentials."""
    with ForceServer(models) as running:
        yield running
