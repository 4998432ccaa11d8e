"""People join and leave an organisation, and a person's decisions about schools hold."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit_forms.organisations import services
from audit_forms.organisations.enums import Capacity, Duty, DutySource, MembershipRole
from audit_forms.organisations.models import Membership
from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from portal.accounts.models import User
from portal.accounts.tests.factories import UserFactory
from portal.outbox.models import Message
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return MembershipFactory()


@pytest.fixture
def unit():
    return UserFactory(unit=True)


def invited(lead, email="new@school.example", role=MembershipRole.CONTRIBUTOR, capacity="", name="Nia New"):
    return services.invite_member(
        organisation=lead.organisation, email=email, name=name, role=role, capacity=capacity, actor=lead.user
    )


def test_somebody_new_gets_an_account_a_link_and_a_part(lead):
    membership = invited(lead)
    assert (membership.user.email, membership.user.is_active, membership.state) == (
        "new@school.example",
        False,
        "invited",
    )
    assert Message.objects.get().to == "new@school.example"
    entry = AuditTrail.objects.about(membership).get()
    assert (entry.action, entry.actor, entry.data["role"]) == ("membership.started", lead.user, "contributor")


def test_somebody_known_is_told_and_not_invited(lead):
    known = UserFactory(email="known@other.example")
    membership = invited(lead, email="Known@Other.example")
    assert (membership.user, membership.state) == (known, "active")
    assert not known.invitations.exists()
    assert Message.objects.get().to == "known@other.example"


def test_pressing_twice_invites_once(lead):
    assert invited(lead) == invited(lead, email="NEW@school.example ")
    assert Message.objects.count() == 1
    assert AuditTrail.objects.filter(action="membership.started").count() == 1


def test_one_person_may_play_two_parts(lead):
    invited(lead)
    invited(lead, role=MembershipRole.SIGNATORY, capacity=Capacity.HEAD)
    assert User.objects.get(email="new@school.example").memberships.count() == 2


def test_somebody_who_left_may_come_back(lead):
    first = invited(lead)
    services.end_membership(membership=first, actor=lead.user)
    again = invited(lead)
    assert again != first
    assert again.ended_at is None


@pytest.mark.parametrize(
    ("role", "capacity"), [(MembershipRole.SIGNATORY, ""), (MembershipRole.LEAD, Capacity.HEAD), ("owner", "")]
)
def test_a_role_and_a_capacity_that_do_not_go_together_are_refused_whole(lead, role, capacity):
    with pytest.raises(ValidationError):
        invited(lead, role=role, capacity=capacity)
    assert Membership.objects.count() == 1
    assert not Message.objects.exists()
    assert not User.objects.filter(email="new@school.example").exists()


MAY_MANAGE = {
    "lead": True,
    "business_unit": True,
    "administrator": False,
    "contributor": False,
    "viewer": False,
    "head": False,
    "former_lead": False,
    "disabled_lead": False,
    "lead_of_another": False,
    "lead_of_the_trust": False,
    "editor": False,
}


def somebody(who, organisation):
    """A person in that relation to the organisation."""
    if who in ("contributor", "viewer", "head"):
        return MembershipFactory(organisation=organisation, **{who: True}).user
    makers = {
        "lead": lambda: MembershipFactory(organisation=organisation).user,
        "former_lead": lambda: MembershipFactory(organisation=organisation, ended=True).user,
        "disabled_lead": lambda: MembershipFactory(organisation=organisation, user__inactive=True).user,
        "lead_of_another": lambda: MembershipFactory().user,
        "lead_of_the_trust": lambda: MembershipFactory(organisation=organisation.trust).user,
        "business_unit": lambda: UserFactory(unit=True),
        "administrator": lambda: UserFactory(admin=True),
        "editor": lambda: UserFactory(editor=True),
    }
    return makers[who]()


@pytest.fixture
def school():
    made = OrganisationFactory(academy=True)
    made.trust = OrganisationFactory(is_trust=True)
    made.save()
    return made


@pytest.mark.parametrize(("who", "may"), MAY_MANAGE.items())
@pytest.mark.parametrize("verb", ["invite", "add", "end"])
def test_who_may_manage_people(who, may, verb, school):
    actor = somebody(who, school)
    other = MembershipFactory(organisation=school, contributor=True)
    verbs = {
        "invite": lambda: services.invite_member(
            organisation=school, email="a@b.example", name="A", role=MembershipRole.VIEWER, actor=actor
        ),
        "add": lambda: services.add_member(
            user=UserFactory(), organisation=school, role=MembershipRole.VIEWER, actor=actor
        ),
        "end": lambda: services.end_membership(membership=other, actor=actor),
    }
    if may:
        assert verbs[verb]()
    else:
        with pytest.raises(PermissionDenied):
            verbs[verb]()


@pytest.mark.parametrize(("who", "may"), MAY_MANAGE.items())
def test_only_the_business_unit_decides_about_schools(who, may, school):
    actor = somebody(who, school)
    may = may and who != "lead"
    closed = OrganisationFactory(converted=True)
    verbs = [
        lambda: services.decide_duty(organisation=school, duty=Duty.NONE, actor=actor),
        lambda: services.link_successor(organisation=closed, successor=school, actor=actor),
        lambda: services.save_organisation(organisation=school, changed=["email"], actor=actor),
    ]
    for verb in verbs:
        if may:
            assert verb()
        else:
            with pytest.raises(PermissionDenied):
                verb()


def test_ending_twice_ends_once(lead, unit):
    first = services.end_membership(membership=lead, actor=unit)
    second = services.end_membership(membership=lead, actor=unit)
    assert first.ended_at == second.ended_at
    assert AuditTrail.objects.filter(action="membership.ended").count() == 1


def test_a_lead_cannot_end_the_last_lead(lead):
    MembershipFactory(organisation=lead.organisation, user__invited=True)
    with pytest.raises(ValidationError, match="only lead"):
        services.end_membership(membership=lead, actor=lead.user)
    lead.refresh_from_db()
    assert lead.ended_at is None


def test_one_lead_of_two_may_go(lead):
    MembershipFactory(organisation=lead.organisation)
    services.end_membership(membership=lead, actor=lead.user)
    assert not lead.organisation.memberships.of(lead.user).exists()


def test_the_business_unit_may_end_the_last_lead(lead, unit):
    assert services.end_membership(membership=lead, actor=unit).ended_at


def test_a_decision_about_the_duty_is_marked_as_a_persons_and_recorded(unit):
    school = OrganisationFactory(undecided=True)
    decided = services.decide_duty(organisation=school, duty=Duty.S157, actor=unit)
    assert (decided.duty, decided.duty_source) == (Duty.S157, DutySource.PERSON)
    services.decide_duty(organisation=school, duty=Duty.S157, actor=unit)
    entry = AuditTrail.objects.about(school).get()
    assert (entry.data["before"], entry.data["duty"]) == ("undecided", "s157")


def test_undecided_is_no_decision(unit):
    with pytest.raises(ValidationError):
        services.decide_duty(organisation=OrganisationFactory(), duty=Duty.UNDECIDED, actor=unit)


def test_changing_a_duty_in_the_admin_is_a_decision_too(unit):
    agency = OrganisationFactory(agency=True, duty=Duty.NONE)
    saved = services.save_organisation(organisation=agency, changed=["duty"], actor=unit)
    assert saved.duty_source == DutySource.PERSON


def test_a_link_is_made_once(unit):
    closed, academy = OrganisationFactory(converted=True), OrganisationFactory(academy=True)
    for _ in range(2):
        assert services.link_successor(organisation=closed, successor=academy, actor=unit).successor == academy
    assert AuditTrail.objects.about(closed).count() == 1


def test_only_a_closed_school_without_a_successor_is_linked(unit):
    academy = OrganisationFactory(academy=True)
    linked = OrganisationFactory(converted=True, successor=academy)
    for closed, successor in (
        (OrganisationFactory(), academy),
        (linked, OrganisationFactory()),
        (OrganisationFactory(converted=True), OrganisationFactory(agency=True)),
    ):
        with pytest.raises(ValidationError):
            services.link_successor(organisation=closed, successor=successor, actor=unit)


def test_no_school_follows_itself_over_others(unit):
    first = OrganisationFactory(converted=True)
    second = OrganisationFactory(converted=True, successor=first)
    third = OrganisationFactory(closed=True, successor=second)
    for successor in (first, second, third):
        with pytest.raises(ValidationError):
            services.link_successor(organisation=first, successor=successor, actor=unit)
