"""Who sees which page of a return in which state, and what the pages say."""

import pytest
from django.urls import reverse

from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from audit_forms.returns import permissions, services
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.services.common import next_step
from audit_forms.returns.tests.factories import (
    Cast,
    ExerciseFactory,
    ReturnFactory,
    fill,
    in_status,
    refreshed,
)

INSIDERS = ["lead", "colleague", "head", "chair", "viewer", "unit"]
OUTSIDERS = ["auditor", "leaver", "stranger", "superuser"]
STATUSES = [status.value for status in ReturnStatus]
PAGES = ["detail", "check", "read", "send", "sign", "receipt", "assure", "decide", "withdraw", "reinstate"]
MAY = {
    "can_write_answers": {
        ("lead", "draft"),
        ("lead", "changes_requested"),
        ("colleague", "draft"),
        ("colleague", "changes_requested"),
    },
    "can_send_for_sign_off": {("lead", "draft"), ("lead", "changes_requested")},
    "can_sign": {("head", "awaiting_sign_off")},
    "can_accept": {("unit", "submitted")},
    "can_request_changes": {("unit", "submitted")},
    "can_reopen": {("unit", "accepted")},
    "can_withdraw": {("unit", "draft"), ("unit", "awaiting_sign_off")},
    "can_reinstate": {("unit", "withdrawn")},
}


@pytest.mark.parametrize("status", STATUSES)
def test_permissions_hold_for_each_role_state_and_organisation(audit_return, cast, status):
    current = in_status(status, audit_return, cast)
    for who in INSIDERS + OUTSIDERS:
        for name, allowed in MAY.items():
            details = [next_step(current)] if name == "can_sign" else []
            said = getattr(permissions, name)(getattr(cast, who), current, *details)
            assert said == ((who, status) in allowed), (name, who, status)


@pytest.mark.parametrize("status", STATUSES)
def test_outsiders_find_nothing_and_insiders_no_dead_end(client, audit_return, cast, status):
    in_status(status, audit_return, cast)
    for who in INSIDERS + OUTSIDERS:
        client.force_login(getattr(cast, who))
        for page in PAGES:
            answer = client.get(reverse(f"returns:{page}", args=[audit_return.reference]))
            if who in OUTSIDERS:
                assert answer.status_code == 404, (who, page)
            elif page in ("detail", "read"):
                assert answer.status_code == 200, (who, page)
            else:
                assert answer.status_code in {200, 302, 403, 404}, (who, page)


@pytest.mark.parametrize("page", PAGES)
def test_signed_out_every_page_leads_to_the_sign_in(client, audit_return, page):
    answer = client.get(reverse(f"returns:{page}", args=[audit_return.reference]))
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/?next=")


@pytest.mark.parametrize("page", ["send", "sign", "assure", "decide", "withdraw", "reinstate"])
def test_strangers_change_nothing(client, audit_return, cast, page):
    statuses = {"assure": "submitted", "decide": "submitted", "reinstate": "withdrawn"}
    in_status(statuses.get(page, "draft"), audit_return, cast)
    before = refreshed(audit_return).status
    for who in (*OUTSIDERS, "viewer"):
        client.force_login(getattr(cast, who))
        data = {"agreed": "on", "reason": "x", "note.first": "x", "accept": "1", "confirm": "1", "attempt": "1"}
        answer = client.post(reverse(f"returns:{page}", args=[audit_return.reference]), data)
        assert answer.status_code in {403, 404}
    assert refreshed(audit_return).status == before


