"""Sections assigned, comments, and who changed what when."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from audit_forms.organisations.models import Membership
from audit_forms.organisations.tests.factories import MembershipFactory
from audit_forms.returns import services
from audit_forms.returns.history import changes_of
from audit_forms.returns.models import Comment, SectionAssignment
from audit_forms.returns.tests.factories import fill, in_status
from audit_forms.returns.workflow import TransitionRefused
from portal.outbox.models import Message
from portal.trail.models import AuditTrail

PEOPLE = ["colleague", "head", "chair", "viewer", "auditor", "leaver", "stranger", "unit", "superuser"]


def address(name, audit_return, *args):
    return reverse(f"returns:{name}", args=[audit_return.reference, *args])


def assign(full_return, cast, **sections):
    services.assign_sections(audit_return=full_return, assigned=sections, actor=cast.lead)


# --- Sections ---------------------------------------------------------------------------------------------------------


def test_a_batch_of_sections_is_one_mail(full_return, full_cast):
    for _ in range(3):
        assign(full_return, full_cast, everything=full_cast.colleague.pk, more=full_cast.colleague.pk)
    assert SectionAssignment.objects.count() == 2
    mail = Message.objects.get()
    assert (mail.to, "assigned" in mail.text) == (full_cast.colleague.email, True)
    assert f"/returns/{full_return.reference}/" in mail.text
    assert AuditTrail.objects.filter(action="return.sections_assigned").count() == 1


def test_sections_not_named_stay_and_an_empty_choice_takes_one_back(full_return, full_cast):
    assign(full_return, full_cast, everything=full_cast.colleague.pk)
    assign(full_return, full_cast, more=full_cast.lead.pk)
    assert SectionAssignment.objects.count() == 2
    assign(full_return, full_cast, everything=None)
    assert [each.user for each in SectionAssignment.objects.all()] == [full_cast.lead]
    assert Message.objects.count() == 1  # nobody is mailed what they did themselves


@pytest.mark.parametrize("who", PEOPLE)
def test_only_the_lead_assigns(full_return, full_cast, who):
    with pytest.raises(PermissionDenied):
        services.assign_sections(
            audit_return=full_return, assigned={"more": full_cast.lead.pk}, actor=getattr(full_cast, who)
        )


@pytest.mark.parametrize("who", ["head", "viewer", "stranger", "unit", "leaver"])
def test_only_writers_get_sections(full_return, full_cast, who):
    with pytest.raises(TransitionRefused):
        assign(full_return, full_cast, more=getattr(full_cast, who).pk)


def test_sections_that_are_not_asked_are_refused(full_return, full_cast):
    with pytest.raises(TransitionRefused):
        assign(full_return, full_cast, foreign=full_cast.lead.pk)


def test_a_closed_return_is_not_shared_out_any_more(audit_return, cast):
    in_status("submitted", audit_return, cast)
    with pytest.raises(PermissionDenied):
        services.assign_sections(audit_return=audit_return, assigned={}, actor=cast.lead)


def test_the_page_assigns_and_the_task_list_shows_whose_is_what(client, full_return, full_cast):
    client.force_login(full_cast.lead)
    page = client.get(address("assign", full_return)).text
    assert full_cast.colleague.name in page
    assert full_cast.head.name not in page
    assert address("assign", full_return) in client.get(full_return.get_absolute_url()).text
    client.post(address("assign", full_return), {"with.everything": "", "with.more": full_cast.colleague.pk})
    assert "With Col League." in client.get(full_return.get_absolute_url()).text
    client.force_login(full_cast.colleague)
    text = client.get(full_return.get_absolute_url()).text
    own, _, others = text.partition("All other sections")
    assert "Sections assigned to you" in own
    assert "B. Curriculum" in own
    assert "B. Curriculum" not in others
    assert address("assign", full_return) not in text


def test_somebody_who_does_not_write_cannot_be_chosen_on_the_page(client, full_return, full_cast):
    client.force_login(full_cast.lead)
    answer = client.post(address("assign", full_return), {"with.more": full_cast.head.pk})
    assert "Choose somebody who leads or contributes." in answer.text
    assert not SectionAssignment.objects.exists()


def test_when_a_membership_ends_the_assignment_falls_away_with_a_note(client, full_return, full_cast):
    assign(full_return, full_cast, more=full_cast.colleague.pk)
    Membership.objects.filter(user=full_cast.colleague).update(ended_at=timezone.now())
    client.force_login(full_cast.lead)
    assert "Was with Col League, who no longer writes here." in client.get(full_return.get_absolute_url()).text
    assert "Col League had it" in client.get(address("assign", full_return)).text


# --- Comments ---------------------------------------------------------------------------------------------------------


def comment(audit_return, actor, text="Is this still so?", question="first"):
    return services.write_comment(audit_return=audit_return, question=question, text=text, actor=actor)


def test_colleagues_comment_resolve_and_reopen(audit_return, cast):
    written = comment(audit_return, cast.colleague)
    for _ in range(2):
        services.resolve_comment(comment=written, actor=cast.lead)
    written.refresh_from_db()
    assert (written.resolved_by, Comment.objects.open().count()) == (cast.lead, 0)
    services.reopen_comment(comment=written, actor=cast.colleague)
    assert Comment.objects.open().count() == 1
    actions = list(AuditTrail.objects.about(audit_return).values_list("action", flat=True))
    assert actions == ["return.comment_written", "return.comment_resolved", "return.comment_reopened"]


def test_a_double_click_writes_one_comment(audit_return, cast):
    for _ in range(5):
        comment(audit_return, cast.colleague)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("who", ["head", "chair", "viewer", "auditor", "leaver", "stranger", "unit", "superuser"])
def test_a_draft_is_talked_about_by_its_writers_only(client, audit_return, cast, who):
    written = comment(audit_return, cast.lead, "CANARY")
    person = getattr(cast, who)
    with pytest.raises(PermissionDenied):
        comment(audit_return, person)
    with pytest.raises(PermissionDenied):
        services.resolve_comment(comment=written, actor=person)
    client.force_login(person)
    assert client.get(address("comments", audit_return, "first")).status_code == 404
    assert client.post(address("settle_comment", audit_return, "first", written.pk)).status_code == 404
    assert "CANARY" not in client.get(audit_return.get_absolute_url()).text
    assert address("comments", audit_return, "first") not in client.get(audit_return.get_absolute_url()).text


def test_signatories_talk_while_they_sign(client, audit_return, cast):
    comment(audit_return, cast.lead, "Look at this one")
    sent = in_status("awaiting_sign_off", audit_return, cast)
    client.force_login(cast.head)
    assert "Look at this one" in client.get(address("comments", sent, "first")).text
    assert address("comments", sent, "first") in client.get(address("sign", sent)).text
    client.post(address("comments", sent, "first"), {"text": "I have"})
    for person in (cast.head, cast.chair):
        services.confirm(audit_return=sent, attempt=1, actor=person)
    assert client.get(address("comments", sent, "first")).status_code == 404
    client.force_login(cast.lead)
    assert "I have" in client.get(address("comments", sent, "first")).text


def test_a_comment_needs_words_and_a_question_that_is_asked(audit_return, cast):
    for wrong in ({"text": " \n"}, {"question": "foreign"}):
        with pytest.raises(TransitionRefused):
            comment(audit_return, cast.lead, **wrong)


def test_one_mail_an_hour_without_content(audit_return, cast):
    with time_machine.travel("2026-11-24T10:05:00+00:00"):
        comment(audit_return, cast.colleague, "CANARY one")
        comment(audit_return, cast.colleague, "CANARY two", "second")
        comment(audit_return, cast.lead, "CANARY three")
    mail = Message.objects.get()
    assert mail.to == cast.lead.email
    assert "CANARY" not in mail.subject + mail.text + mail.html
    with time_machine.travel("2026-11-24T11:05:00+00:00"):
        comment(audit_return, cast.colleague, "And another")
    assert Message.objects.count() == 2


def test_the_person_who_has_the_section_is_told_instead_of_the_lead(audit_return, cast):
    key = audit_return.edition.sections.get().key
    assign(audit_return, cast, **{key: cast.colleague.pk})
    comment(audit_return, cast.lead)
    assert [mail.to for mail in Message.objects.filter(subject__contains="commented")] == [cast.colleague.email]


def test_pages_count_open_comments_and_let_the_return_go_all_the_same(client, audit_return, cast):
    fill(audit_return, cast.lead)
    resolved = comment(audit_return, cast.lead, "Done")
    services.resolve_comment(comment=resolved, actor=cast.lead)
    comment(audit_return, cast.lead, "Open")
    client.force_login(cast.lead)
    assert "1 comment still open" in client.get(audit_return.get_absolute_url()).text
    assert "1 open comment" in client.get(audit_return.get_absolute_url()).text
    check = client.get(address("check", audit_return)).text
    assert "1 open comment<" in check
    assert "Continue to sign-off" in check
    section = audit_return.edition.sections.get()
    assert "Comments (2)" in client.get(address("section", audit_return, section.key)).text
    assert "Comments (2)" in client.get(address("read", audit_return)).text
    client.post(address("send", audit_return), {"agreed": "on"})
    audit_return.refresh_from_db()
    assert audit_return.status == "awaiting_sign_off"


def test_going_to_the_comments_saves_the_page_first(client, audit_return, cast):
    client.force_login(cast.lead)
    key = audit_return.edition.sections.get().key
    data = {"second.version": "0", "second.text": "Typed just now", "comments": "second"}
    answer = client.post(address("section", audit_return, key), data)
    assert answer.url == address("comments", audit_return, "second")
    assert audit_return.answers.get().text == "Typed just now"
    nonsense = client.post(address("section", audit_return, key), {"comments": "../x"})
    assert nonsense.status_code == 302
    assert "comments" not in nonsense.url


def test_the_comment_page_writes_resolves_and_refuses(client, audit_return, cast):
    client.force_login(cast.colleague)
    page = address("comments", audit_return, "first")
    assert "Write your comment." in client.post(page, {"text": " "}).text
    assert client.post(page, {"text": "Line one\nLine two"}).url == page
    written = Comment.objects.get()
    client.post(address("settle_comment", audit_return, "first", written.pk), {"resolve": "1"})
    assert "Resolved by Col League" in client.get(page).text
    client.post(address("settle_comment", audit_return, "first", written.pk), {"reopen": "1"})
    assert Comment.objects.open().count() == 1
    assert client.get(address("comments", audit_return, "foreign")).status_code == 404
    # A comment of one question is not settled at another's address (bars S3).
    assert client.post(address("settle_comment", audit_return, "second", written.pk)).status_code == 404


# --- Who wrote what ---------------------------------------------------------------------------------------------------


def save(audit_return, actor, version, text, question="second"):
    key = audit_return.edition.sections.get().key
    posted = {f"{question}.version": str(version), f"{question}.text": text}
    services.save_answers(audit_return=audit_return, section=key, posted=posted, actor=actor)


def test_one_sitting_is_one_change_and_another_person_ends_it(audit_return, cast):
    start = timezone.now()
    steps = [(cast.lead, 0), (cast.lead, 5), (cast.colleague, 10), (cast.lead, 15), (cast.lead, 50)]
    for version, (who, minutes) in enumerate(steps):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            save(audit_return, who, version, f"Text {version}")
    told = [(change.who, change.saves) for change in changes_of(audit_return)]
    assert told == [(cast.lead, 1), (cast.lead, 1), (cast.colleague, 1), (cast.lead, 2)]


def test_the_history_page_filters_by_person_and_section(client, audit_return, cast):
    save(audit_return, cast.lead, 0, "CANARY")
    save(audit_return, cast.colleague, 1, "CANARY again")
    client.force_login(cast.lead)
    page = address("history", audit_return)
    text = client.get(page).text
    assert "2 changes" in text
    assert "CANARY" not in text
    assert "1 change," in client.get(page, {"person": cast.colleague.pk}).text
    assert "2 changes" in client.get(page, {"section": audit_return.edition.sections.get().key}).text
    assert "2 changes" in client.get(page, {"person": "nonsense", "section": "x"}).text


def test_the_history_of_nothing_says_so(client, audit_return, cast):
    client.force_login(cast.viewer)
    assert "Nothing has been written yet" in client.get(address("history", audit_return)).text


@pytest.mark.parametrize(("who", "status"), [("unit", 200), ("head", 200), ("stranger", 404), ("superuser", 404)])
def test_readers_of_the_return_see_its_history(client, audit_return, cast, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(address("history", audit_return)).status_code == status


def test_the_names_of_leavers_stay(client, audit_return, cast):
    writer = MembershipFactory(organisation=audit_return.organisation, role="contributor", user__name="Gone Person")
    save(audit_return, writer.user, 0, "Text")
    Membership.objects.filter(pk=writer.pk).update(ended_at=timezone.now())
    client.force_login(cast.lead)
    assert "Gone Person" in client.get(address("history", audit_return)).text
