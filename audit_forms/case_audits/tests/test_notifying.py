"""Agencies are told of cases once, whatever happens; mail says nothing of them (bars G8)."""

import pytest
from django.core.exceptions import PermissionDenied

from audit_forms.case_audits import services
from audit_forms.case_audits.enums import AuditStatus, InvolvementStatus
from audit_forms.case_audits.models import Involvement
from audit_forms.case_audits.tests.factories import Agency, World
from audit_forms.case_audits.workflow import TransitionRefused
from audit_forms.organisations.enums import MembershipRole, RegisterStatus, Sector
from audit_forms.organisations.tests.factories import MembershipFactory
from portal.outbox import news
from portal.outbox.models import Message
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """A running audit with one case of which nobody has been told."""
    return World()


def told():
    return sorted(Message.objects.values_list("to", flat=True))


def notify(world):
    return services.notify_agencies(audit=world.audit, actor=world.unit)


def test_each_lead_of_each_agency_is_told_by_one_mail(world):
    second = MembershipFactory(organisation=world.police.organisation, role=MembershipRole.LEAD).user
    world.add_case()
    assert notify(world) == 4
    assert told() == sorted([world.police.lead.email, second.email, world.health.lead.email])
    assert set(Involvement.objects.values_list("status", flat=True)) == {InvolvementStatus.NOTIFIED}


def test_told_again_nobody_hears_twice(world):
    notify(world)
    before = told()
    assert notify(world) == 0
    assert told() == before
    assert AuditTrail.objects.filter(action="case.agencies_told").count() == 1


def test_of_a_case_added_later_only_its_parts_are_told(world):
    notify(world)
    world.add_case()
    assert notify(world) == 2
    assert told() == sorted([world.police.lead.email, world.health.lead.email] * 2)


def test_of_an_agency_added_later_only_that_one_is_told(world):
    notify(world)
    housing = Agency("Demo Housing", Sector.OTHER)
    world.audit.asked.create(organisation=housing.organisation)
    Message.objects.all().delete()
    assert notify(world) == 1
    assert told() == [housing.lead.email]


def test_somebody_who_leads_two_agencies_gets_one_mail(world):
    MembershipFactory(organisation=world.health.organisation, user=world.police.lead, role=MembershipRole.LEAD)
    notify(world)
    assert told().count(world.police.lead.email) == 1


def test_the_mail_says_neither_case_nor_theme(world):
    notify(world)
    for mail in Message.objects.all():
        said = f"{mail.subject} {mail.text} {mail.html}"
        for secret in (world.case.reference, world.audit.title, "Neglect", world.audit.reference):
            assert secret not in said
        assert mail.subject == "There are case audits to review"
        assert mail.text.count("/audits/") == 1


def test_cut_off_half_way_nothing_has_happened_and_a_second_run_tells_all(world, monkeypatch):
    real, calls = news.queue_mail, []

    def failing(**values):
        calls.append(values)
        if len(calls) == 2:
            raise RuntimeError("killed")
        real(**values)

    monkeypatch.setattr(news, "queue_mail", failing)
    with pytest.raises(RuntimeError):
        notify(world)
    assert not Involvement.objects.exists()
    assert told() == []
    monkeypatch.setattr(news, "queue_mail", real)
    assert notify(world) == 2
    assert told() == sorted([world.police.lead.email, world.health.lead.email])


def test_withdrawn_cases_and_closed_agencies_are_left_out(world):
    services.withdraw_case(case=world.case, reason="A mistake.", actor=world.unit)
    world.add_case()
    world.health.organisation.status = RegisterStatus.CLOSED
    world.health.organisation.save()
    assert notify(world) == 1


@pytest.mark.parametrize("status", [AuditStatus.APPROVED, AuditStatus.MODERATION, AuditStatus.PUBLISHED])
def test_nobody_is_told_before_the_start_or_from_moderation_on(world, status):
    world.audit.status = status
    world.audit.save()
    with pytest.raises(TransitionRefused):
        notify(world)


@pytest.mark.parametrize("who", ["group", "executive", "chair", "superuser"])
def test_nobody_but_the_business_unit_tells_agencies(world, who):
    with pytest.raises(PermissionDenied):
        services.notify_agencies(audit=world.audit, actor=getattr(world, who))
