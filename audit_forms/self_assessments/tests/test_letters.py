"""A feedback letter from the review to the approval: what is drafted, checked, refused, and by whom."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from audit_forms.self_assessments import services
from audit_forms.self_assessments.letter_checks import in_the_way, problems_of
from audit_forms.self_assessments.models import FeedbackLetter, Sample
from audit_forms.self_assessments.tests.letters import FOLLOW_UP, TEXTS, dive, letter_in, say
from audit_forms.self_assessments.workflow import TransitionRefused, as_mermaid
from portal.accounts.tests.factories import UserFactory
from portal.trail.models import AuditTrail
from portal.workflow import Stale

pytestmark = pytest.mark.django_db


def test_diagram_is_that_of_the_table():
    document = (Path(settings.BASE_DIR) / "docs" / "workflow-feedback.md").read_text(encoding="utf-8")
    assert f"```mermaid\n{as_mermaid()}\n```" in document


def test_draft_tells_what_the_reviewer_wrote_for_the_setting_and_nothing_else(unit):
    deep_dive = dive(evidence_quality="SECRET-1", plan_quality="SECRET-2", conversation="SECRET-3")
    say(deep_dive, 0, view="lower", why="The record is\ntwo years old.", strength="A weekly meeting.")
    say(deep_dive, 1, view="agree", why="SECRET-4", suggestion="Name a deputy.")
    letter = services.draft_letter(deep_dive=deep_dive, actor=unit)
    whole = "\n".join(getattr(letter, name) for name in TEXTS)
    assert (
        "We looked at 2 of your answers and agree with the rating of 1 of them. We would rate 1 lower" in letter.opening
    )
    assert letter.strengths == "Staff know whom to tell."
    assert letter.next_steps == "Name a deputy.\nCheck training."
    assert "We would choose a lower rating. The record is two years old." in letter.questions
    assert "Suggestion: Name a deputy." in letter.questions
    assert letter.practices[0].endswith("A weekly meeting.")
    assert "SECRET" not in whole


def test_draft_is_made_once(unit):
    deep_dive = dive()
    first = services.draft_letter(deep_dive=deep_dive, actor=unit)
    again = services.draft_letter(deep_dive=deep_dive, actor=UserFactory(unit=True))
    assert first == again
    assert AuditTrail.objects.filter(action="letter.drafted").count() == 1


@pytest.mark.parametrize("fault", ["unfinished", "second reads", "taken out", "other sample"])
def test_no_draft_without_a_finished_review_of_a_sampled_return(unit, fault):
    deep_dive = dive(finished=fault != "unfinished")
    if fault == "second reads":
        deep_dive.is_read_twice = True
        deep_dive.save()
    if fault == "taken out":
        deep_dive.ended_at = timezone.now()
        deep_dive.save()
    if fault == "other sample":
        services.draft_letter(deep_dive=deep_dive, actor=unit)
        deep_dive.pk, old = None, deep_dive.sample
        deep_dive.sample = Sample.objects.create(
            key="7c0e7a3e-0000-4000-8000-00000000000f", exercise=old.exercise, size=1, seed="2", drawn_by=unit
        )
        deep_dive.save()
    with pytest.raises(TransitionRefused):
        services.draft_letter(deep_dive=deep_dive, actor=unit)


@pytest.mark.parametrize("who", ["lead", "author"])
def test_only_the_business_unit_without_a_hand_in_the_return_writes(who):
    deep_dive = dive()
    school = deep_dive.audit_return.organisation
    person = MembershipFactory(organisation=school, ended=who == "author").user
    if who == "author":
        person = UserFactory(unit=True)
        MembershipFactory(organisation=school, user=person, ended=True)
    with pytest.raises(PermissionDenied):
        services.draft_letter(deep_dive=deep_dive, actor=person)


def test_nobody_overwrites_what_a_colleague_saved(unit):
    letter = services.draft_letter(deep_dive=dive(), actor=unit)
    services.save_letter(letter=letter, version=1, texts=TEXTS, follow_up_on=FOLLOW_UP, actor=unit)
    again = services.save_letter(letter=letter, version=1, texts=TEXTS, follow_up_on=FOLLOW_UP, actor=unit)
    assert again.version == 2
    with pytest.raises(Stale):
        services.save_letter(
            letter=letter, version=1, texts=TEXTS | {"opening": "Mine."}, follow_up_on=FOLLOW_UP, actor=unit
        )
    letter.refresh_from_db()
    assert letter.opening == TEXTS["opening"]
    assert letter.deep_dive.__class__.objects.get(pk=letter.deep_dive_id).follow_up_on == FOLLOW_UP


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("strengths", "[Write what the setting does well, one point a line.]", "words of the draft"),
        ("next_steps", " ", "is empty"),
        ("closing", "NHS 943 476 5919 was seen.", "NHS number"),
        ("opening", "J.S., born 3/4/2015, told you.", "birth"),
    ],
)
def test_what_must_go_before_approval(unit, name, text, words):
    letter = letter_in("draft", writer=unit, **{name: text})
    assert any(words in each.words for each in in_the_way(letter))
    with pytest.raises(TransitionRefused, match=words):
        services.ask_for_approval(letter=letter, version=letter.version, actor=unit)


@pytest.mark.parametrize("day", [None, date(2026, 1, 30)])
def test_a_day_to_look_again_is_needed(unit, day):
    letter = letter_in("draft", writer=unit)
    services.save_letter(letter=letter, version=2, texts=TEXTS, follow_up_on=day, actor=unit)
    letter.refresh_from_db()
    assert [each.where for each in in_the_way(letter)] == ["Follow-up"]


def test_names_of_others_are_pointed_out_and_the_own_name_is_not(unit):
    OrganisationFactory(name="Primary School")
    OrganisationFactory(name="Oakvale Infant School")
    MembershipFactory(user__name="Rowan Thistle")
    deep_dive = dive()
    MembershipFactory(organisation=deep_dive.audit_return.organisation, user__name="Wren Moss")
    said = "Merrow Primary School and Wren Moss do better than Oakvale Infant School and Rowan Thistle."
    letter = letter_in("draft", deep_dive, writer=unit, strengths=said)
    told = [each for each in problems_of(letter) if not each.must_go]
    assert [each.words.split("”")[0] for each in told] == ["“Oakvale Infant School", "“Rowan Thistle"]


def test_who_drafted_or_changed_it_last_does_not_approve(unit):
    colleague = UserFactory(unit=True)
    letter = letter_in("draft", writer=unit)
    letter = services.save_letter(
        letter=letter, version=2, texts=TEXTS | {"opening": "Dear all."}, follow_up_on=FOLLOW_UP, actor=colleague
    )
    letter = services.ask_for_approval(letter=letter, version=3, actor=colleague)
    for person in (unit, colleague):
        with pytest.raises(PermissionDenied):
            services.approve_letter(letter=letter, version=letter.version, actor=person)
    third = UserFactory(unit=True)
    approved = services.approve_letter(letter=letter, version=letter.version, actor=third)
    again = services.approve_letter(letter=letter, version=letter.version, actor=third)
    assert approved.approved_by == again.approved_by == third
    assert AuditTrail.objects.filter(action="letter.approve").count() == 1
    for name in ("drafted_by", "edited_by"):
        with pytest.raises(IntegrityError), transaction.atomic():
            FeedbackLetter.objects.update(**{name: third})


def test_approved_is_what_was_seen(unit):
    letter = letter_in("ready", writer=unit)
    with pytest.raises(Stale):
        services.approve_letter(letter=letter, version=letter.version - 1, actor=UserFactory(unit=True))


def test_back_to_draft_needs_a_reason_and_undoes_the_approval(unit):
    letter = letter_in("approved")
    with pytest.raises(TransitionRefused):
        services.send_letter_back(letter=letter, reason=" ", actor=unit)
    back = services.send_letter_back(letter=letter, reason="Too long.", actor=unit)
    services.send_letter_back(letter=letter, reason="Too long.", actor=unit)
    assert (back.status, back.approved_by, back.sent_back_because) == ("draft", None, "Too long.")
    assert AuditTrail.objects.filter(action="letter.send_back").count() == 1
    assert not any("Too long" in str(entry.data) for entry in AuditTrail.objects.all())


def test_ready_letter_is_not_changed(unit):
    letter = letter_in("ready")
    with pytest.raises(TransitionRefused):
        services.save_letter(letter=letter, version=letter.version, texts=TEXTS, follow_up_on=None, actor=unit)
