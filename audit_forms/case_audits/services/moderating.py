"""The meeting of an audit: arranging it, excusing returns, opening, ending and opening it again."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit_forms.case_audits import permissions
from audit_forms.case_audits.enums import AuditStatus, InvolvementStatus
from audit_forms.case_audits.matrix import matrices_of
from audit_forms.case_audits.models import Case, CaseAudit, Excuse, Involvement, Moderation
from audit_forms.case_audits.moderation_notices import tell_of_meeting
from audit_forms.case_audits.services.common import move_audit, move_involvement
from audit_forms.case_audits.services.meeting import Stale, bump, guard, lock_meeting
from audit_forms.case_audits.workflow import TransitionRefused
from audit_forms.returns.enums import ReturnStatus
from portal.trail.services import record


@transaction.atomic
def arrange_moderation(
    *, audit: CaseAudit, meets_at: datetime, place: str, papers: str, version: int, actor: Any
) -> Moderation:
    """Set or change when and where the meeting is, and its papers; chair and auditors are told by mail.

    Sent twice, it is written and told once. `version` is what the page had shown. Raises PermissionDenied, Stale with
    the stored meeting, or TransitionRefused for papers that may say who a child is.
    """
    moderation = lock_meeting(audit)
    if not permissions.can_arrange_moderation(actor, moderation.audit):
        raise PermissionDenied("The Business Unit arranges the meeting until it has ended.")
    facts = {"meets_at": meets_at, "place": place.strip(), "papers": papers.strip()}
    if all(getattr(moderation, name) == value for name, value in facts.items()):
        return moderation
    if moderation.version != version:
        raise Stale(moderation)
    guard(papers)
    is_moved = (moderation.meets_at, moderation.place) != (meets_at, facts["place"])
    for name, value in facts.items():
        setattr(moderation, name, value)
    moderation.version += 1
    moderation.save(update_fields=[*facts, "version"])
    record(actor=actor, action="audit.moderation_arranged", target=moderation.audit, meets_at=meets_at.isoformat())
    if is_moved:
        tell_of_meeting(moderation)
    return moderation


@transaction.atomic
def excuse_return(*, involvement: Involvement, reason: str, actor: Any) -> Excuse:
    """Let moderation go ahead without an accepted return; once excused, it stays so.

    Raises PermissionDenied, or TransitionRefused where there is nothing to excuse or no reason.
    """
    audit = lock_meeting(involvement.case.audit).audit
    if not permissions.can_excuse(actor, audit):
        raise PermissionDenied("The chair excuses returns before moderation opens.")
    known: Excuse | None = Excuse.objects.filter(involvement=involvement).first()
    if known is not None:
        return known
    if not waiting_for(audit).filter(pk=involvement.pk).exists():
        raise TransitionRefused("Moderation does not wait for this return.")
    if not reason.strip():
        raise TransitionRefused("Say why moderation goes ahead without this return.")
    guard(reason)
    made: Excuse = Excuse.objects.create(involvement=involvement, reason=reason.strip(), excused_by=actor)
    record(actor=actor, action="involvement.return_excused", target=involvement, excuse=made.pk)
    return made


def waiting_for(audit: CaseAudit) -> Any:
    """The countersigned parts whose return is neither accepted nor excused."""
    parts = Involvement.objects.graded().filter(case__audit=audit, excuse__isnull=True)
    return parts.exclude(audit_return__status=ReturnStatus.ACCEPTED).select_related(
        "case__audit", "organisation", "audit_return"
    )


@transaction.atomic
def open_moderation(*, audit: CaseAudit, actor: Any) -> Moderation:
    """Open the meeting: from now on those with a part see the agencies' grades side by side, and blind grades stay.

    Opened twice, it opens once. Raises PermissionDenied, or TransitionRefused while a countersigned return is neither
    accepted nor excused.
    """
    moderation = lock_meeting(audit)
    locked = moderation.audit
    if not permissions.runs_moderation(actor, locked):
        raise PermissionDenied("The chair or the Business Unit opens moderation.")
    if locked.status == AuditStatus.MODERATION:
        return moderation
    waiting = waiting_for(locked).count() if permissions.can_open_moderation(actor, locked) else 0
    if waiting:
        returns = "1 return is" if waiting == 1 else f"{waiting} returns are"
        raise TransitionRefused(f"{returns} neither accepted nor excused. Accept or excuse every return first.")
    move_audit(locked, "open_moderation", actor)
    moderation.opened_at = timezone.now()
    moderation.save(update_fields=["opened_at"])
    bump(moderation)
    return moderation


@transaction.atomic
def end_moderation(*, audit: CaseAudit, actor: Any) -> Moderation:
    """End the meeting: every part becomes moderated and the report can be drafted. Ended twice, it ends once.

    Raises PermissionDenied, or TransitionRefused while a case lacks its agreed overall grade.
    """
    moderation = lock_meeting(audit)
    locked = moderation.audit
    if not permissions.chairs(actor, locked):
        raise PermissionDenied("The chair ends moderation.")
    if locked.status == AuditStatus.REPORT_DRAFTED:
        return moderation
    cases = list(Case.objects.in_moderation().filter(audit=locked).select_related("audit__edition"))
    open_cases = [matrix for matrix in matrices_of(cases) if not matrix.is_finished]
    if open_cases and permissions.can_end_moderation(actor, locked):
        lacking = "1 case lacks" if len(open_cases) == 1 else f"{len(open_cases)} cases lack"
        raise TransitionRefused(f"{lacking} an agreed overall grade. Agree it before you end moderation.")
    move_audit(locked, "end_moderation", actor)
    moderation.ended_at = timezone.now()
    moderation.save(update_fields=["ended_at"])
    parts = Involvement.objects.graded().filter(case__audit=locked, status=InvolvementStatus.COUNTERSIGNED)
    for part in parts.select_for_update(of=("self",)):
        move_involvement(part, "moderate", actor)
    bump(moderation)
    return moderation


@transaction.atomic
def reopen_moderation(*, audit: CaseAudit, reason: str, actor: Any) -> Moderation:
    """Open the meeting again as long as the report is only drafted, saying why. Sent twice, it counts once.

    Raises PermissionDenied, or TransitionRefused without a reason or later on.
    """
    moderation = lock_meeting(audit)
    locked = moderation.audit
    if not permissions.runs_moderation(actor, locked):
        raise PermissionDenied("The chair or the Business Unit opens moderation again.")
    if locked.status == AuditStatus.MODERATION and moderation.reopened_because == reason.strip():
        return moderation
    if not reason.strip():
        raise TransitionRefused("Say why moderation is opened again.")
    guard(reason)
    move_audit(locked, "reopen_moderation", actor)
    moderation.ended_at, moderation.reopened_because = None, reason.strip()
    moderation.save(update_fields=["ended_at", "reopened_because"])
    bump(moderation)
    return moderation
