"""What happens to the review of a sampled return: somebody is named, writes question by question, and finishes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit_forms.questionnaires.models import Question
from audit_forms.returns import guarding
from audit_forms.returns.forms.fields import ExactTextField
from audit_forms.returns.permissions import can_assure
from audit_forms.returns.workflow import TransitionRefused
from audit_forms.self_assessments.enums import ReviewView
from audit_forms.self_assessments.models import DeepDive, Review, ReviewedQuestion
from audit_forms.self_assessments.permissions import can_write_review
from audit_forms.self_assessments.reviewing import POINTS, gaps_of, rated_sections
from audit_forms.self_assessments.services.rounds import require_unit
from portal.trail.services import record

LONGEST_WORDS = 5_000
WORDS = ExactTextField(longest=LONGEST_WORDS)
TEXTS = ("why", "strength", "suggestion")
WHOLE_TEXTS = ("evidence_quality", "plan_quality", "conversation")


@dataclass(frozen=True)
class QuestionSaved:
    """What stands in the database now; `is_conflict` where another tab had changed it and nothing was overwritten."""

    row: ReviewedQuestion | None
    is_conflict: bool = False

    @property
    def version(self) -> int:
        """The version that the page should send next; 0 where there is nothing."""
        return self.row.version if self.row else 0


@dataclass(frozen=True)
class WholeSaved:
    """The review as it stands now; `is_conflict` where another tab had changed it and nothing was overwritten."""

    review: Review
    is_conflict: bool = False


@transaction.atomic
def name_reviewer(*, deep_dive: DeepDive, reviewer: Any, actor: Any, is_second: bool = False) -> Review:
    """Name who reads the return, or who reads it a second time without seeing the first review.

    Naming somebody else before the review is finished hands it over with all that is written. Twice is once. Raises
    PermissionDenied; ValidationError for somebody who may not read it; TransitionRefused where it is over.
    """
    require_unit(actor)
    locked = _lock_deep_dive(deep_dive)
    existing = locked.reviews.filter(is_second=is_second).first()
    if existing and existing.reviewer_id == reviewer.pk:
        return existing
    if existing and existing.finished_at:
        raise TransitionRefused("This review is finished. Nobody else can be named for it.")
    if is_second and not locked.is_read_twice:
        raise ValidationError("This return is not among those that are read twice.")
    _check_reader(locked, reviewer, is_second)
    if existing is None:
        named = Review.objects.create(deep_dive=locked, reviewer=reviewer, is_second=is_second)
    else:
        named = existing
        named.reviewer = reviewer
        named.save(update_fields=["reviewer"])
    record(actor=actor, action="review.named", target=named, reviewer=reviewer.pk, second=is_second)
    return named


def _lock_deep_dive(deep_dive: DeepDive) -> DeepDive:
    locked: DeepDive = (
        DeepDive.objects.select_for_update(of=("self",)).select_related("audit_return").get(pk=deep_dive.pk)
    )
    if locked.ended_at:
        raise TransitionRefused("This return was taken out of the sample.")
    return locked


def _check_reader(deep_dive: DeepDive, reviewer: Any, is_second: bool) -> None:
    if not reviewer.is_active or not can_assure(reviewer, deep_dive.audit_return):
        raise ValidationError("Name somebody of the Business Unit who never had a hand in this organisation’s returns.")
    if deep_dive.reviews.filter(reviewer=reviewer).exclude(is_second=is_second).exists():
        raise ValidationError("The two readings of a return are made by two people.")


def _lock_to_write(review: Review, actor: Any) -> Review:
    """The review, held until the transaction ends. Raises PermissionDenied, or TransitionRefused where it is over."""
    locked: Review = (
        Review.objects.select_for_update(of=("self",))
        .select_related("deep_dive__audit_return__exercise__edition__questionnaire")
        .get(pk=review.pk)
    )
    if not can_write_review(actor, locked):
        raise PermissionDenied("Only its reviewer writes a review.")
    if locked.deep_dive.ended_at:
        raise TransitionRefused("This return was taken out of the sample.")
    if locked.finished_at:
        raise TransitionRefused("This review is finished and does not change any more.")
    return locked


@transaction.atomic
def save_question(*, review: Review, question: str, version: int, actor: Any, **said: str) -> QuestionSaved:
    """Store what the reviewer says of one question: `view`, `why`, `strength`, `suggestion`, each left out if empty.

    `version` is that of the row the page had shown, 0 for none: where another tab has saved since, nothing is
    overwritten and the other text comes back. The same again changes nothing. Raises PermissionDenied,
    TransitionRefused, or ValidationError by field.
    """
    locked = _lock_to_write(review, actor)
    asked = _question(locked, question)
    wanted = {"view": said.get("view", ""), **{name: said.get(name, "") for name in TEXTS}}
    row = locked.questions.filter(question=asked).first()
    stored = {name: getattr(row, name) for name in wanted} if row else dict.fromkeys(wanted, "")
    if wanted == stored:
        return QuestionSaved(row)
    _check_said(locked, wanted)
    if version != (row.version if row else 0):
        return QuestionSaved(row, is_conflict=True)
    if row is None:
        row = ReviewedQuestion(review=locked, question=asked, version=0)
    for name, text in wanted.items():
        setattr(row, name, text)
    row.version += 1
    row.updated_at = timezone.now()
    row.save()
    record(actor=actor, action="review.saved", target=locked, question=asked.key)
    return QuestionSaved(row)


def _question(locked: Review, key: str) -> Question:
    for part in rated_sections(locked.deep_dive.audit_return):
        for question in part.questions:
            if question.key == key:
                return question
    raise ValidationError("This return does not rate itself on that question.")


def _check_said(locked: Review, wanted: dict[str, str]) -> None:
    problems = {}
    if wanted["view"] and wanted["view"] not in ReviewView.values:
        problems["view"] = "Choose one of the views."
    problems |= _refusals(locked, {name: wanted[name] for name in TEXTS})
    if problems:
        raise ValidationError(problems)


def _refusals(locked: Review, texts: dict[str, str]) -> dict[str, str]:
    """What is wrong with each text: too long, or it says who a child is."""
    guard, found = guarding.guard_of(locked.deep_dive.audit_return), {}
    for name, text in texts.items():
        try:
            WORDS.clean(text)
        except ValidationError as error:
            found[name] = str(error.messages[0])
        else:
            found[name] = guarding.refusal_of(guard, text)
    return {name: words for name, words in found.items() if words}


@transaction.atomic
def save_whole(
    *,
    review: Review,
    version: int,
    actor: Any,
    strengths: Sequence[str] = (),
    next_steps: Sequence[str] = (),
    follow_up_on: date | None = None,
    **texts: str,
) -> WholeSaved:
    """Store what the reviewer says of the whole return.

    `texts` are `evidence_quality`, `plan_quality` and `conversation`, empty where left out; there are up to three
    strengths and next steps; the day to follow up belongs to the first review.
    `version` is that of the review the page had shown. Raises PermissionDenied, TransitionRefused, or ValidationError
    by field.
    """
    locked = _lock_to_write(review, actor)
    wanted: dict[str, Any] = {name: texts.get(name, "") for name in WHOLE_TEXTS}
    wanted |= {"strengths": _points(strengths), "next_steps": _points(next_steps)}
    deep_dive = locked.deep_dive
    day = deep_dive.follow_up_on if locked.is_second else follow_up_on
    if day == deep_dive.follow_up_on and all(getattr(locked, name) == value for name, value in wanted.items()):
        return WholeSaved(locked)
    problems = _refusals(locked, {name: wanted[name] for name in WHOLE_TEXTS})
    for name in ("strengths", "next_steps"):
        problems |= {f"{name}_{i}": p for i, p in _refusals(locked, _numbered(wanted[name])).items()}
    if problems:
        raise ValidationError(problems)
    if version != locked.version:
        return WholeSaved(locked, is_conflict=True)
    for name, value in wanted.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save(update_fields=[*wanted, "version"])
    deep_dive.follow_up_on = day
    deep_dive.save(update_fields=["follow_up_on"])
    record(actor=actor, action="review.saved", target=locked, question="")
    return WholeSaved(locked)


def _points(typed: Sequence[str]) -> list[str]:
    """The points in their places, so that one taken out does not move the others."""
    return [*(text.strip() for text in typed), *[""] * POINTS][:POINTS]


def _numbered(points: Sequence[str]) -> dict[str, str]:
    return {str(number): text for number, text in enumerate(points, start=1)}


@transaction.atomic
def finish_review(*, review: Review, actor: Any) -> Review:
    """Finish the review: from then on nothing of it changes. Finished twice is finished once (bars R5).

    Raises PermissionDenied, TransitionRefused, or ValidationError naming all that it still needs (`gaps_of`).
    """
    held = Review.objects.select_for_update(of=("self",)).select_related("deep_dive__audit_return").get(pk=review.pk)
    if held.finished_at and can_write_review(actor, held):
        return held
    locked = _lock_to_write(review, actor)
    gaps = gaps_of(locked)
    if gaps:
        raise ValidationError([gap.words for gap in gaps])
    locked.finished_at = timezone.now()
    locked.save(update_fields=["finished_at"])
    record(actor=actor, action="review.finished", target=locked, second=locked.is_second)
    return locked
