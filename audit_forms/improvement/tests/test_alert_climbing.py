"""The clock of an alert, and how it climbs when nobody answers: each step once, on the record (bars R16, R19)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from audit_forms.improvement.alerts import climbing
from audit_forms.improvement.alerts.clock import acknowledge_by, after, assure_by
from audit_forms.improvement.enums import AlertStatus
from audit_forms.improvement.models import AlertClimb
from audit_forms.improvement.tests.factories import Alarm, AlertFactory
from audit_forms.improvement.tests.test_alerts import emails, told
from portal.outbox.models import Message
from portal.trail.models import AuditTrail

LONDON = ZoneInfo("Europe/London")
NOT_ACKNOWLEDGED = "An alert still waits: nobody has acknowledged it"
NOT_ASSURED = "An alert still waits for assurance"


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("raised", "acknowledge", "assure"),
    [
        ("2026-11-24 12:00", "2026-11-24 16:00", "2026-11-25 12:00"),  # a Tuesday
        ("2026-11-24 05:30", "2026-11-24 12:00", "2026-11-25 08:00"),  # before the day begins
        ("2026-11-24 21:10", "2026-11-25 12:00", "2026-11-26 08:00"),  # after it has ended
        ("2026-11-27 15:00", "2026-11-27 19:00", "2026-11-30 15:00"),  # Friday: assurance on Monday
        ("2026-11-27 19:00", "2026-11-30 12:00", "2026-12-01 08:00"),
        ("2026-11-28 10:00", "2026-11-30 12:00", "2026-12-01 08:00"),  # Saturday
        ("2026-03-27 15:00", "2026-03-27 19:00", "2026-03-30 15:00"),  # the clocks go forward between
        ("2026-10-25 01:30", "2026-10-26 12:00", "2026-10-27 08:00"),  # the hour that comes twice
    ],
)
def test_hours_count_on_working_days(raised, acknowledge, assure):
    assert acknowledge_by(at(raised)) == at(acknowledge)
    assert assure_by(at(raised)) == at(assure)


def test_the_hours_are_the_partnerships_to_set(settings):
    settings.ALERT_ACKNOWLEDGE_HOURS, settings.ALERT_ASSURE_HOURS = 1.5, 48
    assert acknowledge_by(at("2026-11-24 12:00")) == at("2026-11-24 13:30")
    assert assure_by(at("2026-11-24 12:00")) == at("2026-11-26 12:00")
    assert after(at("2026-11-27 17:00"), 8) == at("2026-11-30 01:00")


@pytest.fixture
def tuesday(db):
    with time_machine.travel(at("2026-11-24 12:00"), tick=False):
        yield Alarm()


def run_at(text):
    with time_machine.travel(at(text), tick=False):
        return climbing.climb()


def test_nothing_climbs_before_its_time(tuesday):
    assert run_at("2026-11-24 15:59") == 0
    assert Message.objects.count() == 3


def test_not_acknowledged_it_tells_the_same_again_then_everybody_above(tuesday):
    assert run_at("2026-11-24 16:00") == 1
    assert told(NOT_ACKNOWLEDGED) == emails(tuesday.lead, tuesday.unit, tuesday.unit2)
    assert run_at("2026-11-24 17:59") == 0
    assert run_at("2026-11-24 18:00") == 1
    again = emails(tuesday.lead, tuesday.unit, tuesday.unit2)
    assert told(NOT_ACKNOWLEDGED) == sorted([*again, *emails(tuesday.unit, tuesday.unit2, tuesday.chair)])
    notes = list(tuesday.now.updates.filter(kind="climbed").values_list("note", flat=True))
    assert notes == [
        "The same people were told again: Dee Lead, Uma Unit, Ulf Unit",
        "The whole Business Unit and the board were told: Uma Unit, Ulf Unit, Charlie Chair",
    ]
    assert AuditTrail.objects.about(tuesday.alert).filter(action="alert.climbed", actor=None).count() == 2


def test_a_job_that_stood_still_makes_up_for_both_steps_and_run_again_for_none(tuesday):
    assert run_at("2026-11-25 09:00") == 2
    count = Message.objects.count()
    assert [run_at("2026-11-25 09:00"), run_at("2026-11-27 09:00")] == [0, 0]
    assert (Message.objects.count(), AlertClimb.objects.count()) == (count, 2)


def test_acknowledged_in_time_it_climbs_only_for_want_of_assurance(tuesday):
    with time_machine.travel(at("2026-11-24 13:00"), tick=False):
        tuesday.reach(AlertStatus.ACKNOWLEDGED)
    assert run_at("2026-11-25 11:00") == 0
    assert run_at("2026-11-25 12:00") == 1
    assert told(NOT_ASSURED) == emails(tuesday.lead, tuesday.unit, tuesday.unit2)
    assert run_at("2026-11-25 14:00") == 1
    assert not told(NOT_ACKNOWLEDGED)


def test_what_waits_for_the_business_unit_or_is_closed_does_not_climb(db):
    with time_machine.travel(at("2026-11-24 12:00"), tick=False):
        AlertFactory(assured=True)
        AlertFactory(closed=True)
    assert run_at("2026-12-24 12:00") == 0


def test_asked_for_more_it_climbs_anew(tuesday):
    with time_machine.travel(at("2026-11-24 13:00"), tick=False):
        tuesday.reach(AlertStatus.ACKNOWLEDGED)
    assert run_at("2026-11-26 09:00") == 2
    with time_machine.travel(at("2026-11-26 10:00"), tick=False):
        tuesday.do("give_assurance", "lead", note="The gate is locked now.")
        tuesday.do("ask_again", "unit", note="Who locks it?")
    assert run_at("2026-11-27 09:59") == 0
    assert run_at("2026-11-27 10:00") == 1


def test_a_job_killed_before_the_end_leaves_nothing_half_done(tuesday, monkeypatch):
    def fall_over(**facts):
        raise OSError("power cut")

    with monkeypatch.context() as patched:
        patched.setattr(climbing, "record", fall_over)
        with pytest.raises(OSError, match="power cut"), transaction.atomic():
            run_at("2026-11-24 16:00")
    assert not AlertClimb.objects.exists()
    assert not told(NOT_ACKNOWLEDGED)
    assert run_at("2026-11-24 16:00") == 1


def test_an_organisation_without_a_board_has_its_other_signatories_told(tuesday):
    tuesday.school.memberships.filter(user=tuesday.chair).delete()
    run_at("2026-11-24 18:00")
    assert tuesday.head.email in told(NOT_ACKNOWLEDGED)


def test_queries_grow_only_with_the_alerts_that_climb(tuesday, django_assert_max_num_queries):
    for _ in range(5):
        AlertFactory(organisation=tuesday.school, raised_at=timezone.now() + timedelta(days=30))
    with django_assert_max_num_queries(2):
        assert run_at("2026-11-24 13:00") == 0
