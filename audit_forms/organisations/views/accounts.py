"""Accounts to look at, and beginning anew for somebody who has lost their second step."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit_forms.organisations.accounts import KINDS, accounts, can_see_accounts
from portal.accounts.factor_services import may_reset_factors, reset_factors
from portal.accounts.models import User
from portal.accounts.step_up import fresh_factor_required

PER_PAGE = 50


@require_safe
@login_required
def people_to_look_at(request: HttpRequest) -> HttpResponse:
    """Everybody who can sign in, or those with one of the signs."""
    people = all_accounts(request)
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in KINDS else ""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    found = KINDS[chosen][1](people)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(email__icontains=words))
    kinds = [(key, label, pick(people).count()) for key, (label, pick) in KINDS.items()]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "kinds": kinds, "chosen": chosen, "words": words}
    return render(request, "organisations/accounts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@fresh_factor_required
def begin_anew(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take a lost second step away."""
    person = get_object_or_404(all_accounts(request), pk=pk)
    if not may_reset_factors(request.user, person) or not person.has_factor:
        messages.error(request, "There is nothing that you could take away here. Ask a colleague about your own.")
        return redirect("organisations:accounts")
    if request.method == "POST":
        reset_factors(person=person, actor=request.user)
        messages.success(request, f"{person} can set up a new second step after signing in. They are told by e-mail.")
        return redirect("organisations:accounts")
    return render(request, "organisations/begin_anew.html", {"person": person})


def all_accounts(request: HttpRequest) -> QuerySet[User]:
    """Everybody, for those who may see them; to others the page does not exist."""
    if not can_see_accounts(request.user):
        raise Http404
    return accounts()
