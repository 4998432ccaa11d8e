"""The year's programme, an audit's plan in full, and deciding on it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from audit_forms.case_audits import permissions, services
from audit_forms.case_audits.forms.common import VersionForm
from audit_forms.case_audits.forms.planning import years_offered
from audit_forms.case_audits.forms.unit import SendBackForm
from audit_forms.case_audits.history import history_of, note_kept
from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.timetable import draw, steps_of
from audit_forms.case_audits.views.access import find_audit, saved
from audit_forms.case_audits.waiting import next_day, next_step
from audit_forms.organisations.models import Membership
from portal.accounts.permissions import is_business_unit
from portal.dates import year_after, year_of

READ_AGAIN = "Nothing was decided: the plan has changed since you opened the page. Read it again, then decide."


@require_safe
@login_required
def programme(request: HttpRequest) -> HttpResponse:
    """One year: four places and emergent audits, drawn in time, with what waits for the reader on top."""
    if not permissions.can_open_programme(request.user):
        raise Http404
    whole = permissions.can_see_programme(request.user)
    visible = CaseAudit.objects.visible_to(request.user)
    audits = (visible if whole else visible.filter(chair=request.user)).select_related("programme", "theme", "chair")
    years = years_with(audits) if not whole else years_offered()
    year = chosen_year(request.GET.get("year", ""), years)
    shown = list(audits.filter(programme__year=year).order_by("opens_at", "pk"))
    for each in shown:
        each.next_step, each.next_day = next_step(each), next_day(each)
    context = {
        "year": year,
        "earlier": neighbour(year, years, -1),
        "later": neighbour(year, years, 1),
        "places": places([each for each in shown if not each.is_emergent]) if whole else [],
        "emergent": [each for each in shown if each.is_emergent] if whole else shown,
        "audits": shown,
        "drawing": draw(shown),
        "is_whole": whole,
        "may_plan": permissions.can_plan(request.user),
        "has_returns": Membership.objects.of(request.user).exists(),
    }
    return render(request, "case_audits/programme.html", context)


def years_with(audits: Any) -> list[str]:
    """The years in which any of these audits is."""
    return sorted(set(audits.order_by().values_list("programme__year", flat=True)))


def chosen_year(wanted: str, years: list[str]) -> str:
    """The year asked for, else this one, else the newest that there is."""
    now = year_of(timezone.localdate())
    if wanted in years:
        return wanted
    return now if now in years or not years else years[-1]


def neighbour(year: str, years: list[str], step: int) -> str:
    """The year before (-1) or after (1) that one, where there is anything to see or to plan."""
    other = year_after(year, step)
    return other if other in years else ""


def places(planned: list[CaseAudit]) -> list[CaseAudit | None]:
    """The four places of a year, those that are free last."""
    free = max(0, services.PLANNED_A_YEAR - len(planned))
    return [*planned, *([None] * free)]


@require_safe
@login_required
def audit(request: HttpRequest, reference: str) -> HttpResponse:
    """The plan in full, who decided what and when, and the one next step that is this reader's."""
    found = find_audit(request.user, reference)
    return render(request, "case_audits/plan.html", audit_context(request, found))


def audit_context(request: HttpRequest, found: CaseAudit, form: SendBackForm | None = None) -> dict[str, Any]:
    """What an audit's page shows; `form` holds a note that was refused."""
    user = request.user
    knows_all = permissions.can_see_programme(user) or found.chair_id == user.pk
    return {
        "audit": found,
        "form": form,
        "send_back": form or SendBackForm(audit=found),
        "version": VersionForm(audit=found),
        "next_step": next_step(found),
        "next_day": next_day(found),
        "steps": steps_of(found),
        "drawing": draw([found]),
        "agencies": found.agencies.order_by("name"),
        "history": history_of(found) if knows_all else [],
        "note_kept": note_kept(found),
        "is_business_unit": is_business_unit(user),
        "may_open_programme": permissions.can_open_programme(user),
        "may_change": permissions.can_change_plan(user, found),
        "may_agree": permissions.can_agree(user, found),
        "may_approve": permissions.can_approve(user, found),
    }


@require_POST
@login_required
def agree(request: HttpRequest, reference: str) -> HttpResponse:
    """The group agrees the plan."""
    found = find_audit(request.user, reference)
    if not permissions.is_group(request.user):
        raise Http404
    return decide(request, found, services.agree_plan, "The plan is agreed. The Executive has been told.")


@require_POST
@login_required
def approve(request: HttpRequest, reference: str) -> HttpResponse:
    """The Executive approves the plan."""
    found = find_audit(request.user, reference)
    if not permissions.is_executive(request.user):
        raise Http404
    return decide(request, found, services.approve_plan, "The plan is approved. The Business Unit has been told.")


def decide(request: HttpRequest, found: CaseAudit, service: Any, words: str) -> HttpResponse:
    """Call the service with the version that was read, and go back to the plan with what came of it."""
    form = VersionForm(request.POST, audit=found)
    if form.is_valid() and saved(request, form, service):
        messages.success(request, words)
    else:
        refusals = [text for text in form.non_field_errors() if not hasattr(form, "differences")]
        messages.error(request, " ".join(refusals) or READ_AGAIN)
    return redirect(found)


@require_POST
@login_required
def send_back(request: HttpRequest, reference: str) -> HttpResponse:
    """The Executive sends the plan back with a note."""
    found = find_audit(request.user, reference)
    if not permissions.is_executive(request.user):
        raise Http404
    form = SendBackForm(request.POST, audit=found)
    if form.is_valid() and saved(request, form, services.send_plan_back, note=form.cleaned_data["note"]):
        messages.success(request, "The plan has gone back to the group with your note.")
        return redirect(found)
    current = find_audit(request.user, reference)
    if not permissions.can_approve(request.user, current):
        messages.error(request, READ_AGAIN)
        return redirect(current)
    return render(request, "case_audits/plan.html", audit_context(request, current, form))
