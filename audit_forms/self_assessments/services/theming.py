"""Reading what was written in a round, naming its themes, and releasing quotations by two people (bars G7)."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit_forms.insight.disclosure import small_counts_in
from audit_forms.returns.enums import RECEIVED_STATUSES
from audit_forms.returns.identity import find
from audit_forms.self_assessments.free_text import submissions_to_read, words_about
from audit_forms.self_assessments.models import FreeTextReading, Quotation, Round, Theme
from audit_forms.self_assessments.permissions import can_release
from audit_forms.self_assessments.services.rounds import require_unit
from portal.trail.services import record


@transaction.atomic
def request_reading(*, exercise: Round, about: str, query: str, key: UUID, actor: Any) -> FreeTextReading:
    """Have the texts of a section or question read in the background, as the filters in `query` narrow them.

    Asked twice with one `key`, they are read once. Raises PermissionDenied, or ValidationError where there is nothing
    of that name to read.
    """
    require_unit(actor)
    words = words_about(exercise, about)
    if not words:
        raise ValidationError({"about": "Choose a section or a question."})
    reading, is_new = FreeTextReading.objects.get_or_create(
        key=key,
        defaults={
            "exercise": exercise,
            "about": about,
            "about_words": words,
            "filters": query,
            "requested_by": actor,
            "total": submissions_to_read(exercise, query).values("audit_return").distinct().count(),
        },
    )
    if is_new:
        record(actor=actor, action="round.texts_read", target=exercise, about=about)
    return reading


def purge_readings() -> int:
    """Delete readings kept for as long as was promised; named themes stay. Returns how many."""
    deleted, _ = FreeTextReading.objects.expired().delete()
    return deleted


@transaction.atomic
def name_theme(*, reading: FreeTextReading, name: str, passages: Collection[int], actor: Any) -> Theme:
    """Name a theme of those passages of a reading; a name the round has already takes them in as well.

    Sent twice, each passage is in it once. Raises PermissionDenied, or ValidationError without a name or passages.
    """
    require_unit(actor)
    words = " ".join(name.split())
    there = reading.found.get("passages", [])
    wanted = [there[place] for place in sorted(set(passages)) if 0 <= place < len(there)]
    if not words:
        raise ValidationError({"name": "Give the theme a name."})
    if not wanted:
        raise ValidationError({"name": "Tick at least one quotation that stands for the theme."})
    theme, is_new = Theme.objects.get_or_create(
        exercise=reading.exercise,
        name=words,
        defaults={"named_by": actor, "about_words": reading.about_words},
    )
    kept = set(theme.quotations.values_list("audit_return_id", "question_key", "text"))
    added = [tuple(each) for each in wanted if tuple(each) not in kept]
    Quotation.objects.bulk_create(
        Quotation(theme=theme, audit_return_id=each[0], question_key=each[1], text=each[2]) for each in added
    )
    if is_new or added:
        action = "theme.named" if is_new else "theme.quotations_added"
        record(actor=actor, action=action, target=reading.exercise, theme=theme.pk, name=words, quotations=len(added))
    return theme


@transaction.atomic
def rename_theme(*, theme: Theme, name: str, actor: Any) -> Theme:
    """Give a theme another name. Raises PermissionDenied, or ValidationError for no name or one that is taken."""
    require_unit(actor)
    words = " ".join(name.split())
    if not words:
        raise ValidationError({"name": "Give the theme a name."})
    if theme.exercise.themes.filter(name=words).exclude(pk=theme.pk).exists():
        raise ValidationError({"name": "Another theme of this round has this name. Move the quotations there."})
    if theme.name != words:
        record(actor=actor, action="theme.renamed", target=theme.exercise, theme=theme.pk, was=theme.name, name=words)
        theme.name = words
        theme.save(update_fields=["name"])
    return theme


@transaction.atomic
def delete_theme(*, theme: Theme, actor: Any) -> None:
    """Delete a theme with its quotations; the returns they come from stay as they are. Raises PermissionDenied."""
    require_unit(actor)
    record(actor=actor, action="theme.deleted", target=theme.exercise, theme=theme.pk, name=theme.name)
    theme.delete()


@transaction.atomic
def move_quotation(*, quotation: Quotation, to: Theme, actor: Any) -> Quotation:
    """Move a quotation to another theme of its round; moved there twice, it counts once. Raises PermissionDenied."""
    require_unit(actor)
    locked = _lock(quotation)
    if to.exercise_id != locked.theme.exercise_id:
        raise PermissionDenied("Quotations stay within their round.")
    if locked.theme_id != to.pk:
        locked.theme = to
        locked.save(update_fields=["theme"])
        record(actor=actor, action="theme.quotation_moved", target=to.exercise, quotation=locked.pk, theme=to.pk)
    return locked


@transaction.atomic
def take_quotation_out(*, quotation: Quotation, actor: Any) -> None:
    """Take a quotation out of its theme; nothing of it is kept but the trail. Raises PermissionDenied."""
    require_unit(actor)
    record(
        actor=actor,
        action="theme.quotation_taken_out",
        target=quotation.theme.exercise,
        quotation=quotation.pk,
        theme=quotation.theme_id,
    )
    quotation.delete()


@transaction.atomic
def propose_quotation(*, quotation: Quotation, actor: Any) -> Quotation:
    """Propose a quotation for publication. Raises PermissionDenied, or ValidationError for one that says too much."""
    require_unit(actor)
    locked = _lock(quotation)
    if locked.proposed_by_id:
        return locked
    _refuse_telling(locked)
    locked.proposed_by, locked.proposed_at = actor, timezone.now()
    locked.save(update_fields=["proposed_by", "proposed_at"])
    record(actor=actor, action="theme.quotation_proposed", target=locked.theme.exercise, quotation=locked.pk)
    return locked


@transaction.atomic
def release_quotation(*, quotation: Quotation, actor: Any) -> Quotation:
    """A second person releases it for publication; released twice, it counts once.

    Raises PermissionDenied for whoever proposed it, or ValidationError for one that says too much.
    """
    locked = _lock(quotation)
    if locked.released_by_id == actor.pk:
        return locked
    if not can_release(actor, locked):
        raise PermissionDenied("Somebody else than whoever proposed it releases a quotation.")
    _refuse_telling(locked)
    locked.released_by, locked.released_at = actor, timezone.now()
    locked.save(update_fields=["released_by", "released_at"])
    record(actor=actor, action="theme.quotation_released", target=locked.theme.exercise, quotation=locked.pk)
    return locked


@transaction.atomic
def take_back_quotation(*, quotation: Quotation, actor: Any) -> Quotation:
    """Take a proposal or a release back; it is not published any more. Raises PermissionDenied."""
    require_unit(actor)
    locked = _lock(quotation)
    if locked.proposed_by_id:
        locked.proposed_by = locked.proposed_at = locked.released_by = locked.released_at = None
        locked.save(update_fields=["proposed_by", "proposed_at", "released_by", "released_at"])
        record(actor=actor, action="theme.quotation_taken_back", target=locked.theme.exercise, quotation=locked.pk)
    return locked


def why_not_public(quotation: Quotation) -> list[str]:
    """What keeps a quotation from being published, in words; empty where nothing does."""
    text, organisation = quotation.text, quotation.audit_return.organisation
    problems = []
    for finding in find(text, today=timezone.localdate(), names=[organisation.name]):
        problems.append(f"“{finding.passage_of(text)}” looks like {finding.words}.")
    problems += [f"“{passage}” tells of so few that they may be recognised." for passage in small_counts_in(text)]
    if quotation.audit_return.status not in RECEIVED_STATUSES:
        problems.append("Its return no longer stands.")
    return problems


def _refuse_telling(quotation: Quotation) -> None:
    problems = why_not_public(quotation)
    if problems:
        raise ValidationError(f"This quotation cannot be published. {' '.join(problems)}")


def _lock(quotation: Quotation) -> Quotation:
    locked = Quotation.objects.select_for_update(of=("self",)).select_related(
        "theme__exercise", "audit_return__organisation"
    )
    return locked.get(pk=quotation.pk)
