"""Double-precision matrix products in NumPy, one thread: the ceiling that every row is held against. Prints one line of JSON.

    python3 -m endtoend.dgemm SECONDS
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import numpy as np

# (rows, inner, columns): large square; the kernel's two products for 55 atoms and 6,000 sparse points of sodium.
SHAPES = {"square": (2000, 2000, 2000), "dots": (6000, 547, 55), "back": (547, 6000, 55)}


def rate(shape: tuple[int, int, int], seconds: float) -> float:
    """Largest GFLOP/s of the repeats that fit into the time; processor time counts, so that a busy machine has the same ceiling."""
    rows, inner, columns = shape
    a, b, c = np.ones((rows, inner)), np.ones((inner, columns)), np.empty((rows, columns))
    np.dot(a, b, out=c)
    best, end = float("inf"), time.perf_counter() + seconds
    while time.perf_counter() < end:
        began = time.thread_time()
        np.dot(a, b, out=c)
        best = min(best, time.thread_time() - began)
    return 2e-9 * rows * inner * columns / best


def main() -> None:
    rates = {name: rate(shape, float(sys.argv[1])) for name, shape in SHAPES.items()}
    libraries = {line.split("/")[-1].strip() for line in Path("/proc/self/maps").read_text().splitlines() if "blas" in line}
    print(json.dumps({**rates, "library": ", ".join(sorted(libraries)), "is_openblas": any("openblas" in name for name in libraries)}))


if __name__ == "__main__":
    main()
