"""Which returns, answers and rescued texts."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.models import Membership, Organisation
from audit_forms.returns.enums import UNSUBMITTED_STATUSES, EvidenceKind, FileState, ReturnStatus
from portal.accounts.permissions import is_business_unit
from portal.trail.models import AuditTrail

# Members in these roles read their organisation's returns; auditors see only the case audits they are named for.
READING_ROLES = (
    MembershipRole.LEAD,
    MembershipRole.CONTRIBUTOR,
    MembershipRole.SIGNATORY,
    MembershipRole.VIEWER,
)
# Members in these roles write answers.
WRITING_ROLES = (MembershipRole.LEAD, MembershipRole.CONTRIBUTOR)
# Members in these roles may be named to write a confidential return.
NAMED_ROLES = (MembershipRole.LEAD, MembershipRole.CONTRIBUTOR, MembershipRole.AUDITOR)
# Whoever had one of these roles has had a hand in the organisation's returns.
AUTHORING_ROLES = (*WRITING_ROLES, MembershipRole.SIGNATORY)
RESCUED_TEXT_LIFETIME = timedelta(days=7)
WORKBOOK_LIFETIME = timedelta(days=7)


class ReturnQuerySet(models.QuerySet):
    """Selections of returns."""

    def visible_to(self, user: Any) -> "ReturnQuerySet":
        """Returns whose answers the person may read: all for the Business Unit, else those of their organisations.

        A confidential one is read by the organisation's leads and whoever is named to write it; somebody with a
        conflict of interest in it reads nothing of it, whatever else they are (bars S6).
        """
        if is_business_unit(user):
            return self.without_conflict(user)
        mine = _of_members(user, READING_ROLES) | _named(self.model, user)
        return self.filter(mine).without_conflict(user)

    def written_by(self, user: Any) -> "ReturnQuerySet":
        """Returns whose answers the person may write while the return is open."""
        return self.filter(_written(self.model, user))

    def signed_by(self, user: Any) -> "ReturnQuerySet":
        """Returns that the person, as a signatory or an agency's lead, may have to confirm; never what they write."""
        return self.filter(_signed(self.model, user)).without_conflict(user)

    def worked_on_by(self, user: Any) -> "ReturnQuerySet":
        """Returns the person works on: those they write, and those they sign while they wait for sign-off."""
        signed = _signed(self.model, user) & models.Q(status=ReturnStatus.AWAITING_SIGN_OFF)
        return self.filter(_written(self.model, user) | signed).without_conflict(user)

    def without_conflict(self, user: Any) -> "ReturnQuerySet":
        """All but those in which the person has, or had, a conflict of interest."""
        if not user.is_authenticated:
            return self
        writers: Any = self.model._meta.get_field("named_writers").related_model
        return self.exclude(pk__in=writers.objects.conflicts_of(user).values("audit_return"))

    def status_visible_to(self, user: Any) -> "ReturnQuerySet":
        """Returns of the schools of the person's trust: how far they are, never what they say."""
        trusts = Membership.objects.of(user).in_roles(*READING_ROLES).values("organisation")
        return self.filter(is_confidential=False, organisation__in=Organisation.objects.filter(trust__in=trusts))

    def of_members(self, user: Any, *roles: MembershipRole) -> "ReturnQuerySet":
        """Returns of the organisations for which the person has one of the roles now; confidential ones of leads."""
        return self.filter(_of_members(user, roles))

    def with_context(self) -> "ReturnQuerySet":
        """Brings the exercise, its edition and the organisation along, which every page shows."""
        return self.select_related("exercise__edition__questionnaire", "organisation__trust")

    def with_previous(self) -> "ReturnQuerySet":
        """Brings along the return that each is compared with, and what that answered."""
        return self.select_related("previous__exercise__edition", "previous__organisation")

    def with_deadline(self) -> "ReturnQuerySet":
        """Adds `due_at`, the deadline that holds for each."""
        return self.annotate(due_at=Coalesce("extended_until", "exercise__deadline"))

    def separate_from(self, user: Any) -> "ReturnQuerySet":
        """Returns of organisations in whose returns the person never had a hand (bars S6).

        A hand has whoever is or was a lead, contributor or signatory there, or of the organisation that it succeeds;
        wrote an answer in any of its returns, even one overwritten since; signed one; or was ever named to write one.
        """
        worked = Membership.objects.filter(user=user, role__in=AUTHORING_ROLES).values("organisation")
        saves = AuditTrail.objects.filter(actor=user, action="return.answers_saved").order_by()
        writers: Any = self.model._meta.get_field("named_writers").related_model
        wrote = [int(key) for key in saves.values_list("target_id", flat=True).distinct()]
        of_whom = self.model._default_manager.filter(
            models.Q(pk__in=wrote)
            | models.Q(answers__updated_by=user)
            | models.Q(sign_offs__signed_by=user)
            | models.Q(pk__in=writers.objects.filter(user=user).values("audit_return"))
        )
        return (
            self.exclude(organisation__in=worked)
            .exclude(organisation__in=Organisation.objects.filter(predecessors__in=worked))
            .exclude(organisation__in=of_whom.order_by().values("organisation"))
        )

    def waiting_for(self, user: Any) -> "ReturnQuerySet":
        """Submitted returns that the person may assure, the one that arrived first on top."""
        submitted = (
            self.visible_to(user).filter(status=ReturnStatus.SUBMITTED) if is_business_unit(user) else self.none()
        )
        return submitted.separate_from(user).order_by("submitted_at", "pk")

    def overdue(self) -> "ReturnQuerySet":
        """Past their deadline and never submitted."""
        late = self.with_deadline().filter(due_at__lt=timezone.now())
        return late.filter(status__in=UNSUBMITTED_STATUSES, submitted_at__isnull=True)


