"""Asking again who somebody is before they take much away or give much out (bars S26).

A page asks before it opens. A form that was open for too long is neither sent nor lost: the page that asks carries its
fields, and whoever answers sends it with their own hand.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as passkeys
from django import forms
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import ResolverMatch, reverse

from portal.accounts import factors
from portal.accounts.factor_forms import CodeAgainForm, PasskeyAgainForm, PasswordAgainForm

View = Callable[..., HttpResponseBase]
PREFIX = "step-up"
# Wagtail's own views that delete, give roles or publish, by how their names end.
ADMIN_NAMES = (
    "_modeladmin_delete",
    "organisations_membership_modeladmin_create",
    "organisations_membership_modeladmin_edit",
    "wagtail_bulk_action",
    "wagtailadmin_pages:workflow_action",
    "wagtailadmin_pages:collect_workflow_action_data",
    "wagtailusers_users:add",
    "wagtailusers_users:edit",
    "wagtailusers_users:copy",
    "wagtailusers_groups:add",
    "wagtailusers_groups:edit",
    ":delete",
)
# How jQuery, and with it Wagtail's pop-ups, says that it asks.
POP_UP = "XMLHttpRequest"
PUBLISHING = {"action-publish", "action-workflow-action"}
EDITING = {"wagtailadmin_pages:edit", "wagtailadmin_pages:add"}


def fresh_factor_required(view: View | None = None, *, to_read: bool = True) -> Any:
    """Open the view only to somebody who has just shown who they are; with `to_read` off, only what it is sent.

    Stands inside the decorators that say who may, so that nobody learns from being asked that a page exists.
    """
    if view is None:
        return lambda asked: fresh_factor_required(asked, to_read=to_read)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if (to_read or request.method == "POST") and (asked := ask_again(request)) is not None:
            return asked
        return view(request, *args, **kwargs)

    guarded.__dict__["asks_again"] = "always" if to_read else "sending"
    return guarded


def is_asked_in_admin(request: HttpRequest, match: ResolverMatch) -> bool:
    """Whether this request to one of Wagtail's views deletes, gives roles or publishes."""
    if match.view_name in EDITING:
        return not PUBLISHING.isdisjoint(request.POST)
    return bool(match.view_name) and match.view_name.endswith(ADMIN_NAMES)


def ask_again(request: HttpRequest) -> HttpResponse | None:
    """What to answer in place of the page; None where the person has just shown who they are, or does so now."""
    if factors.is_fresh(request):
        return None
    if request.headers.get("X-Requested-With") == POP_UP:
        return _in_pop_up(request)
    if request.method != "POST":
        return to_show_again(request)
    given = {name: value for name, value in request.POST.items() if name.startswith(f"{PREFIX}-")}
    forms_here = _forms(request, given or None)
    shown = next((form for form in forms_here if form.is_bound and form.is_valid()), None)
    if shown is not None:
        _note(request, shown)
        return None
    return render(request, "account/step_up.html", _page(request, forms_here))


def to_show_again(request: HttpRequest) -> HttpResponse:
    """To the page on which the person shows who they are, and back."""
    return redirect(_way_to_show(request, request.get_full_path()))


def _way_to_show(request: HttpRequest, back_to: str) -> str:
    way = get_adapter().get_reauthentication_methods(request.user)[0]
    return f"{way['url']}?{urlencode({REDIRECT_FIELD_NAME: back_to})}"


def _in_pop_up(request: HttpRequest) -> JsonResponse:
    """What a pop-up of Wagtail's shows instead: it reads JSON, and would stay shut without a word at a page."""
    words = {"way": _way_to_show(request, reverse("wagtailadmin_home")), "comment": request.POST.get("comment", "")}
    return JsonResponse({"html": render_to_string("account/step_up_pop_up.html", words, request), "step": ""})


def _forms(request: HttpRequest, given: dict[str, Any] | None) -> list[forms.Form]:
    """What the person can show: the password, or a code and, where they have one, a passkey; `given` goes to one."""
    if not factors.has_factor(request.user):
        return [PasswordAgainForm(user=request.user, data=given, prefix=PREFIX)]
    by_passkey = bool(given and given.get(f"{PREFIX}-credential"))
    made: list[forms.Form] = [CodeAgainForm(user=request.user, data=None if by_passkey else given, prefix=PREFIX)]
    if Authenticator.objects.filter(user_id=request.user.pk, type=Authenticator.Type.WEBAUTHN).exists():
        made.append(PasskeyAgainForm(user=request.user, data=given if by_passkey else None, prefix=PREFIX))
    return made


def _note(request: HttpRequest, shown: forms.Form) -> None:
    if isinstance(shown, PasswordAgainForm):
        reauthenticate_by_password(request)
    elif isinstance(shown, CodeAgainForm | PasskeyAgainForm):
        shown.save()


def _page(request: HttpRequest, made: list[forms.Form]) -> dict[str, Any]:
    """The page that asks, with all that was sent."""
    names = [name for name in request.POST if name != "csrfmiddlewaretoken" and not name.startswith(f"{PREFIX}-")]
    words: dict[str, Any] = {
        "form": made[0],
        "carried": [(name, value) for name in names for value in request.POST.getlist(name)],
        "has_files": bool(request.FILES),
    }
    if len(made) > 1:
        words |= {"passkey_form": made[1], "js_data": {"request_options": passkeys.begin_authentication(request.user)}}
    return words
