"""The workbook of a return: downloaded, brought back, looked at, taken over."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit_forms.returns import permissions
from audit_forms.returns.forms.workbook import WorkbookForm
from audit_forms.returns.models import Return, UploadedWorkbook
from audit_forms.returns.services import (
    NotOpen,
    apply_workbook,
    compare_workbook,
    discard_workbook,
    keep_workbook,
)
from audit_forms.returns.services.workbooks import choice_name
from audit_forms.returns.views.access import find_return
from audit_forms.returns.workbook.reading import NotAWorkbook
from audit_forms.returns.workbook.writing import make_workbook
from audit_forms.returns.workflow import TransitionRefused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def workbook(request: HttpRequest, reference: str) -> HttpResponse:
    """What the workbook is for, its downloads and, for those who write the return, the way to bring it back."""
    audit_return = find_return(request.user, reference)
    may_write = permissions.can_write_answers(request.user, audit_return)
    if request.method == "POST" and not may_write:
        raise PermissionDenied("Only those who write this return bring a workbook back, while it is open.")
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            upload = keep_workbook(audit_return=audit_return, file=form.cleaned_data["file"].file, actor=request.user)
        except (NotAWorkbook, NotOpen) as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("returns:workbook_upload", audit_return.reference, upload.pk)
    waiting = UploadedWorkbook.objects.offered_to(request.user).filter(audit_return=audit_return).first()
    context = {"audit_return": audit_return, "form": form, "may_write": may_write, "waiting": waiting}
    return render(request, "returns/workbook.html", context)


@require_safe
@login_required
def download(request: HttpRequest, reference: str, kind: str) -> FileResponse:
    """The workbook itself: `answers` with what has been written so far, `blank` without."""
    if kind not in ("answers", "blank"):
        raise Http404
    audit_return = find_return(request.user, reference)
    exercise = "case audit" if audit_return.is_confidential else audit_return.exercise
    name = f"{slugify(f'{audit_return.organisation} {exercise} {kind}')[:120]}"
    day = f"{timezone.localdate():%Y-%m-%d}"
    book = make_workbook(audit_return, blank=kind == "blank")
    return FileResponse(book, as_attachment=True, filename=f"{name}-{day}.xlsx", content_type=XLSX)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def uploaded(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Every change and conflict of a workbook brought back; nothing is written before it is confirmed here."""
    audit_return, upload = find_upload(request, reference, pk)
    refusal = ""
    if request.method == "POST":
        try:
            written = apply_workbook(upload=upload, kept=request.POST.dict(), actor=request.user)
        except (TransitionRefused, NotOpen) as refused:
            refusal = str(refused)
        else:
            messages.success(request, _told(written))
            return redirect(audit_return)
    comparison = compare_workbook(upload=upload)
    context = {
        "audit_return": audit_return,
        "upload": upload,
        "comparison": comparison,
        "conflicts": [(each, choices(each, request.POST)) for each in comparison.conflicts],
        "refusal": refusal,
    }
    return render(request, "returns/workbook_upload.html", context, status=422 if refusal else 200)


@require_POST
@login_required
def discard(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Forget a workbook that was brought back; the answers stay as they are."""
    audit_return, upload = find_upload(request, reference, pk)
    discard_workbook(upload=upload, actor=request.user)
    messages.success(request, "The workbook is discarded. No answer was changed.")
    return redirect("returns:workbook", audit_return.reference)


def find_upload(request: HttpRequest, reference: str, pk: int) -> tuple[Return, UploadedWorkbook]:
    """The person's own upload; raises Http404 for anybody else's, and for one that is used up."""
    audit_return = find_return(request.user, reference)
    upload = UploadedWorkbook.objects.offered_to(request.user).filter(audit_return=audit_return, pk=pk).first()
    if upload is None:
        raise Http404
    upload.audit_return = audit_return
    return audit_return, upload


def choices(each: Any, sent: Any) -> dict[str, Any]:
    """The two answers of a conflict to choose from; the version says which other answer was seen."""
    name, version = choice_name(each.question), each.other.version
    chosen = sent.get(name, "")
    return {
        "name": name,
        "mine": f"mine:{version}",
        "theirs": f"theirs:{version}",
        "mine_checked": chosen == f"mine:{version}",
        "theirs_checked": chosen == f"theirs:{version}",
    }


def _told(written: int) -> str:
    if not written:
        return "Nothing was changed: the answers were already as the workbook has them."
    return f"{written} answer{'' if written == 1 else 's'} taken over from the workbook."
