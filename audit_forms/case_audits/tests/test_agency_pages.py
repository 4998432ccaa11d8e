"""What an agency's lead and auditor see of their case audits, and what they press."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from audit_forms.case_audits.enums import InvolvementStatus
from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.tests.agencies import begin, now, send, submit
from audit_forms.case_audits.tests.factories import in_weeks
from audit_forms.returns import services as returns
from audit_forms.returns.tests.factories import fill, refreshed

pytestmark = pytest.mark.django_db


@pytest.fixture
def press(client, part):
    """Press one verb of the part as that person, and follow."""

    def call(who, verb, **typed):
        client.force_login(who)
        return client.post(
            reverse("audits:act", args=[part.case.reference, part.organisation_id, verb]), typed, follow=True
        )

    return call


def page_of(client, part, person):
    """The case's page as that person sees it."""
    client.force_login(person)
    return client.get(part.get_absolute_url())


def test_from_the_answer_to_the_audit_by_the_pages_alone(client, world, part, press):
    lead, auditor = world.police.lead, world.police.auditor
    assert "Say whether your agency is involved" in page_of(client, part, lead).text
    assert "Now name an auditor" in press(lead, "involved").text
    assert str(auditor) in page_of(client, part, lead).text
    assert "has been told" in press(lead, "auditor", auditor=auditor.pk).text
    assert "Declare that you are independent" in page_of(client, part, auditor).text
    assert "Your declaration is sent" in press(auditor, "declare", declaration="independent").text
    assert "I have had no direct practice" in page_of(client, part, lead).text
    assert "The auditor can begin" in press(lead, "countersign").text
    page = page_of(client, part, auditor)
    assert "Start the audit" in page.text
    assert now(part).audit_return.get_absolute_url() in page.text


def test_a_nil_return_is_one_click(client, world, part, press):
    page = page_of(client, part, world.police.lead).text
    assert reverse("audits:act", args=[part.case.reference, part.organisation_id, "nil"]) in page
    assert "Nothing more is asked of your agency" in press(world.police.lead, "nil").text
    assert now(part).status == InvolvementStatus.NIL_RETURN
    assert "involved after all" in page_of(client, part, world.police.lead).text


def test_a_note_that_is_missing_is_said_beside_the_field(client, world, part, press):
    answer = press(world.police.lead, "historic", note=" ")
    assert "Error:" in answer.text
    assert "Say in a few words when" in answer.text
    kept = press(world.police.lead, "historic", note="NHS number 943 476 5919")
    assert "943 476 5919" in kept.text
    assert now(part).status == InvolvementStatus.NOTIFIED


def test_an_auditor_with_a_conflict_finds_the_case_gone(client, world, part, press):
    press(world.police.lead, "involved")
    press(world.police.lead, "auditor", auditor=world.police.auditor.pk)
    assert "Say what the conflict" in press(world.police.auditor, "declare", declaration="conflict").text
    answer = press(world.police.auditor, "declare", declaration="conflict", conflict="I was the worker")
    assert answer.redirect_chain[-1][0] == reverse("audits:list")
    assert part.case.reference not in answer.text.split("No case audits yet")[1]
    assert page_of(client, part, world.police.auditor).status_code == 404
    assert "Name an auditor" in page_of(client, part, world.police.lead).text


def test_a_lead_declares_a_conflict_for_somebody_and_an_auditor_only_their_own(client, world, part, press):
    begin(part, world.police)
    address = reverse("audits:act", args=[part.case.reference, part.organisation_id, "conflict"])
    client.force_login(world.police.auditor)
    assert str(world.police.second_auditor) not in client.get(address).text
    other = press(world.police.auditor, "conflict", person=world.police.second_auditor.pk, conflict="Theirs")
    assert "Error:" in other.text
    press(world.police.lead, "conflict", person=world.police.auditor.pk, conflict="Managed the team")
    assert page_of(client, part, world.police.auditor).status_code == 404
    assert "Managed" not in page_of(client, part, world.police.lead).text


def test_an_only_lead_cannot_name_themselves_and_is_told_why(world, part, press):
    press(world.police.lead, "involved")
    assert (
        "no other lead who could countersign" in press(world.police.lead, "auditor", auditor=world.police.lead.pk).text
    )


@pytest.mark.parametrize("who", ["viewer", "second_auditor"])
def test_nobody_else_of_the_agency_and_no_other_agency_finds_it(client, world, part, press, who):
    begin(part, world.police)
    for person in (getattr(world.police, who), world.health.lead, world.unit, world.group, world.chair, world.stranger):
        assert page_of(client, part, person).status_code == 404
        assert press(person, "nil").status_code == 404


def test_what_has_moved_on_is_said_and_nothing_changes(client, world, part, press):
    begin(part, world.police)
    answer = press(world.police.lead, "nil")
    assert "the case has moved on" in answer.text
    assert now(part).status == InvolvementStatus.COUNTERSIGNED


