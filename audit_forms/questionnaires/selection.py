"""Which sections and questions of an edition an organisation is asked, in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Prefetch

from audit_forms.questionnaires.applicability import applies
from audit_forms.questionnaires.models import Descriptor, Edition, Question, RatingLevel, Section


@dataclass(frozen=True)
class AskedSection:
    """A section with the questions that apply. Its rows are shared between requests: read them, never change them."""

    section: Section
    questions: tuple[Question, ...]


def sections_for(edition: Edition, facts: Mapping[str, Any]) -> list[AskedSection]:
    """The edition's sections in order, each with its applicable questions; sections without any are left out.

    Each question comes with `section`, `section.edition` and `descriptors.all()` (each with its `level`) loaded.
    """
    asked = (
        AskedSection(whole.section, tuple(q for q in whole.questions if applies(q.applies_to, facts)))
        for whole in all_sections(edition)
    )
    return [part for part in asked if part.questions]


def all_sections(edition: Edition) -> tuple[AskedSection, ...]:
    """Every section with every question, whoever is asked. A published edition is read once per process."""
    if edition.published_at is not None:
        return _published_sections(edition.pk, edition.published_at)
    return _read_sections(edition.pk)


def rating_levels(edition: Edition) -> tuple[RatingLevel, ...]:
    """The levels of the edition's rating scale, in the order shown."""
    if edition.published_at is not None:
        return _published_levels(edition.pk, edition.published_at)
    return _read_levels(edition.pk)


def count_questions(edition: Edition, facts: Mapping[str, Any]) -> int:
    """How many questions the organisation must answer; questions that may be left empty are not counted."""
    return sum(question.required for part in sections_for(edition, facts) for question in part.questions)


def forget_editions() -> None:
    """Empty the process's memory of published editions; for tests, whose rows vanish."""
    _published_sections.cache_clear()
    _published_levels.cache_clear()


@lru_cache(maxsize=64)
def _published_sections(edition_id: int, published_at: datetime) -> tuple[AskedSection, ...]:
    return _read_sections(edition_id)


@lru_cache(maxsize=64)
def _published_levels(edition_id: int, published_at: datetime) -> tuple[RatingLevel, ...]:
    return _read_levels(edition_id)


def _read_sections(edition_id: int) -> tuple[AskedSection, ...]:
    questions = Question.objects.order_by("position").prefetch_related(
        Prefetch("descriptors", Descriptor.objects.select_related("level"))
    )
    sections = (
        Section.objects.filter(edition=edition_id)
        .select_related("edition__questionnaire", "edition__rating_scale")
        .prefetch_related(Prefetch("questions", questions))
    )
    return tuple(AskedSection(section, tuple(section.questions.all())) for section in sections)


def _read_levels(edition_id: int) -> tuple[RatingLevel, ...]:
    return tuple(RatingLevel.objects.filter(scale__editions=edition_id))
