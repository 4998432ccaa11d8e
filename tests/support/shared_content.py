"""Content that all tests of a module share: loading the demo for each of them would take most of their time."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from pytest_django import DjangoDbBlocker


@contextmanager
def shared_content(blocker: DjangoDbBlocker) -> Iterator[None]:
    """Within it load what a module's tests need; each test's own changes are undone after it, these after the last.

    For a fixture of module scope that `django_db_setup` precedes, in a module in which every test asks for it: one that
    does not would meet the content or not, as the order has it.
    """
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
