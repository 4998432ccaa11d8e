"""Deterministic schools, trusts, agencies and memberships; traits are named after kinds and states."""

import datetime

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
    Sector,
)
from audit_forms.organisations.models import Membership, Organisation
from portal.accounts.tests.factories import UserFactory

NO_SCHOOL = {"urn": None, "la_code": "", "la_name": "", "phase": "", "establishment": "", "establishment_type": ""}


class OrganisationFactory(DjangoModelFactory):
    """An open maintained primary school; `OrganisationFactory(academy=True, closed=True)`, `(agency=True)`."""

    class Meta:
        model = Organisation

    class Params:
        academy = factory.Trait(
            establishment=Establishment.ACADEMY, establishment_type="Academy converter", duty=Duty.S157
        )
        undecided = factory.Trait(
            establishment=Establishment.OTHER, establishment_type="Miscellaneous", duty=Duty.UNDECIDED
        )
        agency = factory.Trait(
            kind=OrganisationKind.AGENCY,
            name=factory.Sequence(lambda n: f"Agency {n:03d}"),
            duty=Duty.S11,
            sector=Sector.OTHER,
            **NO_SCHOOL,
        )
        is_trust = factory.Trait(
            kind=OrganisationKind.TRUST, name=factory.Sequence(lambda n: f"Trust {n:03d}"), duty=Duty.NONE, **NO_SCHOOL
        )
        closed = factory.Trait(status=RegisterStatus.CLOSED, closed_on=datetime.date(2026, 8, 31))
        converted = factory.Trait(closed=True, closed_because="Academy Converter")

    kind = OrganisationKind.SCHOOL
    name = factory.Sequence(lambda n: f"School {n:03d}")
    duty = Duty.S175
    urn = factory.Sequence(lambda n: 980_001 + n)
    la_code = "999"
    la_name = "Merrowdale"
    phase = Phase.PRIMARY
    establishment = Establishment.MAINTAINED
    establishment_type = "Community school"


class MembershipFactory(DjangoModelFactory):
    """A lead; traits `contributor`, `viewer`, `head`, `chair`; `ended` has left."""

    class Meta:
        model = Membership

    class Params:
        contributor = factory.Trait(role=MembershipRole.CONTRIBUTOR)
        viewer = factory.Trait(role=MembershipRole.VIEWER)
        head = factory.Trait(role=MembershipRole.SIGNATORY, capacity=Capacity.HEAD)
        chair = factory.Trait(role=MembershipRole.SIGNATORY, capacity=Capacity.CHAIR)
        ended = factory.Trait(ended_at=factory.LazyFunction(timezone.now))

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = MembershipRole.LEAD
