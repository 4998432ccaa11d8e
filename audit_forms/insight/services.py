"""What changes: whether a trust may read a profile, that a copy was taken, and what was published with numbers."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit_forms.insight.disclosure import Protected
from audit_forms.insight.models import Release
from audit_forms.insight.permissions import can_release, can_share_profile
from audit_forms.insight.releases import written
from audit_forms.returns.models import Exercise, Return
from audit_forms.returns.services.common import lock
from portal.accounts.permissions import is_business_unit
from portal.trail.services import record


@transaction.atomic
def share_profile(*, audit_return: Return, actor: Any) -> Return:
    """The school's lead lets its trust read the profile; pressed twice, it counts once. Raises PermissionDenied."""
    locked = _lock_for_lead(audit_return, actor)
    if locked.profile_shared_at is None:
        locked.profile_shared_at = timezone.now()
        locked.save(update_fields=["profile_shared_at"])
        record(actor=actor, action="return.profile_shared", target=locked)
    return locked


@transaction.atomic
def stop_sharing_profile(*, audit_return: Return, actor: Any) -> Return:
    """The school's lead takes that back; from now on the trust sees the status only. Raises PermissionDenied."""
    locked = _lock_for_lead(audit_return, actor)
    if locked.profile_shared_at is not None:
        locked.profile_shared_at = None
        locked.save(update_fields=["profile_shared_at"])
        record(actor=actor, action="return.profile_unshared", target=locked)
    return locked


def note_download(*, audit_return: Return, actor: Any, document: str) -> None:
    """Write to the trail that the Business Unit took a copy of an organisation's answers away."""
    if is_business_unit(actor):
        record(actor=actor, action="return.downloaded", target=audit_return, document=document)


class ReleasedMeanwhile(Exception):
    """Something else of the exercise was published since these numbers were protected: protect them again."""


@transaction.atomic
def release(*, key: str, title: str, exercise: Exercise, outcome: Protected, actor: Any) -> Release:
    """Write to the ledger what is being published; call it in the transaction that publishes it.

    Pressed twice, or published again as it is, it counts once. Raises PermissionDenied; ReleasedMeanwhile where the
    outcome does not take into account all that has been published of the exercise.
    """
    if not can_release(actor):
        raise PermissionDenied("The Business Unit and editors publish numbers.")
    # One at a time for each exercise; the key is not touched, so returns may go on pointing at it.
    Exercise.objects.select_for_update(no_key=True).get(pk=exercise.pk)
    contents = written(outcome)
    earlier = list(exercise.releases.all())
    same = next((each for each in reversed(earlier) if each.key == key and each.contents == contents), None)
    if same is not None:
        return same
    if {each.pk for each in earlier} - set(outcome.beside):
        raise ReleasedMeanwhile
    made = Release.objects.create(exercise=exercise, key=key, title=title, contents=contents, released_by=actor)
    hidden = sum(cell.is_hidden for cell in outcome.release)
    record(actor=actor, action="numbers.released", target=made, key=key, numbers=len(outcome.release), hidden=hidden)
    return made


def _lock_for_lead(audit_return: Return, actor: Any) -> Return:
    locked = lock(audit_return)
    if not can_share_profile(actor, locked):
        raise PermissionDenied("Only the school's lead decides whether its trust reads the profile.")
    return locked
