"""Organisations, memberships, and imports of the national register."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from audit_forms.organisations.enums import (
    OPEN_STATUSES,
    WRITING_KINDS,
    Capacity,
    ChangeKind,
    Duty,
    DutySource,
    Establishment,
    ImportStatus,
    MembershipRole,
    MemberState,
    OrganisationKind,
    Phase,
    RegisterStatus,
    Sector,
)
from audit_forms.organisations.querysets import MembershipQuerySet, OrganisationQuerySet, RegisterImportQuerySet


class Organisation(models.Model):
    """A school, academy trust or agency. Schools come from the national register and carry its fields."""

    kind = models.CharField(max_length=10, choices=OrganisationKind)
    name = models.CharField(max_length=200)
    duty = models.CharField(max_length=10, choices=Duty, default=Duty.UNDECIDED)
    duty_source = models.CharField(max_length=10, choices=DutySource, default=DutySource.REGISTER)
    status = models.CharField(max_length=20, choices=RegisterStatus, default=RegisterStatus.OPEN)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_because = models.CharField("reason for closing", max_length=100, blank=True)
    email = models.EmailField("general e-mail address", blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    website = models.CharField(max_length=255, blank=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)

    urn = models.PositiveIntegerField("URN", null=True, blank=True, unique=True)
    la_code = models.CharField("local authority code", max_length=3, blank=True)
    la_name = models.CharField("local authority", max_length=100, blank=True)
    establishment_number = models.CharField("establishment number", max_length=4, blank=True)
    sector = models.CharField(max_length=20, choices=Sector, blank=True, help_text="Of an agency.")
    is_small = models.BooleanField(
        "small group", default=False, help_text="A small agency is asked the short form of a self-assessment."
    )
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
    trust_code = models.CharField("code in the register's list of trusts", max_length=10, blank=True)
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
        """A school has a URN and a trust may have a code; nothing else has."""

        ordering = ["name"]
        indexes = [
            models.Index(fields=["name"], name="organisations_name"),
            models.Index(fields=["la_code"], name="organisations_la"),
            models.Index(fields=["kind", "name"], name="organisations_kind"),
            models.Index(fields=["duty", "status"], name="organisations_duty"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=OrganisationKind.SCHOOL, urn__isnull=False)
                | (~Q(kind=OrganisationKind.SCHOOL) & Q(urn__isnull=True)),
                name="organisations_school_has_urn",
                violation_error_message="A school has a URN, and nothing else has.",
            ),
            models.UniqueConstraint(
                fields=["trust_code"], condition=~Q(trust_code=""), name="organisations_one_trust_of_a_code"
            ),
            models.CheckConstraint(
                condition=Q(trust_code="") | Q(kind=OrganisationKind.TRUST), name="organisations_only_trusts_have_code"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self) -> str:
        """Its page for the Business Unit."""
        return reverse("organisations:organisation", args=[self.pk])

    def clean(self):
        """An agency has a sector, which decides what it is asked; only an agency has one, and only it may be small."""
        super().clean()
        is_agency = self.kind == OrganisationKind.AGENCY
        problems = {}
        if is_agency and not self.sector:
            problems["sector"] = "Choose the agency’s sector: it decides which questions it is asked."
        if self.sector and not is_agency:
            problems["sector"] = "Only an agency has a sector. Leave this empty."
        if self.is_small and not is_agency:
            problems["is_small"] = "Only an agency can be a small group."
        if problems:
            raise ValidationError(problems)

    @property
    def duty_in_short(self) -> str:
        """The duty as people say it: "Section 175"."""
        return self.get_duty_display().partition(",")[0]

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
            "sector": self.sector,
            "small": self.is_small,
        }


class Membership(models.Model):
    """A person's part in an organisation, from one day to another. Ended ones stay as history."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=15, choices=MembershipRole)
    capacity = models.CharField("signs as", max_length=10, choices=Capacity, blank=True)
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When a lead last said that the person is still here, and when the notice began that they have to (`confirming`).
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)

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
                violation_error_message="This person already has this role in this organisation.",
            ),
            models.CheckConstraint(
                condition=(Q(role=MembershipRole.SIGNATORY) & ~Q(capacity=""))
                | (~Q(role=MembershipRole.SIGNATORY) & Q(capacity="")),
                name="organisations_only_signatories_have_capacity",
                violation_error_message="Say as whom a signatory signs, and leave it empty for every other role.",
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.part} of {self.organisation}"

    @property
    def part(self) -> str:
        """The role in words; for a signatory, whom they sign as."""
        return f"{self.get_role_display()}: {self.get_capacity_display()}" if self.capacity else self.get_role_display()

    @property
    def state(self) -> MemberState:
        """Whether the person can sign in, is invited and has not come yet, or was switched off."""
        if self.user.is_active:
            return MemberState.ACTIVE
        return MemberState.SWITCHED_OFF if self.user.has_usable_password() else MemberState.INVITED

    @property
    def is_last_lead(self) -> bool:
        """Whether the organisation would be without a lead who can sign in if this membership ended."""
        if self.role != MembershipRole.LEAD:
            return False
        leads = Membership.objects.current().filter(organisation=self.organisation_id, role=MembershipRole.LEAD)
        return not leads.filter(user__is_active=True).exclude(pk=self.pk).exists()


class RegisterImport(models.Model):
    """One file of the national register: read, previewed, and applied at most once.

    The file lies in the private storage as `stored_name` until it was used, seven days at most. `portal_digest` is a
    fingerprint of every organisation at the time of the preview: what the person saw is applied, or nothing.
    """

    status = models.CharField(max_length=10, choices=ImportStatus, default=ImportStatus.READING)
    file_name = models.CharField(max_length=255)
    stored_name = models.CharField(max_length=255, blank=True)
    file_digest = models.CharField(max_length=64)
    portal_digest = models.CharField(max_length=64)
    la_code = models.CharField("local authority code", max_length=3, blank=True)
    rows = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=timezone.now)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, blank=True)

    objects = RegisterImportQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """Newest first."""

        ordering = ["-uploaded_at"]
        default_permissions = ()

    def __str__(self):
        return f"{self.file_name} ({self.get_status_display()})"

    @property
    def writes(self) -> int:
        """How many schools and trusts it changes."""
        return sum(self.counts.get(kind, 0) for kind in WRITING_KINDS)

    @property
    def is_waiting(self) -> bool:
        """Whether somebody can still confirm it."""
        return self.status == ImportStatus.PREVIEWED


class RegisterChange(models.Model):
    """What an import does to one school or trust, as the preview shows it and as it is applied.

    `differences` are [label, old words, new words]; `values` are the columns to be written.
    """

    register_import = models.ForeignKey(RegisterImport, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=15, choices=ChangeKind)
    line = models.PositiveIntegerField(null=True)
    urn = models.PositiveIntegerField("URN", null=True)
    name = models.CharField(max_length=200)
    differences = models.JSONField(default=list)
    values = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    reason = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        """In the order of the file."""

        ordering = ["pk"]
        indexes = [models.Index(fields=["register_import", "kind", "id"], name="register_change_kind")]
        default_permissions = ()

    def __str__(self):
        return f"{self.get_kind_display()}: {self.name}"
