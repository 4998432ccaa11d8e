"""Audits that run, and audits before and in moderation."""

import pytest

from audit_forms.case_audits.tests.factories import World
from audit_forms.case_audits.tests.meetings import Meeting


@pytest.fixture
def world(db):
    """A running audit that asks police and health about one case."""
    return World()


@pytest.fixture
def part(world):
    """What the police have just been told of."""
    return world.involve(world.police)


@pytest.fixture
def meeting(db):
    """Quality assurance is done; moderation has not opened."""
    return Meeting()


@pytest.fixture
def opened(meeting):
    """Moderation is open; police graded the first domain green, health red, overall both amber."""
    meeting.enter(meeting.police, meeting.police_part, first="green", overall="amber")
    meeting.enter(meeting.health, meeting.health_part, first="red", overall="amber")
    meeting.open()
    return meeting
