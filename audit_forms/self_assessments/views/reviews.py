"""Writing the review of a sampled return beside it: section by section, then of the whole; saved while it is typed."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from audit_forms.returns.reading import Item, read_return
from audit_forms.returns.workflow import TransitionRefused
from audit_forms.self_assessments import services
from audit_forms.self_assessments.models import Review
from audit_forms.self_assessments.permissions import can_write_review
from audit_forms.self_assessments.review_forms import QuestionForm, WholeForm
from audit_forms.self_assessments.reviewing import SectionEntry, gaps_of, section_entries
from audit_forms.self_assessments.views.deep_dives import DEEP_DIVE, visible_dive
from portal.accounts.decorators import business_unit_required

logger = logging.getLogger(__name__)

REVIEW, SECTION = "self_assessments:review", "self_assessments:review_section"
SAVED = "Your review is saved."


def own_review(request: HttpRequest, pk: int) -> Review:
    """The person's own review of it, or 404."""
    dive = visible_dive(request, pk)
    review = get_object_or_404(Review.objects.written_by(request.user).prefetch_related("questions"), deep_dive=dive)
    review.deep_dive = dive
    if not can_write_review(request.user, review):
        raise Http404
    return review


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The person's own review: its sections, what it says of the whole return, and the end."""
    own = own_review(request, pk)
    form = WholeForm(request.POST if request.method == "POST" else None, review=own)
    if request.method == "POST":
        if form.is_valid() and save_whole(request, own, form):
            if "finish" in request.POST:
                return finish(request, own)
            messages.success(request, SAVED)
            return redirect(REVIEW, pk)
    elif own.finished_at or own.deep_dive.ended_at:
        return redirect(DEEP_DIVE, pk)
    context = frame_of_page(own) | {"form": form, "gaps": gaps_of(own)}
    return render(request, "unit/deep_dives/review.html", context)


def save_whole(request: HttpRequest, own: Review, form: WholeForm) -> bool:
    """Save what was typed of the whole return; False where some of it is not saved."""
    version = form.cleaned_data["version"]
    try:
        saved = services.save_whole(review=own, version=version, actor=request.user, **form.said)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    except TransitionRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    if saved.is_conflict:
        form.show_other(saved.review)
        return False
    form.settle(saved.review.version)
    return True


def finish(request: HttpRequest, own: Review) -> HttpResponse:
    """Finish the review, or lead back to what it still needs."""
    try:
        services.finish_review(review=own, actor=request.user)
    except ValidationError:
        messages.error(request, "Your review is saved and not finished yet. What it still needs is listed below.")
        return redirect(REVIEW, own.deep_dive_id)
    messages.success(request, "Your review is finished.")
    return redirect(DEEP_DIVE, own.deep_dive_id)


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def review_section(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """One section: each answer with its evidence, and beside it what the reviewer says of it."""
    own = own_review(request, pk)
    entries = section_entries(own)
    place = next((n for n, entry in enumerate(entries) if entry.part.section.key == section), None)
    if place is None:
        raise Http404
    if request.method != "POST" and (own.finished_at or own.deep_dive.ended_at):
        return redirect(DEEP_DIVE, pk)
    following = entries[place + 1].part.section.key if place + 1 < len(entries) else ""
    forms = forms_of(own, entries[place], request.POST if request.method == "POST" else None)
    if request.method == "POST" and save_section(request, own, forms):
        messages.success(request, SAVED)
        goes_on = "next" in request.POST and following
        return redirect(SECTION, pk, following) if goes_on else redirect(REVIEW, pk)
    context = frame_of_page(own) | {
        "entry": entries[place],
        "boxes": boxes_of(own, forms),
        "forms": forms,
        "next_section": entries[place + 1].part.section if following else None,
    }
    return render(request, "unit/deep_dives/review_section.html", context)


def forms_of(own: Review, entry: SectionEntry, data: Any) -> list[QuestionForm]:
    """The form of each rated question of the section."""
    rows = {row.question_id: row for row in own.questions.all()}
    return [QuestionForm(data, question=question, row=rows.get(question.pk)) for question in entry.part.questions]


def save_section(request: HttpRequest, own: Review, forms: list[QuestionForm]) -> bool:
    """Save each question by itself: what is wrong with one keeps no other back. False where one is not saved."""
    for form in filter(QuestionForm.is_valid, forms):
        version, key = form.cleaned_data["version"], form.question.key
        try:
            saved = services.save_question(review=own, question=key, version=version, actor=request.user, **form.said)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            continue
        except TransitionRefused as refusal:
            form.add_error(None, str(refusal))
            continue
        if saved.is_conflict:
            form.show_other(saved.row)
        else:
            form.settle(saved.version)
    return not any(form.errors for form in forms)


def boxes_of(own: Review, forms: list[QuestionForm]) -> list[tuple[Item, QuestionForm]]:
    """Each answer as it reads, with its form."""
    items = {item.question.pk: item for part in read_return(own.deep_dive.audit_return).sections for item in part.items}
    return [(items[form.question.pk], form) for form in forms]


def frame_of_page(own: Review) -> dict[str, Any]:
    """What every page of a review shows."""
    dive = own.deep_dive
    return {
        "round": dive.sample.exercise,
        "dive": dive,
        "audit_return": dive.audit_return,
        "review": own,
        "entries": section_entries(own),
    }


@require_POST
@business_unit_required
def autosave_section(request: HttpRequest, pk: int, section: str) -> JsonResponse:
    """Save the questions that were sent, while their reviewer types on; see `autosaved` for the answer."""
    own = own_review(request, pk)
    entry = next((entry for entry in section_entries(own) if entry.part.section.key == section), None)
    if entry is None:
        raise Http404
    sent = [form for form in forms_of(own, entry, request.POST) if form.add_prefix("version") in request.POST]
    return autosaved(sent, lambda: save_section(request, own, sent))


@require_POST
@business_unit_required
def autosave_whole(request: HttpRequest, pk: int) -> JsonResponse:
    """Save what is said of the whole return, while its reviewer types on; see `autosaved` for the answer."""
    own = own_review(request, pk)
    form = WholeForm(request.POST, review=own)
    return autosaved([form], lambda: form.is_valid() and save_whole(request, own, form))


def autosaved(sent: Iterable[Form], save: Callable[[], bool]) -> JsonResponse:
    """Save, and say how it went: saved, refused or failed; the time; each version's field; what is wrong, in words."""
    try:
        state = "saved" if save() else "refused"
    except OperationalError:
        logger.exception("A review could not be saved")
        return JsonResponse({"state": "failed"}, status=503)
    problems = [words for form in sent for texts in form.errors.values() for words in texts]
    return JsonResponse(
        {
            "state": state,
            "time": f"{timezone.localtime():%H:%M}",
            "versions": {form.add_prefix("version"): form["version"].value() for form in sent},
            "message": " ".join(map(str, problems)),
        }
    )
