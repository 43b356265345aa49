"""The calculator that asks a gRPC force server."""

from __future__ import annotations

from numbers import Real
from typing import Any, Dict, List, Optional

from ase.calculators.calculator import CalculatorSetupError, InputError

from .calculator import GapCalculator

_SECONDS = ("timeout", "connect_timeout")


class RemoteGapSharp(GapCalculator):
    """GAP through a force server (``gapsharp-server``); any number of clients may share one.

    address: ``host:port`` or ``unix:///path/to/socket``. Connected to at the first use.
    model: a name the server knows; may be empty when the server has exactly one.
    token: sent as ``authorization: Bearer <token>``; never written into ``todict()``.
    timeout: seconds for one structure. connect_timeout: seconds to wait for the server to be there.
    atoms, label, directory: as for every ASE calculator.

    A refused structure is an InputError with the server's text; a server that is not there, is overloaded or takes too long
    is a CalculationFailed. An evaluation lost with its connection is repeated once.
    """

    name = "remotegapsharp"
    default_parameters = {"address": "localhost:50051", "model": "", "timeout": 300.0, "connect_timeout": 10.0}

    def __init__(self, address: str = "localhost:50051", model: str = "", token: Optional[str] = None,
                 timeout: float = 300.0, connect_timeout: float = 10.0, **kwargs: Any) -> None:
        if token is not None and (not isinstance(token, str) or not token.isprintable() or not token.isascii()):
            raise InputError("token is not printable ASCII text, expected a bearer token or None")
        self._token = token
        super().__init__(address=address, model=model, timeout=timeout, connect_timeout=connect_timeout, **kwargs)

    def models(self) -> List[Dict[str, Any]]:
        """What the server offers: name, label, cutoff (A), species, coordinates, sha256 and threads of each model."""
        return self._opened().models()

    def is_serving(self) -> bool:
        """Whether the server is there and reports that it serves (grpc.health.v1)."""
        return self._opened().is_serving()

    def _checked(self, name: str, value: Any) -> Any:
        if name == "address":
            return _address(value)
        if name == "model":
            if not isinstance(value, str):
                raise InputError(f"model is {value!r}, expected a name the server knows, or ''")
            return value
        if name in _SECONDS:
            if isinstance(value, bool) or not isinstance(value, Real) or not 0 < value < float("inf"):
                raise InputError(f"{name} is {value!r}, expected a positive number of seconds")
            return float(value)
        raise InputError(f"unknown keyword {name!r}, expected address, model, token, timeout, connect_timeout, atoms, label or "
                         "directory")

    def _open(self) -> Any:
        try:
            from ._client import RemoteModel
        except ImportError as error:
            raise CalculatorSetupError(
                f"cannot import the gRPC client: {error}; expected grpcio and protobuf, and the stubs that "
                "eng/build-python.sh generates") from error
        return RemoteModel(token=self._token, **self.parameters)


def _address(value: Any) -> str:
    """``host:port`` or ``unix:///path``; an ``http://`` as the server prints it is taken off."""
    text = value if isinstance(value, str) else ""
    if text.startswith("http://"):
        text = text[len("http://"):].rstrip("/")
    if text.startswith("unix:"):
        valid = text.startswith("unix:///") and len(text) > len("unix:///")
    else:
        host, _, port = text.rpartition(":")
        valid = bool(host) and "/" not in host and port.isdecimal() and 0 < int(port) < 65536
    if not valid:
        raise InputError(f"address is {value!r}, expected 'host:port' or 'unix:///path/to/socket'")
    return text
