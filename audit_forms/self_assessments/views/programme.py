"""The two-year programme, and planning next year's round."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit_forms.self_assessments import services
from audit_forms.self_assessments.forms import PlanForm
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.programme import editions_for, next_plan, programme_of
from audit_forms.self_assessments.tracker import standings
from audit_forms.self_assessments.views.tracker import visible_round
from portal.accounts.decorators import business_unit_required

DATES = {"opens_at": "day_opens", "deadline": "day_due"}


@require_safe
@business_unit_required
def programme(request: HttpRequest) -> HttpResponse:
    """Every year with its rounds, how they stand, and what is still to be planned."""
    rounds = list(
        Round.objects.visible_to(request.user).select_related("edition__questionnaire", "summary_report__page")
    )
    standing = standings([each for each in rounds if each.is_open])
    for each in rounds:
        each.standing = standing.get(each.pk)
    return render(request, "unit/programme.html", {"years": programme_of(rounds)})


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def plan_next(request: HttpRequest, pk: int) -> HttpResponse:
    """Next year's round, filled in from this one; everything can be changed before it is planned."""
    last = visible_round(request, pk)
    editions = editions_for(last)
    form = PlanForm(request.POST if request.method == "POST" else None, initial=next_plan(last), editions=editions)
    if request.method == "POST" and form.is_valid():
        try:
            plan = form.plan | {"grace": last.grace, "carries_forward": last.carries_forward}
            planned = services.schedule_round(actor=request.user, **plan)
        except ValidationError as refusal:
            put_on(form, refusal)
        else:
            messages.success(request, f"{planned.title} is planned.")
            return redirect("self_assessments:programme")
    return render(request, "unit/plan_next.html", {"last": last, "form": form})


def put_on(form: PlanForm, refusal: ValidationError) -> None:
    """What stands against the plan, beside the fields of this form that it is about."""
    for name, words in getattr(refusal, "message_dict", {"": refusal.messages}).items():
        field = DATES.get(name, name)
        form.add_error(field if field in form.fields else None, words)
