"""A round's tracker."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit_forms.returns.enums import EXTENDABLE_STATUSES
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.segments import left_of_closed, sizes
from audit_forms.self_assessments.tracker import TrackerForm, page_of, standing
from portal.accounts.decorators import business_unit_required


def visible_round(request: HttpRequest, pk: int) -> Round:
    """The round, or 404 for "not yours" and "not there" alike."""
    rounds = Round.objects.visible_to(request.user).select_related("edition__questionnaire")
    return get_object_or_404(rounds, pk=pk)


@require_safe
@business_unit_required
def tracker(request: HttpRequest, pk: int) -> HttpResponse:
    """How the round stands, and its returns with filters and order from the address."""
    exercise = visible_round(request, pk)
    form = TrackerForm(request.GET, of_agencies=exercise.asks_agencies)
    column, descending = form.order
    context = {
        "round": exercise,
        "standing": standing(exercise),
        "filters": form,
        "page_obj": page_of(exercise, form, request.GET.get("page")),
        "sorted_by": column,
        "descending": descending,
        "extendable": EXTENDABLE_STATUSES,
        "address": request.GET.urlencode(),
        "is_over": exercise.deadline < timezone.now(),
        "segments": sizes(exercise) if exercise.is_running else [],
        "closed_settings": left_of_closed(exercise).count(),
        "export_key": uuid4(),
    }
    return render(request, "unit/tracker.html", context)
