"""What goes into an evaluation and what comes out, the same for every way of evaluating."""

from __future__ import annotations

from typing import Iterable, Iterator, List, NamedTuple, Optional, Protocol, Union

import numpy as np
from ase.calculators.calculator import CalculatorError


class Quantities:
    """What to compute: the flag bits of ``gapsharp.h``, combined by ``|``. Plain numbers, because arithmetic with an enum's
    members costs more than the arrays of a small cluster."""

    ENERGY = 1
    LOCAL_ENERGIES = 2
    FORCES = 4
    VIRIAL = 8
    LOCAL_VIRIALS = 32
    VARIANCES = 64
    POSTERIOR_VARIANCES = 128


class Structure(NamedTuple):
    """Atoms as plain C-ordered arrays."""

    numbers: np.ndarray
    """int32 [N], atomic numbers."""
    positions: np.ndarray
    """float64 [N][3], A."""
    cell: Optional[np.ndarray]
    """float64 [3][3], lattice vectors as rows, A; None when nothing is periodic."""
    pbc: tuple
    """Three bools."""


class Evaluation(NamedTuple):
    """Outputs; None where not asked for."""

    energy: float
    """eV."""
    local_energies: Optional[np.ndarray] = None
    """float64 [N], eV."""
    forces: Optional[np.ndarray] = None
    """float64 [N][3], eV/A."""
    virial: Optional[np.ndarray] = None
    """float64 [3][3], W = -dE/d(strain), eV."""
    local_virials: Optional[np.ndarray] = None
    """float64 [N][3][3], eV; the whole of each pair (i, j) to j. They sum to the virial."""
    variances: Optional[np.ndarray] = None
    """float64 [N], predicted variance of each local energy, eV^2."""
    posterior_variances: Optional[np.ndarray] = None
    """float64 [N], posterior variance of each local energy, eV^2."""


class Descriptors(NamedTuple):
    """Descriptor vectors of one coordinate (term) of a potential."""

    descriptor: str
    """The descriptor string, for example ``soap l_max=6 n_max=8 ...``."""
    vectors: np.ndarray
    """float64 [rows][dimensions]; one row per instance (an atom, a pair, a triplet), in centre order."""
    centres: np.ndarray
    """int32 [rows], the atom of each row (for pairs and triplets: the first one)."""


Outcome = Union[Evaluation, CalculatorError]


class Backend(Protocol):
    """Something that evaluates one potential: the library in this process, or a server."""

    cutoff: float
    """A."""
    species: List[int]
    """Atomic numbers the potential knows, ascending; empty: any."""

    def evaluate(self, structure: Structure, wanted: int) -> Evaluation: ...

    def stream(self, structures: Iterable[Union[Structure, CalculatorError]], wanted: int) -> Iterator[Outcome]:
        """Evaluates structures as they come, a bounded number in flight. Outcomes keep the order; an error handed in is
        handed on in its place."""
        ...

    def describe(self, structure: Structure, coordinates: Optional[Iterable[int]]) -> List[Descriptors]: ...

    def close(self) -> None: ...
