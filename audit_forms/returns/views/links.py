"""Signing without an account, under an address space of its own: the link, the code, the return, the two buttons.

Opening any of these addresses changes nothing, because mail scanners open links too. What is shown before the code is
the same for everybody; after it, the proof is kept in the session and holds for that link alone.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit_forms.returns import proofs, services
from audit_forms.returns.forms.signatories import CodeForm
from audit_forms.returns.models import SigningLink
from audit_forms.returns.reading import read_return
from audit_forms.returns.services.common import next_step
from audit_forms.returns.services.links import find_link
from audit_forms.returns.signing import LinkUnusable
from audit_forms.returns.views.reading import reading_context
from audit_forms.returns.views.sign_off import sign_forms
from audit_forms.returns.workflow import TransitionRefused
from portal.middleware import NoReferrerCsrfMiddleware

LINK, SIGNED = "returns:link", "returns:link_signed"


def private(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Keep the secret in the address from other pages and servers, and the page from every cache.

    Links that open nothing are answered 404, all alike, but for the browser that has just signed by it.
    """

    @csrf_exempt
    @decorator_from_middleware(NoReferrerCsrfMiddleware)
    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        try:
            response = view(request, token)
        except (LinkUnusable, PermissionDenied):
            signed = proofs.signed_link(request, token) is not None  # a second click, or Back
            response = redirect(SIGNED, token) if signed else unusable(request)
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "private, no-store"
        return response

    return guarded


def unusable(request: HttpRequest) -> HttpResponse:
    """The one page for every link that opens nothing."""
    return render(request, "returns/link_unusable.html", status=404)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The door; behind it, for those who have proved that the link is theirs, the whole return with two buttons."""
    found = find_link(token)
    if not proofs.holds(request, found):
        lapsed = proofs.has_lapsed(request, found)
        if request.method == "POST" and not lapsed:
            raise LinkUnusable
        return door(request, CodeForm(), lapsed=lapsed)
    audit_return = found.audit_return
    forms = sign_forms(request, audit_return, next_step(audit_return))
    if request.method == "POST" and decide(found, forms):
        return redirect(SIGNED, token)
    context = {"step": next_step(audit_return), "confirm_form": forms[0], "back_form": forms[1], "forms": forms}
    context |= {"link": found, "signer": found.name}
    return render(request, "returns/sign.html", reading_context(audit_return, read_return(audit_return)) | context)


@require_POST
@private
def send_code(request: HttpRequest, token: str) -> HttpResponse:
    """Mail the code; asked again within a minute, say that it is on its way."""
    sent = services.send_code(token=token)
    return door(request, CodeForm(), asked=True, sent=sent)


@sensitive_post_parameters("code")
@require_POST
@private
def prove(request: HttpRequest, token: str) -> HttpResponse:
    """Take the code, and open the return where it is right."""
    form = CodeForm(request.POST)
    if form.is_valid():
        proved = services.prove_code(token=token, code=form.cleaned_data["code"])
        if proved is not None:
            proofs.begin(request, proved)
            return redirect(LINK, token)
        form.add_error(
            "code", "That is not the code we sent last, or it is too old. After five wrong tries, ask for a new code."
        )
    else:
        find_link(token)
    return door(request, form, asked=True)


@require_safe
@private
def signed(request: HttpRequest, token: str) -> HttpResponse:
    """What the signatory has just done, for the browser in which they did it."""
    found = proofs.signed_link(request, token)
    if found is None:
        raise LinkUnusable
    return render(request, "returns/link.html", {"sign_off": found.sign_offs.get(), "audit_return": found.audit_return})


def door(request: HttpRequest, form: CodeForm, **told: Any) -> HttpResponse:
    """The page before the code: it names nobody and no return."""
    token = request.resolver_match.kwargs["token"] if request.resolver_match else ""
    return render(request, "returns/link.html", {"form": form, "token": token, **told})


def decide(found: SigningLink, forms: list[Any]) -> bool:
    """Confirm or send back, as the signatory said; False where the form has something wrong in it."""
    confirm_form, back_form = forms
    form = back_form if back_form.is_bound else confirm_form
    if not form.is_valid():
        return False
    verb = services.decline if form is back_form else services.confirm
    try:
        verb(audit_return=found.audit_return, link=found, **form.cleaned_data)
    except TransitionRefused as refused:
        form.add_error(None, str(refused))
        return False
    return True