def test_the_list_sorts_by_whose_turn_it_is_with_its_date(client, world, part):
    begin(part, world.police)
    waiting = world.involve(world.police, case=world.add_case())
    world.involve(world.police, InvolvementStatus.NIL_RETURN, case=world.add_case())
    client.force_login(world.police.lead)
    text = client.get(reverse("audits:list")).text
    first, rest = text.split("Going on")
    going_on, ended = rest.split("Ended for your agency")
    assert waiting.case.reference in first
    assert f"Waits for {world.police.auditor}" in going_on
    assert "Not known to us" in ended
    client.force_login(world.police.auditor)
    text = client.get(reverse("audits:list")).text
    assert "Write the audit" in text
    assert "(UK time)" in text
    assert waiting.case.reference not in text


def test_the_list_is_empty_for_somebody_without_a_part(client, world):
    client.force_login(world.police.auditor)
    assert "No case audits yet" in client.get(reverse("audits:list")).text


def test_what_waits_is_on_the_first_page_of_leads_and_auditors(client, world, part):
    client.force_login(world.police.lead)
    assert "1 case audit waits for you" in client.get(reverse("returns:list")).text
    client.force_login(world.police.auditor)
    assert "Your case audits" not in client.get(reverse("returns:list")).text


def test_the_case_shows_what_the_audit_is_about(client, world, part):
    world.audit.key_lines.create(text="Was the child heard?", position=0)
    text = page_of(client, part, world.police.lead).text
    for words in ("Neglect", "1 to 4", "Was the child heard?", "(UK time)"):
        assert words in text


def test_a_deadline_that_is_moved_shows_at_once(client, world, part):
    audit_return = begin(part, world.police)
    moved = timezone.now().replace(hour=12, minute=0) + datetime.timedelta(days=90)
    CaseAudit.objects.update(deadline=moved)
    day = f"{moved:%A} {moved.day} {moved:%B %Y}"
    for address in (part.get_absolute_url(), audit_return.get_absolute_url(), reverse("audits:list")):
        client.force_login(world.police.auditor)
        assert day in client.get(address).text


def test_a_passed_deadline_is_overdue_and_the_audit_can_still_be_sent(client, world, part):
    audit_return = begin(part, world.police)
    CaseAudit.objects.update(deadline=timezone.now() - datetime.timedelta(days=2))
    assert "Overdue:" in page_of(client, part, world.police.auditor).text
    assert submit(audit_return, world.police).is_late


def test_the_pages_of_the_return_speak_of_the_case(client, world, part):
    audit_return = begin(part, world.police)
    client.force_login(world.police.auditor)
    section = audit_return.edition.sections.get().key
    addresses = [
        audit_return.get_absolute_url(),
        reverse("returns:section", args=[audit_return.reference, section]),
        reverse("returns:check", args=[audit_return.reference]),
        reverse("returns:read", args=[audit_return.reference]),
        reverse("returns:history", args=[audit_return.reference]),
        reverse("returns:workbook", args=[audit_return.reference]),
        reverse("returns:comments", args=[audit_return.reference, "first"]),
    ]
    for address in addresses:
        text = client.get(address).text
        assert f"{part.case.reference}, Demo Police" in text.split("</title>")[0], address
        assert f'href="{part.get_absolute_url()}"' in text, address
        assert "Your returns" not in text, address
    task_list = client.get(addresses[0]).text
    assert "Your case audit" in task_list
    assert "self-assessment" not in task_list


def test_the_lead_confirms_from_the_case(client, world, part):
    audit_return = send(begin(part, world.police), world.police.auditor)
    page = page_of(client, part, world.police.lead).text
    assert "Read and confirm the audit" in page
    address = reverse("returns:sign", args=[audit_return.reference])
    assert address in page
    client.post(address, {"confirm": "1", "attempt": audit_return.attempt})
    assert refreshed(audit_return).status == "submitted"


def test_changes_asked_for_are_the_auditors_next_step_with_their_date(client, world, part):
    submitted = submit(begin(part, world.police), world.police)
    returns.request_changes(audit_return=submitted, notes={"first": "More"}, due_on=in_weeks(1), actor=world.unit)
    day = in_weeks(1)
    text = page_of(client, part, world.police.auditor).text
    assert "Make the changes asked for" in text
    assert f"{day:%A} {day.day} {day:%B %Y}" in text


def test_a_list_of_forty_cases_takes_a_few_queries(client, world, django_assert_max_num_queries):
    for number in range(12):
        begun = begin(world.involve(world.police, case=world.add_case()), world.police)
        if number % 2:
            fill(begun, world.police.auditor)
    client.force_login(world.police.lead)
    with django_assert_max_num_queries(16):
        client.get(reverse("audits:list"))
