"""Who reads, writes and confirms a confidential return (bars S2, S6)."""

import pytest
from django.core.exceptions import PermissionDenied

from audit_forms.organisations.tests.factories import MembershipFactory
from audit_forms.returns import services
from audit_forms.returns.models import Return
from audit_forms.returns.permissions import can_choose_signatories, can_sign, can_write_answers
from audit_forms.returns.services.common import next_step
from audit_forms.returns.tests.factories import Cast, ReturnFactory, confidential_return, fill, refreshed
from audit_forms.returns.workflow import TransitionRefused
from portal.outbox.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def confidential():
    """A draft that only named people write."""
    return confidential_return()


@pytest.fixture
def cast(confidential):
    """The people around it; the auditor is named."""
    people = Cast(confidential)
    services.name_writer(audit_return=confidential, user=people.auditor, actor=people.lead)
    return people


def readers(audit_return, cast):
    """The names in the cast of those who may read the return."""
    names = ("lead", "colleague", "head", "chair", "viewer", "auditor", "leaver", "stranger", "unit", "superuser")
    return {name for name in names if Return.objects.visible_to(getattr(cast, name)).filter(pk=audit_return.pk)}


def test_only_leads_the_named_and_the_business_unit_read_it(confidential, cast):
    assert readers(confidential, cast) == {"lead", "auditor", "unit"}


def test_only_the_named_writes_it(confidential, cast):
    names = ("lead", "colleague", "auditor", "unit")
    assert [name for name in names if can_write_answers(getattr(cast, name), confidential)] == ["auditor"]


def test_an_agency_has_one_return_for_each_case(confidential):
    ReturnFactory(exercise=confidential.exercise, organisation=confidential.organisation, subject="Q2-XRAB")
    assert confidential.exercise.returns.filter(organisation=confidential.organisation).count() == 2


def test_somebody_with_a_conflict_reads_and_writes_nothing_from_the_next_request_on(confidential, cast):
    fill(confidential, cast.auditor)
    services.end_writing(audit_return=confidential, user=cast.auditor, actor=cast.auditor, has_conflict=True)
    assert readers(confidential, cast) == {"lead", "unit"}
    with pytest.raises(PermissionDenied):
        fill(confidential, cast.auditor)
    with pytest.raises(TransitionRefused, match="conflict of interest"):
        services.name_writer(audit_return=confidential, user=cast.auditor, actor=cast.lead)


def test_a_conflict_closes_the_return_to_a_lead_and_to_the_business_unit_too(confidential, cast):
    other = MembershipFactory(organisation=confidential.organisation).user
    services.name_writer(audit_return=confidential, user=cast.lead, actor=other)
    services.end_writing(audit_return=confidential, user=cast.lead, actor=cast.lead, has_conflict=True)
    assert "lead" not in readers(confidential, cast)
    with pytest.raises(PermissionDenied):
        services.name_writer(audit_return=confidential, user=cast.auditor, actor=cast.lead)


def test_somebody_who_left_the_agency_reads_nothing_though_still_named(confidential, cast):
    cast.auditor.memberships.update(ended_at=confidential.created_at)
    assert readers(confidential, cast) == {"lead", "unit"}


def test_naming_another_ends_the_first(confidential, cast):
    services.name_writer(audit_return=confidential, user=cast.colleague, actor=cast.lead)
    assert not can_write_answers(cast.auditor, confidential)
    assert can_write_answers(cast.colleague, confidential)
    assert confidential.named_writers.count() == 2


def test_naming_the_same_twice_names_once(confidential, cast):
    services.name_writer(audit_return=confidential, user=cast.auditor, actor=cast.lead)
    assert confidential.named_writers.count() == 1


@pytest.mark.parametrize("who", ["colleague", "auditor", "head", "stranger", "unit"])
def test_only_the_agencys_lead_names(confidential, cast, who):
    with pytest.raises(PermissionDenied):
        services.name_writer(audit_return=confidential, user=cast.colleague, actor=getattr(cast, who))


def test_somebody_outside_the_agency_cannot_be_named(confidential, cast):
    with pytest.raises(TransitionRefused, match="member of the agency"):
        services.name_writer(audit_return=confidential, user=cast.stranger, actor=cast.lead)


def test_the_named_sends_it_and_the_lead_confirms(confidential, cast):
    fill(confidential, cast.auditor)
    with pytest.raises(PermissionDenied):
        services.send_for_sign_off(audit_return=confidential, actor=cast.lead)
    services.send_for_sign_off(audit_return=confidential, actor=cast.auditor)
    waiting = refreshed(confidential)
    assert Message.objects.filter(to=cast.lead.email, subject__contains="confirm").count() == 1
    assert not can_choose_signatories(cast.lead, waiting)
    assert [can_sign(who, waiting, next_step(waiting)) for who in (cast.head, cast.auditor, cast.lead)] == [
        False,
        False,
        True,
    ]
    services.confirm(audit_return=waiting, attempt=waiting.attempt, actor=cast.lead)
    assert refreshed(confidential).status == "submitted"


def test_a_lead_who_wrote_it_does_not_confirm_it(confidential, cast):
    other = MembershipFactory(organisation=confidential.organisation).user
    services.name_writer(audit_return=confidential, user=cast.lead, actor=other)
    fill(confidential, cast.lead)
    services.send_for_sign_off(audit_return=confidential, actor=cast.lead)
    waiting = refreshed(confidential)
    assert not can_sign(cast.lead, waiting, next_step(waiting))
    assert can_sign(other, waiting, next_step(waiting))


def test_the_writer_is_told_what_the_business_unit_wants_changed(confidential, cast):
    fill(confidential, cast.auditor)
    services.send_for_sign_off(audit_return=confidential, actor=cast.auditor)
    waiting = refreshed(confidential)
    services.confirm(audit_return=waiting, attempt=waiting.attempt, actor=cast.lead)
    services.request_changes(audit_return=refreshed(confidential), notes={"first": "Say more"}, actor=cast.unit)
    told = set(Message.objects.filter(subject__contains="Changes").values_list("to", flat=True))
    assert told == {cast.lead.email, cast.auditor.email}


def test_a_confidential_return_has_no_place_among_self_assessments(confidential, cast, client):
    client.force_login(cast.lead)
    assert confidential.exercise.title not in client.get("/returns/").content.decode()
