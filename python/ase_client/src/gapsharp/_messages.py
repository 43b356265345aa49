"""Structures and evaluations as protobuf messages: little-endian arrays in C order."""

from __future__ import annotations

from typing import Optional

import numpy as np
from ase.calculators.calculator import CalculationFailed

from ._types import Descriptors, Evaluation, Quantities, Structure
from .v1 import force_field_pb2 as pb

_PROPERTIES = {
    Quantities.ENERGY: pb.PROPERTY_ENERGY,
    Quantities.LOCAL_ENERGIES: pb.PROPERTY_LOCAL_ENERGIES,
    Quantities.FORCES: pb.PROPERTY_FORCES,
    Quantities.VIRIAL: pb.PROPERTY_VIRIAL,
    Quantities.LOCAL_VIRIALS: pb.PROPERTY_LOCAL_VIRIALS,
    Quantities.VARIANCES: pb.PROPERTY_VARIANCES,
}


def request_of(structure: Structure, wanted: Quantities, model: str, identifier: int = 0) -> pb.EvaluateRequest:
    return pb.EvaluateRequest(
        model=model,
        numbers=structure.numbers.astype("<i4", copy=False).tobytes(),
        positions=structure.positions.astype("<f8", copy=False).tobytes(),
        cell=b"" if structure.cell is None else structure.cell.astype("<f8", copy=False).tobytes(),
        pbc=[] if structure.cell is None else structure.pbc,
        properties=[value for flag, value in _PROPERTIES.items() if flag & wanted],
        id=identifier,
    )


def evaluation_of(reply: pb.EvaluateReply, count: int, wanted: Quantities) -> Evaluation:
    """The reply to a request for ``count`` atoms. Raises CalculationFailed if an array is not as long as it must be."""

    def array(flag: Quantities, field: str, *shape: int) -> Optional[np.ndarray]:
        return _doubles(getattr(reply, field), field, *shape) if flag & wanted else None

    return Evaluation(
        reply.energy,
        array(Quantities.LOCAL_ENERGIES, "local_energies", count),
        array(Quantities.FORCES, "forces", count, 3),
        array(Quantities.VIRIAL, "virial", 3, 3),
        array(Quantities.LOCAL_VIRIALS, "local_virials", count, 3, 3),
        array(Quantities.VARIANCES, "variances", count),
    )


def descriptors_of(reply: pb.EvaluateReply, descriptor: str) -> Descriptors:
    centres = np.frombuffer(reply.descriptor_centres, dtype="<i4").astype(np.int32)
    vectors = _doubles(reply.descriptors, "descriptors", len(centres), reply.descriptor_dimensions)
    return Descriptors(descriptor, vectors, centres)


def _doubles(data: bytes, field: str, *shape: int) -> np.ndarray:
    expected = 8 * int(np.prod(shape))
    if len(data) != expected:
        raise CalculationFailed(f"the server's reply has {len(data)} bytes of {field}, expected {expected}")
    return np.frombuffer(data, dtype="<f8").astype(np.float64).reshape(shape)
