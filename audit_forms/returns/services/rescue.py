"""Text that could not be saved because its writer was no longer signed in: kept, and offered to that person only."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit_forms.questionnaires.selection import AskedSection, sections_for
from audit_forms.returns.models import RescuedText, Return


@transaction.atomic
def keep_typed_text(*, audit_return: Return, section: str, posted: Mapping[str, str], owner: Any) -> bool:
    """Keep what `owner` had typed into that section, replacing an older text; whether anything was kept.

    The caller has proved from the form's signed token that the text is the owner's. Nothing is kept for somebody who
    may no longer write in this return. Characters that no database keeps are replaced.
    """
    sections = sections_for(audit_return.edition, audit_return.facts)
    asked = next((part for part in sections if part.section.key == section), None)
    if asked is None or not Return.objects.written_by(owner).filter(pk=audit_return.pk).exists():
        return False
    data = {name: _storable(text) for name, text in posted.items() if _belongs(name, asked)}
    if not data:
        return False
    RescuedText.objects.update_or_create(
        user=owner,
        audit_return=audit_return,
        section=asked.section,
        defaults={"data": data, "rescued_at": timezone.now()},
    )
    return True


def discard_rescued(*, audit_return: Return, section: str, owner: Any) -> None:
    """The person has their text back, or does not want it."""
    RescuedText.objects.filter(user=owner, audit_return=audit_return, section__key=section).delete()


def purge_rescued() -> int:
    """Delete texts kept for as long as was promised (seven days); returns how many."""
    deleted, _ = RescuedText.objects.expired().delete()
    return int(deleted)


def _belongs(name: str, asked: AskedSection) -> bool:
    key, dot, _ = name.partition(".")
    return bool(dot) and any(question.key == key for question in asked.questions)


def _storable(text: str) -> str:
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
