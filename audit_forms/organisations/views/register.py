"""Importing the national register: upload, preview, confirm."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit_forms.organisations.enums import ChangeKind
from audit_forms.organisations.forms import ChangeFilterForm, RegisterUploadForm
from audit_forms.organisations.models import RegisterImport
from audit_forms.organisations.register import services
from audit_forms.organisations.register.reader import RegisterFileError
from portal.accounts.decorators import business_unit_required

PER_PAGE = 50
LAST_IMPORTS = 10
UPLOAD, PREVIEW = "organisations:import", "organisations:preview"


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def upload(request: HttpRequest) -> HttpResponse:
    """Take the file; a file that can be read leads to its preview."""
    is_sent = request.method == "POST"
    form = RegisterUploadForm(request.POST, request.FILES) if is_sent else RegisterUploadForm()
    if is_sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = services.preview_import(
                file=file, file_name=file.name, la_code=form.cleaned_data["la_code"], actor=request.user
            )
        except RegisterFileError as error:
            form.add_error("file", f"{error} Nothing was imported.")
        else:
            return redirect(PREVIEW, made.pk)
    imports = RegisterImport.objects.visible_to(request.user).select_related("uploaded_by")[:LAST_IMPORTS]
    return render(request, "organisations/import.html", {"form": form, "imports": imports})


@require_safe
@business_unit_required
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What the import would change, or has changed: counts first, then row by row."""
    shown = visible_import(request, pk)
    filters = ChangeFilterForm(request.GET)
    kind = filters.cleaned_data["kind"] if filters.is_valid() else ""
    changes = shown.changes.filter(kind=kind) if kind else shown.changes.all()
    counts = [(each, shown.counts[each.value]) for each in ChangeKind if shown.counts.get(each.value)]
    return render(
        request,
        "organisations/preview.html",
        {
            "import": shown,
            "filters": filters,
            "kind": kind,
            "counts": counts,
            "page_obj": Paginator(changes, PER_PAGE).get_page(request.GET.get("page")),
        },
    )


@require_POST
@business_unit_required
def confirm_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Apply what the preview shows; where that is out of date, show a new preview instead."""
    shown = visible_import(request, pk)
    try:
        applied = services.apply_import(register_import=shown, actor=request.user)
    except services.PreviewOutdatedError:
        return _renewed(request, shown)
    messages.success(request, f"Imported: {applied.writes} changes were written.")
    return redirect(PREVIEW, pk)


def _renewed(request: HttpRequest, shown: RegisterImport) -> HttpResponse:
    try:
        made = services.renew_preview(register_import=shown, actor=request.user)
    except RegisterFileError as error:
        messages.error(request, f"Nothing was imported. {error}")
        return redirect(UPLOAD)
    messages.warning(
        request, "Organisations have changed since you saw the preview. Nothing was imported; this is a new preview."
    )
    return redirect(PREVIEW, made.pk)


@require_POST
@business_unit_required
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the preview aside and delete the file."""
    services.discard_import(register_import=visible_import(request, pk), actor=request.user)
    messages.success(request, "The preview was discarded. Nothing was imported.")
    return redirect(UPLOAD)


def visible_import(request: HttpRequest, pk: int) -> RegisterImport:
    """The import, if the person may see it."""
    return get_object_or_404(RegisterImport.objects.visible_to(request.user), pk=pk)
