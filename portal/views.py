"""The project's own few views: health, and the way in after signing in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from audit_forms.case_audits.permissions import can_see_programme, chairs_an_audit
from portal.accounts.permissions import is_business_unit, may_enter_admin
from portal.health import READY, ask


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The process can do its work: database, migrations, cache and disk; if not, 503 and the names of what is ill."""
    ill = [name for name, question in READY.items() if not ask(question).well]
    words, status = (f"not ready: {', '.join(ill)}", 503) if ill else ("ready", 200)
    return HttpResponse(words, content_type="text/plain", status=status)


@require_safe
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Send a person who has just signed in to the page that says what waits for them."""
    if is_business_unit(request.user):
        return redirect("self_assessments:unit")
    if can_see_programme(request.user):
        return redirect("programme:programme")
    if may_enter_admin(request.user):
        return redirect("wagtailadmin_home")
    if chairs_an_audit(request.user):
        return redirect("programme:programme")
    return redirect("returns:list")
