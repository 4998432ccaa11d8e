"""From a finished review to an approved letter: drafting, writing, approving, taking back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit_forms.returns.models import Return
from audit_forms.self_assessments import permissions
from audit_forms.self_assessments.enums import LetterStatus
from audit_forms.self_assessments.letter_checks import TEXTS, in_the_way
from audit_forms.self_assessments.letter_drafting import draft_of
from audit_forms.self_assessments.models import DeepDive, FeedbackLetter
from audit_forms.self_assessments.workflow import TransitionRefused, target_of
from portal.trail.services import record
from portal.workflow import Stale

NOT_YOURS = "Feedback is written by the Business Unit, by people who had no hand in the organisation’s returns."


@transaction.atomic
def draft_letter(*, deep_dive: DeepDive, actor: Any) -> FeedbackLetter:
    """Draft the letter from the first review; asked for twice, it is drafted once.

    Raises PermissionDenied, or TransitionRefused where a review of it is not finished, the return was taken out of the
    sample, or it has a letter from another sample.
    """
    # Held by its return, so that two samples never lead to two letters about it.
    about: Return = Return.objects.select_for_update(of=("self",)).get(pk=deep_dive.audit_return_id)
    if not permissions.can_draft_letter(actor, about):
        raise PermissionDenied(NOT_YOURS)
    there: FeedbackLetter | None = FeedbackLetter.objects.filter(deep_dive__audit_return=about).first()
    if there is not None and there.deep_dive_id == deep_dive.pk:
        return there
    if there is not None:
        raise TransitionRefused("There is a letter about this return already, from another sample.")
    rows = DeepDive.objects.select_related("audit_return__organisation", "audit_return__exercise")
    fresh: DeepDive = rows.select_for_update(of=("self",)).get(pk=deep_dive.pk)
    # Not while the second reader still reads: the letter would tell what the first one found.
    settled = DeepDive.objects.standing().settled().filter(pk=fresh.pk).exists()
    review = fresh.reviews.filter(is_second=False).first()
    if review is None or not settled:
        raise TransitionRefused("A letter is drafted when every review of a return in the sample is finished.")
    made = FeedbackLetter.objects.create(
        deep_dive=fresh, drafted_by=actor, follow_up_on=fresh.follow_up_on, **vars(draft_of(fresh, review))
    )
    record(actor=actor, action="letter.drafted", target=made, audit_return=about.reference)
    return made


@transaction.atomic
def save_letter(
    *, letter: FeedbackLetter, version: int, texts: Mapping[str, str], follow_up_on: date | None, actor: Any
) -> FeedbackLetter:
    """Keep what was written; nothing is refused for being unfinished. Sent twice, it changes once.

    Raises PermissionDenied, Stale where somebody else saved meanwhile, or TransitionRefused once approval was asked
    for.
    """
    locked = lock_letter(letter)
    require_writer(actor, locked)
    target_of("ask", locked.status)
    typed = {name: texts[name].replace("\r\n", "\n").strip() for name in TEXTS} | {"follow_up_on": follow_up_on}
    changed = [name for name, value in typed.items() if getattr(locked, name) != value]
    if not changed:
        return locked
    check_version(locked, version)
    for name in changed:
        setattr(locked, name, typed[name])
    locked.edited_by, locked.edited_at = actor, timezone.now()
    locked.version += 1
    locked.save()
    DeepDive.objects.filter(pk=locked.deep_dive_id).update(follow_up_on=follow_up_on)
    record(actor=actor, action="letter.saved", target=locked, fields=changed)
    return locked


@transaction.atomic
def ask_for_approval(*, letter: FeedbackLetter, version: int, actor: Any) -> FeedbackLetter:
    """Say that the letter is ready for a second person. Raises PermissionDenied, Stale or TransitionRefused."""
    locked = lock_letter(letter)
    require_writer(actor, locked)
    if locked.status == LetterStatus.READY:
        return locked
    target_of("ask", locked.status)
    check_version(locked, version)
    require_nothing_in_the_way(locked)
    locked.sent_back_because = ""
    return move(locked, "ask", actor, fields=["sent_back_because"])


@transaction.atomic
def approve_letter(*, letter: FeedbackLetter, version: int, actor: Any) -> FeedbackLetter:
    """Approve the letter as it was shown; never one's own. Raises PermissionDenied, Stale or TransitionRefused."""
    locked = lock_letter(letter)
    if locked.approved_by_id == actor.pk and locked.status == LetterStatus.APPROVED:
        return locked
    require_writer(actor, locked)
    target_of("approve", locked.status)
    if not permissions.can_approve_letter(actor, locked):
        raise PermissionDenied("A letter is approved by a second person, who neither drafted it nor changed it last.")
    check_version(locked, version)
    require_nothing_in_the_way(locked)
    locked.approved_by, locked.approved_at = actor, timezone.now()
    return move(locked, "approve", actor, fields=["approved_by", "approved_at"])


@transaction.atomic
def send_letter_back(*, letter: FeedbackLetter, reason: str, actor: Any) -> FeedbackLetter:
    """Take a letter that is not sent back to draft, saying why; the approval is gone with it.

    Raises PermissionDenied, or TransitionRefused where there is no reason or the letter is sent.
    """
    locked, words = lock_letter(letter), reason.replace("\r\n", "\n").strip()
    require_writer(actor, locked)
    if locked.status == LetterStatus.DRAFT and locked.sent_back_because == words:
        return locked
    target_of("send_back", locked.status)
    if not words:
        raise TransitionRefused("Say why it goes back.")
    locked.approved_by = locked.approved_at = None
    locked.sent_back_because = words
    return move(locked, "send_back", actor, fields=["approved_by", "approved_at", "sent_back_because"])


def lock_letter(letter: FeedbackLetter) -> FeedbackLetter:
    """The letter as it is now, locked until the transaction ends."""
    rows = FeedbackLetter.objects.with_context().select_for_update(of=("self",))
    locked: FeedbackLetter = rows.get(pk=letter.pk)
    return locked


def require_writer(actor: Any, locked: FeedbackLetter) -> None:
    """Raise PermissionDenied unless the person may write letters about this return."""
    if not permissions.can_draft_letter(actor, locked.audit_return):
        raise PermissionDenied(NOT_YOURS)


def check_version(locked: FeedbackLetter, version: int) -> None:
    """Raise Stale where somebody changed the letter after the page was opened (bars R4)."""
    if locked.version != version:
        raise Stale("letter")


def require_nothing_in_the_way(locked: FeedbackLetter) -> None:
    """Raise TransitionRefused where something must be mended first."""
    problems = in_the_way(locked)
    if problems:
        told = " ".join(f"{each.where}: {each.words}" for each in problems)
        raise TransitionRefused(f"The letter is not ready. {told}")


def move(locked: FeedbackLetter, name: str, actor: Any, *, fields: list[str], **data: Any) -> FeedbackLetter:
    """Take transition `name` of the table, save it with those fields and a new version, and record it."""
    source = locked.status
    locked.status = target_of(name, source)
    locked.version += 1
    locked.save(update_fields=["status", "version", *fields])
    record(actor=actor, action=f"letter.{name}", target=locked, source=source, **data)
    return locked
