"""Giving out files of evidence, and the list of what an organisation has."""

import logging

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from audit_forms.organisations.models import Membership
from audit_forms.returns import services
from audit_forms.returns.evidence import given_in
from audit_forms.returns.files import storage
from audit_forms.returns.files.names import fit_name
from audit_forms.returns.models import Evidence, EvidenceUse
from audit_forms.returns.querysets import READING_ROLES
from audit_forms.returns.views.access import find_return
from portal.accounts.permissions import is_business_unit

logger = logging.getLogger(__name__)

PER_PAGE = 20
LONG_LIST = 8
HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "Accept-Ranges": "none",
}


@require_safe
@login_required
def download(request: HttpRequest, reference: str, pk: int) -> HttpResponseBase:
    """A file given in this return.

    Asked anew on every request: whether the return is this person's to read, and the evidence given in it (bars S3,
    S15).
    """
    audit_return = find_return(request.user, reference)
    evidence = get_object_or_404(given_in(audit_return).files_to_give_out(), pk=pk)
    response = send(request, evidence)
    if request.method == "GET" and is_business_unit(request.user):
        services.record_reading(audit_return=audit_return, evidence=evidence, actor=request.user)
    return response


@require_safe
@login_required
def download_own(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file of one's own organisation, given in a return or not."""
    return send(request, get_object_or_404(Evidence.objects.kept_by(request.user).files_to_give_out(), pk=pk))


def send(request: HttpRequest, evidence: Evidence) -> HttpResponseBase:
    """The file, to be saved and never shown in the portal's own page; always whole, so that no range goes unasked."""
    name = fit_name(evidence.file_name)
    if request.method == "HEAD":
        headers = HEADERS | {"Content-Disposition": content_disposition_header(True, name)}
        return HttpResponse(content_type=evidence.content_type, headers=headers)
    try:
        stored = storage.open_file(evidence.stored_name)
    except OSError as error:
        logger.exception("The file of evidence %s is missing", evidence.pk)
        raise Http404 from error
    return FileResponse(stored, as_attachment=True, filename=name, content_type=evidence.content_type, headers=HEADERS)


@require_safe
@login_required
def library(request: HttpRequest) -> HttpResponse:
    """All evidence of the person's organisations: since when, where it is used, and how to open it."""
    uses = EvidenceUse.objects.select_related("audit_return__exercise", "question").order_by("-added_at")
    kept = Evidence.objects.kept_by(request.user).select_related("organisation")
    words = request.GET.get("q", "")
    found = kept.matching(words).prefetch_related(Prefetch("uses", uses))
    members = Membership.objects.of(request.user).in_roles(*READING_ROLES)
    context = {
        "query": words,
        "is_long": bool(words) or kept.count() > LONG_LIST,
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "several": members.values("organisation").distinct().count() > 1,
        "is_business_unit": is_business_unit(request.user),
    }
    return render(request, "returns/evidence_library.html", context)
