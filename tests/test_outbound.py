"""The guard that keeps the suite on this machine (bars S23)."""

import socket
import urllib.request

import pytest

from tests.support.outbound import OutboundCallError


@pytest.mark.parametrize("address", ["http://192.0.2.1/", "https://updates.example/"])
def test_another_machine_cannot_be_reached(address):
    with pytest.raises(OutboundCallError):
        urllib.request.urlopen(address, timeout=1)


def test_this_machine_can():
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_connection(listener.getsockname()) as line:
        assert line.getpeername() == listener.getsockname()