def _of_members(user: Any, roles: Collection[MembershipRole]) -> models.Q:
    """Of an organisation where the person has one of the roles; where it is confidential, only the lead's counts."""
    memberships = Membership.objects.of(user)
    member = models.Q(organisation__in=memberships.in_roles(*roles).values("organisation"))
    if set(roles) == {MembershipRole.LEAD}:
        return member
    if MembershipRole.LEAD not in roles:
        return member & models.Q(is_confidential=False)
    leads = models.Q(organisation__in=memberships.in_roles(MembershipRole.LEAD).values("organisation"))
    return member & (models.Q(is_confidential=False) | leads)


def _written(returns: Any, user: Any) -> models.Q:
    """The person writes it: as a member of the organisation, or, where it is confidential, because they are named."""
    return models.Q(is_confidential=False) & _of_members(user, WRITING_ROLES) | _named(returns, user)


def _signed(returns: Any, user: Any) -> models.Q:
    """The person confirms it: as a signatory, or, where it is confidential, as the lead who did not write it."""
    signatory = models.Q(is_confidential=False) & _of_members(user, [MembershipRole.SIGNATORY])
    lead = models.Q(is_confidential=True) & _of_members(user, [MembershipRole.LEAD]) & ~_named(returns, user)
    return signatory | lead


def _named(returns: Any, user: Any) -> models.Q:
    """The person is named to write it now."""
    writers: Any = returns._meta.get_field("named_writers").related_model
    return models.Q(pk__in=writers.objects.current_of(user).values("audit_return"))


def _closed_to(rows: Any, user: Any) -> models.Q:
    """The row belongs to a return in which the person has, or had, a conflict of interest (bars S6)."""
    returns: Any = rows._meta.get_field("audit_return").related_model
    writers: Any = returns._meta.get_field("named_writers").related_model
    return models.Q(audit_return__in=writers.objects.conflicts_of(user).values("audit_return"))


class NamedWriterQuerySet(models.QuerySet):
    """Selections of people named to write confidential returns."""

    def current(self) -> "NamedWriterQuerySet":
        """Those who write now."""
        return self.filter(ended_at__isnull=True)

    def conflicts_of(self, user: Any) -> "NamedWriterQuerySet":
        """Where the person has, or had, a conflict of interest."""
        return self.filter(user=user, has_conflict=True)

    def current_of(self, user: Any) -> "NamedWriterQuerySet":
        """Where the person writes now: somebody who may sign in and is still a member of the organisation."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        members = Membership.objects.of(user).in_roles(*NAMED_ROLES).values("organisation")
        return self.current().filter(user=user, audit_return__organisation__in=members)


class AnswerQuerySet(models.QuerySet):
    """Selections of answers."""

    def visible_to(self, user: Any) -> "AnswerQuerySet":
        """Answers of the returns the person may read."""
        returns: Any = self.model._meta.get_field("audit_return").related_model
        return self.filter(audit_return__in=returns.objects.visible_to(user))


class ChangeRequestQuerySet(models.QuerySet):
    """Selections of change requests."""

    def open(self) -> "ChangeRequestQuerySet":
        """Those that still wait for a return to be submitted again."""
        return self.filter(resolved_at__isnull=True)


class SigningLinkQuerySet(models.QuerySet):
    """Selections of links to sign."""

    def live(self) -> "SigningLinkQuerySet":
        """Neither used nor taken back, for the attempt that the return is at; perhaps not sent yet, perhaps run out."""
        unspent = self.filter(used_at__isnull=True, revoked_at__isnull=True)
        return unspent.filter(attempt=models.F("audit_return__attempt"))

    def usable(self) -> "SigningLinkQuerySet":
        """Those that open their return now, if it is their signatory's turn."""
        awaited = self.live().filter(audit_return__status=ReturnStatus.AWAITING_SIGN_OFF)
        return awaited.filter(sent_at__isnull=False, expires_at__gt=timezone.now())


