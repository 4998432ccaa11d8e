"""Text that could not be saved because its writer was no longer signed in: kept, and offered to that person only."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit_forms.questionnaires.selection import AskedSection, rating_levels
from audit_forms.returns import parts
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.forms.fields import field_name
from audit_forms.returns.forms.section import BASE, VERSION, SectionForm
from audit_forms.returns.models import RescuedText, Return


@transaction.atomic
def keep_typed_text(*, audit_return: Return, section: str, posted: Mapping[str, str], owner: Any) -> bool:
    """Keep the answers that `owner` had changed in that section and could not save; whether there were any.

    The caller has proved from the form's signed token that the text is the owner's. What was kept before of other
    answers stays: a second window, or the next autosave, must not push it out. Nothing is kept for somebody who may
    no longer write in this return. Characters that no database keeps are replaced.
    """
    sections = asked_sections(audit_return)
    asked = next((part for part in sections if part.section.key == section), None)
    if asked is None or not Return.objects.written_by(owner).filter(pk=audit_return.pk).exists():
        return False
    changed = changed_fields(audit_return, asked, {name: _storable(text) for name, text in posted.items()})
    if not changed:
        return False
    rows = RescuedText.objects.select_for_update()
    kept, _ = rows.get_or_create(user=owner, audit_return=audit_return, section=asked.section, defaults={"data": {}})
    kept.data = kept.data | changed
    kept.rescued_at = timezone.now()
    kept.save(update_fields=["data", "rescued_at"])
    return True


def changed_fields(audit_return: Return, asked: AskedSection, posted: Mapping[str, str]) -> dict[str, str]:
    """All fields of those questions that differ from what their page had shown, malformed or not."""
    form = SectionForm(dict(posted), asked=asked, levels=rating_levels(audit_return.edition))
    form.full_clean()
    fields: dict[str, str] = {}
    for question in asked.questions:
        names = [field_name(question, part) for part in (*parts.box_parts(question, form.levels), VERSION, BASE)]
        typed = form.typed_parts(question, parts.empty_parts(question))
        touched = parts.digest(typed) != form.mark(question).base or any(name in form.errors for name in names)
        if form.was_sent(question) and touched:
            fields |= {name: posted.get(name, "") for name in names}
    return fields


def discard_rescued(*, audit_return: Return, section: str, owner: Any) -> None:
    """The person has their text back, or does not want it."""
    RescuedText.objects.filter(user=owner, audit_return=audit_return, section__key=section).delete()


def purge_rescued() -> int:
    """Delete texts kept for as long as was promised (seven days); returns how many."""
    deleted, _ = RescuedText.objects.expired().delete()
    return int(deleted)


def _storable(text: str) -> str:
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
