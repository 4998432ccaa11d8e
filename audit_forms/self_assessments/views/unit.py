"""The Business Unit's first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit_forms.organisations.enums import Duty
from audit_forms.organisations.models import Organisation
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.self_assessments.attention import attention
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.progress import drawings
from audit_forms.self_assessments.tracker import standings
from portal.accounts.decorators import business_unit_required

LONGEST_WAITING = 5
ROUNDS_SHOWN = 6


@require_safe
@business_unit_required
def unit(request: HttpRequest) -> HttpResponse:
    """What needs the Business Unit today: the queue first, then the rounds as drawn progress."""
    rounds = Round.objects.visible_to(request.user).select_related("edition__questionnaire")
    opened = list(rounds.filter(opened_at__isnull=False)[:ROUNDS_SHOWN])
    everyones = Return.objects.visible_to(request.user).filter(status=ReturnStatus.SUBMITTED).count()
    submitted = Return.objects.waiting_for(request.user)
    number = submitted.count()
    standing = standings(opened)
    drawn = drawings(opened, standing)
    context = {
        "rounds": [(exercise, standing[exercise.pk], drawn.get(exercise.pk)) for exercise in opened],
        "attention": attention(),
        "scheduled": rounds.filter(opened_at__isnull=True).order_by("opens_at"),
        "submitted_number": number,
        "submitted": list(submitted.select_related("organisation", "exercise")[:LONGEST_WAITING]),
        "for_colleagues": everyones - number,
        "undecided": Organisation.objects.open().with_duty([Duty.UNDECIDED]).count(),
    }
    return render(request, "unit/home.html", context)
