"""Names of point groups (Schoenflies) from their operations."""

from __future__ import annotations

import numpy as np

_POLYHEDRAL = {(12, 3): "T", (24, 4): "O", (60, 5): "I"}
"""Rotation groups with several axes of more than two folds, by number of rotations and largest order."""


def schoenflies(orders: np.ndarray, improper: np.ndarray, traces: np.ndarray) -> str:
    """Name of the finite point group whose operations have these orders, determinants (improper: -1) and traces [number].

    The rotations alone are C_n (n of them, one of order n), D_n (2n) or polyhedral; reflections and the inversion decide the rest.
    Of the improper operations of order 2 the inversion has trace -3, a reflection 1.
    """
    rotations = orders[~improper]
    count, most = len(rotations), int(rotations.max())
    twice = improper & (orders == 2)
    inversion = bool((twice & (traces < -1)).any())
    reflections = int(twice.sum()) - inversion
    if (count, most) in _POLYHEDRAL:
        return _polyhedral(_POLYHEDRAL[count, most], improper.any(), inversion)
    if count == most:
        return _cyclic(most, improper.any(), inversion, reflections)
    if not improper.any():
        return f"D{most}"
    return f"D{most}h" if inversion == (most % 2 == 0) else f"D{most}d"


def _polyhedral(rotations: str, improper: bool, inversion: bool) -> str:
    if not improper:
        return rotations
    return f"{rotations}h" if inversion else "Td"


def _cyclic(fold: int, improper: bool, inversion: bool, reflections: int) -> str:
    if not improper:
        return f"C{fold}"
    if fold == 1:
        return "Ci" if inversion else "Cs"
    if reflections == 0:
        return f"S{2 * fold}"
    return f"C{fold}v" if reflections == fold else f"C{fold}h"
