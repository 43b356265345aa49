"""Momentum and angular momentum, for equal masses."""

from __future__ import annotations

import numpy as np

_LINEAR = 1e-4
"""A molecule is linear if turning it about its axis moves the atoms by less than this (A, root of the sum of squares for one radian)."""


class RigidMotion:
    """The translations and rotations of a cluster at ``positions`` ([N][3]): 6 motions, of a linear molecule 5."""

    def __init__(self, positions: np.ndarray) -> None:
        arms = positions - positions.mean(axis=0)
        count = len(arms)
        turns = np.cross(np.eye(3)[:, None], arms).reshape(3, 3 * count)
        _, sizes, axes = np.linalg.svd(turns, full_matrices=False)
        shifts = np.tile(np.eye(3), count) / np.sqrt(count)
        self._basis = np.concatenate([shifts, axes[sizes > _LINEAR]])

    def removed(self, vectors: np.ndarray) -> np.ndarray:
        """The part of ``vectors`` (velocities, displacements or forces, [N][3]) that neither moves nor turns the cluster."""
        flat = vectors.reshape(-1)
        return (flat - (self._basis @ flat) @ self._basis).reshape(vectors.shape)

    @property
    def vibrations(self) -> int:
        """Number of motions left: 3N - 6, of a linear molecule 3N - 5."""
        return self._basis.shape[1] - len(self._basis)
