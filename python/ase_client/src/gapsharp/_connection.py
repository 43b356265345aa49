"""The channel to a force server, and its statuses as ASE's errors."""

from __future__ import annotations

import os
from typing import Any, Optional

import grpc
from ase.calculators.calculator import CalculationFailed, InputError, PropertyNotImplementedError

from .health.v1 import health_pb2
from .health.v1 import health_pb2_grpc

_Code = grpc.StatusCode
_OF_INPUT = {code.value[0] for code in (_Code.INVALID_ARGUMENT, _Code.NOT_FOUND, _Code.OUT_OF_RANGE,
                                        _Code.FAILED_PRECONDITION, _Code.UNAUTHENTICATED, _Code.PERMISSION_DENIED)}
_UNIMPLEMENTED = _Code.UNIMPLEMENTED.value[0]
_LOCAL_HOSTS = ("localhost", "127.", "[::1]", "unix:")

# gRPC's threads and sockets do not survive a fork, and using them in the child breaks the parent too, unless gRPC was told
# at its start to expect forks.
_survives_fork = os.environ.get("GRPC_ENABLE_FORK_SUPPORT", "0").lower() in ("1", "true", "yes", "y", "on")
_used = False
_forked = False


def _after_fork() -> None:
    global _forked
    _forked = _forked or (_used and not _survives_fork)


os.register_at_fork(after_in_child=_after_fork)


def ase_error(code: int, text: str) -> Exception:
    """ASE's error for a google.rpc.Code number, with the server's one line of text."""
    if code in _OF_INPUT:
        return InputError(text)
    return PropertyNotImplementedError(text) if code == _UNIMPLEMENTED else CalculationFailed(text)


class Connection:
    """A channel that has been seen to work. Raises CalculationFailed with the address if no server is there in time."""

    def __init__(self, address: str, token: Optional[str], connect_timeout: float) -> None:
        global _used
        if _forked:
            raise CalculationFailed(
                f"cannot reach {address} from a forked process: gRPC was in use before the fork; expected processes started "
                "with multiprocessing.get_context('spawn'), or GRPC_ENABLE_FORK_SUPPORT=1 in the environment")
        _used = True
        self.address = address
        self.metadata = (("authorization", f"Bearer {token}"),) if token else ()
        self._connect_timeout = connect_timeout
        self.channel = grpc.insecure_channel(address, options=_options(address))
        self._wait()

    def call(self, method: Any, request: Any, timeout: float) -> Any:
        """One unary call; repeated once, on a new connection, if the connection was lost."""
        for last_try in (False, True):
            try:
                return method(request, timeout=timeout, metadata=self.metadata)
            except grpc.RpcError as error:
                if last_try or error.code() is not _Code.UNAVAILABLE:
                    raise self.error_of(error, timeout) from error
                self._wait()
        raise AssertionError("unreachable")

    def is_serving(self, timeout: float) -> bool:
        stub = health_pb2_grpc.HealthStub(self.channel)
        reply = self.call(stub.Check, health_pb2.HealthCheckRequest(), timeout)
        return reply.status == health_pb2.HealthCheckResponse.SERVING

    def close(self) -> None:
        self.channel.close()

    def error_of(self, error: grpc.RpcError, timeout: float) -> Exception:
        """ASE's error for a failed call. A connection that dies under a call shows as UNAVAILABLE or, if the stream was reset first, INTERNAL."""
        code, text = error.code(), " ".join((error.details() or "").split())
        if code is _Code.UNAVAILABLE or (code is _Code.INTERNAL and "RST_STREAM" in text):
            return CalculationFailed(f"lost the force server at {self.address}: {text}")
        if code is _Code.DEADLINE_EXCEEDED:
            return CalculationFailed(f"no reply from {self.address} within {timeout:g} s: {text}")
        if code is _Code.CANCELLED:
            return CalculationFailed(f"the call to {self.address} was cancelled: {text}")
        return ase_error(code.value[0], text)

    def _wait(self) -> None:
        try:
            grpc.channel_ready_future(self.channel).result(timeout=self._connect_timeout)
        except grpc.FutureTimeoutError:
            raise CalculationFailed(
                f"no force server at {self.address} after {self._connect_timeout:g} s, expected gapsharp-server listening "
                "there") from None


def _options(address: str) -> list:
    options = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1),
               ("grpc.initial_reconnect_backoff_ms", 200), ("grpc.min_reconnect_backoff_ms", 1000),
               ("grpc.max_reconnect_backoff_ms", 2000), ("grpc.keepalive_time_ms", 60000)]
    if address.startswith(_LOCAL_HOSTS):
        options.append(("grpc.enable_http_proxy", 0))
    return options
