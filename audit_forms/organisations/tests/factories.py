"""Deterministic organisations and memberships for tests."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from audit_forms.organisations.enums import (
    Capacity,
    Duty,
    Establishment,
    MembershipRole,
    OrganisationKind,
    Phase,
    RegisterStatus,
)
from audit_forms.organisations.models import Membership, Organisation
from portal.accounts.tests.factories import UserFactory


class OrganisationFactory(DjangoModelFactory):
    """An open maintained primary school; traits `agency`, `trust`, `academy`, `closed`."""

    class Meta:
        model = Organisation

    class Params:
        academy = factory.Trait(establishment=Establishment.ACADEMY, duty=Duty.S157)
        agency = factory.Trait(
            kind=OrganisationKind.AGENCY,
            name=factory.Sequence(lambda n: f"Agency {n:03d}"),
            duty=Duty.S11,
            urn=None,
            phase="",
            establishment="",
        )
        trust = factory.Trait(
            kind=OrganisationKind.TRUST,
            name=factory.Sequence(lambda n: f"Trust {n:03d}"),
            duty=Duty.NONE,
            urn=None,
            phase="",
            establishment="",
        )
        closed = factory.Trait(status=RegisterStatus.CLOSED)

    kind = OrganisationKind.SCHOOL
    name = factory.Sequence(lambda n: f"School {n:03d}")
    duty = Duty.S175
    urn = factory.Sequence(lambda n: 980_001 + n)
    phase = Phase.PRIMARY
    establishment = Establishment.MAINTAINED
    establishment_type = "Community school"


class MembershipFactory(DjangoModelFactory):
    """A lead; traits `head` and `chair` sign, `ended` has left."""

    class Meta:
        model = Membership

    class Params:
        head = factory.Trait(role=MembershipRole.SIGNATORY, capacity=Capacity.HEAD)
        chair = factory.Trait(role=MembershipRole.SIGNATORY, capacity=Capacity.CHAIR)
        ended = factory.Trait(ended_at=factory.LazyFunction(timezone.now))

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = MembershipRole.LEAD
