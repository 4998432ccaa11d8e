"""Joiners, closed settings, successors, and the end of a round."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from audit_forms.returns import services as returns
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Answer, Return
from audit_forms.self_assessments import services
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.tests.factories import RoundFactory, expect
from portal.accounts.tests.factories import UserFactory
from portal.outbox.models import Message
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def address(name, exercise):
    return reverse(f"self_assessments:{name}", args=[exercise.pk])


def soup(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(response):
    return " ".join(soup(response).main.get_text(" ").split())


# --- Who joins late -----------------------------------------------------------------------------------------------
def test_whoever_joins_late_gets_at_least_28_days_shown_first(unit_client):
    exercise = RoundFactory(deadline=timezone.now() + 5 * DAY)
    newcomer = MembershipFactory(organisation__name="New School")
    page = soup(unit_client.get(address("add_missing", exercise)))
    assert "New School" in page.main.text
    typed = {name: page.find("input", attrs={"name": name})["value"] for name in ("day", "at")}
    unit_client.post(address("add_missing", exercise), typed)
    added = Return.objects.get()
    assert timezone.localdate(added.deadline) == timezone.localdate() + 28 * DAY
    assert added.extension_reason == "Joined after the round opened"
    assert Message.objects.get().to == newcomer.user.email
    assert timezone.localtime(added.deadline).strftime("%H:%M") == "17:00"


def test_a_joiner_keeps_the_rounds_deadline_where_that_is_later(unit):
    exercise = RoundFactory(deadline=timezone.now() + 60 * DAY)
    OrganisationFactory()
    services.add_missing_returns(exercise=exercise, deadline=timezone.now() + 28 * DAY, actor=unit)
    assert Return.objects.get().extended_until is None


def test_a_joiners_deadline_may_be_changed_but_not_lie_in_the_past(unit_client, exercise):
    OrganisationFactory()
    page = soup(unit_client.post(address("add_missing", exercise), {"day": "1/2/1999", "at": "5pm"}))
    assert page.select_one(".govuk-error-summary a")["href"] == "#id_day"
    assert not Return.objects.exists()
    unit_client.post(address("add_missing", exercise), {"day": "1/2/2099", "at": "5pm"})
    assert timezone.localdate(Return.objects.get().deadline) == datetime.date(2099, 2, 1)


# --- What closed --------------------------------------------------------------------------------------------------
def test_closed_settings_are_flagged_and_withdrawn_in_one_press(unit_client, exercise):
    for _ in range(2):
        expect(exercise, MembershipFactory(organisation__closed=True).organisation)
    still_open = expect(exercise, OrganisationFactory())
    text = words(unit_client.get(address("tracker", exercise)))
    assert "2 settings have closed with a return still open" in text
    assert "Closed since 31 Aug 2026" in text
    assert "2 settings have closed" in words(unit_client.get("/unit/"))
    assert "2 of 3 returns match" in words(unit_client.get(address("tracker", exercise) + "?closed=on"))
    for _ in range(2):
        unit_client.post(address("closed_settings", exercise), {"withdraw": "all", "reason": "It has closed."})
    withdrawn = Return.objects.filter(status=ReturnStatus.WITHDRAWN)
    assert withdrawn.count() == 2
    assert still_open not in withdrawn
    assert AuditTrail.objects.filter(action="return.withdraw").count() == 2
    assert unit_client.get(withdrawn[0].get_absolute_url()).status_code == 200


def test_one_closed_setting_alone_is_withdrawn_with_its_reason(unit_client, exercise):
    first, second = (expect(exercise, OrganisationFactory(closed=True)) for _ in range(2))
    closed = address("closed_settings", exercise)
    page = soup(unit_client.post(closed, {"withdraw": first.reference, "reason": " "}))
    assert page.select_one(".govuk-error-summary a")["href"] == "#id_reason"
    unit_client.post(closed, {"withdraw": first.reference, "reason": "Merged"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == (ReturnStatus.WITHDRAWN, ReturnStatus.DRAFT)
    assert AuditTrail.objects.about(first).get(action="return.withdraw").data["reason"] == "Merged"


def test_open_settings_are_not_withdrawn_this_way(unit, exercise):
    audit_return = expect(exercise, OrganisationFactory())
    gone = services.withdraw_closed(exercise=exercise, chosen=[audit_return], reason="x", actor=unit)
    assert gone == 0
    with pytest.raises(PermissionDenied):
        services.withdraw_closed(exercise=exercise, chosen=[], reason="x", actor=UserFactory(admin=True))


# --- The school that follows --------------------------------------------------------------------------------------
@pytest.fixture
def converted(exercise):
    """A half-written return of a school that has since become an academy."""
    old_lead = MembershipFactory()
    school = old_lead.organisation
    audit_return = expect(exercise, school)
    section = exercise.edition.sections.get().key
    posted = {"first.version": "0", "first.level": "green", "first.text": "Minutes", "second.version": "0"}
    returns.save_answers(
        audit_return=audit_return, section=section, posted=posted | {"second.text": "Words"}, actor=old_lead.user
    )
    academy = OrganisationFactory(academy=True, name="New Academy")
    type(school).objects.filter(pk=school.pk).update(
        status="closed", closed_because="Academy Converter", successor=academy
    )
    audit_return.refresh_from_db()
    return audit_return


def test_the_successor_goes_on_with_the_draft_and_must_look_at_each_answer(unit_client, exercise, converted, client):
    academy = converted.organisation.successor
    new_lead = MembershipFactory(organisation=academy).user
    assert "New Academy goes on with it" in words(unit_client.get(address("closed_settings", exercise)))
    for _ in range(2):
        unit_client.post(address("closed_settings", exercise), {"move": converted.reference})
    new = Return.objects.get(organisation=academy)
    assert [(row.text, row.to_check) for row in new.answers.order_by("question__key")] == [
        ("Minutes", True),
        ("Words", True),
    ]
    assert new.facts == academy.facts
    assert new.deadline >= exercise.deadline
    converted.refresh_from_db()
    assert converted.status == ReturnStatus.WITHDRAWN
    assert Answer.objects.filter(audit_return=converted).count() == 2
    assert AuditTrail.objects.about(new).get(action="return.taken_on").data["source"] == converted.reference
    assert Message.objects.filter(to=new_lead.email).count() == 1
    client.force_login(new_lead)
    assert client.get(new.get_absolute_url()).status_code == 200
    assert client.get(converted.get_absolute_url()).status_code == 404
    client.force_login(Answer.objects.filter(audit_return=converted).first().updated_by)
    assert client.get(new.get_absolute_url()).status_code == 404
    assert client.get(converted.get_absolute_url()).status_code == 200


def test_a_successors_own_untouched_return_takes_the_answers_a_begun_one_does_not(unit, exercise, converted):
    own = expect(exercise, converted.organisation.successor)
    Return.objects.filter(pk=own.pk).update(started_at=timezone.now())
    with pytest.raises(ValidationError, match="has begun its own return"):
        services.move_to_successor(exercise=exercise, audit_return=converted, actor=unit)
    Return.objects.filter(pk=own.pk).update(started_at=None)
    assert services.move_to_successor(exercise=exercise, audit_return=converted, actor=unit) == own
    assert own.answers.count() == 2


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"status": "open"}, "has not become"),
        ({"successor": None}, "has not become"),
    ],
)
def test_only_a_closed_school_with_a_successor_moves(unit, exercise, converted, change, match):
    type(converted.organisation).objects.filter(pk=converted.organisation_id).update(**change)
    with pytest.raises(ValidationError, match=match):
        services.move_to_successor(exercise=exercise, audit_return=converted, actor=unit)


def test_what_came_in_stays_with_the_old_school_and_strangers_move_nothing(unit, exercise, converted):
    with pytest.raises(PermissionDenied):
        services.move_to_successor(exercise=exercise, audit_return=converted, actor=UserFactory(admin=True))
    Return.objects.filter(pk=converted.pk).update(status=ReturnStatus.SUBMITTED, submitted_at=timezone.now())
    with pytest.raises(ValidationError, match="stays where it is"):
        services.move_to_successor(exercise=exercise, audit_return=converted, actor=unit)
    assert Return.objects.count() == 1


# --- The end of a round -------------------------------------------------------------------------------------------
def test_a_round_is_closed_after_its_deadline_once_and_can_be_resumed(unit, unit_client):
    exercise = RoundFactory(over=True)
    for _ in range(2):
        unit_client.post(address("close", exercise))
    closed = Round.objects.get()
    assert closed.is_closed
    assert not Round.objects.running().exists()
    assert AuditTrail.objects.about(closed).filter(action="round.closed").count() == 1
    with pytest.raises(ValidationError, match="closed"):
        services.move_deadline(exercise=closed, deadline=timezone.now() + DAY, actor=unit)
    with pytest.raises(ValidationError, match="closed"):
        services.add_missing_returns(exercise=closed, actor=unit)
    assert "Resume" in words(unit_client.get(address("close", exercise)))
    unit_client.post(address("close", exercise), {"resume": "yes"})
    assert Round.objects.get().is_running


def test_a_round_is_not_closed_before_its_deadline_nor_by_strangers(unit, exercise):
    with pytest.raises(ValidationError, match="has not passed"):
        services.close_round(exercise=exercise, actor=unit)
    for service in (services.close_round, services.resume_round):
        with pytest.raises(PermissionDenied):
            service(exercise=exercise, actor=UserFactory(admin=True))


def test_a_late_draft_of_a_closed_round_can_still_be_submitted(unit):
    exercise = RoundFactory(over=True)
    lead = MembershipFactory()
    audit_return = expect(exercise, lead.organisation)
    services.close_round(exercise=exercise, actor=unit)
    signatories = [MembershipFactory(organisation=lead.organisation, **{part: True}).user for part in ("head", "chair")]
    section = exercise.edition.sections.get().key
    posted = {"first.version": "0", "first.level": "green", "first.text": "Minutes", "second.version": "0"}
    returns.save_answers(
        audit_return=audit_return, section=section, posted=posted | {"second.text": "Words"}, actor=lead.user
    )
    returns.send_for_sign_off(audit_return=audit_return, actor=lead.user)
    for person in signatories:
        returns.confirm(audit_return=audit_return, attempt=1, actor=person)
    late = Return.objects.get()
    assert late.status == ReturnStatus.SUBMITTED
    assert late.is_late


def test_reminders_are_chosen_round_by_round(unit_client, unit, exercise):
    page = soup(unit_client.get(address("reminders", exercise)))
    assert len(page.select("input[name=days][checked]")) == 5
    unit_client.post(address("reminders", exercise), {"days": ["7", "0"]})
    changed = Round.objects.get()
    assert (changed.reminder_days, changed.reminds_overdue) == ([7, 0], False)
    assert unit_client.post(address("reminders", exercise), {"days": ["99"]}).status_code == 200
    unit_client.post(address("reminders", exercise), {})
    assert Round.objects.get().reminder_days == []
    with pytest.raises(ValidationError):
        services.set_reminders(exercise=exercise, days=[3], overdue=True, actor=unit)
    with pytest.raises(PermissionDenied):
        services.set_reminders(exercise=exercise, days=[7], overdue=True, actor=UserFactory(admin=True))
