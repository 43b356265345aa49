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


def request_of(structure: Structure, wanted: int, model: str, identifier: int = 0) -> pb.EvaluateRequest:
    return pb.EvaluateRequest(
        model=model,
        numbers=structure.numbers.astype(_INT32, copy=False).tobytes(),
        positions=structure.positions.astype(_FLOAT64, copy=False).tobytes(),
        cell=b"" if structure.cell is None else structure.cell.astype(_FLOAT64, copy=False).tobytes(),
        pbc=() if structure.cell is None else structure.pbc,
        properties=_properties_of(wanted),
        id=identifier,
    )


def evaluation_of(reply: pb.EvaluateReply, count: int, wanted: int) -> Evaluation:
    """The reply to a request for ``count`` atoms. Raises CalculationFailed if an array is not as long as it must be."""
    return Evaluation(
        reply.energy,
        _doubles(reply.local_energies, "local_energies", (count,)) if wanted & Quantities.LOCAL_ENERGIES else None,
        _doubles(reply.forces, "forces", (count, 3)) if wanted & Quantities.FORCES else None,
        _doubles(reply.virial, "virial", (3, 3)) if wanted & Quantities.VIRIAL else None,
        _doubles(reply.local_virials, "local_virials", (count, 3, 3)) if wanted & Quantities.LOCAL_VIRIALS else None,
        _doubles(reply.variances, "variances", (count,)) if wanted & Quantities.VARIANCES else None,
        _doubles(reply.posterior_variances, "posterior_variances", (count,)) if wanted & Quantities.POSTERIOR_VARIANCES else None,
    )


def descriptors_of(reply: pb.EvaluateReply, descriptor: str) -> Descriptors:
    centres = np.frombuffer(reply.descriptor_centres, _INT32).astype(np.int32)
    vectors = _doubles(reply.descriptors, "descriptors", (len(centres), reply.descriptor_dimensions))
    return Descriptors(descriptor, vectors, centres)


def _doubles(data: bytes, field: str, shape: Tuple[int, ...]) -> np.ndarray:
    expected = _FLOAT64.itemsize * math.prod(shape)
    if len(data) != expected:
        raise CalculationFailed(f"the server's reply has {len(data)} bytes of {field}, expected {expected}")
    return np.ndarray(shape, _FLOAT64, data).astype(np.float64)


@lru_cache(maxsize=None)
def _properties_of(wanted: int) -> Tuple[int, ...]:
    return tuple(value for flag, value in _PROPERTIES.items() if flag & wanted)
