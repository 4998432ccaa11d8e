"""What the pages of moderation show beside the matrix: who has entered how many grades, and who is expected."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from audit_forms.case_audits.grading import domains_asked
from audit_forms.case_audits.models import Appointment, Case, CaseAudit, Involvement, Moderation
from audit_forms.returns.enums import ReturnStatus


@dataclass(frozen=True)
class BlindProgress:
    """How many grades an agency has entered for a case; which they are, nobody else learns before the meeting."""

    part: Involvement
    auditor: str
    entered: int
    total: int

    @property
    def is_complete(self) -> bool:
        """Whether all are entered."""
        return self.entered >= self.total

    @property
    def is_waited_for(self) -> bool:
        """Whether moderation cannot open for its return."""
        accepted = self.part.audit_return and self.part.audit_return.status == ReturnStatus.ACCEPTED
        return not accepted and not hasattr(self.part, "excuse")


def blind_progress(parts: Iterable[Involvement]) -> list[BlindProgress]:
    """The progress of each part, with its auditor's name; the number of queries does not grow with theirs."""
    parts = list(parts)
    named = Appointment.objects.current().filter(involvement__in=parts).select_related("auditor")
    auditors = {each.involvement_id: str(each.auditor) for each in named}
    counts = dict(
        Involvement.objects.filter(pk__in=[part.pk for part in parts])
        .order_by()
        .annotate(entered=Count("blind_grades"))
        .values_list("pk", "entered")
    )
    return [
        BlindProgress(part, auditors.get(part.pk, ""), counts[part.pk], len(domains_asked(part.audit_return)))
        for part in parts
        if part.audit_return
    ]


def graded_parts(audit: CaseAudit, user: Any) -> list[Involvement]:
    """The countersigned parts of the audit, but of no case in which the person has a conflict of interest."""
    parts = Involvement.objects.graded().without_conflict(user).filter(case__audit=audit)
    found = parts.select_related("case", "organisation", "excuse", "audit_return__exercise__edition__questionnaire")
    return list(found.order_by("case__added_at", "case__pk", "organisation__name"))


@dataclass(frozen=True)
class Expected:
    """Somebody expected at the meeting, or noted before: `key` names their field, `presence` what is noted now."""

    key: str
    name: str
    agency: str
    presence: str
    user: Any = None


def expected_people(moderation: Moderation) -> list[Expected]:
    """The auditors of countersigned parts, and whoever else was noted."""
    noted = list(moderation.attendances.select_related("user"))
    known = {(each.name, each.agency): each for each in noted}
    parts = Involvement.objects.graded().filter(case__audit=moderation.audit)
    named = Appointment.objects.current().filter(involvement__in=parts)
    people: dict[tuple[str, str], Expected] = {}
    for each in named.select_related("auditor", "involvement__organisation").order_by("auditor__name", "pk"):
        who = (str(each.auditor), str(each.involvement.organisation))
        presence = known[who].presence if who in known else ""
        people[who] = Expected(f"u{each.auditor_id}-{each.involvement.organisation_id}", *who, presence, each.auditor)
    others = [each for each in noted if (each.name, each.agency) not in people]
    return [
        *people.values(),
        *(Expected(f"a{each.pk}", each.name, each.agency, each.presence, each.user) for each in others),
    ]


def neighbours(cases: list[Case], case: Case) -> tuple[Case | None, Case | None]:
    """The case before and the one after."""
    at = next(number for number, each in enumerate(cases) if each.pk == case.pk)
    return cases[at - 1] if at else None, cases[at + 1] if at + 1 < len(cases) else None


def cases_of(user: Any, audit: CaseAudit) -> list[Case]:
    """All such cases of the audit, in the order added."""
    cases = list(Case.objects.moderated_by(user).filter(audit=audit))
    for case in cases:
        case.audit = audit
    return cases


def moderation_of(audit: CaseAudit) -> Moderation:
    """The audit's moderation, unsaved where nothing has been arranged."""
    found: Moderation | None = Moderation.objects.filter(audit=audit).first()
    moderation = found or Moderation(audit=audit)
    moderation.audit = audit
    return moderation
