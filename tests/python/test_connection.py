"""The remote calculator and its server: addresses, models, absence, loss and recovery."""

import pickle
import socket
import time

import grpc
import numpy as np
import pytest
from ase.calculators.calculator import CalculationFailed, InputError
from force_server import ForceServer
from gapsharp import RemoteGapSharp
from gapsharp._connection import Connection


def test_models_and_health(server):
    with RemoteGapSharp(server.address, model="na-dft") as calc:
        assert calc.is_serving()
        offered = {model["name"]: model for model in calc.models()}
    assert set(offered) == {"na", "na-dft", "mg-dft", "si", "si-core", "sic"}
    assert offered["na-dft"]["species"] == [11] and offered["sic"]["species"] == [6, 14]
    assert offered["na-dft"]["cutoff"] == pytest.approx(8.0)
    assert len(offered["sic"]["coordinates"]) == 11
    assert all(len(model["sha256"]) == 64 for model in offered.values())


def test_address_as_the_server_prints_it(server, sodium):
    with RemoteGapSharp(f"http://{server.address}/", model="na-dft") as calc:
        assert np.isfinite(calc.get_potential_energy(sodium))


def test_an_unknown_model_is_refused_with_the_known_ones(server, sodium):
    with RemoteGapSharp(server.address, model="potassium") as calc:
        with pytest.raises(InputError, match="potassium.*na-dft"):
            calc.get_potential_energy(sodium)
        with pytest.raises(InputError, match="potassium"):
            calc.evaluate_batch([sodium])


def test_no_server_says_where_it_was_looked_for(sodium):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = "127.0.0.1:%d" % free.getsockname()[1]
    calc = RemoteGapSharp(address, connect_timeout=1)
    start = time.monotonic()
    for ask in (calc.get_potential_energy, lambda atoms: calc.evaluate_batch([atoms]), lambda atoms: calc.models()):
        with pytest.raises(CalculationFailed, match=f"no force server at {address}"):
            ask(sodium)
    assert time.monotonic() - start < 15


def test_a_unix_socket_and_a_single_model_without_a_name(models, sodium, tmp_path):
    with ForceServer({"na-dft": models["na-dft"]}, unix_socket=tmp_path / "gapsharp.sock") as running:
        with RemoteGapSharp(f"unix://{tmp_path}/gapsharp.sock") as calc:
            assert np.isfinite(calc.get_potential_energy(sodium))
        assert running.address.startswith("unix:")


def test_a_token_is_asked_for_and_sent(models, sodium):
    with ForceServer({"na-dft": models["na-dft"]}, options=["--token", "open-sesame"]) as running:
        with RemoteGapSharp(running.address, token="open-sesame") as calc:
            energy = calc.get_potential_energy(sodium)
            assert calc.evaluate_batch([sodium])[0]["energy"] == energy
            twin = pickle.loads(pickle.dumps(calc))
            twin.reset()
            assert twin.get_potential_energy(sodium) == energy
            twin.close()
        for token in (None, "wrong"):
            with RemoteGapSharp(running.address, token=token) as calc:
                with pytest.raises(InputError, match="token|authori"):
                    calc.get_potential_energy(sodium)


def test_a_server_that_restarts_is_found_again(models, sodium):
    with ForceServer({"na-dft": models["na-dft"]}) as first:
        port = int(first.address.rsplit(":", 1)[1])
        calc = RemoteGapSharp(first.address, connect_timeout=20)
        energy = calc.get_potential_energy(sodium)
    calc.reset()
    with ForceServer({"na-dft": models["na-dft"]}, port=port):
        assert calc.get_potential_energy(sodium) == energy
        calc.close()


def test_a_server_that_goes_away_in_a_stream(models, sodium):
    with ForceServer({"na-dft": models["na-dft"]}) as running:
        calc = RemoteGapSharp(running.address, connect_timeout=1)
        stream = calc.evaluate_stream(sodium for _ in range(100000))
        next(stream)
        running.stop()
        with pytest.raises(CalculationFailed, match="127.0.0.1"):
            for _ in stream:
                pass
        calc.close()


@pytest.mark.parametrize("code, details", [
    (grpc.StatusCode.UNAVAILABLE, "Socket closed"),
    (grpc.StatusCode.INTERNAL, "Received RST_STREAM with error code 2")])
def test_every_form_of_a_lost_server_names_its_address(server, code, details):
    class Lost(grpc.RpcError):
        def code(self):
            return code

        def details(self):
            return details

    connection = Connection(server.address, token=None, connect_timeout=20)
    error = connection.error_of(Lost(), timeout=1)
    connection.close()
    assert isinstance(error, CalculationFailed)
    assert str(error) == f"lost the force server at {server.address}: {details}"


def test_too_little_time(server, models):
    from ase.build import bulk

    with RemoteGapSharp(server.address, model="na", timeout=0.001) as calc:
        with pytest.raises(CalculationFailed, match="within 0.001 s"):
            calc.get_potential_energy(bulk("Na", "bcc", a=4.2, cubic=True) * (6, 6, 6))