class CommentQuerySet(models.QuerySet):
    """Selections of comments."""

    def open(self) -> "CommentQuerySet":
        """Those that nobody has resolved."""
        return self.filter(resolved_at__isnull=True)

    def visible_to(self, user: Any) -> "CommentQuerySet":
        """Comments on returns the person works on; never the Business Unit's to read as such."""
        returns: Any = self.model._meta.get_field("audit_return").related_model
        return self.filter(audit_return__in=returns.objects.worked_on_by(user))


class RescuedTextQuerySet(models.QuerySet):
    """Selections of rescued texts."""

    def offered_to(self, user: Any) -> "RescuedTextQuerySet":
        """Texts this person typed themselves and may still have back; nobody else's, ever."""
        if not user.is_authenticated:
            return self.none()
        own = self.filter(user=user, rescued_at__gt=timezone.now() - RESCUED_TEXT_LIFETIME)
        return own.exclude(_closed_to(self.model, user))

    def expired(self) -> "RescuedTextQuerySet":
        """Texts kept for as long as was promised."""
        return self.filter(rescued_at__lte=timezone.now() - RESCUED_TEXT_LIFETIME)


class EvidenceQuerySet(models.QuerySet):
    """Selections of evidence."""

    def visible_to(self, user: Any) -> "EvidenceQuerySet":
        """All for the Business Unit, else what the person's organisations keep or have given for a return of theirs.

        What an academy's returns carry forward was kept by the school it was.
        """
        if is_business_unit(user):
            return self.all()
        organisations = Membership.objects.of(user).in_roles(*READING_ROLES).values("organisation")
        uses: Any = self.model._meta.get_field("uses").related_model
        given = uses.objects.filter(audit_return__organisation__in=organisations).values("evidence")
        return self.filter(models.Q(organisation__in=organisations) | models.Q(pk__in=given))

    def kept_by(self, user: Any) -> "EvidenceQuerySet":
        """What the organisations keep that the person is a member of."""
        organisations = Membership.objects.of(user).in_roles(*READING_ROLES).values("organisation")
        return self.filter(organisation__in=organisations)

    def files_to_give_out(self) -> "EvidenceQuerySet":
        """Files that were checked and found clean; no other file ever leaves the portal (bars S14)."""
        return self.filter(kind=EvidenceKind.FILE, state=FileState.CLEAN)

    def usable(self) -> "EvidenceQuerySet":
        """What can be given for a question: everything but refused files."""
        return self.exclude(state=FileState.REFUSED)

    def matching(self, words: str) -> "EvidenceQuerySet":
        """Those whose title, file name, address or text holds each of the words."""
        found = self
        for word in words.replace("\x00", "").split():
            found = found.filter(
                models.Q(title__icontains=word)
                | models.Q(file_name__icontains=word)
                | models.Q(url__icontains=word)
                | models.Q(text__icontains=word)
            )
        return found


class UploadedWorkbookQuerySet(models.QuerySet):
    """Selections of workbooks brought back."""

    def offered_to(self, user: Any) -> "UploadedWorkbookQuerySet":
        """Those this person uploaded lately; nobody else's, ever."""
        own = self.filter(uploaded_by=user, uploaded_at__gt=timezone.now() - WORKBOOK_LIFETIME)
        return own.exclude(_closed_to(self.model, user))

    def expired(self) -> "UploadedWorkbookQuerySet":
        """Those kept for as long as was promised."""
        return self.filter(uploaded_at__lte=timezone.now() - WORKBOOK_LIFETIME)
