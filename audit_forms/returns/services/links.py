"""Signing without an account: whom the lead asks, the link that is sent, and the code that proves it arrived."""

import hmac
import secrets
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from audit_forms.questionnaires.models import SignOffStep
from audit_forms.returns import notifications, signing
from audit_forms.returns.models import Return, SigningLink
from audit_forms.returns.permissions import can_choose_signatories, can_sign_by_link
from audit_forms.returns.services.common import lock, next_step
from audit_forms.returns.signing import Invitee, LinkUnusable
from audit_forms.returns.workflow import TransitionRefused
from portal.accounts.services import hash_token
from portal.trail.services import record


class AddressRefused(TransitionRefused):
    """The address may not be used for that step; `capacity` names the step."""

    def __init__(self, capacity: str, words: str):
        super().__init__(words)
        self.capacity = capacity


@transaction.atomic
def send_signing_link(*, audit_return: Return, capacity: str, invitee: Invitee, actor: Any) -> SigningLink:
    """Let somebody without an account sign in that capacity; their link goes out when it is their turn.

    An earlier link for the capacity stops. Pressed twice within a minute, one goes out. Raises PermissionDenied,
    AddressRefused, or TransitionRefused where that step is done or not asked.
    """
    locked = _lock_for_lead(audit_return, actor)
    step = _pending_step(locked, capacity)
    current: SigningLink | None = SigningLink.objects.live().filter(audit_return=locked, capacity=capacity).first()
    if current is not None and _is_same(current, invitee):
        return current
    link = choose_invitee(locked, step, invitee, actor)
    if next_step(locked) == step:
        issue(link, actor)
    return link


@transaction.atomic
def revoke_signing_link(*, audit_return: Return, capacity: str, actor: Any) -> None:
    """Take back the link for that capacity: from now on somebody with an account signs. A second call changes nothing.

    Raises PermissionDenied.
    """
    locked = _lock_for_lead(audit_return, actor)
    if not _revoke(locked, capacity):
        return
    record(actor=actor, action="return.signing_link_revoked", target=locked, capacity=capacity)
    step = next_step(locked)
    if step is not None and step.capacity == capacity:
        notifications.ask_to_sign(locked, step)


def choose_invitee(locked: Return, step: SignOffStep, invitee: Invitee, actor: Any) -> SigningLink:
    """Note who is to sign by link; nobody knows its token until `issue`. The caller holds the lock and the permission.

    Raises AddressRefused.
    """
    words = signing.why_refused(locked, step.capacity, invitee.email)
    if words:
        raise AddressRefused(step.capacity, words)
    _revoke(locked, step.capacity)
    link = SigningLink(audit_return=locked, attempt=locked.attempt, capacity=step.capacity, created_by=actor)
    link.name, link.email = " ".join(invitee.name.split()), invitee.email.strip()
    link.token_digest = hash_token(secrets.token_urlsafe(32))
    link.expires_at = timezone.now() + signing.LINK_LIFETIME
    link.full_clean(exclude=["token_digest", "code_digest"])
    link.save()
    return link


def call_signatory(locked: Return, actor: Any) -> None:
    """Tell whoever's turn it is now: by a link where the lead chose one, else everybody with an account."""
    step = next_step(locked)
    if step is None:
        return
    link = SigningLink.objects.live().filter(audit_return=locked, capacity=step.capacity, sent_at=None).first()
    if link is not None:
        issue(link, actor)
    else:
        notifications.ask_to_sign(locked, step)


def issue(link: SigningLink, actor: Any) -> None:
    """Make the link's token and mail it; only its digest is kept."""
    token = secrets.token_urlsafe(32)
    link.token_digest, link.sent_at = hash_token(token), timezone.now()
    link.expires_at = link.sent_at + signing.LINK_LIFETIME
    link.save(update_fields=["token_digest", "sent_at", "expires_at"])
    details = {"capacity": link.capacity, "invited": link.name, "signing_link": link.pk}
    record(actor=actor, action="return.signing_link_sent", target=link.audit_return, **details)
    notifications.send_link(link, token, _minutes())


