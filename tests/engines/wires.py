"""The two ways to a browser's WebDriver: HTTP, as the standard has it, and Firefox's own without a driver between.

Both know the same commands (https://www.w3.org/TR/webdriver2/): `send("WebDriver:Navigate", url=…)`.
"""

import json
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

START_LIMIT_SECONDS = 60
ANSWER_LIMIT_SECONDS = 60
ROUTES = {
    "WebDriver:Navigate": ("POST", "/url"),
    "WebDriver:Refresh": ("POST", "/refresh"),
    "WebDriver:ExecuteScript": ("POST", "/execute/sync"),
    "WebDriver:FindElement": ("POST", "/element"),
    "WebDriver:ElementClick": ("POST", "/element/{id}/click"),
    "WebDriver:ElementSendKeys": ("POST", "/element/{id}/value"),
    "WebDriver:PerformActions": ("POST", "/actions"),
    "WebDriver:SetWindowRect": ("POST", "/window/rect"),
    "WebDriver:TakeScreenshot": ("GET", "/screenshot"),
    "WebDriver:DeleteSession": ("DELETE", ""),
}


class WireError(Exception):
    """The browser could not do what it was told; the message is its own."""


class Wire(Protocol):
    """A session with a browser."""

    version: str

    def send(self, name: str, **parameters: Any) -> Any:
        """Let the browser do one command and return what it answers."""


class HttpWire:
    """A session with a driver that listens on a port of this machine."""

    def __init__(self, port: int, capabilities: dict[str, Any]) -> None:
        """Begin a session as soon as the driver listens."""
        wait_for(lambda: _listens(port), "The driver does not listen.")
        self.base = f"http://127.0.0.1:{port}/session"
        begun = self._ask("POST", "", {"capabilities": {"alwaysMatch": capabilities}})
        self.version = begun["capabilities"]["browserVersion"]
        self.base += f"/{begun['sessionId']}"

    def send(self, name: str, **parameters: Any) -> Any:
        """Let the browser do one command and return what it answers."""
        method, path = ROUTES[name]
        return self._ask(method, path.format(**parameters), parameters)

    def _ask(self, method: str, path: str, body: dict[str, Any]) -> Any:
        data = json.dumps(body).encode() if method == "POST" else None
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.base + path, data=data, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=ANSWER_LIMIT_SECONDS) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            with error:
                told = json.load(error)["value"]
            raise WireError(f"{told['error']}: {told['message']}") from error
        except OSError as error:
            raise WireError(f"The driver does not answer: {error}") from error


class MarionetteWire:
    """A session with Firefox itself, over the socket whose number it writes into its profile."""

    def __init__(self, profile: Path) -> None:
        """Begin a session as soon as Firefox listens."""
        number = profile / "MarionetteActivePort"
        wait_for(lambda: number.exists() and number.read_text().strip(), "Firefox did not start.")
        self.socket = socket.create_connection(("127.0.0.1", int(number.read_text())), timeout=ANSWER_LIMIT_SECONDS)
        self.number = 0
        self._receive()
        self.version = self.send("WebDriver:NewSession")["capabilities"]["browserVersion"]

    def send(self, name: str, **parameters: Any) -> Any:
        """Let Firefox do one command and return what it answers."""
        self.number += 1
        message = json.dumps([0, self.number, name, parameters]).encode()
        try:
            self.socket.sendall(str(len(message)).encode() + b":" + message)
            _, _, error, answer = self._receive()
        except OSError as broken:
            raise WireError(f"Firefox does not answer: {broken}") from broken
        if error:
            raise WireError(f"{error['error']}: {error['message']}")
        return answer["value"] if set(answer) == {"value"} else answer

    def close(self) -> None:
        """Hang up."""
        self.socket.close()

    def _receive(self) -> Any:
        """One message: its length in digits, a colon, and so many bytes of JSON."""
        length = b""
        while not length.endswith(b":"):
            length += self._read(1)
        return json.loads(self._read(int(length[:-1])))

    def _read(self, wanted: int) -> bytes:
        got = b""
        while len(got) < wanted:
            part = self.socket.recv(wanted - len(got))
            if not part:
                raise ConnectionError("it has ended")
            got += part
        return got


def wait_for(is_so: Callable[[], object], otherwise: str, seconds: float = START_LIMIT_SECONDS) -> None:
    """Return as soon as it is so. Raises WireError with the message when it takes too long."""
    give_up = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > give_up:
            raise WireError(otherwise)
        time.sleep(0.05)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
