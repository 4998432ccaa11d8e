"""Sending, confirming, sending back: by the right person, once, and only what they have read."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from audit_forms.organisations.models import Membership
from audit_forms.organisations.tests.factories import MembershipFactory
from audit_forms.returns import services
from audit_forms.returns.enums import Decision, ReturnStatus
from audit_forms.returns.models import Submission
from audit_forms.returns.tests.factories import fill, in_status, refreshed
from audit_forms.returns.workflow import TransitionRefused
from portal.outbox.models import Message
from portal.trail.models import AuditTrail


def actions(audit_return):
    entries = AuditTrail.objects.about(audit_return).exclude(action="return.answers_saved")
    return list(entries.values_list("action", flat=True))


@pytest.fixture
def sent(audit_return, cast):
    return in_status("awaiting_sign_off", audit_return, cast)


def test_a_complete_return_goes_to_the_head(audit_return, cast):
    fill(audit_return, cast.lead)
    sent = services.send_for_sign_off(audit_return=audit_return, actor=cast.lead)
    assert (sent.status, sent.attempt) == (ReturnStatus.AWAITING_SIGN_OFF, 1)
    assert actions(sent) == ["return.send_for_sign_off"]
    assert [message.to for message in Message.objects.all()] == [cast.head.email]


def test_an_incomplete_return_is_not_sent_and_the_gaps_are_named(audit_return, cast):
    with pytest.raises(services.Incomplete) as refused:
        services.send_for_sign_off(audit_return=audit_return, actor=cast.lead)
    assert sorted(refused.value.keys) == ["first", "second"]
    assert refreshed(audit_return).status == ReturnStatus.DRAFT
    assert not Message.objects.exists()


@pytest.mark.parametrize("who", ["colleague", "head", "chair", "viewer", "auditor", "leaver", "stranger", "unit"])
def test_only_the_lead_sends(audit_return, cast, who):
    fill(audit_return, cast.lead)
    with pytest.raises(PermissionDenied):
        services.send_for_sign_off(audit_return=audit_return, actor=getattr(cast, who))


def test_sent_five_times_it_goes_once(audit_return, cast):
    fill(audit_return, cast.lead)
    for _ in range(5):
        services.send_for_sign_off(audit_return=audit_return, actor=cast.lead)
    assert refreshed(audit_return).attempt == 1
    assert actions(audit_return) == ["return.send_for_sign_off"]
    assert Message.objects.count() == 1


def test_head_then_chair_confirm_and_that_submits(sent, cast):
    services.confirm(audit_return=sent, attempt=1, actor=cast.head)
    assert refreshed(sent).status == ReturnStatus.AWAITING_SIGN_OFF
    services.confirm(audit_return=sent, attempt=1, actor=cast.chair)
    after = refreshed(sent)
    assert after.status == ReturnStatus.SUBMITTED
    assert after.submitted_at is not None
    assert actions(after)[1:] == ["return.confirmed", "return.confirmed", "return.submit"]
    assert [message.to for message in Message.objects.order_by("pk")] == [
        cast.head.email,
        cast.chair.email,
        cast.lead.email,
    ]
    assert Submission.objects.get().answers["second"] == {"text": "Minutes of the meeting"}
    words = [sign_off.statement for sign_off in after.sign_offs.all()]
    assert words == [step.statement for step in after.edition.sign_off_steps.all()]


@pytest.mark.parametrize("who", ["lead", "colleague", "chair", "viewer", "auditor", "leaver", "stranger", "unit"])
@pytest.mark.parametrize("verb", ["confirm", "decline"])
def test_nobody_signs_out_of_turn(sent, cast, who, verb):
    details = {"reason": "No"} if verb == "decline" else {}
    with pytest.raises(PermissionDenied):
        getattr(services, verb)(audit_return=sent, attempt=1, actor=getattr(cast, who), **details)
    assert not sent.sign_offs.exists()


def test_confirmed_five_times_it_counts_once(sent, cast):
    for _ in range(5):
        services.confirm(audit_return=sent, attempt=1, actor=cast.head)
    assert sent.sign_offs.count() == 1
    assert actions(sent).count("return.confirmed") == 1
    assert Message.objects.filter(to=cast.chair.email).count() == 1


def test_the_same_person_cannot_sign_in_two_capacities(sent, cast):
    services.confirm(audit_return=sent, attempt=1, actor=cast.head)
    Membership.objects.filter(user=cast.head).update(capacity="chair")
    services.confirm(audit_return=sent, attempt=1, actor=cast.head)
    assert refreshed(sent).status == ReturnStatus.AWAITING_SIGN_OFF
    with pytest.raises(PermissionDenied):
        services.decline(audit_return=sent, attempt=1, actor=cast.head, reason="As chair")


def test_sent_back_with_a_reason_the_lead_can_write_again(sent, cast):
    for _ in range(5):
        services.decline(audit_return=sent, attempt=1, actor=cast.head, reason="B1 is too rosy")
    after = refreshed(sent)
    assert after.status == ReturnStatus.DRAFT
    sign_off = after.sign_offs.get()
    assert (sign_off.decision, sign_off.reason) == (Decision.DECLINED, "B1 is too rosy")
    assert actions(after).count("return.decline") == 1
    mail = Message.objects.get(to=cast.lead.email)
    assert "rosy" not in mail.text + mail.html + mail.subject


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_sending_back_needs_a_reason(sent, cast, reason):
    with pytest.raises(TransitionRefused):
        services.decline(audit_return=sent, attempt=1, actor=cast.head, reason=reason)
    assert refreshed(sent).status == ReturnStatus.AWAITING_SIGN_OFF


def test_a_page_opened_before_the_return_changed_signs_nothing(sent, cast):
    other_head = MembershipFactory(organisation=sent.organisation, head=True).user
    services.decline(audit_return=sent, attempt=1, actor=other_head, reason="Wait")
    fill_again = {"second.version": "1", "second.text": "Rewritten"}
    key = sent.edition.sections.get().key
    services.save_answers(audit_return=sent, section=key, posted=fill_again, actor=cast.lead)
    services.send_for_sign_off(audit_return=sent, actor=cast.lead)
    with pytest.raises(TransitionRefused):
        services.confirm(audit_return=sent, attempt=1, actor=cast.head)
    services.confirm(audit_return=sent, attempt=2, actor=cast.head)
    assert sent.sign_offs.filter(attempt=2).count() == 1


def test_a_meeting_date_is_demanded_where_the_edition_asks_for_one(full_return, full_cast):
    answers = {
        "rated-0.version": "0",
        "rated-0.level": "na",
        "rated-0.reason": "None here",
        "short_text.version": "0",
        "short_text.text": "A",
        "long_text.version": "0",
        "long_text.text": "B",
        "number.version": "0",
        "number.number": "1",
        "date.version": "0",
        "date.date": "1/1/2026",
        "choice.version": "0",
        "choice.choice": "no",
        "person.version": "0",
        "person.name": "P",
        "person.email": "p@school.example",
        "person.trained_on": "1/1/2026",
        "rows.version": "0",
        "rows.rows.0.on": "1/1/2026",
        "rows.rows.0.event": "D",
    }
    more = {"extra.version": "0", "extra.text": "C"}
    for section, posted in (("everything", answers), ("more", more)):
        services.save_answers(audit_return=full_return, section=section, posted=posted, actor=full_cast.lead)
    services.send_for_sign_off(audit_return=full_return, actor=full_cast.lead)
    services.confirm(audit_return=full_return, attempt=1, actor=full_cast.head)
    with pytest.raises(TransitionRefused):
        services.confirm(audit_return=full_return, attempt=1, actor=full_cast.chair)
    met = date(2026, 11, 3)
    services.confirm(audit_return=full_return, attempt=1, actor=full_cast.chair, meeting_date=met)
    assert full_return.sign_offs.get(capacity="chair").meeting_date == met
    assert refreshed(full_return).status == ReturnStatus.SUBMITTED


def test_mail_says_nothing_of_the_answers(audit_return, cast):
    fill(audit_return, cast.lead, text="CANARY")
    services.send_for_sign_off(audit_return=audit_return, actor=cast.lead)
    for person in (cast.head, cast.chair):
        services.confirm(audit_return=audit_return, attempt=1, actor=person)
    services.request_changes(audit_return=audit_return, notes={"first": "CANARY"}, actor=cast.unit)
    for message in Message.objects.all():
        assert "CANARY" not in message.subject + message.text + message.html
        assert "In place" not in message.text + message.html
        assert "," not in message.to
