"""Neighbours of the portal that are ill: absent, silent, or talking nonsense (bars R8)."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def silent_server(port: int) -> Iterator[None]:
    """Takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", port), backlog=100):
        yield


@contextmanager
def babbling_server(port: int) -> Iterator[None]:
    """Answers every connection with rubbish."""
    with socket.create_server(("127.0.0.1", port), backlog=100) as listener:
        stop = threading.Event()
        listener.settimeout(0.2)

        def babble() -> None:
            while not stop.is_set():
                try:
                    connection, _ = listener.accept()
                except TimeoutError:
                    continue
                with connection:
                    connection.sendall(b"\x00\xffHTTP/1.1 teapot\r\n" * 50)

        thread = threading.Thread(target=babble)
        thread.start()
        yield
        stop.set()
        thread.join()


@contextmanager
def absent_server(port: int) -> Iterator[None]:
    """Nobody listens."""
    yield
