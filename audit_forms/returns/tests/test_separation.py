"""Whoever had a hand in an organisation's returns assures none of them, even as Business Unit (bars S6)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.models import Membership, Organisation
from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.returns import permissions, services
from audit_forms.returns.models import AssuranceNote, Return, SignOff
from audit_forms.returns.services.notes import Typed
from audit_forms.returns.tests.factories import Cast, ReturnFactory, in_status, refreshed
from portal.accounts.tests.factories import UserFactory
from portal.trail.services import record

VERBS = {
    "accept": ("submitted", {}),
    "request_changes": ("submitted", {"notes": {"first": "More"}}),
    "reopen": ("accepted", {"notes": {"first": "More"}, "reason": "New facts"}),
    "save_notes": ("submitted", {"typed": {"first": Typed("More", "")}}),
    "mark_read": ("submitted", {"keys": ["first"]}),
    "ask_as_noted": ("submitted", {"seen": "", "due_on": None}),
}


def as_member(role, ended=False):
    def connect(audit_return, officer):
        ended_at = timezone.now() if ended else None
        capacity = "head" if role == MembershipRole.SIGNATORY else ""
        officer.memberships.create(
            organisation=audit_return.organisation, role=role, capacity=capacity, ended_at=ended_at
        )

    return connect


def as_writer(audit_return, officer):
    audit_return.answers.update(updated_by=officer)


def as_writer_long_overwritten(audit_return, officer):
    record(actor=officer, action="return.answers_saved", target=audit_return, questions=["first"])


def as_signatory_of_an_earlier_return(audit_return, officer):
    earlier = ReturnFactory(organisation=audit_return.organisation)
    SignOff.objects.create(
        audit_return=earlier, attempt=1, capacity="head", decision="confirmed", statement="Yes", signed_by=officer
    )


def as_lead_of_the_predecessor(audit_return, officer):
    before = OrganisationFactory()
    Organisation.objects.filter(pk=before.pk).update(successor=audit_return.organisation)
    Membership.objects.create(user=officer, organisation=before, role=MembershipRole.LEAD, ended_at=timezone.now())


HANDS = {
    "lead": as_member(MembershipRole.LEAD),
    "former lead": as_member(MembershipRole.LEAD, ended=True),
    "former contributor": as_member(MembershipRole.CONTRIBUTOR, ended=True),
    "former signatory": as_member(MembershipRole.SIGNATORY, ended=True),
    "writer": as_writer,
    "writer overwritten since": as_writer_long_overwritten,
    "signed an earlier return": as_signatory_of_an_earlier_return,
    "lead of the predecessor": as_lead_of_the_predecessor,
}
NO_HANDS = {
    "nothing": lambda audit_return, officer: None,
    "viewer": as_member(MembershipRole.VIEWER),
    "wrote elsewhere": lambda audit_return, officer: as_writer_long_overwritten(ReturnFactory(), officer),
    "lead elsewhere": lambda audit_return, officer: as_member(MembershipRole.LEAD)(ReturnFactory(), officer),
}


@pytest.fixture
def officer(db):
    return UserFactory(unit=True, name="Ollie Officer")


@pytest.mark.parametrize("hand", HANDS)
@pytest.mark.parametrize("verb", VERBS)
def test_an_author_assures_nothing(audit_return, cast, officer, verb, hand):
    status, details = VERBS[verb]
    in_status(status, audit_return, cast)
    HANDS[hand](audit_return, officer)
    with pytest.raises(PermissionDenied):
        getattr(services, verb)(audit_return=audit_return, actor=officer, **details)
    assert refreshed(audit_return).status == status
    assert not AssuranceNote.objects.exists()
    assert not permissions.can_assure(officer, audit_return)
    assert audit_return not in Return.objects.waiting_for(officer)


@pytest.mark.parametrize("hand", NO_HANDS)
def test_everybody_else_of_the_business_unit_does(audit_return, cast, officer, hand):
    in_status("submitted", audit_return, cast)
    NO_HANDS[hand](audit_return, officer)
    assert audit_return in Return.objects.waiting_for(officer)
    services.accept(audit_return=audit_return, actor=officer)
    assert refreshed(audit_return).status == "accepted"


def test_the_page_explains_and_shows_no_notes(client, audit_return, cast, officer):
    in_status("submitted", audit_return, cast)
    services.save_notes(audit_return=audit_return, typed={"first": Typed("CANARY", "")}, actor=cast.unit)
    HANDS["former lead"](audit_return, officer)
    client.force_login(officer)
    for name in ("assure", "decide"):
        page = client.get(reverse(f"returns:{name}", args=[audit_return.reference]))
        assert page.status_code == 403
        assert "You are or were a lead, contributor or signatory" in page.content.decode()
        assert "CANARY" not in page.content.decode()
    page = client.get(audit_return.get_absolute_url()).content.decode()
    assert "Ask a colleague of the Business Unit" in page
    assert "Read and decide" not in page


def test_the_queue_is_oldest_first_and_only_the_units(audit_return, cast, officer):
    in_status("submitted", audit_return, cast)
    later = ReturnFactory()
    in_status("submitted", later, Cast(later))
    assert list(Return.objects.waiting_for(officer)) == [audit_return, later]
    for who in ("lead", "head", "superuser"):
        assert not Return.objects.waiting_for(getattr(cast, who)).exists()
