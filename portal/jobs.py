"""The list of background jobs: each app names its own in `AppConfig.ready()`, and `portal.scheduling` runs them."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Task:
    """What is done, how often, and the dotted path of the function; being run twice must do no harm."""

    name: str
    every: timedelta
    function: str


_tasks: dict[str, Task] = {}


def register(name: str, every: timedelta, function: str) -> None:
    """Have the function at that dotted path called, without arguments, about once in every `every`.

    `jobs.register("send mail", timedelta(seconds=5), "portal.outbox.sending.send_due")`; a path, because an app's
    models cannot be imported yet when its configuration is.
    """
    _tasks[name] = Task(name, every, function)


def registered() -> list[Task]:
    """Every job, in the order in which the apps registered them."""
    return list(_tasks.values())
