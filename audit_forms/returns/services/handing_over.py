"""What of a return moves when somebody leaves: the sections that are with them. Answers and comments stay theirs."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from audit_forms.organisations.models import Organisation
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Comment, SectionAssignment
from portal.trail.services import record

DONE = (ReturnStatus.ACCEPTED, ReturnStatus.WITHDRAWN)


@transaction.atomic
def take_over(*, organisation: Organisation, leaver: Any, successor: Any, actor: Any) -> list[str]:
    """Give the successor the leaver's sections of every return that is not finished; returns in words what moved.

    Called by a handover (`organisations.hooks`), which has asked the permission. Open comments are counted, not
    changed: they are their authors' words, and whoever has the section answers them.
    """
    moving = SectionAssignment.objects.filter(audit_return__organisation=organisation, user=leaver)
    moving = moving.exclude(audit_return__status__in=DONE).select_related("audit_return", "section")
    sections: dict[Any, list[str]] = {}
    talked_about = 0
    for each in moving:
        sections.setdefault(each.audit_return, []).append(each.section.key)
        comments = Comment.objects.open().filter(audit_return=each.audit_return, question__section=each.section)
        talked_about += comments.count()
    for audit_return, keys in sections.items():
        facts = {"sections": sorted(keys), "leaver": leaver.pk, "successor": successor.pk}
        record(actor=actor, action="return.sections_handed_over", target=audit_return, **facts)
    number = sum(len(keys) for keys in sections.values())
    moving.update(user=successor, assigned_by=actor, assigned_at=timezone.now())
    return [*_counted(number, "section"), *_counted(talked_about, "open comment")]


def _counted(number: int, thing: str) -> list[str]:
    return [f"{number} {thing}{'' if number == 1 else 's'}"] if number else []
