"""Where things are, and the environment that children run in."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any, Optional

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "dist"
CORE = ROOT / "benchmarks/GapSharp.Benchmarks/bin/Release/net10.0/GapSharp.Benchmarks"
OUT = ROOT / "artifacts" / "bench"
DATA = OUT / "data"
LARGE_MODEL = ROOT.parent / "shared" / "reference" / "na-m6000.tar.xz"
SHARED_DATA = ROOT.parent / "shared" / "data"


def openblas_core() -> dict[str, str]:
    """Kernels as wide as this processor's vectors: left alone, Debian's OpenBLAS takes SSE ones where it does not know the model."""
    flags = Path("/proc/cpuinfo").read_text().split()
    return {"OPENBLAS_CORETYPE": "SKYLAKEX" if "avx512f" in flags else "HASWELL"} if "avx2" in flags else {}


def environment(**more: str) -> dict[str, str]:
    """OpenBLAS with wide kernels on one thread, whatever was preset, and the Python package of dist/."""
    variables = {key: value for key, value in os.environ.items() if not key.startswith("OPENBLAS_")}
    variables.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", PYTHONDONTWRITEBYTECODE="1",
                     OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1",
                     PYTHONPATH=os.pathsep.join([str(DIST / "python"), str(ROOT / "benchmarks")]), **openblas_core(), **more)
    return variables


def run(command: list, limit: float = 900, folder: Optional[Path] = None) -> str:
    """Standard output of a command."""
    words = [str(word) for word in command]
    child = subprocess.Popen(["timeout", str(limit), *words], cwd=folder, env=environment(), stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    out, err = child.communicate()
    if child.returncode != 0:
        raise SystemExit(f"bench: error: {' '.join(words)} ended with {child.returncode}: {err[-2000:]}{out[-2000:]}")
    return out


def run_json(command: list, limit: float = 900) -> dict[str, Any]:
    """The last line of a command's output, read as JSON."""
    return json.loads(run(command, limit).strip().splitlines()[-1])
