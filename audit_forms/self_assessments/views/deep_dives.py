"""One deep dive: what is known of it, taking it out, and writing its review beside the return."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit_forms.returns.models import Return
from audit_forms.returns.reading import Item, read_return
from audit_forms.returns.workflow import TransitionRefused
from audit_forms.self_assessments import services
from audit_forms.self_assessments.models import DeepDive, Review
from audit_forms.self_assessments.permissions import can_write_review
from audit_forms.self_assessments.review_forms import QuestionForm, WholeForm
from audit_forms.self_assessments.reviewing import SectionEntry, gaps_of, section_entries
from audit_forms.self_assessments.sampled import is_settled, reviews_of
from audit_forms.self_assessments.sampling_forms import TakeOutForm
from portal.accounts.decorators import business_unit_required

DEEP_DIVE, REVIEW = "self_assessments:deep_dive", "self_assessments:review"
SECTION = "self_assessments:review_section"


def visible_dive(request: HttpRequest, pk: int) -> DeepDive:
    """The deep dive with its return, or 404."""
    dives = DeepDive.objects.visible_to(request.user).select_related("sample__exercise__edition__questionnaire")
    found = get_object_or_404(dives.prefetch_related("reviews__reviewer"), pk=pk)
    returns = Return.objects.visible_to(request.user).with_context()
    found.audit_return = get_object_or_404(returns, pk=found.audit_return_id)
    return found


def own_review(request: HttpRequest, pk: int) -> Review:
    """The person's own review of it, or 404."""
    dive = visible_dive(request, pk)
    review = get_object_or_404(Review.objects.written_by(request.user).prefetch_related("questions"), deep_dive=dive)
    review.deep_dive = dive
    if not can_write_review(request.user, review):
        raise Http404
    return review


@require_safe
@business_unit_required
def deep_dive(request: HttpRequest, pk: int) -> HttpResponse:
    """How the return was chosen, who reads it, and the reviews that this reader may see."""
    dive = visible_dive(request, pk)
    first, second = reviews_of(dive)
    reviews = Review.objects.visible_to(request.user).filter(deep_dive=dive)
    shown = list(reviews.select_related("reviewer").prefetch_related("questions__question__section"))
    own = next((review for review in shown if review.reviewer_id == request.user.pk), None)
    knows_day = is_settled(dive) or (own is not None and not own.is_second)
    context = {
        "round": dive.sample.exercise,
        "dive": dive,
        "audit_return": dive.audit_return,
        "first": first,
        "second": second,
        "reviews": [(review, said_in(review)) for review in shown if review.finished_at],
        "own": own,
        "follow_up_on": dive.follow_up_on if knows_day else None,
    }
    return render(request, "unit/deep_dives/deep_dive.html", context)


def said_in(review: Review) -> list[Any]:
    """What the review says of single questions, in their order."""
    rows = [row for row in review.questions.all() if row.view or row.strength or row.suggestion]
    return sorted(rows, key=lambda row: (row.question.section.position, row.question.position))


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the return out of its sample, with the reason."""
    dive = visible_dive(request, pk)
    form = TakeOutForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.take_out(deep_dive=dive, reason=form.cleaned_data["reason"], actor=request.user)
        except TransitionRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(DEEP_DIVE, pk)
        messages.success(request, f"{dive.audit_return.organisation} is taken out of the sample.")
        return redirect("self_assessments:sample", dive.sample.exercise_id, dive.sample_id)
    return render(request, "unit/deep_dives/take_out.html", {"round": dive.sample.exercise, "dive": dive, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The person's own review: its sections, what it says of the whole return, and the end."""
    own = own_review(request, pk)
    form = WholeForm(request.POST if request.method == "POST" else None, review=own)
    if request.method == "POST":
        if form.is_valid() and save_whole(request, own, form):
            return finish(request, own) if "finish" in request.POST else redirect(REVIEW, pk)
    elif own.finished_at or own.deep_dive.ended_at:
        return redirect(DEEP_DIVE, pk)
    context = frame_of_page(own) | {"form": form, "gaps": gaps_of(own)}
    return render(request, "unit/deep_dives/review.html", context)


def save_whole(request: HttpRequest, own: Review, form: WholeForm) -> bool:
    """Save what was typed of the whole return; False where the form has to be shown again."""
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
    if "finish" not in request.POST:
        messages.success(request, "Your review is saved.")
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
        messages.success(request, "Your review is saved.")
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
