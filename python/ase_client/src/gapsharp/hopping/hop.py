"""What one hop did."""

from __future__ import annotations

from typing import NamedTuple

from .feedback import Feedback, Outcome


class Hop(NamedTuple):
    """One hop of a walker, as it stands in the database. The first (number 0) is the relaxation of the start."""

    walker: int
    number: int
    outcome: Outcome
    accepted: bool
    energy: float
    """Of the minimum that was reached (the one before, if the hop failed), eV."""
    minimum: int
    """Which distinct minimum it is: the id of the row that met it first."""
    feedback: Feedback
    """For the next hop."""
    timestep: float
    """For the next hop, fs."""
    force_calls: int
    """Of this hop."""
    lowest: float
    """Energy of the lowest minimum that any walker has met so far, eV."""
    reason: str = ""
    """Why the hop failed."""