def test_the_task_list_tells_not_looked_at_started_and_complete_apart(client, audit_return, cast):
    client.force_login(cast.lead)
    page = client.get(audit_return.get_absolute_url()).content.decode()
    assert "Not looked at" in page
    assert "2 of 2 questions left" in page
    key = audit_return.edition.sections.get().key
    services.save_answers(
        audit_return=audit_return, section=key, posted={"second.version": "0", "second.text": "x"}, actor=cast.colleague
    )
    page = client.get(audit_return.get_absolute_url()).content.decode()
    assert "Started" in page
    assert "1 of 2 questions left. Last change by Col League" in page
    assert "100" not in page.partition("<main")[2].partition("</main>")[0].replace('viewBox="0 0 100 10"', "").replace(
        'width="100"', ""
    )
    services.save_answers(
        audit_return=audit_return,
        section=key,
        actor=cast.lead,
        posted={"first.version": "0", "first.level": "na", "first.reason": "None here"},
    )
    assert "All 2 questions done" in client.get(audit_return.get_absolute_url()).content.decode()


def test_the_check_page_names_what_is_missing_first_with_a_link(client, audit_return, cast):
    client.force_login(cast.lead)
    page = client.get(reverse("returns:check", args=[audit_return.reference])).content.decode()
    section = reverse("returns:section", args=[audit_return.reference, audit_return.edition.sections.get().key])
    assert "2 of 2 questions still need something" in page
    assert f'href="{section}#question-first"' in page
    assert "Continue to sign-off" not in page


def test_the_lead_declares_then_sends(client, audit_return, cast):
    fill(audit_return, cast.lead)
    client.force_login(cast.lead)
    address = reverse("returns:send", args=[audit_return.reference])
    page = client.get(address).content.decode()
    assert audit_return.edition.lead_statement in page
    assert "Hetty Head" in page
    assert "Charlie Chair" in page
    refused = client.post(address, {"status": "accepted"}).content.decode()
    assert "<title>Error: " in refused
    assert refreshed(audit_return).status == ReturnStatus.DRAFT
    assert client.post(address, {"agreed": "on"}).url == audit_return.get_absolute_url()
    assert refreshed(audit_return).status == ReturnStatus.AWAITING_SIGN_OFF
    assert client.post(address, {"agreed": "on"}).status_code == 302
    assert refreshed(audit_return).attempt == 1


def test_an_incomplete_return_cannot_be_sent_from_the_page(client, audit_return, cast):
    client.force_login(cast.lead)
    address = reverse("returns:send", args=[audit_return.reference])
    check = reverse("returns:check", args=[audit_return.reference])
    assert client.get(address).url == check
    assert client.post(address, {"agreed": "on"}).url == check
    assert refreshed(audit_return).status == ReturnStatus.DRAFT


def test_head_and_chair_sign_and_get_the_receipt(client, audit_return, cast):
    in_status("awaiting_sign_off", audit_return, cast)
    address = reverse("returns:sign", args=[audit_return.reference])
    for person in (cast.head, cast.chair):
        client.force_login(person)
        page = client.get(address).content.decode()
        assert "I confirm that this return is accurate." in page
        assert "Minutes of the meeting" in page
        answer = client.post(address, {"confirm": "1", "attempt": "1"})
    receipt = reverse("returns:receipt", args=[audit_return.reference])
    assert answer.url == receipt
    page = client.get(receipt).content.decode()
    assert audit_return.reference in page
    assert "Hetty Head" in page
    assert client.post(address, {"confirm": "1", "attempt": "1"}).url == audit_return.get_absolute_url()


def test_the_head_sends_back_and_the_lead_reads_why(client, audit_return, cast):
    in_status("awaiting_sign_off", audit_return, cast)
    client.force_login(cast.head)
    address = reverse("returns:sign", args=[audit_return.reference])
    refused = client.post(address, {"send_back": "1", "attempt": "1", "reason": ""}).content.decode()
    assert "<title>Error: " in refused
    assert 'href="#back_reason"' in refused
    client.post(address, {"send_back": "1", "attempt": "1", "reason": "B1 <b>is</b> too rosy"})
    client.force_login(cast.lead)
    page = client.get(audit_return.get_absolute_url()).content.decode()
    assert "B1 &lt;b&gt;is&lt;/b&gt; too rosy" in page


