"""Rounds and people for the tests of this app."""

import pytest

from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.self_assessments.tests.dives import rated_round, received
from audit_forms.self_assessments.tests.factories import RoundFactory
from portal.accounts.tests.factories import UserFactory


@pytest.fixture
def unit():
    """Somebody of the Business Unit."""
    return UserFactory(unit=True)


@pytest.fixture
def unit_client(client, unit):
    """A browser in which the Business Unit is signed in."""
    client.force_login(unit)
    return client


@pytest.fixture
def exercise():
    """A round that runs."""
    return RoundFactory(title="Section 175 and 157, 2026-27")


@pytest.fixture
def sampled_round():
    """A round with eight returns received."""
    made = rated_round(title="Round of schools")
    for number in range(8):
        received(made, OrganisationFactory(name=f"School {number}", phase="primary" if number < 6 else "secondary"))
    return made
