"""The Business Unit at agencies' audits: the checklist, more time, and conflicts found."""

import pytest
from django.template import RequestContext, Template
from django.urls import reverse
from django.utils import timezone

from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.tests.agencies import begin, check_quality, submit
from audit_forms.case_audits.tests.factories import in_weeks
from audit_forms.case_audits.tests.test_agency_pages import page_of
from audit_forms.organisations.tests.factories import MembershipFactory
from audit_forms.returns import services as returns
from audit_forms.returns.models import Return
from audit_forms.returns.tests.factories import refreshed

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(world, part):
    """The police's audit, waiting for the Business Unit."""
    return submit(begin(part, world.police), world.police)


@pytest.fixture
def address(world, submitted):
    """The checklist's page."""
    return reverse("unit_audits:quality", args=[world.audit.reference, submitted.reference])


def points(version=0, **other):
    """All ten points met."""
    names = ("domains", "evidence", "child", "analysis", "good_practice", "actions", "hindsight", "household",
             "independence", "identifiers")  # fmt: skip
    return {f"{name}_met": "yes" for name in names} | {"version": version} | other


def test_the_checklist_stands_before_acceptance(client, world, submitted, address):
    client.force_login(world.unit)
    decide = reverse("returns:decide", args=[submitted.reference])
    assert "10 points left" in client.get(decide).text
    refused = client.post(decide, {"accept": "1"}, follow=True)
    assert "Go through the quality checklist first" in refused.text
    assert "10 of 10 points left" in client.get(address).text
    assert "The checklist is saved" in client.post(address, points(), follow=True).text
    client.post(decide, {"accept": "1"})
    assert refreshed(submitted).status == "accepted"
    assert "Yes" in client.get(address).text


def test_a_no_without_words_is_an_error_and_nothing_is_lost(client, world, address):
    client.force_login(world.unit)
    answer = client.post(address, points(child_met="no", analysis_note="Well reasoned"))
    assert "Error:" in answer.text
    assert "say what is missing" in answer.text
    assert "Well reasoned" in answer.text


def test_two_officers_at_once_both_texts_are_kept(client, world, submitted, address):
    check_quality(submitted, world.unit2, {"child": {"met": False, "note": "Theirs"}})
    client.force_login(world.unit)
    answer = client.post(address, points(child_met="no", child_note="Mine"))
    assert "Mine" in answer.text
    assert "Theirs" in answer.text
    assert 'name="version" value="1"' in answer.text
    assert "is saved" in client.post(address, points(1, child_met="no", child_note="Mine"), follow=True).text


def test_only_the_business_unit_finds_these_pages(client, world, part, submitted, address):
    time = reverse("unit_audits:more_time", args=[world.audit.reference, submitted.reference])
    conflict = reverse("unit_audits:conflict", args=[world.audit.reference, part.case.reference, part.organisation_id])
    for person in (
        world.police.lead,
        world.police.auditor,
        world.group,
        world.executive,
        world.chair,
        world.superuser,
    ):
        client.force_login(person)
        for each in (address, time, conflict):
            assert client.get(each).status_code == client.post(each).status_code == 404
    client.force_login(world.unit)
    assert client.get(address.replace(world.audit.reference, "M-WRONG")).status_code == 404


def test_an_officer_with_a_hand_in_the_agency_does_not_check(client, world, address):
    MembershipFactory(organisation=world.police.organisation, user=world.unit, ended=True)
    client.force_login(world.unit)
    answer = client.post(address, points())
    assert answer.status_code == 403
    assert "had a hand" in answer.text


def test_more_time_for_one_agency(client, world, part):
    audit_return = begin(part, world.police)
    other = world.involve(world.health)
    begin(other, world.health)
    client.force_login(world.unit)
    address = reverse("unit_audits:more_time", args=[world.audit.reference, audit_return.reference])
    day = in_weeks(6)
    assert "Error:" in client.post(address, {"until": "1/1/2020", "reason": "Strike"}).text
    client.post(address, {"until": f"{day:%d/%m/%Y}", "reason": "Records at another site"})
    extended = refreshed(audit_return)
    local = timezone.localtime(extended.deadline)
    assert (local.date(), local.hour) == (day, 17)
    assert Return.objects.get(organisation=world.health.organisation).extended_until is None
    assert "more time than others" in page_of(client, part, world.police.auditor).text


def test_a_conflict_found_by_the_business_unit(client, world, part):
    begin(part, world.police)
    client.force_login(world.unit)
    address = reverse("unit_audits:conflict", args=[world.audit.reference, part.case.reference, part.organisation_id])
    answer = client.post(address, {"person": world.police.auditor.pk, "conflict": "Managed the team"}, follow=True)
    assert "The case is closed to that person" in answer.text
    assert "Managed the team" in answer.text
    assert page_of(client, part, world.police.auditor).status_code == 404


def test_nothing_is_asked_of_agencies_once_moderation_is_open(client, world, part, submitted):
    CaseAudit.objects.update(status=AuditStatus.MODERATION)
    client.force_login(world.police.auditor)
    assert "Ended for your agency" in client.get(reverse("audits:list")).text
    assert "Moderation" in page_of(client, part, world.police.auditor).text


def test_the_part_of_the_audits_page_counts_what_was_sent_back(client, world, part, submitted, rf):
    returns.request_changes(audit_return=submitted, notes={"first": "More"}, actor=world.unit)
    request = rf.get("/")
    request.user = world.unit
    template = Template("{% load agencies %}{% agency_returns audit %}")
    text = template.render(RequestContext(request, {"audit": world.audit}))
    assert "Sent back, by agency: Demo Police 1." in text
    assert part.case.reference in text
