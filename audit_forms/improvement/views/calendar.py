"""A person's dates: the secret address for a calendar program, and the same as a file."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from audit_forms.improvement import services
from audit_forms.improvement.ical import calendar_for, owner_of
from audit_forms.improvement.models import CalendarLink

MEDIA_TYPE = "text/calendar; charset=utf-8"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def address(request: HttpRequest) -> HttpResponse:
    """What the calendar holds; make a secret address, which is shown once, or end it."""
    token = ""
    if request.method == "POST" and "end" in request.POST:
        services.revoke_calendar_link(actor=request.user)
        messages.success(request, "The secret address has ended. Calendars that use it get nothing more.")
        return redirect("improvement:calendar")
    if request.method == "POST" and "make" in request.POST:
        token = services.issue_calendar_link(actor=request.user)
    feed_url = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{reverse('improvement:feed')}?key={token}"
    context = {
        "link": CalendarLink.objects.filter(user=request.user).first(),
        "new_address": feed_url if token else "",
    }
    return render(request, "improvement/calendar.html", context)


@require_safe
@never_cache
def feed(request: HttpRequest) -> HttpResponse:
    """The calendar: by its secret address for a program, or as a download for whoever is signed in."""
    key = request.GET.get("key", "")
    if key:
        user = owner_of(key)
        if user is None:
            raise Http404
        return HttpResponse(calendar_for(user), content_type=MEDIA_TYPE)
    return download(request)


@login_required
def download(request: HttpRequest) -> HttpResponse:
    """The calendar as a file."""
    response = HttpResponse(calendar_for(request.user), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = 'attachment; filename="actions.ics"'
    return response
