"""People and editions for the tests of this app."""

import pytest

from audit_forms.questionnaires.tests.factories import EditionFactory, QuestionFactory, SignOffStepFactory
from portal.accounts.tests.factories import UserFactory


@pytest.fixture
def unit():
    """Somebody of the Business Unit who may enter the Wagtail admin."""
    return UserFactory(unit=True)


@pytest.fixture
def unit_client(client, unit):
    """A browser in which the Business Unit is signed in."""
    client.force_login(unit)
    return client


@pytest.fixture
def published():
    """A frozen edition with two questions."""
    return EditionFactory(published=True)


@pytest.fixture
def draft():
    """An edition that is ready to be published."""
    step = SignOffStepFactory()
    QuestionFactory(
        section__edition=step.edition, position=0, rated=True, key="board-lead", changed_note="New this year"
    )
    return step.edition
