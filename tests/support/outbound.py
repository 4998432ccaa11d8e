"""No test may reach another machine (bars S23): a portal that quietly asks one would be found out here."""

from typing import Any

HERE = {"", "localhost", "127.0.0.1", "::1", "0.0.0.0", None}


class OutboundCallError(AssertionError):
    """Something tried to reach another machine."""


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """For `sys.addaudithook`: let through sockets of this machine, raise OutboundCallError for any other.

    Databases, mail, the virus scanner and the tests' own servers all listen on this machine.
    """
    if event == "socket.connect":
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # A path names a socket of this machine.
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if isinstance(host, bytes):
        host = host.decode()
    if host not in HERE:
        raise OutboundCallError(f"A test tried to reach {host}.")
