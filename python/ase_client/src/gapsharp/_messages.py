"""Structures and evaluations as protobuf messages: little-endian arrays in C order."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Tuple

import numpy as np
from ase.calculators.calculator import CalculationFailed

from ._types import Descriptors, Evaluation, Quantities, Structure
from .v1 import force_field_pb2 as pb

_INT32 = np.dtype("<i4")
_FLOAT64 = np.dtype("<f8")
_PROPERTIES = {
    Quantities.ENERGY: pb.PROPERTY_ENERGY,
    Quantities.LOCAL_ENERGIES: pb.PROPERTY_LOCAL_ENERGIES,
    Quantities.FORCES: pb.PROPERTY_FORCES,
    Quantities.VIRIAL: pb.PROPERTY_VIRIAL,
    Quantities.LOCAL_VIRIALS: pb.PROPERTY_LOCAL_VIRIALS,
    Quantities.VARIANCES: pb.PROPERTY_VARIANCES,
    Quantities.POSTERIOR_VARIANCES: pb.PROPERTY_POSTERIOR_VARIANCES,
}
_ATOMS = -1
_ARRAYS = {
    Quantities.LOCAL_ENERGIES: ("local_energies", (_ATOMS,)),
    Quantities.FORCES: ("forces", (_ATOMS, 3)),
    Quantities.VIRIAL: ("virial", (3, 3)),
    Quantities.LOCAL_VIRIALS: ("local_virials", (_ATOMS, 3, 3)),
    Quantities.VARIANCES: ("variances", (_ATOMS,)),
    Quantities.POSTERIOR_VARIANCES: ("posterior_variances", (_ATOMS,)),
}


def request_of(structure: Structure, wanted: Quantities, model: str, identifier: int = 0) -> pb.EvaluateRequest:
    return pb.EvaluateRequest(
        model=model,
        numbers=structure.numbers.astype(_INT32, copy=False).tobytes(),
        positions=structure.positions.astype(_FLOAT64, copy=False).tobytes(),
        cell=b"" if structure.cell is None else structure.cell.astype(_FLOAT64, copy=False).tobytes(),
        pbc=() if structure.cell is None else structure.pbc,
        properties=_properties_of(wanted),
        id=identifier,
    )


def evaluation_of(reply: pb.EvaluateReply, count: int, wanted: Quantities) -> Evaluation:
    """The reply to a request for ``count`` atoms. Raises CalculationFailed if an array is not as long as it must be."""
    return Evaluation(reply.energy, **{
        field: _doubles(getattr(reply, field), field, tuple(count if extent == _ATOMS else extent for extent in shape))
        for field, shape in _arrays_of(wanted)})


def descriptors_of(reply: pb.EvaluateReply, descriptor: str) -> Descriptors:
    centres = np.frombuffer(reply.descriptor_centres, _INT32).astype(np.int32)
    vectors = _doubles(reply.descriptors, "descriptors", (len(centres), reply.descriptor_dimensions))
    return Descriptors(descriptor, vectors, centres)


def _doubles(data: bytes, field: str, shape: Tuple[int, ...]) -> np.ndarray:
    expected = _FLOAT64.itemsize * math.prod(shape)
    if len(data) != expected:
        raise CalculationFailed(f"the server's reply has {len(data)} bytes of {field}, expected {expected}")
    return np.ndarray(shape, _FLOAT64, data).astype(np.float64)


# Arithmetic with enum flags costs more than the arrays of a small cluster: once per combination is enough.


@lru_cache(maxsize=None)
def _properties_of(wanted: Quantities) -> Tuple[int, ...]:
    return tuple(value for flag, value in _PROPERTIES.items() if flag & wanted)


@lru_cache(maxsize=None)
def _arrays_of(wanted: Quantities) -> Tuple[Tuple[str, Tuple[int, ...]], ...]:
    return tuple(array for flag, array in _ARRAYS.items() if flag & wanted)
