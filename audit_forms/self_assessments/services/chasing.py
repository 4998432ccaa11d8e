"""Chasing: one mail to each person for whom chosen returns of a round wait."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from audit_forms.organisations.models import Organisation
from audit_forms.returns.models import Return
from audit_forms.self_assessments.enums import Segment
from audit_forms.self_assessments.models import Chase, ChasedReturn, Round
from audit_forms.self_assessments.notifications import send_chase
from audit_forms.self_assessments.segments import chaseable
from audit_forms.self_assessments.services.rounds import lock, require_running, require_unit
from audit_forms.self_assessments.waiting import Waiting, waiting_for
from portal.accounts.models import User
from portal.trail.services import record

# Nobody is chased twice within this time unless the officer says so.
PAUSE = timedelta(days=3)
LONGEST_TEXT = 1200
MOVED = "moved"


@dataclass(frozen=True)
class Letter:
    """One person and the returns that wait for them."""

    person: User
    returns: tuple[Return, ...]


@dataclass(frozen=True)
class ChasePlan:
    """What sending would do now: the letters, the returns for which nobody is there, and those chased lately."""

    letters: tuple[Letter, ...]
    told: tuple[Waiting, ...]
    unreachable: tuple[Waiting, ...]
    recent: tuple[Return, ...]

    @property
    def digest(self) -> str:
        """A fingerprint of who would be told of what: the officer sends what they saw, or nothing."""
        pairs = sorted(f"{each.person.pk}:{one.pk}" for each in self.letters for one in each.returns)
        return hashlib.sha256(" ".join(pairs).encode()).hexdigest()


def plan_chase(*, exercise: Round, returns: Iterable[Return], again: bool = False) -> ChasePlan:
    """Who would be told of which of the returns, without writing anything.

    Returns chased within the last three days are left out unless `again`; those that wait for nobody any more, or for
    a school that has closed, always are.
    """
    wanted = chaseable(exercise).filter(pk__in=[each.pk for each in returns])
    found = list(wanted.select_related("exercise", "organisation").order_by("organisation__name", "pk"))
    recent = chased_lately(found)
    waiting = waiting_for(each for each in found if again or each.pk not in recent)
    letters: dict[int, tuple[User, list[Return]]] = {}
    for each in waiting:
        for person in each.people:
            letters.setdefault(person.pk, (person, []))[1].append(each.audit_return)
    return ChasePlan(
        letters=tuple(Letter(person, tuple(about)) for person, about in letters.values()),
        told=tuple(each for each in waiting if each.people),
        unreachable=tuple(each for each in waiting if each.unreachable or each.is_out_of_reach),
        recent=tuple(each for each in found if each.pk in recent),
    )


def chased_lately(returns: Iterable[Return]) -> set[int]:
    """Keys of those returns that were chased within the last three days."""
    lately = ChasedReturn.objects.filter(audit_return__in=list(returns), chase__sent_at__gt=timezone.now() - PAUSE)
    return set(lately.values_list("audit_return", flat=True))


def check_text(exercise: Round, text: str) -> str:
    """The text as it will be sent. Raises ValidationError for one that does not fit everybody who gets it."""
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise ValidationError({"text": "Write a few words."})
    if len(words) > LONGEST_TEXT:
        raise ValidationError({"text": f"Shorten the text to {LONGEST_TEXT} characters; it has {len(words)}."})
    if "{" in words or "}" in words:
        raise ValidationError({"text": "Take out the curly brackets. The mail adds name, return and deadline itself."})
    lower = words.casefold()
    names = Organisation.objects.filter(returns__exercise=exercise).values_list("name", flat=True)
    named = next((name for name in names if name.casefold() in lower), None)
    if named:
        raise ValidationError({"text": f"Take out “{named}”. Everybody gets the same text."})
    return words


@transaction.atomic
def chase(
    *,
    exercise: Round,
    key: UUID,
    segment: str,
    returns: Iterable[Return],
    text: str,
    seen: str,
    again: bool,
    actor: Any,
) -> Chase:
    """Send the text to everybody for whom the returns wait, one mail each; the same `key` sends once (bars R5).

    `seen` is the digest of the plan that the officer saw. Raises PermissionDenied, or ValidationError: with the code
    "moved" where the plan is another by now, else for the text, for a round that does not run, or where nobody is left.
    """
    require_unit(actor)
    locked = lock(exercise)
    sent = Chase.objects.filter(key=key, exercise=locked).first()
    if sent is not None:
        return sent
    require_running(locked)
    words = check_text(locked, text)
    plan = plan_chase(exercise=locked, returns=returns, again=again)
    if plan.digest != seen:
        raise ValidationError("Something has changed since you opened the page. Look again, then send.", code=MOVED)
    if not plan.letters:
        raise ValidationError("There is nobody to tell.")
    made = Chase.objects.create(
        key=key, exercise=locked, segment=Segment(segment), text=words, people=len(plan.letters), sent_by=actor
    )
    ChasedReturn.objects.bulk_create(ChasedReturn(chase=made, audit_return=each.audit_return) for each in plan.told)
    record(actor=actor, action="round.chased", target=locked, segment=segment, people=made.people, again=again)
    for each in plan.told:
        record(actor=actor, action="return.chased", target=each.audit_return, segment=segment)
    for letter in plan.letters:
        send_chase(chase=made, person=letter.person, returns=letter.returns)
    return made
