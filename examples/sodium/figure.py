"""The picture of the demo: best structure, search, molecular dynamics."""

from __future__ import annotations

from pathlib import Path
from typing import Sequence

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402
from ase import Atoms  # noqa: E402
from matplotlib.axes import Axes  # noqa: E402
from matplotlib.colors import LightSource, to_rgb  # noqa: E402,F401

SODIUM = "#ab5cf2"
DARK, GREY, WARM = "#1f3a5f", "#8a94a6", "#d1495b"
BOND_LIMIT = 4.3
"""Atoms closer than this are drawn as bonded, A."""
