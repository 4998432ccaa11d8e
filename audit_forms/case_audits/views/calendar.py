"""The programme's dates in a calendar: by the person's secret address, and as a file."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from audit_forms.case_audits.ical import programme_calendar
from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.permissions import can_open_programme
from audit_forms.improvement.ical import owner_of
from audit_forms.improvement.models import CalendarLink
from audit_forms.improvement.services import issue_calendar_link

MEDIA_TYPE = "text/calendar; charset=utf-8"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def address(request: HttpRequest) -> HttpResponse:
    """What the calendar holds; make a secret address, which is shown once. One key opens actions and programme."""
    if not can_open_programme(request.user):
        raise Http404
    addresses = []
    if request.method == "POST":
        token = issue_calendar_link(actor=request.user)
        base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
        addresses = [f"{base}{reverse(name)}?key={token}" for name in ("programme:feed", "improvement:feed")]
    context = {"link": CalendarLink.objects.filter(user=request.user).first(), "addresses": addresses}
    return render(request, "case_audits/calendar.html", context)


@require_safe
@never_cache
def feed(request: HttpRequest) -> HttpResponse:
    """The calendar: by its secret address for a program, or as a download for whoever is signed in."""
    key = request.GET.get("key", "")
    if not key:
        return download(request)
    user = owner_of(key)
    if user is None:
        raise Http404
    return HttpResponse(calendar_of(user), content_type=MEDIA_TYPE)


@login_required
def download(request: HttpRequest) -> HttpResponse:
    """The calendar as a file."""
    response = HttpResponse(calendar_of(request.user), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = 'attachment; filename="case-audits.ics"'
    return response


def calendar_of(user: Any) -> bytes:
    """The person's programme; raises Http404 for those who have none."""
    if not can_open_programme(user):
        raise Http404
    return programme_calendar(CaseAudit.objects.visible_to(user).select_related("programme"))
