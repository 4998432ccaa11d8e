"""Asking clamd about a file, where one is set up (`CLAMD_URL`). What is not a plain "OK" is not clean (bars M11)."""

import logging
import socket
import struct
from enum import Enum
from typing import BinaryIO
from urllib.parse import urlsplit

from django.conf import settings

logger = logging.getLogger(__name__)

CHUNK = 64 * 1024
LONGEST_ANSWER = 4096
CLAMD_PORT = 3310
OFF = "off"


class Verdict(Enum):
    """What is known of a file after asking."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNKNOWN = "unknown"


def is_set_up() -> bool:
    """Whether there is a scanner to ask."""
    return settings.CLAMD_URL not in ("", OFF)


def scan(source: BinaryIO) -> Verdict:
    """What the scanner says; without a scanner, that the file is clean. Never raises: no answer is UNKNOWN."""
    if not is_set_up():
        return Verdict.CLEAN
    try:
        source.seek(0)
        answer = _ask(source)
    except (OSError, ValueError, struct.error) as error:
        logger.warning("The virus scanner could not be asked: %s", error)
        return Verdict.UNKNOWN
    if answer == "stream: OK":
        return Verdict.CLEAN
    logger.warning("The virus scanner answered: %s", answer)
    return Verdict.INFECTED if answer.startswith("stream: ") and answer.endswith(" FOUND") else Verdict.UNKNOWN


def _ask(source: BinaryIO) -> str:
    """Send the file by clamd's INSTREAM and return the answer; an answer that is cut off is none."""
    with _connect() as connection:
        connection.settimeout(settings.CLAMD_TIMEOUT)
        connection.sendall(b"zINSTREAM\0")
        while chunk := source.read(CHUNK):
            connection.sendall(struct.pack("!L", len(chunk)) + chunk)
        connection.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0"):
            received = connection.recv(LONGEST_ANSWER)
            if not received or len(answer) > LONGEST_ANSWER:
                raise ConnectionError("the answer was cut off")
            answer += received
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()


def _connect() -> socket.socket:
    address = urlsplit(settings.CLAMD_URL)
    if address.scheme == "unix":
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(settings.CLAMD_TIMEOUT)
        try:
            connection.connect(address.path)
        except OSError:
            connection.close()
            raise
        return connection
    if address.scheme != "tcp" or not address.hostname:
        raise ValueError("CLAMD_URL is neither tcp://host:port nor unix:///path")
    return socket.create_connection((address.hostname, address.port or CLAMD_PORT), settings.CLAMD_TIMEOUT)
