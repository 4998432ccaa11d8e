"""Reporting a problem with a page."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from home.forms import ProblemForm
from home.models import PartnershipSettings
from home.services import TooManyReports, report_problem
from portal.form_tokens import form_token_required, new_token

LONGEST_ADDRESS = 300
# Pages of these parts of the site are public: an address behind the login may name a return or hold a secret.
PUBLIC_PARTS = ("home", "publications", "public")
WAGTAIL_PAGE = "wagtail_serve"


def public_page(path: str) -> str:
    """The address if it is one of our public pages; else empty: no report leads elsewhere or tells a secret."""
    if not path.startswith("/") or path.startswith("//") or len(path) > LONGEST_ADDRESS:
        return ""
    try:
        found = resolve(path)
    except Resolver404:
        return ""
    return path if found.url_name == WAGTAIL_PAGE or found.app_name in PUBLIC_PARTS else ""


@form_token_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The short form."""
    if request.method != "POST":
        page = public_page(request.GET.get("page", ""))
        return _show(request, ProblemForm(initial={"page": page, "token": new_token()}), page)
    form = ProblemForm(request.POST)
    page = public_page(request.POST.get("page", ""))
    if not form.is_valid():
        return _show(request, form, page)
    data = form.cleaned_data
    try:
        report_problem(
            key=data["token"],
            page=page,
            words=data["what"],
            email=data["email"],
            address=get_adapter().get_client_ip(request),
            partnership=PartnershipSettings.for_request(request),
        )
    except TooManyReports:
        form.add_error(None, "Many reports came within the last hour. Send yours again later, or tell us another way.")
        return _show(request, form, page, status=429)
    return redirect("home:reported")


@require_safe
def reported(request: HttpRequest) -> HttpResponse:
    """Thanks, and what happens now."""
    return render(request, "home/problem_reported.html")


def _show(request: HttpRequest, form: ProblemForm, page: str, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "page_address": page}
    return render(request, "home/report_problem.html", context, status=status)
