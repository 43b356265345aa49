"""What both calculators share: ASE's conventions, caching and batches."""

from __future__ import annotations

import os
from abc import abstractmethod
from typing import Any, Dict, Iterable, Iterator, List, Optional, Sequence, Union

import numpy as np
from ase import Atoms
from ase.calculators.calculator import (
    Calculator,
    CalculatorError,
    InputError,
    PropertyNotImplementedError,
    all_changes,
)

from ._results import quantities_for, results_of, volume_of
from ._structure import structure_of
from ._types import Backend, Descriptors, Evaluation, Quantities

_ALWAYS = Quantities.ENERGY | Quantities.LOCAL_ENERGIES | Quantities.FORCES | Quantities.VIRIAL
"""Reverse mode gives all of these for little more than the energy, so one evaluation serves whatever ASE asks next."""


class GapCalculator(Calculator):
    """Base of :class:`GapSharp` and :class:`RemoteGapSharp`.

    Implemented: energy, free_energy (equal), energies, forces; stress and stresses for a three-dimensional cell. Per-atom
    stresses give the whole of each pair's virial to the neighbour and sum to the stress. Errors are ASE's: InputError for
    what the caller handed in, CalculationFailed for the rest. Not thread-safe: one calculator per thread.

    Copies and pickles open the potential again at their first use; so does a process forked from this one.
    """

    implemented_properties = ["energy", "free_energy", "energies", "forces", "stress", "stresses"]
    ignored_changes = {"initial_charges", "initial_magmoms"}

    def __init__(self, *, atoms: Optional[Atoms] = None, label: Optional[str] = None,
                 directory: Union[str, os.PathLike] = ".", **parameters: Any) -> None:
        self._backend: Optional[Backend] = None
        self._backend_pid = 0
        self._evaluation: Optional[Evaluation] = None
        self._spare_atoms: Optional[Atoms] = None
        super().__init__(label=label, atoms=atoms, directory=directory)
        self.set(**parameters)

    # What the two calculators do differently.

    @abstractmethod
    def _open(self) -> Backend:
        """Opens the potential of ``self.parameters``."""

    @abstractmethod
    def _checked(self, name: str, value: Any) -> Any:
        """The value of a parameter, validated; InputError for an unknown name or a bad value."""

    # ASE's interface.

    def set(self, **kwargs: Any) -> Dict[str, Any]:
        """Changes parameters; a changed parameter forgets results and opens the potential again at the next use."""
        changed = super().set(**{name: self._checked(name, value) for name, value in kwargs.items()})
        if changed:
            self.reset()
            self.close()
        return changed

    def reset(self) -> None:
        """Forgets the last atoms and results."""
        if self.atoms is not None:
            self._spare_atoms = self.atoms
        super().reset()
        self._evaluation = None

    def get_property(self, name: str, atoms: Optional[Atoms] = None, allow_calculation: bool = True) -> Any:
        if allow_calculation and name in self.implemented_properties:
            self._atoms_or_last(atoms)
        return super().get_property(name, atoms, allow_calculation)

    def calculate(self, atoms: Optional[Atoms] = None, properties: Sequence[str] = ("energy",),
                  system_changes: Sequence[str] = tuple(all_changes)) -> None:
        """Evaluates ``atoms`` (the last ones if None) and fills ``results``: energy and forces always come together."""
        atoms = self._atoms_or_last(atoms)
        wanted = _ALWAYS | quantities_for(properties)
        if ("stress" in properties or "stresses" in properties) and atoms.cell.rank < 3:
            raise PropertyNotImplementedError(
                f"stress needs a volume: the cell has {atoms.cell.rank} lattice vectors, expected 3")
        if system_changes:
            self._evaluation = None
            self.results = {}
        self._remember(atoms, system_changes)
        self._evaluate(atoms, wanted)

    def get_spin_polarized(self) -> bool:
        return False

    # What GAP gives beyond ASE's properties.

    def get_virial(self, atoms: Optional[Atoms] = None) -> np.ndarray:
        """W = -dE/d(strain), float64 [3][3], eV; defined with or without a cell."""
        return self._current(atoms, Quantities.VIRIAL).virial.copy()

    def get_variance(self, atoms: Optional[Atoms] = None) -> np.ndarray:
        """Predicted variance of each local energy, float64 [N], eV^2."""
        return self._current(atoms, Quantities.VARIANCES).variances.copy()

    def get_posterior_variance(self, atoms: Optional[Atoms] = None) -> np.ndarray:
        """Posterior variance of each local energy, float64 [N], eV^2: what the fit leaves open, given its data and their noise.

        For potentials fitted with ``--variance``, which have a ``.posterior`` file beside them; others raise
        PropertyNotImplementedError.
        """
        return self._current(atoms, Quantities.POSTERIOR_VARIANCES).posterior_variances.copy()

    def get_descriptors(self, atoms: Optional[Atoms] = None,
                        coordinates: Optional[Iterable[int]] = None) -> List[Descriptors]:
        """Descriptor vectors, one entry per coordinate of the potential (all of them, or those listed, from 0)."""
        return self._opened().describe(structure_of(self._atoms_or_last(atoms)), coordinates)

    @property
    def cutoff(self) -> float:
        """Largest distance at which one atom feels another, A."""
        return self._opened().cutoff

    @property
    def species(self) -> List[int]:
        """Atomic numbers the potential knows, ascending; empty: any."""
        return list(self._opened().species)

    # Many structures.

    def evaluate_batch(self, images: Iterable[Atoms], properties: Sequence[str] = ("energy", "forces"),
                       on_error: str = "raise") -> List[Union[Dict[str, Any], CalculatorError]]:
        """Evaluates many structures at full throughput; see :meth:`evaluate_stream`. Results are in the order given."""
        return list(self.evaluate_stream(images, properties, on_error))

    def evaluate_stream(self, images: Iterable[Atoms], properties: Sequence[str] = ("energy", "forces"),
                        on_error: str = "raise") -> Iterator[Union[Dict[str, Any], CalculatorError]]:
        """Yields a results dictionary per structure, in order, while later ones are being evaluated.

        ``images`` is consumed lazily with a bounded number in flight, so a generator or a trajectory of any length will do.
        A structure that cannot be evaluated raises its error with its index; ``on_error="return"`` yields the error in its
        place and goes on. Stress and stresses are left out for structures without a three-dimensional cell. The
        calculator's own ``atoms`` and ``results`` stay as they are.
        """
        if on_error not in ("raise", "return"):
            raise InputError(f"on_error is {on_error!r}, expected 'raise' or 'return'")
        return self._stream(images, list(properties), quantities_for(properties), on_error == "raise")

    # Lifetime.

    def close(self) -> None:
        """Frees the potential or the connection; the next use opens it again."""
        backend, self._backend = self._backend, None
        if backend is not None and self._backend_pid == os.getpid():
            backend.close()

    def __enter__(self) -> GapCalculator:
        return self

    def __exit__(self, *exception: Any) -> None:
        self.close()

    def __getstate__(self) -> Dict[str, Any]:
        return {**self.__dict__, "_backend": None}

    def _opened(self) -> Backend:
        # Neither the library's threads nor a connection survive a fork: the child opens its own.
        if self._backend is None or self._backend_pid != os.getpid():
            self._backend = self._open()
            self._backend_pid = os.getpid()
        return self._backend

    def _atoms_or_last(self, atoms: Optional[Atoms]) -> Atoms:
        if atoms is None:
            atoms = self.atoms
        if atoms is None:
            raise InputError(f"{self.name} has no atoms yet, expected atoms as an argument")
        return atoms

    def _current(self, atoms: Optional[Atoms], wanted: int) -> Evaluation:
        """The evaluation of ``atoms``, made or completed if it lacks something wanted."""
        atoms = self._atoms_or_last(atoms)
        changes = self.check_state(atoms)
        if changes:
            self.reset()
            self._remember(atoms, changes)
        return self._evaluate(atoms, wanted if self._evaluation else wanted | _ALWAYS)

    def _remember(self, atoms: Atoms, changes: Sequence[str]) -> None:
        """Makes ``self.atoms`` equal to ``atoms``. Steps of dynamics change positions only, and Atoms.copy takes longer than
        the messages of a small cluster."""
        known = self._spare_atoms if self.atoms is None else self.atoms
        if known is not None and list(changes) == ["positions"] and len(known) == len(atoms):
            known.positions[:] = atoms.positions
            self.atoms = known
        else:
            self.atoms = atoms.copy()

    def _evaluate(self, atoms: Atoms, wanted: int) -> Evaluation:
        """Completes the evaluation of ``atoms`` by what is wanted and missing."""
        known = self._evaluation
        missing = wanted if known is None else wanted & ~_computed(known)
        if missing:
            volume = volume_of(atoms)
            new = self._opened().evaluate(structure_of(atoms), missing | Quantities.ENERGY)
            if known is not None:
                new = Evaluation(*(old if value is None else value for old, value in zip(known, new)))
            self._evaluation = new
            self.results = results_of(new, volume)
        return self._evaluation

    def _stream(self, images: Iterable[Atoms], properties: List[str], wanted: int,
                raising: bool) -> Iterator[Union[Dict[str, Any], CalculatorError]]:
        taken: List[Atoms] = []

        def structures() -> Iterator[Any]:
            for atoms in images:
                taken.append(atoms)
                try:
                    yield structure_of(atoms)
                except CalculatorError as error:
                    yield error

        for index, outcome in enumerate(self._opened().stream(structures(), wanted)):
            atoms = taken.pop(0)
            if isinstance(outcome, CalculatorError):
                if raising:
                    raise type(outcome)(f"structure {index}: {outcome}") from outcome
                yield outcome
            else:
                results = results_of(outcome, volume_of(atoms))
                yield {name: results[name] for name in properties if name in results}


def _computed(evaluation: Evaluation) -> int:
    present = Quantities.ENERGY
    for flag, value in zip(
        (Quantities.LOCAL_ENERGIES, Quantities.FORCES, Quantities.VIRIAL, Quantities.LOCAL_VIRIALS, Quantities.VARIANCES,
         Quantities.POSTERIOR_VARIANCES),
        evaluation[1:],
    ):
        if value is not None:
            present |= flag
    return present
