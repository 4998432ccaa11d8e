"""The Business Unit at an agency's audit: the quality checklist, more time, and a conflict of interest found."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from audit_forms.case_audits import services
from audit_forms.case_audits.agency_forms import ConflictForm, TimeForm
from audit_forms.case_audits.enums import EndReason, QualityPoint
from audit_forms.case_audits.models import Involvement, QualityCheck
from audit_forms.case_audits.permissions import can_check_quality, can_give_time
from audit_forms.case_audits.quality_forms import QualityForm
from audit_forms.case_audits.workflow import TransitionRefused
from audit_forms.returns.models import Return
from audit_forms.returns.permissions import is_separate
from portal.accounts.permissions import is_business_unit


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def quality(request: HttpRequest, reference: str, return_reference: str) -> HttpResponse:
    """The ten points; read-only once the audit is decided on, and for whoever had a hand in it."""
    part = find_unit_part(request.user, reference, return_reference)
    audit_return = part.audit_return
    if not is_separate(request.user, audit_return):
        return render(request, "returns/assure/separated.html", {"audit_return": audit_return}, status=403)
    checks = QualityCheck.objects.filter(audit_return=audit_return).select_related("updated_by")
    check = checks.filter(attempt=audit_return.attempt).first()
    may_check = can_check_quality(request.user, audit_return)
    if request.method == "POST" and not may_check:
        messages.error(request, "Nothing was changed: the audit has moved on since you opened the page.")
        return redirect(request.path)
    form = QualityForm(request.POST if request.method == "POST" else None, check=check)
    newer = None
    if request.method == "POST" and form.is_valid():
        newer = save(request, audit_return, form)
        if newer is None and not form.errors:
            return redirect(request.path)
    context = {
        "part": part,
        "audit_return": audit_return,
        "check": check,
        "form": form,
        "may_check": may_check,
        "rows": rows_of(form, check, newer),
        "newer": newer,
        "left": check.points_left if check else len(QualityPoint.values),
        "earlier": [(each, rows_of(None, each, None)) for each in checks.exclude(attempt=audit_return.attempt)],
    }
    return render(request, "case_audits/unit/quality.html", context)


def save(request: HttpRequest, audit_return: Return, form: QualityForm) -> QualityCheck | None:
    """Keep the points; gives the colleague's checklist where somebody saved meanwhile, with what was typed kept."""
    version = form.cleaned_data["version"]
    try:
        services.save_quality_check(audit_return=audit_return, points=form.points, version=version, actor=request.user)
    except services.CheckedMeanwhile as conflict:
        form.add_error(None, str(conflict))
        form.data = {**form.data.dict(), "version": str(conflict.check.version)}
        return conflict.check
    except TransitionRefused as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, "The checklist is saved.")
    return None


def rows_of(form: QualityForm | None, check: QualityCheck | None, newer: QualityCheck | None) -> list[dict[str, Any]]:
    """Each point with its two fields, what is kept of it, and what a colleague has kept meanwhile."""
    return [
        {
            "label": point.label,
            "met": form[f"{point.value}_met"] if form else None,
            "note": form[f"{point.value}_note"] if form else None,
            "kept": check.points.get(point.value) if check else None,
            "theirs": newer.points.get(point.value) if newer else None,
        }
        for point in QualityPoint
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def more_time(request: HttpRequest, reference: str, return_reference: str) -> HttpResponse:
    """Give one agency more time for its audit of one case."""
    part = find_unit_part(request.user, reference, return_reference)
    if not can_give_time(request.user, part):
        if request.method == "POST":
            messages.error(request, "Nothing was changed: the agency no longer works on this audit.")
        return redirect(part.audit_return)
    form = TimeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.extend_part(involvement=part, actor=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "The new deadline is saved. The agency has been told.")
            return redirect(part.audit_return)
    return render(request, "case_audits/unit/more_time.html", {"part": part, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def conflict(request: HttpRequest, reference: str, case_reference: str, organisation: int) -> HttpResponse:
    """Close a case to somebody of an agency in whom a conflict of interest was found."""
    if not is_business_unit(request.user):
        raise Http404
    visible = Involvement.objects.visible_to(request.user).with_context()
    part = get_object_or_404(
        visible, case__audit__reference=reference, case__reference=case_reference, organisation=organisation
    )
    form = ConflictForm(request.POST if request.method == "POST" else None, part=part, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            services.declare_conflict(involvement=part, actor=request.user, **form.cleaned_data)
        except (TransitionRefused, PermissionDenied) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The case is closed to that person. The agency has been told where it matters.")
            return redirect(request.path)
    conflicts = part.appointments.filter(ended_because=EndReason.CONFLICT).select_related("auditor")
    context = {"part": part, "form": form, "conflicts": conflicts}
    return render(request, "case_audits/unit/conflict.html", context)


def find_unit_part(user: Any, reference: str, return_reference: str) -> Involvement:
    """The part whose return that is, for the Business Unit; raises Http404 alike for all else."""
    if not is_business_unit(user):
        raise Http404
    readable = Return.objects.visible_to(user).filter(reference=return_reference)
    visible = Involvement.objects.visible_to(user).with_context().filter(case__audit__reference=reference)
    found: Involvement = get_object_or_404(visible, audit_return__in=readable)
    return found
