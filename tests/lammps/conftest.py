"""What the LAMMPS tests share: the Stillinger-Weber oracle and the ways to run LAMMPS."""

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "parity"))  # reference.py

from lammps_host import CORE, LAUNCHER, PLUGIN, ROOT, Lammps  # noqa: E402


@pytest.fixture(scope="session", autouse=True)
def built():
    for path in (LAUNCHER, PLUGIN):
        assert path.exists(), f"{path} is missing: run eng/build-bridge.sh"


@pytest.fixture(scope="session")
def oracle_folder(tmp_path_factory) -> Path:
    """A folder with sw_abi.c built as libgapsharp.so, and model files for it."""
    folder = tmp_path_factory.mktemp("oracle")
    source = Path(__file__).with_name("sw_abi.c")
    command = ["cc", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-Wl,-soname,libgapsharp.so"]
    command += [f"-I{ROOT}/src/GapNative/include", "-o", folder / "libgapsharp.so", source, "-lm"]
    subprocess.run(command, check=True)
    (folder / "si.sw").write_text("sw 2.1683 even 14\n")
    (folder / "site.sw").write_text("sw 2.1683 site 14\n")
    (folder / "half.sw").write_text("sw 1.08415 even 14\n")
    (folder / "quip.xml").write_text("sw 2.1683 even 14\n<Potential label=\"GAP_1\"/>\n")
    return folder


@pytest.fixture(params=["launcher", "plugin"])
def oracle(request, oracle_folder) -> Lammps:
    """LAMMPS over the Stillinger-Weber library, either way."""
    return Lammps(request.param, oracle_folder)


@pytest.fixture
def oracle_launcher(oracle_folder) -> Lammps:
    return Lammps("launcher", oracle_folder)


@pytest.fixture(params=["launcher", "plugin"])
def gapsharp(request) -> Lammps:
    """LAMMPS over the real library, either way."""
    assert CORE.exists(), f"{CORE} is missing: run eng/build-native.sh"
    return Lammps(request.param)


@pytest.fixture
def gapsharp_launcher() -> Lammps:
    assert CORE.exists(), f"{CORE} is missing: run eng/build-native.sh"
    return Lammps("launcher")
