"""Planning the year: four audits and any that an event calls for, each changed until the group agrees it."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.models import CaseAudit, KeyLine, Programme
from audit_forms.case_audits.permissions import can_plan
from audit_forms.case_audits.services.common import check_version, lock_audit
from audit_forms.case_audits.workflow import TransitionRefused
from portal.trail.services import record

PLANNED_A_YEAR = 4
NOT_YOURS = "Only the Quality and Impact Group and the Business Unit plan case audits."


@transaction.atomic
def plan_audit(*, year: str, key_lines: Sequence[str], actor: Any, **plan: Any) -> CaseAudit:
    """Plan an audit of that programme year from its fields; the very same plan sent twice is made once.

    Raises PermissionDenied, or ValidationError for dates out of order, a title the year has already, or a fifth
    planned audit.
    """
    if not can_plan(actor):
        raise PermissionDenied(NOT_YOURS)
    programme = _locked_programme(year)
    twin: CaseAudit | None = CaseAudit.objects.filter(programme=programme, status=AuditStatus.DRAFT, **plan).first()
    if twin is not None and _lines_of(twin) == _tidy(key_lines):
        return twin
    planned = CaseAudit(programme=programme, **plan)
    _check(planned)
    planned.save()
    _write_lines(planned, key_lines)
    record(actor=actor, action="audit.planned", target=planned, year=year, emergent=planned.is_emergent)
    return planned


@transaction.atomic
def change_plan(
    *, audit: CaseAudit, version: int, year: str, key_lines: Sequence[str], actor: Any, **plan: Any
) -> CaseAudit:
    """Change a plan that the group has not agreed yet; the same change sent twice is made once.

    Raises PermissionDenied, Stale, TransitionRefused once it is agreed, or ValidationError as `plan_audit` does.
    """
    if not can_plan(actor):
        raise PermissionDenied(NOT_YOURS)
    programme = _locked_programme(year)
    planned = lock_audit(audit)
    _require_draft(planned, "changed")
    wanted = {"programme": programme, **plan}
    changed = sorted(name for name, value in wanted.items() if getattr(planned, name) != value)
    if _lines_of(planned) != _tidy(key_lines):
        changed.append("key_lines")
    if not changed:
        return planned
    check_version(planned, version)
    for name, value in wanted.items():
        setattr(planned, name, value)
    _check(planned)
    planned.version += 1
    planned.save()
    _write_lines(planned, key_lines)
    record(actor=actor, action="audit.plan_changed", target=planned, fields=changed)
    return planned


@transaction.atomic
def drop_plan(*, audit: CaseAudit, version: int, actor: Any) -> None:
    """Delete a plan that the group has not agreed; raises PermissionDenied, Stale or TransitionRefused."""
    if not can_plan(actor):
        raise PermissionDenied(NOT_YOURS)
    planned = lock_audit(audit)
    _require_draft(planned, "dropped")
    check_version(planned, version)
    if planned.approvals.exists() or planned.cases.exists():
        raise TransitionRefused("This plan has been decided on or has cases, so it stays on record.")
    record(actor=actor, action="audit.plan_dropped", target=planned, reference=planned.reference)
    planned.delete()


def _require_draft(planned: CaseAudit, verb: str) -> None:
    if planned.status != AuditStatus.DRAFT:
        state = planned.get_status_display().lower()
        raise TransitionRefused(f"The plan is {state}. It can be {verb} only after the Executive has sent it back.")


def _locked_programme(year: str) -> Programme:
    """The year's programme, held until the transaction ends, so that its places and titles are counted once."""
    programme, _ = Programme.objects.get_or_create(year=year)
    locked: Programme = Programme.objects.select_for_update().get(pk=programme.pk)
    return locked


def _check(planned: CaseAudit) -> None:
    """Raise ValidationError for what is wrong with the plan itself or beside the others of its year."""
    others = CaseAudit.objects.filter(programme=planned.programme).exclude(pk=planned.pk)
    problems: dict[str, list[str]] = {}
    try:
        planned.full_clean()
    except ValidationError as wrong:
        problems = dict(wrong.message_dict)
    if others.filter(title__iexact=planned.title).exists():
        problems["title"] = [f"{planned.programme} already has an audit of this title."]
    if not planned.is_emergent and others.filter(is_emergent=False).count() >= PLANNED_A_YEAR:
        problems["is_emergent"] = [
            f"{planned.programme} already has its four planned audits. "
            "Say that this one is emergent, or choose another year."
        ]
    if problems:
        raise ValidationError(problems)


def _tidy(key_lines: Sequence[str]) -> list[str]:
    return [line.strip() for line in key_lines if line.strip()]


def _lines_of(planned: CaseAudit) -> list[str]:
    return [line.text for line in planned.key_lines.all()]


def _write_lines(planned: CaseAudit, key_lines: Sequence[str]) -> None:
    planned.key_lines.all().delete()
    KeyLine.objects.bulk_create(
        KeyLine(audit=planned, position=position, text=text) for position, text in enumerate(_tidy(key_lines))
    )
