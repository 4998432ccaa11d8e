"""The summary report: read, written, approved, made into pages, published."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit_forms.case_audits import permissions, services
from audit_forms.case_audits.enums import Subject
from audit_forms.case_audits.forms.report import NoteForm, ReportForm
from audit_forms.case_audits.gate import problems_of
from audit_forms.case_audits.models import CaseAudit, Report
from audit_forms.case_audits.workflow import TransitionRefused
from portal.accounts.step_up import fresh_factor_required


def find_report(user: Any, reference: str) -> Report:
    """The report of that audit; raises Http404 alike where there is none and where it is not this person's."""
    found: Report | None = Report.objects.visible_to(user).with_context().filter(audit__reference=reference).first()
    if found is None:
        raise Http404
    return found


@require_safe
@login_required
def report(request: HttpRequest, reference: str) -> HttpResponse:
    """The report as it stands, what keeps it from going on, and the one next step of this reader."""
    audit = CaseAudit.objects.visible_to(request.user).filter(reference=reference).first()
    there = Report.objects.filter(audit__reference=reference).exists()
    if audit is not None and not there and permissions.can_draft_report(request.user, audit):
        return render(request, "case_audits/reports/undrafted.html", {"audit": audit})
    found = find_report(request.user, reference)
    return render(request, "case_audits/reports/report.html", reading_context(request.user, found))


def reading_context(user: Any, found: Report, note_form: NoteForm | None = None) -> dict[str, Any]:
    """What the page of a report shows this reader."""
    return {
        "report": found,
        "audit": found.audit,
        "problems": [] if found.audit.status == "published" else problems_of(found),
        "recommendations": found.recommendations.prefetch_related("organisations").select_related("raised"),
        "decisions": found.audit.approvals.filter(subject=Subject.REPORT).select_related("decided_by"),
        "note_form": note_form or NoteForm(),
        "may_write": permissions.can_write_report(user, found),
        "may_approve": permissions.can_approve_report(user, found),
        "may_open_again": permissions.can_open_report_again(user, found),
        "may_make_pages": permissions.can_make_pages(user, found),
        "may_publish": permissions.can_publish_report(user, found),
    }


@require_POST
@login_required
def draft(request: HttpRequest, reference: str) -> HttpResponse:
    """Have the first draft made."""
    audit = CaseAudit.objects.visible_to(request.user).filter(reference=reference).first()
    if audit is None:
        raise Http404
    services.draft_report(audit=audit, actor=request.user)
    messages.success(request, "The report is drafted. Make its words your own.")
    return redirect("reports:write", reference)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def write(request: HttpRequest, reference: str) -> HttpResponse:
    """Write the report; what somebody else saved meanwhile is never overwritten."""
    found = find_report(request.user, reference)
    if not permissions.can_write_report(request.user, found):
        return redirect("reports:report", reference)
    form = ReportForm(request.POST if request.method == "POST" else None, report=found)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_report(
                report=found,
                version=form.cleaned_data["version"],
                texts=form.texts,
                judgements=form.judged,
                recommendations=form.wanted,
                actor=request.user,
            )
        except TransitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The report is saved.")
            return redirect("reports:report", reference)
    return render(request, "case_audits/reports/write.html", {"form": form, "report": found, "audit": found.audit})


@require_POST
@login_required
def approve(request: HttpRequest, reference: str) -> HttpResponse:
    """The group approves it."""
    return _decide(request, reference, services.approve_report, "The report is approved.", with_note=True)


@require_POST
@login_required
def open_again(request: HttpRequest, reference: str) -> HttpResponse:
    """Take it back to change it."""
    return _decide(request, reference, services.open_report_again, "The report is open again.", with_note=True)


@require_POST
@login_required
def make_pages(request: HttpRequest, reference: str) -> HttpResponse:
    """Make its pages as drafts."""
    words = "The pages are made. Editors can polish them; then somebody else publishes them here."
    return _decide(request, reference, services.make_pages, words)


@require_POST
@login_required
@fresh_factor_required
def publish(request: HttpRequest, reference: str) -> HttpResponse:
    """Publish what a colleague made."""
    words = "The outcome and the briefing are published, and the recommendations are followed from today."
    return _decide(request, reference, services.publish_report, words)


def _decide(
    request: HttpRequest, reference: str, service: Callable[..., Any], words: str, *, with_note: bool = False
) -> HttpResponse:
    """Call the service for this report; a refusal is shown on its page with what was typed."""
    found = find_report(request.user, reference)
    form = NoteForm(request.POST)
    if not form.is_valid():
        context = reading_context(request.user, found, form)
        return render(request, "case_audits/reports/report.html", context)
    try:
        service(report=found, actor=request.user, **(form.cleaned_data if with_note else {}))
    except TransitionRefused as refused:
        form.add_error("note" if with_note else None, str(refused))
        return render(request, "case_audits/reports/report.html", reading_context(request.user, found, form))
    messages.success(request, words)
    return redirect("reports:report", reference)
