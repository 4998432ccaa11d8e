"""The summary report of a round: drafted, read with what is hidden, written, approved, and taken as a document."""

from collections.abc import Callable
from io import BytesIO

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit_forms.improvement.workflow import TransitionRefused
from audit_forms.insight.documents.kinds import PDF, WORD
from audit_forms.self_assessments import permissions, services
from audit_forms.self_assessments.models import SummaryReport
from audit_forms.self_assessments.models.summary import TEXTS
from audit_forms.self_assessments.summary.documents import file_name, make_pdf_of, make_word_of
from audit_forms.self_assessments.summary.gate import problems_of
from audit_forms.self_assessments.summary.pages import voices_of
from audit_forms.self_assessments.summary_forms import ReasonForm, SummaryForm
from audit_forms.self_assessments.views.tracker import visible_round
from portal.accounts.decorators import business_unit_required
from portal.accounts.step_up import fresh_factor_required
from portal.texts import label_of, lines_of

SUMMARY = "self_assessments:summary"
DOCUMENTS: dict[str, tuple[Callable[[SummaryReport], bytes], str]] = {
    "pdf": (make_pdf_of, PDF),
    "docx": (make_word_of, WORD),
}


def find_summary(request: HttpRequest, pk: int) -> SummaryReport:
    """The report of that round, or 404 for "not yours" and "not there" alike."""
    reports = SummaryReport.objects.visible_to(request.user)
    return get_object_or_404(
        reports.select_related("exercise__edition__questionnaire", "page", "written_by", "approved_by"), exercise=pk
    )


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def summary(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it stands with what is kept back and why; where there is none, the one press that drafts it."""
    exercise = visible_round(request, pk)
    if request.method == "POST":
        try:
            services.draft_summary(exercise=exercise, actor=request.user)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
            return redirect("self_assessments:tracker", pk)
        messages.success(request, "The report is drafted. Make its words your own.")
        return redirect(SUMMARY, pk)
    if not SummaryReport.objects.filter(exercise=pk).exists():
        return render(request, "unit/summary/undrafted.html", {"round": exercise})
    return _read(request, find_summary(request, pk))


def _read(request: HttpRequest, found: SummaryReport, form: ReasonForm | None = None) -> HttpResponse:
    context = {
        "round": found.exercise,
        "report": found,
        "parts": [(label_of(found, name), lines_of(getattr(found, name))) for name in TEXTS],
        "voices": voices_of(found),
        "problems": problems_of(found) if found.is_draft else [],
        "form": form or ReasonForm(),
        "may_write": permissions.can_write_summary(request.user, found),
        "may_approve": permissions.can_approve_summary(request.user, found),
        "may_open_again": permissions.can_open_summary_again(request.user, found),
    }
    return render(request, "unit/summary/report.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def write_summary(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the report; what somebody else saved meanwhile is never overwritten."""
    found = find_summary(request, pk)
    if not permissions.can_write_summary(request.user, found):
        return redirect(SUMMARY, pk)
    form = SummaryForm(request.POST if request.method == "POST" else None, report=found)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_summary(
                report=found, version=form.cleaned_data["version"], texts=form.texts, actor=request.user
            )
        except TransitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The report is saved.")
            return redirect(SUMMARY, pk)
    return render(request, "unit/summary/write.html", {"form": form, "report": found, "round": found.exercise})


@require_POST
@business_unit_required
def recount_summary(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the figures anew."""
    services.take_figures(report=find_summary(request, pk), actor=request.user)
    messages.success(request, "The round is counted again. The words stay as they were: check their numbers.")
    return redirect(SUMMARY, pk)


@require_POST
@business_unit_required
@fresh_factor_required
def approve_summary(request: HttpRequest, pk: int) -> HttpResponse:
    """A second person approves it, and its page is made."""
    try:
        services.approve_summary(report=find_summary(request, pk), actor=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    except TransitionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The report is approved, and its page is a draft that editors finish and publish.")
    return redirect(SUMMARY, pk)


@require_POST
@business_unit_required
def open_summary_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back to change it."""
    found = find_summary(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _read(request, found, form)
    services.open_summary_again(report=found, reason=form.cleaned_data["reason"], actor=request.user)
    messages.success(request, "The report is open again.")
    return redirect(SUMMARY, pk)


@require_safe
@business_unit_required
def download_summary(request: HttpRequest, pk: int, ending: str) -> FileResponse:
    """The report as tagged PDF or as a Word file."""
    found = find_summary(request, pk)
    make, content_type = DOCUMENTS[ending]
    name = file_name(found, ending)
    response = FileResponse(BytesIO(make(found)), as_attachment=True, filename=name, content_type=content_type)
    response["Cache-Control"] = "private, no-store"
    return response
