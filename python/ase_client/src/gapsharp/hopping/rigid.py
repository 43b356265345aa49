"""Momentum and angular momentum, for equal masses."""

from __future__ import annotations

import numpy as np


def without_rigid_motion(positions: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    """The part of ``vectors`` (velocities, displacements or forces, [N][3]) that neither moves nor turns the cluster."""
    arms = positions - positions.mean(axis=0)
    vectors = vectors - vectors.mean(axis=0)
    inertia = np.eye(3) * np.sum(arms * arms) - arms.T @ arms
    # A linear molecule has no inertia about its axis: the pseudoinverse leaves that rotation out.
    spin = np.linalg.pinv(inertia, rcond=1e-10) @ np.cross(arms, vectors).sum(axis=0)
    return vectors - np.cross(spin, arms)


def degrees_of_freedom(positions: np.ndarray) -> int:
    """Number of vibrations: 3N - 6, of a linear molecule 3N - 5."""
    arms = positions - positions.mean(axis=0)
    return 3 * len(positions) - (5 if np.linalg.matrix_rank(arms, tol=1e-4) == 1 else 6)
