"""Organisations and memberships."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit_forms.organisations.enums import (
    OPEN_STATUSES,
    Capacity,
    Duty,
    DutySource,
    Establishment,
    MembershipRole,
    OrganisationKind,
    Phase,
    RegisterStatus,
)
from audit_forms.organisations.querysets import MembershipQuerySet, OrganisationQuerySet


class Organisation(models.Model):
    """A school, academy trust or agency. Schools come from the national register and carry its fields."""

    kind = models.CharField(max_length=10, choices=OrganisationKind)
    name = models.CharField(max_length=200)
    duty = models.CharField(max_length=10, choices=Duty, default=Duty.UNDECIDED)
    duty_source = models.CharField(max_length=10, choices=DutySource, default=DutySource.REGISTER)
    status = models.CharField(max_length=20, choices=RegisterStatus, default=RegisterStatus.OPEN)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    email = models.EmailField("general e-mail address", blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    website = models.CharField(max_length=255, blank=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)

    urn = models.PositiveIntegerField("URN", null=True, blank=True, unique=True)
    la_code = models.CharField("local authority code", max_length=3, blank=True)
    la_name = models.CharField("local authority", max_length=100, blank=True)
    establishment = models.CharField(max_length=25, choices=Establishment, blank=True)
    establishment_type = models.CharField("type in the register", max_length=100, blank=True)
    phase = models.CharField(max_length=20, choices=Phase, blank=True)
    low_age = models.PositiveSmallIntegerField("lowest age", null=True, blank=True)
    high_age = models.PositiveSmallIntegerField("highest age", null=True, blank=True)
    has_boarding = models.BooleanField("boards pupils", default=False)
    has_sixth_form = models.BooleanField("has a sixth form", default=False)
    has_early_years = models.BooleanField("has early years", default=False)
    pupils = models.PositiveIntegerField("number of pupils", null=True, blank=True)
    head_name = models.CharField("head teacher or principal", max_length=150, blank=True)
    trust = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="schools")
    successor = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
    )

    objects = OrganisationQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """A school has a URN; nothing else has."""

        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=OrganisationKind.SCHOOL, urn__isnull=False)
                | (~Q(kind=OrganisationKind.SCHOOL) & Q(urn__isnull=True)),
                name="organisations_school_has_urn",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether children attend it now, so that a return can be expected."""
        return self.status in OPEN_STATUSES

    @property
    def facts(self) -> dict[str, str | bool]:
        """What decides which questions apply (`questionnaires.applicability.FACTS`); a return keeps a copy."""
        return {
            "phase": self.phase,
            "establishment": self.establishment,
            "boarding": self.has_boarding,
            "sixth_form": self.has_sixth_form,
            "early_years": self.has_early_years,
        }


class Membership(models.Model):
    """A person's part in an organisation, from one day to another. Ended ones stay as history."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=15, choices=MembershipRole)
    capacity = models.CharField("signs as", max_length=10, choices=Capacity, blank=True)
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """One current membership of a kind; a signatory signs as somebody, nobody else does."""

        ordering = ["organisation", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(ended_at__isnull=True),
                name="organisations_one_current_membership",
            ),
            models.CheckConstraint(
                condition=(Q(role=MembershipRole.SIGNATORY) & ~Q(capacity=""))
                | (~Q(role=MembershipRole.SIGNATORY) & Q(capacity="")),
                name="organisations_only_signatories_have_capacity",
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()} of {self.organisation}"
