"""The inspection pack: asked for, watched, fetched."""

from uuid import UUID, uuid4

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit_forms.insight.documents.kinds import ZIP
from audit_forms.insight.models import InspectionPack
from audit_forms.insight.pack import services
from audit_forms.insight.pack.forms import PackForm
from portal.accounts.decorators import business_unit_required
from portal.accounts.step_up import fresh_factor_required
from portal.background import stored_file
from portal.dates import year_of


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def ask(request: HttpRequest) -> HttpResponse:
    """Choose years and ask for the pack; below it, those that this person has asked for within the day."""
    start = {"key": uuid4(), "years": [year_of(timezone.localdate())]}
    form = PackForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        pack = services.request_pack(actor=request.user, **form.cleaned_data)
        return redirect("pack:status", pack.key)
    packs = InspectionPack.objects.visible_to(request.user)
    return render(request, "insight/pack/ask.html", {"form": form, "packs": packs})


@require_safe
@business_unit_required
def status(request: HttpRequest, key: UUID) -> HttpResponse:
    """How far a pack is, what has to be mended first, and the way to it."""
    return render(request, "insight/pack/status.html", {"pack": find(request, key)})


@require_safe
@business_unit_required
@fresh_factor_required
def fetch(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The archive. Asked anew on every request: whether this file is the person's."""
    pack = find(request, key)
    stored = stored_file(pack)
    if request.method == "GET":
        services.record_fetching(pack=pack, actor=request.user)
    response = FileResponse(stored, as_attachment=True, filename=pack.file_name, content_type=ZIP)
    response["Cache-Control"] = "private, no-store"
    return response


def find(request: HttpRequest, key: UUID) -> InspectionPack:
    """The pack, or 404 for "not yours" and "not there" alike."""
    return get_object_or_404(InspectionPack.objects.visible_to(request.user), key=key)
