"""Comparing an edition file with the database, and storing it."""

import hashlib
import json
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from audit_forms.questionnaires.loading import reading
from audit_forms.questionnaires.loading.problems import EditionFileError, Problem
from audit_forms.questionnaires.models import (
    Descriptor,
    Edition,
    Question,
    Questionnaire,
    RatingLevel,
    RatingScale,
    Section,
    SignOffStep,
)
from audit_forms.questionnaires.selection import all_sections, rating_levels
from portal.trail.services import record

RULE_FIELDS = ("allows_not_applicable", "applies_to", "must_for", "choices", "columns")


class Outcome(Enum):
    """What loading a file did."""

    NEW = "new draft"
    CHANGED = "draft brought up to date"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Loaded:
    """An edition as it stands after its file was read."""

    edition: Edition
    outcome: Outcome


@transaction.atomic
def load_edition(path: Path) -> Loaded:
    """Bring the database into line with the file; a second call changes nothing.

    Raises EditionFileError, and writes nothing, where the file is wrong, where it differs from an edition that is
    published, or where somebody has edited the draft in the admin since the file was last loaded.
    """
    values = reading.read_edition(path)
    questionnaire = values["questionnaire"]
    edition = Edition.objects.filter(questionnaire__key=questionnaire["key"], key=values["key"]).first()
    if edition is None:
        return Loaded(store(values, None, path), Outcome.NEW)
    stored = snapshot(edition)
    if digest(stored) == digest(values):
        return Loaded(edition, Outcome.UNCHANGED)
    refuse_where_kept(edition, digest(stored), path)
    return Loaded(store(values, edition, path), Outcome.CHANGED)


def refuse_where_kept(edition: Edition, stored: str, path: Path) -> None:
    """Raise EditionFileError where the file must not replace what the database holds."""
    if edition.is_published:
        raise refusal(
            path,
            "edition.key",
            f'The edition "{edition.key}" is published and never changes, and the file now differs from it. '
            "Put the file back, or give it a new edition key to make a new edition.",
        )
    if edition.loaded_digest != stored:
        raise refusal(
            path,
            "edition.key",
            f'The draft "{edition.key}" has been edited in the admin since this file was loaded. Loading would '
            "overwrite that: give the file a new edition key, or delete the draft first.",
        )


def refusal(path: Path, key: str, message: str) -> EditionFileError:
    """An error about the file as a whole."""
    return EditionFileError([Problem(path.name, 1, key, message)])


def digest(values: dict[str, Any]) -> str:
    """A fingerprint of an edition's whole content."""
    text = json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def pick(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """The named columns of a row."""
    return {name: getattr(row, name) for name in names}


def snapshot(edition: Edition) -> dict[str, Any]:
    """The stored edition in the shape that `reading.read_edition` gives."""
    return {
        "questionnaire": pick(edition.questionnaire, reading.QUESTIONNAIRE_FIELDS),
        **pick(edition, (*reading.EDITION_FIELDS, "lead_statement")),
        "rating_scale": scale_snapshot(edition.rating_scale, list(rating_levels(edition))),
        "sign_off_steps": [pick(step, reading.STEP_FIELDS) for step in edition.sign_off_steps.all()],
        "sections": [
            {
                **pick(part.section, reading.SECTION_FIELDS),
                "questions": [question_snapshot(question) for question in part.questions],
            }
            for part in all_sections(edition)
        ],
    }


def scale_snapshot(scale: RatingScale, levels: list[RatingLevel]) -> dict[str, Any]:
    """A stored scale with its levels."""
    rows = [pick(level, reading.LEVEL_FIELDS) for level in levels]
    return {**pick(scale, reading.SCALE_FIELDS), "levels": rows}


def question_snapshot(question: Question) -> dict[str, Any]:
    """A stored question with its descriptors by level."""
    texts = {descriptor.level.key: descriptor.text for descriptor in question.descriptors.all()}
    return {**pick(question, (*reading.QUESTION_FIELDS, *RULE_FIELDS)), "descriptors": texts}


def store(values: dict[str, Any], edition: Edition | None, path: Path) -> Edition:
    """Write the edition; a draft that is there already gets its sections and steps anew."""
    about = values["questionnaire"]
    questionnaire, _ = Questionnaire.objects.update_or_create(key=about["key"], defaults=about)
    columns = pick_values(values, (*reading.EDITION_FIELDS, "lead_statement"))
    scale = store_scale(values["rating_scale"], edition, path)
    kept, created = Edition.objects.update_or_create(
        pk=edition.pk if edition else None,
        defaults={**columns, "questionnaire": questionnaire, "rating_scale": scale, "loaded_digest": digest(values)},
    )
    kept.sections.all().delete()
    kept.sign_off_steps.all().delete()
    steps = enumerate(values["sign_off_steps"])
    SignOffStep.objects.bulk_create(SignOffStep(edition=kept, position=n, **step) for n, step in steps)
    levels = {level.key: level for level in scale.levels.all()}
    for position, section in enumerate(values["sections"]):
        store_section(kept, position, section, levels)
    record(actor=None, action="edition.loaded", target=kept, file=path.name, new=created)
    return kept


def pick_values(values: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """The named values of a mapping."""
    return {name: values[name] for name in names}


def store_scale(values: dict[str, Any], edition: Edition | None, path: Path) -> RatingScale:
    """Write the rating scale; refused where it differs from one that another edition uses."""
    scale = RatingScale.objects.filter(key=values["key"]).first()
    if scale and scale_snapshot(scale, list(scale.levels.all())) == values:
        return scale
    if scale and scale.editions.exclude(pk=edition.pk if edition else None).exists():
        raise refusal(
            path,
            "rating_scale.key",
            f'Another edition uses the rating scale "{scale.key}" with other words: give yours a new key.',
        )
    scale, _ = RatingScale.objects.update_or_create(key=values["key"], defaults={"title": values["title"]})
    Descriptor.objects.filter(level__scale=scale).delete()
    scale.levels.all().delete()
    RatingLevel.objects.bulk_create(
        RatingLevel(scale=scale, position=position, **level) for position, level in enumerate(values["levels"])
    )
    return scale


def store_section(edition: Edition, position: int, values: dict[str, Any], levels: dict[str, RatingLevel]) -> None:
    """Write one section with its questions and their descriptors."""
    columns = pick_values(values, reading.SECTION_FIELDS)
    section = Section.objects.create(edition=edition, position=position, **columns)
    names = (*reading.QUESTION_FIELDS, *RULE_FIELDS)
    questions = Question.objects.bulk_create(
        Question(section=section, position=n, **pick_values(question, names))
        for n, question in enumerate(values["questions"])
    )
    Descriptor.objects.bulk_create(
        Descriptor(question=question, level=levels[key], text=text)
        for question, read in zip(questions, values["questions"], strict=True)
        for key, text in read["descriptors"].items()
    )
