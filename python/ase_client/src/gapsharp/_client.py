"""A potential behind a gRPC force server (``protos/gapsharp/v1/force_field.proto``)."""

from __future__ import annotations

import queue
import threading
from collections import deque
from typing import Any, Deque, Dict, Iterable, Iterator, List, Optional, Union

import grpc
from ase.calculators.calculator import CalculationFailed, CalculatorError

from . import _connection
from ._connection import Connection
from ._messages import descriptors_of, evaluation_of, request_of
from ._types import Descriptors, Evaluation, Outcome, Structure
from .v1 import force_field_pb2 as pb
from .v1 import force_field_pb2_grpc as rpc

STREAM_WINDOW = 32
"""Structures sent ahead of their replies: keeps the server busy and bounds the memory of both sides."""


class RemoteModel:
    """One model of one server. The connection is made at construction."""

    def __init__(self, address: str, model: str, token: Optional[str], timeout: float, connect_timeout: float) -> None:
        self._model = model
        self._timeout = timeout
        self._connection = Connection(address, token, connect_timeout)
        self._stub = rpc.ForceFieldStub(self._connection.channel)
        self._details: Optional[pb.Model] = None

    def close(self) -> None:
        self._connection.close()

    @property
    def cutoff(self) -> float:
        return self._model_details().cutoff

    @property
    def species(self) -> List[int]:
        return list(self._model_details().species)

    def models(self) -> List[Dict[str, Any]]:
        reply = self._call(self._stub.ListModels, pb.ListModelsRequest())
        return [_plain(model) for model in reply.models]

    def is_serving(self) -> bool:
        return self._connection.is_serving(self._timeout)

    def evaluate(self, structure: Structure, wanted: int) -> Evaluation:
        request = request_of(structure, wanted, self._model)
        return evaluation_of(self._call(self._stub.Evaluate, request), len(structure.numbers), wanted)

    def describe(self, structure: Structure, coordinates: Optional[Iterable[int]]) -> List[Descriptors]:
        names = [coordinate.descriptor for coordinate in self._model_details().coordinates]
        chosen = range(len(names)) if coordinates is None else coordinates
        found = []
        for coordinate in chosen:
            request = request_of(structure, 0, self._model)
            request.properties.append(pb.PROPERTY_DESCRIPTORS)
            request.descriptor_coordinate = int(coordinate)
            found.append(descriptors_of(self._call(self._stub.Evaluate, request), names[int(coordinate)]))
        return found

    def stream(self, structures: Iterable[Union[Structure, CalculatorError]], wanted: int) -> Iterator[Outcome]:
        """One EvaluateStream call; requests leave from a queue, so that the caller's iterable runs in the caller's thread."""
        outbox: queue.SimpleQueue = queue.SimpleQueue()
        inbox: queue.SimpleQueue = queue.SimpleQueue()
        waiting: Deque[Union[int, CalculatorError]] = deque()
        call = self._stub.EvaluateStream(iter(outbox.get, None), metadata=self._connection.metadata)
        threading.Thread(target=_receive, args=(call, inbox), daemon=True).start()
        try:
            for index, structure in enumerate(structures):
                if isinstance(structure, CalculatorError):
                    waiting.append(structure)
                else:
                    outbox.put(request_of(structure, wanted, self._model, identifier=index))
                    waiting.append(len(structure.numbers))
                if len(waiting) >= STREAM_WINDOW:
                    yield self._next_outcome(waiting, inbox, wanted)
            outbox.put(None)
            while waiting:
                yield self._next_outcome(waiting, inbox, wanted)
        finally:
            outbox.put(None)
            call.cancel()

    def _next_outcome(self, waiting: Deque[Any], inbox: queue.SimpleQueue, wanted: int) -> Outcome:
        first = waiting.popleft()
        if isinstance(first, CalculatorError):
            return first
        try:
            reply = inbox.get(timeout=self._timeout)
        except queue.Empty:
            raise CalculationFailed(
                f"no reply from {self._connection.address} within {self._timeout:g} s, expected one per structure") from None
        if isinstance(reply, grpc.RpcError):
            raise self._connection.error_of(reply, self._timeout) from reply
        if reply is None:
            raise CalculationFailed(f"{self._connection.address} ended the stream early, expected one reply per structure")
        if reply.HasField("error"):
            return _connection.ase_error(reply.error.code, reply.error.message)
        return evaluation_of(reply, first, wanted)

    def _model_details(self) -> pb.Model:
        if self._details is None:
            self._details = self._call(self._stub.GetModel, pb.GetModelRequest(name=self._model))
        return self._details

    def _call(self, method: Any, request: Any) -> Any:
        return self._connection.call(method, request, self._timeout)


def _receive(call: Any, inbox: queue.SimpleQueue) -> None:
    try:
        for reply in call:
            inbox.put(reply)
        inbox.put(None)
    except grpc.RpcError as error:
        inbox.put(error)


def _plain(model: pb.Model) -> Dict[str, Any]:
    coordinates = [
        {"descriptor": c.descriptor, "kernel": c.kernel, "dimensions": c.dimensions, "sparse_points": c.sparse_points}
        for c in model.coordinates
    ]
    return {"name": model.name, "label": model.label, "cutoff": model.cutoff, "species": list(model.species),
            "coordinates": coordinates, "sha256": model.sha256, "threads": model.threads}
