"""Preparing, scheduling, starting and stopping a mailing of the newsletter. `publications.deliveries` sends it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.outbox.models import Message
from portal.outbox.services import queue_mail
from portal.trail.services import record
from publications.enums import MailingStatus
from publications.issue import issue_of
from publications.models import Mailing, NewsletterPage, Theme
from publications.permissions import is_read_by_two, may_send_newsletters
from publications.rendering import mail_of
from publications.workflow import TransitionRefused, is_allowed, target_of

NOT_PUBLISHED = "Publish the newsletter first. A second person reads and approves it there."
NOT_IN_ENGLISH = "Only the newsletter in English goes out by e-mail: nobody should get an issue twice."
NOT_READ_BY_TWO = (
    "You wrote the latest changes and nobody else has approved them. Ask a second person to read and send it."
)
NOBODY = "Nobody who still needs this newsletter has asked for it with this choice of readers."
DELETED = "The newsletter has been deleted."
ONE_AT_A_TIME = "Another mailing of this newsletter is being sent. Wait until it has ended, or cancel it."
IN_THE_PAST = "Choose a time that is still to come."


@transaction.atomic
def prepare(
    *, newsletter: NewsletterPage, actor: Any, roles: Iterable[str] = (), themes: Iterable[Theme] = ()
) -> Mailing:
    """The draft of a mailing of this issue for these readers; there is one draft an issue. Raises PermissionDenied."""
    _check_permission(actor)
    NewsletterPage.objects.select_for_update().get(pk=newsletter.pk)
    draft = Mailing.objects.of(newsletter).filter(status=MailingStatus.DRAFT).first()
    mailing: Mailing = draft or Mailing(newsletter=newsletter, created_by=actor)
    mailing.roles = sorted(roles)
    mailing.save()
    mailing.themes.set(themes)
    if draft is None:
        record(actor=actor, action="mailing.prepared", target=mailing, newsletter=newsletter.pk)
    return mailing


@transaction.atomic
def send_test(*, mailing: Mailing, actor: Any) -> None:
    """Send the mail as it would leave now to the actor, and to nobody else. Raises as `start`, but for approval."""
    _check_permission(actor)
    locked = _lock(mailing)
    mail = locked.mail if locked.is_frozen else mail_of(issue_of(_page_of(locked)))
    sample = mail.as_sample()
    Message.objects.create(to=actor.email, subject=f"Test: {sample.subject}"[:255], text=sample.text, html=sample.html)
    record(actor=actor, action="mailing.tested", target=locked)


@transaction.atomic
def schedule(*, mailing: Mailing, planned_at: datetime, actor: Any) -> Mailing:
    """Have it start at that moment. Raises PermissionDenied, or TransitionRefused saying what is missing."""
    _check_permission(actor)
    locked = _lock(mailing)
    if locked.status == MailingStatus.SCHEDULED and locked.planned_at == planned_at:
        return locked
    if planned_at <= timezone.now():
        raise TransitionRefused(IN_THE_PAST)
    target = target_of("schedule", locked.status)
    _check_ready(locked, actor)
    locked.planned_at, locked.decided_by, locked.note = planned_at, actor, ""
    return _move(locked, "schedule", target, actor, planned_at=planned_at.isoformat())


@transaction.atomic
def start(*, mailing: Mailing, actor: Any) -> Mailing:
    """Freeze what is sent and begin; said twice, it begins once.

    Raises PermissionDenied, or TransitionRefused where the page is not published, was read by one person only, has no
    readers, or is being sent already.
    """
    _check_permission(actor)
    locked = _lock(mailing)
    if locked.status == MailingStatus.SENDING:
        return locked
    target = target_of("start", locked.status)
    page = _check_ready(locked, actor)
    issue = issue_of(page)
    mail = mail_of(issue)
    locked.subject, locked.html, locked.text = mail.subject, mail.html, mail.text
    locked.revision, locked.left_out = page.live_revision, issue.left_out
    locked.audience_size = locked.still_to_get().count()
    locked.decided_by, locked.started_at, locked.note = actor, timezone.now(), ""
    return _move(locked, "start", target, actor, revision=locked.revision_id, readers=locked.audience_size)


def start_due() -> None:
    """Start every mailing whose time has come; one that cannot start goes back to draft, and who planned it is told."""
    for mailing in Mailing.objects.due().select_related("decided_by"):
        try:
            start(mailing=mailing, actor=mailing.decided_by)
        except (TransitionRefused, PermissionDenied) as refusal:
            _give_back(mailing=mailing, why=str(refusal))


@transaction.atomic
def put_back(*, mailing: Mailing, actor: Any) -> Mailing:
    """Take its time away again. Raises PermissionDenied or TransitionRefused."""
    _check_permission(actor)
    locked = _lock(mailing)
    if locked.status == MailingStatus.DRAFT:
        return locked
    target = target_of("put_back", locked.status)
    locked.planned_at = None
    return _move(locked, "put_back", target, actor)


@transaction.atomic
def pause(*, mailing: Mailing, actor: Any) -> Mailing:
    """Let no further copy leave until it is resumed. Raises PermissionDenied or TransitionRefused."""
    return _change(mailing, "pause", MailingStatus.PAUSED, actor)


@transaction.atomic
def resume(*, mailing: Mailing, actor: Any) -> Mailing:
    """Go on where it was paused. Raises PermissionDenied or TransitionRefused."""
    return _change(mailing, "resume", MailingStatus.SENDING, actor)


@transaction.atomic
def cancel(*, mailing: Mailing, actor: Any) -> Mailing:
    """Send no further copy, for good; what has left has left. Raises PermissionDenied or TransitionRefused."""
    return _change(mailing, "cancel", MailingStatus.CANCELLED, actor, ended_at=timezone.now())


@transaction.atomic
def finish(*, mailing: Mailing) -> None:
    """Note that everybody has their copy; a mailing that was stopped meanwhile stays as it is."""
    locked = _lock(mailing)
    if is_allowed("finish", locked.status):
        locked.ended_at = timezone.now()
        _move(locked, "finish", MailingStatus.SENT, None)


def _change(mailing: Mailing, name: str, reached: MailingStatus, actor: Any, **values: Any) -> Mailing:
    """Go through the named transition, unless that has happened already."""
    _check_permission(actor)
    locked = _lock(mailing)
    if locked.status == reached:
        return locked
    target = target_of(name, locked.status)
    for field, value in values.items():
        setattr(locked, field, value)
    return _move(locked, name, target, actor)


@transaction.atomic
def _give_back(*, mailing: Mailing, why: str) -> None:
    locked = _lock(mailing)
    if locked.status != MailingStatus.SCHEDULED:
        return
    locked.planned_at, locked.note = None, why[:200]
    _move(locked, "put_back", target_of("put_back", locked.status), None, why=locked.note)
    if locked.decided_by is not None:
        queue_mail(
            to=locked.decided_by.email,
            subject="A newsletter was not sent",
            template="newsletter_not_sent",
            context={
                "person": locked.decided_by,
                "why": why,
                "button_path": "/admin/",
                "button_text": "Open the admin",
            },
        )


def _check_permission(actor: Any) -> None:
    if actor is None or not may_send_newsletters(actor):
        raise PermissionDenied("Only editors send newsletters.")


def _check_ready(mailing: Mailing, actor: Any) -> NewsletterPage:
    """The page as it is published. Raises TransitionRefused where it may not be sent."""
    page = _page_of(mailing)
    if not NewsletterPage.objects.readable().filter(pk=page.pk).exists():
        raise TransitionRefused(NOT_PUBLISHED)
    if not page.language.is_main:
        raise TransitionRefused(NOT_IN_ENGLISH)
    if not is_read_by_two(page, actor):
        raise TransitionRefused(NOT_READ_BY_TWO)
    if Mailing.objects.of(page).under_way().exclude(pk=mailing.pk).exists():
        raise TransitionRefused(ONE_AT_A_TIME)
    if not mailing.still_to_get().exists():
        raise TransitionRefused(NOBODY)
    return page


def _page_of(mailing: Mailing) -> NewsletterPage:
    if mailing.newsletter is None:
        raise TransitionRefused(DELETED)
    return mailing.newsletter


def _lock(mailing: Mailing) -> Mailing:
    """The row as it is now; somebody else's change waits, or is seen."""
    return Mailing.objects.select_for_update().get(pk=mailing.pk)


def _move(mailing: Mailing, name: str, target: MailingStatus, actor: Any, **data: Any) -> Mailing:
    mailing.status = target
    mailing.save()
    record(actor=actor, action=f"mailing.{name}", target=mailing, **data)
    return mailing
