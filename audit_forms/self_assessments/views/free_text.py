"""What was written in a round: choosing what to read, what was found in it, and the themes that people named."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from audit_forms.returns.enums import RECEIVED_STATUSES
from audit_forms.returns.models import Return
from audit_forms.self_assessments import services
from audit_forms.self_assessments.free_text import filters_in
from audit_forms.self_assessments.models import FreeTextReading, Quotation, Theme
from audit_forms.self_assessments.permissions import can_release
from audit_forms.self_assessments.services.theming import why_not_public
from audit_forms.self_assessments.theme_forms import MoveForm, ThemeForm
from audit_forms.self_assessments.views.tracker import visible_round
from portal.accounts.decorators import business_unit_required
from portal.accounts.step_up import fresh_factor_required

RECENT, FULL = 10, 100


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def free_text(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose what to read; what was read lately and the themes that have a name."""
    exercise = visible_round(request, pk)
    form = filters_in(exercise, request.POST.urlencode() if request.method == "POST" else "")
    if request.method == "POST" and form.is_valid():
        try:
            key = UUID(request.POST.get("key", ""))
        except ValueError:
            return HttpResponseBadRequest()
        narrowing = form.data.copy()
        for name in [name for name in narrowing if name not in form.narrowing]:
            del narrowing[name]
        services.request_reading(
            exercise=exercise,
            about=form.cleaned_data["about"],
            query=narrowing.urlencode(),
            key=key,
            actor=request.user,
        )
        return redirect("self_assessments:reading", pk, key)
    if request.method != "POST":
        form.is_bound = False
    context = {
        "round": exercise,
        "form": form,
        "key": uuid4(),
        "readings": FreeTextReading.objects.visible_to(request.user).filter(exercise=exercise)[:RECENT],
        "themes": exercise.themes.prefetch_related("quotations"),
    }
    return render(request, "unit/free_text/choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def reading(request: HttpRequest, pk: int, key: UUID) -> HttpResponse:
    """What was found: terms drawn and as a table, groups of passages, and the passages behind one term."""
    exercise = visible_round(request, pk)
    found = get_object_or_404(FreeTextReading.objects.visible_to(request.user), exercise=pk, key=key)
    posted = request.POST.get("group", "") if request.method == "POST" else None
    groups = groups_of(found, request.GET.get("term"), request.POST if posted is not None else None)
    form = next((each["form"] for each in groups if each["number"] == posted), None)
    if form is not None and form.is_valid():
        ticked = [int(each) for each in request.POST.getlist("passage") if each.isascii() and each.isdigit()]
        try:
            made = services.name_theme(
                reading=found, name=form.cleaned_data["name"], passages=ticked, actor=request.user
            )
        except ValidationError as refusal:
            form.add_error("name", refusal.messages[0])
        else:
            messages.success(request, f"The quotations are in the theme “{made.name}”.")
            return redirect("self_assessments:theme", pk, made.pk)
    terms = found.found.get("terms", [])
    most = max((each["returns"] for each in terms), default=0)
    context = {
        "round": exercise,
        "reading": found,
        "form": form,
        "terms": [each | {"width": round(FULL * each["returns"] / most, 1)} for each in terms],
        "term": request.GET.get("term", ""),
        "groups": groups,
    }
    return render(request, "unit/free_text/reading.html", context)


def groups_of(found: FreeTextReading, wanted: str | None, posted: QueryDict | None) -> list[dict[str, Any]]:
    """The candidate themes, or the one group of passages that use the term wanted; each with a form to name it.

    In the group that was `posted` the boxes stay as they were ticked; elsewhere all are.
    """
    passages = found.found.get("passages", [])
    named = _names({each[0] for each in passages})
    terms = [each | {"terms": [each["words"]]} for each in found.found.get("terms", []) if each["words"] == wanted]
    groups = []
    for number, group in enumerate(terms or found.found.get("candidates", []), start=1):
        mine = posted if posted is not None and posted.get("group") == str(number) else None
        ticked = set(mine.getlist("passage")) if mine is not None else None
        lines = [
            {"place": place, "text": passages[place][2], "ticked": ticked is None or str(place) in ticked}
            | named[passages[place][0]]
            for place in group["passages"]
            if passages[place][0] in named
        ]
        form = ThemeForm(mine, auto_id=f"id_group_{number}_%s")
        groups.append(group | {"number": str(number), "lines": lines, "form": form})
    return groups


def _names(returns: set[int]) -> dict[int, dict[str, str]]:
    """Of each return that still stands whose it is, and its reference."""
    rows = Return.objects.filter(pk__in=returns, status__in=RECEIVED_STATUSES).select_related("organisation")
    return {row.pk: {"organisation": row.organisation.name, "reference": row.reference} for row in rows}


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def theme(request: HttpRequest, pk: int, theme_pk: int) -> HttpResponse:
    """A theme with its quotations: rename it, move quotations or take them out, and release them by two people."""
    exercise = visible_round(request, pk)
    found = get_object_or_404(Theme.objects.visible_to(request.user), exercise=pk, pk=theme_pk)
    form = ThemeForm(request.POST if request.method == "POST" else None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        try:
            services.rename_theme(theme=found, name=form.cleaned_data["name"], actor=request.user)
        except ValidationError as refusal:
            form.add_error("name", refusal.messages[0])
        else:
            messages.success(request, "The theme has its new name.")
            return redirect("self_assessments:theme", pk, theme_pk)
    quotations = found.quotations.select_related("audit_return__organisation", "proposed_by", "released_by")
    context = {
        "round": exercise,
        "theme": found,
        "form": form,
        "lines": [
            {"quotation": each, "problems": why_not_public(each), "may_release": can_release(request.user, each)}
            for each in quotations
        ],
        "move": MoveForm(theme=found),
    }
    return render(request, "unit/free_text/theme.html", context)


@require_POST
@business_unit_required
@fresh_factor_required
def delete_theme(request: HttpRequest, pk: int, theme_pk: int) -> HttpResponse:
    """Delete a theme."""
    visible_round(request, pk)
    found = get_object_or_404(Theme.objects.visible_to(request.user), exercise=pk, pk=theme_pk)
    services.delete_theme(theme=found, actor=request.user)
    messages.success(request, f"The theme “{found.name}” is deleted.")
    return redirect("self_assessments:free_text", pk)


VERBS: dict[str, tuple[Callable[..., Any], str]] = {
    "propose": (services.propose_quotation, "Proposed. Somebody else of the Business Unit releases it."),
    "release": (services.release_quotation, "Released: it may now be published."),
    "take-back": (services.take_back_quotation, "Taken back: it is not published."),
    "take-out": (services.take_quotation_out, "The quotation is out of the theme."),
}


@require_POST
@business_unit_required
def quotation(request: HttpRequest, pk: int, theme_pk: int, quotation_pk: int) -> HttpResponse:
    """One thing done to a quotation: proposed, released, taken back, moved, taken out."""
    visible_round(request, pk)
    quotations = Quotation.objects.visible_to(request.user).select_related("theme__exercise")
    found = get_object_or_404(quotations, theme__exercise=pk, theme=theme_pk, pk=quotation_pk)
    verb = request.POST.get("verb", "")
    if verb == "move":
        form = MoveForm(request.POST, theme=found.theme)
        if form.is_valid():
            services.move_quotation(quotation=found, to=form.cleaned_data["to"], actor=request.user)
            messages.success(request, f"Moved to “{form.cleaned_data['to']}”.")
        else:
            messages.error(request, "Choose the theme to move the quotation to.")
    elif verb in VERBS:
        service, words = VERBS[verb]
        try:
            service(quotation=found, actor=request.user)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, words)
    else:
        return HttpResponseBadRequest()
    return redirect("self_assessments:theme", pk, theme_pk)
