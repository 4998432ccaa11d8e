"""Content that all tests of a module share: loading the demo for each of them would take most of their time."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker


def shared_content(load: Callable[[], Any]) -> Any:
    """A fixture of what `load` loads once for a module; a test's own changes are undone after it, these after the last.

    Every test of the module that has a database asks for it: one that does not would meet the content or not, as the
    order has it.
    """

    @pytest.fixture(scope="module")
    def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
        with django_db_blocker.unblock(), transaction.atomic():
            load()
            yield
            transaction.set_rollback(True)

    return loaded
