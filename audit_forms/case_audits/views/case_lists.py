"""Cases as a list: given by paste or workbook, looked at, then added.

What is given answers with a redirect, and waits sealed: so neither the browser's history nor a form's kept answers
hold it (bars S27). Who the children are is shown only in answer to a press that itself says nothing of them.
"""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from audit_forms.case_audits import case_lists, services
from audit_forms.case_audits.case_forms import CaseListForm
from audit_forms.case_audits.enums import AGENCY_STATUSES
from audit_forms.case_audits.models import CaseAudit, CaseBatch
from audit_forms.case_audits.permissions import can_keep_cases
from audit_forms.case_audits.vault import VaultClosed
from audit_forms.case_audits.views.identities import CLOSED_FOR_UNIT
from audit_forms.case_audits.views.unit_access import find_audit
from audit_forms.case_audits.workflow import TransitionRefused
from portal.accounts.decorators import business_unit_required
from portal.spreadsheets import workbook_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (14, 28, 16, 44, 28)


@sensitive_post_parameters()
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def give(request: HttpRequest, reference: str) -> HttpResponse:
    """Give a list, by paste or as a workbook."""
    audit = find_audit(request, reference)
    if not can_keep_cases(request.user, audit):
        messages.error(request, "Cases are added from the Executive’s approval until moderation.")
        return redirect("unit_audits:cases", audit.reference)
    form = CaseListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, text = form.cleaned_data["file"], form.cleaned_data["text"]
        try:
            rows = case_lists.rows_of_workbook(file.file) if file else case_lists.rows_of_text(text)
            batch = services.keep_list(audit=audit, rows=rows, actor=request.user)
        except (case_lists.NotAList, TransitionRefused) as refused:
            form.add_error("file" if file else "text", str(refused))
        else:
            CaseBatch.objects.offered_to(request.user).filter(
                key=_replaced(request), audit=audit, added_at=None
            ).delete()
            return redirect("unit_audits:check_list", audit.reference, batch.key)
    return render(request, "case_audits/unit/give_list.html", {"audit": audit, "form": form})


def _replaced(request: HttpRequest) -> UUID | None:
    """The list that was mended, which the new one takes the place of."""
    try:
        return UUID(request.POST.get("replaces", ""))
    except ValueError:
        return None


@sensitive_variables("rows", "lines", "context")
@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def check(request: HttpRequest, reference: str, key: UUID) -> HttpResponse:
    """What was understood of a list: added, shown in full to mend it, or thrown away."""
    audit, batch = find_batch(request, reference, key)
    step = request.POST.get("step", "") if request.method == "POST" else ""
    if step == "discard":
        services.discard_list(batch=batch, actor=request.user)
        messages.success(request, "The list is thrown away. Nothing of it is kept.")
        return redirect("unit_audits:cases", audit.reference)
    try:
        if step == "add" or batch.added_at:
            return added(request, audit, services.add_list(batch=batch, actor=request.user))
        rows = services.open_list(batch=batch, actor=request.user)
    except (TransitionRefused, VaultClosed) as refused:
        messages.error(request, CLOSED_FOR_UNIT if isinstance(refused, VaultClosed) else str(refused))
        return redirect("unit_audits:give_list", audit.reference)
    lines = case_lists.understand(rows, with_identity=audit.uses_vault)
    context = {
        "audit": audit,
        "batch": batch,
        "lines": lines,
        "good": [line for line in lines if not line.problems],
        "bad": [line for line in lines if line.problems],
        "shown": step == "show",
        "form": CaseListForm(initial={"text": case_lists.as_text(rows)}),
    }
    return render(request, "case_audits/unit/check_list.html", context)


def find_batch(request: HttpRequest, reference: str, key: UUID) -> tuple[CaseAudit, CaseBatch]:
    """The officer's own list; raises Http404 for anybody else's, and for one that has run out."""
    audit = find_audit(request, reference)
    batch: CaseBatch | None = CaseBatch.objects.offered_to(request.user).filter(audit=audit, key=key).first()
    if batch is None:
        raise Http404
    return audit, batch


def added(request: HttpRequest, audit: CaseAudit, number: int) -> HttpResponse:
    """Say what was added, on the page of all cases."""
    told = " Their agencies have been told." if audit.status in AGENCY_STATUSES else ""
    messages.success(request, f"{number} case{' is' if number == 1 else 's are'} added.{told}")
    return redirect("unit_audits:cases", audit.reference)


@require_safe
@business_unit_required
def template(request: HttpRequest, reference: str) -> FileResponse:
    """An empty workbook with the columns of a list."""
    audit = find_audit(request, reference)
    columns = case_lists.COLUMNS if audit.uses_vault else case_lists.COLUMNS[:1]
    book = workbook_file("Cases", columns, [], WIDTHS[: len(columns)])
    return FileResponse(book, as_attachment=True, filename="cases-template.xlsx", content_type=XLSX)
