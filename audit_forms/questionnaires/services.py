"""What happens to editions: they are published once, and copied to become the next draft."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from audit_forms.questionnaires.enums import AnswerType, EditionStatus
from audit_forms.questionnaires.models import Descriptor, Edition, Question, Section, SignOffStep
from audit_forms.questionnaires.permissions import can_keep_editions
from portal.trail.services import record


def require_keeper(actor: Any) -> None:
    """Raise PermissionDenied unless the actor keeps editions; None is the portal itself (a command)."""
    if actor is not None and not can_keep_editions(actor):
        raise PermissionDenied("Only the Business Unit keeps editions.")


@transaction.atomic
def publish_edition(*, edition: Edition, actor: Any) -> Edition:
    """Freeze the edition so that rounds may use it; a second call changes nothing.

    Raises PermissionDenied, or ValidationError naming all that is missing.
    """
    require_keeper(actor)
    locked: Edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if locked.is_published:
        return locked
    missing = what_is_missing(locked)
    if missing:
        raise ValidationError(missing)
    locked.status = EditionStatus.PUBLISHED
    locked.published_at = timezone.now()
    locked.save(update_fields=["status", "published_at"])
    record(actor=actor, action="edition.published", target=locked, key=locked.key, title=locked.title)
    return locked


def what_is_missing(edition: Edition) -> list[str]:
    """Why the edition cannot be published yet, in plain sentences; empty when it can."""
    problems = []
    if not edition.sections.exists():
        problems.append("The edition has no sections.")
    problems += [f"Section {s.letter} has no questions." for s in edition.sections.filter(questions__isnull=True)]
    if not edition.rating_scale.levels.exists():
        problems.append("The rating scale has no levels.")
    if not edition.sign_off_steps.exists():
        problems.append("Nobody signs it off: add at least one sign-off step.")
    unused = Question.objects.filter(section__edition=edition, answer_type=AnswerType.CHOICE, choices=[])
    problems += [f"Question {question.number} offers no choices." for question in unused]
    tables = Question.objects.filter(section__edition=edition, answer_type=AnswerType.ROWS)
    tables = tables.filter(Q(columns=[]) | Q(most__isnull=True))
    problems += [f"Question {question.number} has no columns, or no number of rows." for question in tables]
    return problems


@transaction.atomic
def copy_to_draft(*, edition: Edition, key: str, title: str, actor: Any) -> Edition:
    """Make a draft with the same sections, questions and sign-off; keys stay, so that years can be compared.

    Raises PermissionDenied, or ValidationError where the key is taken or is no slug.
    """
    require_keeper(actor)
    fresh = {"status": EditionStatus.DRAFT, "published_at": None, "loaded_digest": ""}
    copied: Edition = _copy(edition, key=key, title=title, **fresh)
    copied.full_clean()
    copied.save()
    SignOffStep.objects.bulk_create([_copy(step, edition=copied) for step in edition.sign_off_steps.all()])
    for section in Section.objects.filter(edition=edition):
        _copy_section(section, copied)
    record(actor=actor, action="edition.copied", target=copied, copied_from=edition.pk, key=key)
    return copied


def _copy_section(section: Section, edition: Edition) -> None:
    copied = _copy(section, edition=edition)
    copied.save()
    originals = list(section.questions.prefetch_related("descriptors"))
    questions = Question.objects.bulk_create(
        [_copy(question, section=copied, changed_note="") for question in originals]
    )
    Descriptor.objects.bulk_create(
        _copy(descriptor, question=question)
        for original, question in zip(originals, questions, strict=True)
        for descriptor in original.descriptors.all()
    )


def _copy(row: Any, **changes: Any) -> Any:
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    new = type(row)(**values)
    for name, value in changes.items():
        setattr(new, name, value)
    return new
