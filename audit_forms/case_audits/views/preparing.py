"""Getting an audit ready: agencies, the information-governance note, the chair, dates, the start."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit_forms.case_audits import permissions, services
from audit_forms.case_audits.enums import CaseStatus
from audit_forms.case_audits.forms.common import VersionForm
from audit_forms.case_audits.forms.unit import AgenciesForm, ChairForm, DatesForm, GovernanceForm, MoreAgenciesForm
from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.views.access import find_audit, saved
from audit_forms.case_audits.workflow import TransitionRefused
from portal.accounts.decorators import business_unit_required
from portal.accounts.models import User

AUDIT = "unit_audits:audit"
NOT_NOW = "That is not possible now: the audit has moved on."
PEOPLE_SHOWN = 20
LONGEST_SEARCH = 100


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def agencies(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose the agencies that are asked; before the first choice all are ticked."""
    found = find_audit(request.user, reference)
    if not permissions.can_keep_governance(request.user, found):
        return not_now(request, found)
    form = AgenciesForm(request.POST or None, audit=found)
    if request.method == "POST" and form.is_valid():
        changed = saved(request, form, services.choose_agencies, agencies=form.chosen)
        if changed is not None:
            number = changed.asked.count()
            return done(request, changed, f"{number} agenc{'y is' if number == 1 else 'ies are'} asked.")
    return render(request, "case_audits/unit/agencies.html", {"audit": found, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def more_agencies(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask further agencies while the audit runs."""
    found = find_audit(request.user, reference)
    if not permissions.can_ask_more(request.user, found):
        return not_now(request, found)
    form = MoreAgenciesForm(request.POST or None, audit=found)
    if request.method == "POST" and form.is_valid():
        try:
            new = services.ask_more_agencies(audit=found, agencies=form.chosen, actor=request.user)
        except TransitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            more = f"{new} more agenc{'y has' if new == 1 else 'ies have'} been told of the cases."
            return done(request, found, more if new else "They have been told already.")
    return render(request, "case_audits/unit/more_agencies.html", {"audit": found, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def governance(request: HttpRequest, reference: str) -> HttpResponse:
    """Write the information-governance note."""
    found = find_audit(request.user, reference)
    if not permissions.can_keep_governance(request.user, found):
        return not_now(request, found)
    return one_form(request, found, GovernanceForm, services.keep_governance, "governance", "The note is saved.")


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def dates(request: HttpRequest, reference: str) -> HttpResponse:
    """Move what is still to come."""
    found = find_audit(request.user, reference)
    if not permissions.can_move_dates(request.user, found):
        return not_now(request, found)
    words = "The dates are saved. Those with a part in the audit have been told of what moved."

    def move(*, audit: CaseAudit, version: int, actor: Any, **days: Any) -> CaseAudit:
        return services.move_dates(audit=audit, version=version, actor=actor, days=days)

    return one_form(request, found, DatesForm, move, "dates", words)


def one_form(
    request: HttpRequest,
    found: CaseAudit,
    form_class: type[VersionForm],
    service: Callable[..., CaseAudit],
    template: str,
    words: str,
) -> HttpResponse:
    """Show a form about the audit; hand what was entered to the service."""
    form = form_class(request.POST or None, audit=found)
    if request.method == "POST" and form.is_valid():
        changed = saved(request, form, service, **form.values)
        if changed is not None:
            return done(request, changed, words)
    return render(request, f"case_audits/unit/{template}.html", {"audit": found, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def chair(request: HttpRequest, reference: str) -> HttpResponse:
    """Look for a person, then name them as chair."""
    found = find_audit(request.user, reference)
    if not permissions.can_name_chair(request.user, found):
        return not_now(request, found)
    words = (request.POST.get("q") or request.GET.get("q", ""))[:LONGEST_SEARCH]
    people = people_found(words) if words else [found.chair] if found.chair else []
    form = ChairForm(request.POST or None, audit=found, people=people)
    if request.method == "POST" and form.is_valid():
        changed = saved(request, form, services.name_chair, chair=form.cleaned_data["chair"])
        if changed is not None:
            return done(request, changed, f"{changed.chair} chairs this audit and has been told.")
    context = {"audit": found, "form": form, "words": words, "people": people, "shown": PEOPLE_SHOWN}
    return render(request, "case_audits/unit/chair.html", context)


def people_found(words: str) -> list[User]:
    """The first people who can sign in and whose name or address holds each of the words."""
    people = User.objects.filter(is_active=True)
    for word in words.replace("\x00", "").split():
        people = people.filter(name__icontains=word) | people.filter(email__icontains=word)
    return list(people.order_by("name", "pk")[:PEOPLE_SHOWN])


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def start(request: HttpRequest, reference: str) -> HttpResponse:
    """Say how many agencies and cases it is about, or what is missing; start the audit when that is confirmed."""
    found = find_audit(request.user, reference)
    if request.method == "POST":
        return carried_out(request, found, services.start_audit, "The audit has started. Agencies know of it now.")
    if not permissions.can_start(request.user, found):
        return not_now(request, found)
    context = {
        "audit": found,
        "missing": services.missing_for_start(found),
        "agency_number": found.asked.count(),
        "case_number": found.cases.filter(status=CaseStatus.ACTIVE).count(),
    }
    return render(request, "case_audits/unit/start.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def close_returns(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what it means; begin quality assurance when that is confirmed."""
    found = find_audit(request.user, reference)
    if request.method == "POST":
        return carried_out(request, found, services.close_returns, "Quality assurance has begun.")
    if not permissions.can_close_returns(request.user, found):
        return not_now(request, found)
    return render(request, "case_audits/unit/close_returns.html", {"audit": found})


def carried_out(request: HttpRequest, found: CaseAudit, service: Callable[..., CaseAudit], words: str) -> HttpResponse:
    """Call the service and go to the audit with what came of it."""
    try:
        service(audit=found, actor=request.user)
    except TransitionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, words)
    return redirect(AUDIT, found.reference)


def done(request: HttpRequest, found: CaseAudit, words: str) -> HttpResponse:
    """Back to the audit, saying what was done."""
    messages.success(request, words)
    return redirect(AUDIT, found.reference)


def not_now(request: HttpRequest, found: CaseAudit) -> HttpResponse:
    """Back to the audit, saying that its state does not allow it."""
    messages.error(request, NOT_NOW)
    return redirect(AUDIT, found.reference)