def test_signing_a_page_that_is_out_of_date_says_so(client, audit_return, cast):
    in_status("awaiting_sign_off", audit_return, cast)
    client.force_login(cast.head)
    address = reverse("returns:sign", args=[audit_return.reference])
    page = client.post(address, {"confirm": "1", "attempt": "7"}).content.decode()
    assert "has changed since you opened the page" in page
    assert not audit_return.sign_offs.exists()


def test_the_business_unit_withdraws_a_draft(client, audit_return, cast):
    client.force_login(cast.unit)
    address = reverse("returns:withdraw", args=[audit_return.reference])
    assert "<title>Error: " in client.post(address, {"reason": ""}).content.decode()
    client.post(address, {"reason": "Asked by mistake"})
    assert refreshed(audit_return).status == ReturnStatus.WITHDRAWN
    assert client.post(address, {"reason": "Again"}).status_code == 302
    again = reverse("returns:reinstate", args=[audit_return.reference])
    assert again in client.get(audit_return.get_absolute_url()).content.decode()
    assert "<title>Error: " in client.post(again, {"reason": ""}).content.decode()
    client.post(again, {"reason": "It stays open"})
    assert refreshed(audit_return).status == ReturnStatus.DRAFT
    assert "It stays open" in client.get(audit_return.get_absolute_url()).content.decode()


def test_home_puts_what_waits_first(client, audit_return, cast):
    in_status("awaiting_sign_off", audit_return, cast)
    pages = {}
    for who in ("lead", "head", "chair", "stranger", "unit"):
        client.force_login(getattr(cast, who))
        pages[who] = client.get("/returns/").content.decode()
    assert "Waiting for you to confirm" in pages["head"]
    assert "Waiting for you to confirm" not in pages["chair"] + pages["lead"]
    assert audit_return.reference in pages["chair"]
    assert audit_return.reference not in pages["stranger"] + pages["unit"]
    assert "No returns yet" in pages["stranger"]


def test_home_says_when_a_return_is_overdue(client, cast):
    late = ReturnFactory(exercise=ExerciseFactory(past=True), organisation=cast.lead.memberships.get().organisation)
    client.force_login(cast.lead)
    page = client.get("/returns/").content.decode()
    assert "Overdue:" in page
    assert late.reference in page


def test_a_trust_sees_how_far_its_schools_are_but_no_answer(client, db):
    trust = OrganisationFactory(is_trust=True)
    school = OrganisationFactory(academy=True, trust=trust, name="Trust school")
    audit_return, other = ReturnFactory(organisation=school), ReturnFactory()
    cast = Cast(audit_return)
    fill(audit_return, cast.lead, text="CANARY")
    person = MembershipFactory(organisation=trust, role="viewer").user
    client.force_login(person)
    page = client.get("/returns/").content.decode()
    assert "Trust school" in page
    assert "In progress" in page
    assert other.organisation.name not in page
    assert "CANARY" not in page
    assert client.get(audit_return.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("number", [1, 6])
def test_home_asks_the_database_as_often_for_many_returns(client, db, number, django_assert_max_num_queries):
    school = OrganisationFactory()
    first = ReturnFactory(organisation=school)
    cast = Cast(first)
    in_status("awaiting_sign_off", first, cast)
    for _ in range(number - 1):
        in_status("awaiting_sign_off", ReturnFactory(organisation=school), cast)
    client.force_login(cast.head)
    client.get("/returns/")
    with django_assert_max_num_queries(18):
        page = client.get("/returns/").content.decode()
    assert page.count("Read the whole return") == number


def test_a_first_sending_is_told_as_what_it_is(client, audit_return, cast):
    in_status("awaiting_sign_off", audit_return, cast)
    client.force_login(cast.lead)
    page = client.get(f"/returns/{audit_return.reference}/read/").text
    assert "Sent for sign-off" in page
    assert "with the changes" not in page
