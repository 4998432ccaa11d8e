"""The answers a process keeps, all of one version of the site."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Answer:
    """A response as it goes over the wire."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes

    @cached_property
    def fields(self) -> bytes:
        """The headers as they are sent."""
        return "".join(f"{name}: {value}\r\n" for name, value in self.headers).encode("latin-1")


class Store:
    """At most `limit` bytes of answers; what was asked for longest ago goes first. Safe for threads."""

    def __init__(self, limit: int) -> None:
        """Begin empty; with a limit of 0 nothing is ever kept."""
        self.limit = limit
        self._size = 0
        self._version = ""
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, version: str, key: Hashable) -> Answer | None:
        """The answer kept under this key, if it was made of this version; answers of any other are let go."""
        with self._lock:
            if version != self._version:
                self._version, self._size = version, 0
                self._answers.clear()
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def put(self, version: str, key: Hashable, answer: Answer) -> None:
        """Keep an answer, unless the site has moved on since it was asked for."""
        with self._lock:
            if version != self._version or len(answer.body) > self.limit:
                return
            earlier = self._answers.pop(key, None)
            self._size += len(answer.body) - (len(earlier.body) if earlier else 0)
            self._answers[key] = answer
            while self._size > self.limit:
                self._size -= len(self._answers.popitem(last=False)[1].body)
