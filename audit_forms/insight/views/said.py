"""“You said, we did”."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit_forms.insight.said import you_said_we_did

FINDINGS_PER_PAGE = 10


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What our audits found and what has been done about it."""
    said = Paginator(you_said_we_did(), FINDINGS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "insight/said.html", {"said": said})
