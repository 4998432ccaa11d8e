"""Mailing lists above the outbox: asked before a message of theirs leaves, told what became of it.

An app names its list in `AppConfig.ready()`, as it does its jobs, so that the outbox need know no list.
"""

from dataclasses import dataclass
from enum import Enum, auto

from django.utils.module_loading import import_string


class Outcome(Enum):
    """What became of a message of a list."""

    TAKEN = auto()
    NO_SUCH_ADDRESS = auto()
    GIVEN_UP = auto()


@dataclass(frozen=True)
class MailingList:
    """The dotted paths of two functions of a list; both are given the person's part of the key.

    `wants(who)` says whether that person's mail may leave now, `note(who, outcome)` hears what became of it. What
    `note` writes it writes in a transaction of its own: a savepoint for each mail that was taken would cost a tenth of
    all sending, and most lists have nothing to write then.
    """

    wants: str
    note: str


_lists: dict[str, MailingList] = {}


def register(name: str, *, wants: str, note: str) -> None:
    """Make a list known: `lists.register("subscriber", wants="app.module.wants", note="app.module.note")`."""
    _lists[name] = MailingList(wants, note)


def key_of(name: str, who: object) -> str:
    """What `Message.list_key` holds for that person of that list."""
    return f"{name}:{who}"


def is_wanted(list_key: str) -> bool:
    """Whether a message with that key may leave; one of no list always may."""
    name, _, who = list_key.partition(":")
    return not list_key or bool(import_string(_lists[name].wants)(who))


def tell(list_key: str, outcome: Outcome) -> None:
    """Let the list know; a message of no list concerns none."""
    name, _, who = list_key.partition(":")
    if list_key:
        import_string(_lists[name].note)(who, outcome)
