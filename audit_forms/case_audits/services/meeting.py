"""What every write in a meeting needs; who came; and what it teaches."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from audit_forms.case_audits import permissions
from audit_forms.case_audits.enums import Presence
from audit_forms.case_audits.models import Attendance, Case, CaseAudit, LearningTheme, Moderation, ThemeTag
from audit_forms.case_audits.services.common import lock_audit
from audit_forms.case_audits.workflow import TransitionRefused
from audit_forms.returns.identity import find
from portal.trail.services import record


class Stale(Exception):
    """Somebody has written the same meanwhile; `stored` is what stands there now, None where it is gone (bars R4)."""

    def __init__(self, stored: Any):
        super().__init__("Somebody has written this meanwhile.")
        self.stored = stored


@dataclass(frozen=True)
class Came:
    """How somebody was at the meeting; `before` is what the page had shown of them ("" for nothing)."""

    name: str
    agency: str
    presence: str
    before: str = ""
    user: Any = None


def lock_meeting(audit: CaseAudit) -> Moderation:
    """The audit's moderation, made where there is none, with the audit as it is now; both locked."""
    locked = lock_audit(audit)
    moderation, _ = Moderation.objects.select_for_update(of=("self",)).get_or_create(audit=locked)
    moderation.audit = locked
    return moderation


def bump(moderation: Moderation) -> None:
    """Let those who are present see that something is new."""
    Moderation.objects.filter(pk=moderation.pk).update(news=F("news") + 1)


def guard(text: str) -> None:
    """Raise TransitionRefused for a text that may say who a child is: moderation has no use for it (bars G3)."""
    found = next(iter(find(text, today=timezone.localdate())), None)
    if found is not None:
        raise TransitionRefused(
            f"This is not saved, because it looks like {found.words}: “{text[found.start : found.end]}”. "
            "Take it out. Nothing here says who a child is."
        )


@transaction.atomic
def tag_theme(*, audit: CaseAudit, case: Case | None, words: str, actor: Any) -> ThemeTag:
    """Tag a case, or the audit as a whole, with a theme of learning; a theme that is new joins the list.

    The same theme twice is one tag. Raises PermissionDenied, or TransitionRefused for no words, too long ones, or some
    that may say who a child is.
    """
    moderation = _lock_to_tag(audit, case, actor)
    words = " ".join(words.split())
    longest = LearningTheme._meta.get_field("words").max_length or 0
    if not words:
        raise TransitionRefused("Choose a theme, or write a new one.")
    if len(words) > longest:
        raise TransitionRefused(f"A theme is a few words: at most {longest} characters.")
    guard(words)
    theme = LearningTheme.objects.filter(words__iexact=words).first() or LearningTheme.objects.create(words=words)
    tag, is_new = ThemeTag.objects.get_or_create(
        audit=moderation.audit, case=case, theme=theme, defaults={"tagged_by": actor}
    )
    if is_new:
        record(
            actor=actor, action="case.theme_tagged" if case else "audit.theme_tagged", target=case or audit, tag=tag.pk
        )
        bump(moderation)
    return tag


@transaction.atomic
def untag_theme(*, audit: CaseAudit, case: Case | None, tag: int, actor: Any) -> None:
    """Take a theme off again; one that is off already changes nothing. Raises PermissionDenied."""
    moderation = _lock_to_tag(audit, case, actor)
    gone = ThemeTag.objects.filter(audit=moderation.audit, case=case, pk=tag).first()
    if gone is None:
        return
    record(
        actor=actor, action="case.theme_taken_off" if case else "audit.theme_taken_off", target=case or audit, tag=tag
    )
    gone.delete()
    bump(moderation)


def _kind(case: Case | None) -> str:
    return "case" if case else "audit"


def _lock_to_tag(audit: CaseAudit, case: Case | None, actor: Any) -> Moderation:
    moderation = lock_meeting(audit)
    if case is not None:
        case.audit = moderation.audit
        allowed = permissions.can_agree_grades(actor, case)
    else:
        allowed = permissions.can_tag_audit(actor, moderation.audit)
    if not allowed:
        raise PermissionDenied("The chair and the Business Unit tag themes in the meeting.")
    return moderation


@transaction.atomic
def note_attendance(*, audit: CaseAudit, came: Iterable[Came], actor: Any) -> list[Attendance]:
    """Note who came and how; returns the entries that somebody else has changed meanwhile, which stay as they are.

    Somebody noted as nothing is taken off. Raises PermissionDenied.
    """
    moderation = lock_meeting(audit)
    if not permissions.can_note_attendance(actor, moderation.audit):
        raise PermissionDenied("The chair and the Business Unit note who came.")
    stored = {(each.name, each.agency): each for each in moderation.attendances.all()}
    conflicts, changed = [], 0
    for each in came:
        known = stored.get((each.name, each.agency))
        now = known.presence if known else ""
        if each.presence in (now, each.before) or each.presence not in ("", *Presence.values):
            continue
        if known and now != each.before:
            conflicts.append(known)
            continue
        _write_attendance(moderation, known, each)
        changed += 1
    if changed:
        record(actor=actor, action="audit.attendance_noted", target=moderation.audit, entries=changed)
        bump(moderation)
    return conflicts


def _write_attendance(moderation: Moderation, known: Attendance | None, came: Came) -> None:
    if known and not came.presence:
        known.delete()
    elif known:
        Attendance.objects.filter(pk=known.pk).update(presence=came.presence)
    else:
        facts = {"name": came.name, "agency": came.agency, "user": came.user, "presence": came.presence}
        Attendance.objects.create(moderation=moderation, **facts)
