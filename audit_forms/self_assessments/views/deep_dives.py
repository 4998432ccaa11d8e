"""One deep dive: what is known of it, and taking it out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit_forms.returns.models import Return
from audit_forms.returns.workflow import TransitionRefused
from audit_forms.self_assessments import services
from audit_forms.self_assessments.models import DeepDive, Review
from audit_forms.self_assessments.sampled import is_settled, reviews_of
from audit_forms.self_assessments.sampling_forms import TakeOutForm
from portal.accounts.decorators import business_unit_required

DEEP_DIVE = "self_assessments:deep_dive"


def visible_dive(request: HttpRequest, pk: int) -> DeepDive:
    """The deep dive with its return, or 404."""
    dives = DeepDive.objects.visible_to(request.user).select_related("sample__exercise__edition__questionnaire")
    found = get_object_or_404(dives.prefetch_related("reviews__reviewer"), pk=pk)
    returns = Return.objects.visible_to(request.user).with_context()
    found.audit_return = get_object_or_404(returns, pk=found.audit_return_id)
    return found


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