def find_link(token: str) -> SigningLink:
    """The link that the token opens now, with its return; raises LinkUnusable."""
    links = SigningLink.objects.filter(token_digest=hash_token(token)).select_related(
        "audit_return__exercise__edition__questionnaire", "audit_return__organisation__trust"
    )
    link: SigningLink | None = links.first()
    if link is None or not can_sign_by_link(link, link.audit_return, next_step(link.audit_return)):
        raise LinkUnusable
    return link


@transaction.atomic
def send_code(*, token: str) -> bool:
    """Mail a new code to the owner of the link; an earlier one stops.

    False where one went out within the last minute, or so many have that the link is spent. Raises LinkUnusable.
    """
    link = find_link(token)
    now = timezone.now()
    code = f"{secrets.randbelow(10**signing.CODE_LENGTH):0{signing.CODE_LENGTH}}"
    long_ago = Q(code_sent_at__isnull=True) | Q(code_sent_at__lte=now - signing.CODE_EVERY)
    due = SigningLink.objects.filter(long_ago, pk=link.pk, codes_sent__lt=signing.MOST_CODES)
    digest = signing.code_digest_of(token, code)
    if not due.update(code_digest=digest, code_sent_at=now, code_tries=0, codes_sent=F("codes_sent") + 1):
        return False
    link.refresh_from_db(fields=["codes_sent"])
    notifications.send_code(link, code, _minutes())
    return True


@transaction.atomic
def prove_code(*, token: str, code: str) -> SigningLink | None:
    """The link whose owner typed that code; None where it is not the code, or is too old, used, or guessed too often.

    Each try is counted before it is looked at, by one statement, so that guesses at the same moment count too. A code
    proves once. Raises LinkUnusable.
    """
    link = find_link(token)
    fresh = SigningLink.objects.filter(
        pk=link.pk, code_tries__lt=signing.MOST_TRIES, code_sent_at__gt=timezone.now() - signing.CODE_LIFETIME
    ).exclude(code_digest="")
    if not fresh.update(code_tries=F("code_tries") + 1):
        return None
    link.refresh_from_db(fields=["code_digest"])
    digest = signing.code_digest_of(token, "".join(code.split()))
    if not hmac.compare_digest(digest, link.code_digest):
        return None
    if not SigningLink.objects.filter(pk=link.pk, code_digest=digest).update(code_digest=""):
        return None
    details = {"signatory": link.name, "signing_link": link.pk, "capacity": link.capacity}
    record(actor=None, action="return.signing_link_opened", target=link.audit_return, **details)
    return link


def _lock_for_lead(audit_return: Return, actor: Any) -> Return:
    locked = lock(audit_return)
    if not can_choose_signatories(actor, locked):
        raise PermissionDenied("Only the organisation's lead says who signs, while the return waits for sign-off.")
    return locked


def _pending_step(locked: Return, capacity: str) -> SignOffStep:
    done = locked.sign_offs.filter(attempt=locked.attempt, capacity=capacity).exists()
    step: SignOffStep | None = next(
        (each for each in locked.edition.sign_off_steps.all() if each.capacity == capacity), None
    )
    if step is None or done:
        raise TransitionRefused("Nobody has to sign in that capacity now.")
    return step


def _is_same(link: SigningLink, invitee: Invitee) -> bool:
    """Whether this very link was asked for a moment ago, or is still to be sent."""
    same = (link.name, link.email.lower()) == (" ".join(invitee.name.split()), invitee.email.strip().lower())
    return same and (link.sent_at is None or link.sent_at > timezone.now() - signing.CODE_EVERY)


def _revoke(locked: Return, capacity: str) -> int:
    links = SigningLink.objects.live().filter(audit_return=locked, capacity=capacity)
    return int(links.update(revoked_at=timezone.now()))


def _minutes() -> int:
    return int(signing.CODE_LIFETIME.total_seconds() // 60)
