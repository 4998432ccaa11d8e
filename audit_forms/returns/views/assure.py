"""Quality assurance: the officer's desk for one return, its notes, and the decision at the end."""

import logging
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from audit_forms.returns import guarding, permissions, services
from audit_forms.returns.assuring import Desk, Show, desk_of
from audit_forms.returns.enums import NOTABLE_STATUSES, ReturnStatus
from audit_forms.returns.forms.decisions import AskForm
from audit_forms.returns.models import Return
from audit_forms.returns.services.notes import NotesSaved, Typed, fingerprint, notes_of, notes_seal
from audit_forms.returns.views.assurance import find_for_unit, moved_on
from audit_forms.returns.views.posted import posted_texts
from audit_forms.returns.workflow import TransitionRefused

logger = logging.getLogger(__name__)

NOTE, BASE = "note", "base"
USUAL_TIME = timedelta(days=14)
DECIDED = frozenset({*NOTABLE_STATUSES, ReturnStatus.CHANGES_REQUESTED})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def assure(request: HttpRequest, reference: str) -> HttpResponse:
    """The answers a section at a time, or those of a filter, each with what belongs beside it and a box for a note."""
    audit_return = find_for_unit(request, reference)
    if not permissions.can_assure(request.user, audit_return):
        return separated(request, audit_return)
    if audit_return.status not in NOTABLE_STATUSES:
        return moved_on(request, audit_return)
    saved = None
    if request.method == "POST":
        try:
            saved = services.save_notes(audit_return=audit_return, typed=typed_notes(request.POST), actor=request.user)
            if saved.is_clean:
                return go_on(request, audit_return)
        except TransitionRefused:
            return moved_on(request, audit_return)
    desk = desk_of(audit_return, request.GET.get("show", ""), request.GET.get("section", ""))
    context = {"audit_return": audit_return, "desk": desk, "groups": boxed(desk, request, saved), "saved": saved}
    return render(request, "returns/assure/desk.html", context | addresses(desk))


def separated(request: HttpRequest, audit_return: Return) -> HttpResponse:
    """Why this officer does not assure this return."""
    return render(request, "returns/assure/separated.html", {"audit_return": audit_return}, status=403)


def typed_notes(posted: QueryDict) -> dict[str, Typed]:
    """The notes of the page's form, by question key."""
    names = (name for name in posted if name.startswith(f"{NOTE}."))
    keys = [name.partition(".")[2] for name in names]
    return {key: Typed(posted[f"{NOTE}.{key}"], posted.get(f"{BASE}.{key}", "")) for key in keys}


def go_on(request: HttpRequest, audit_return: Return) -> HttpResponse:
    """Where the pressed button leads; "read" marks the answers that were on the page."""
    if "read" not in request.POST:
        messages.success(request, "Your notes are saved.")
        return redirect(request.get_full_path())
    services.mark_read(audit_return=audit_return, keys=request.POST.getlist("shown"), actor=request.user)
    following = request.POST["read"]
    address = reverse("returns:assure", args=[audit_return.reference])
    if following:
        return redirect(f"{address}?{query(show=Show.ALL.value, section=following)}")
    return redirect("returns:decide", audit_return.reference)


def boxed(desk: Desk, request: HttpRequest, saved: NotesSaved | None) -> list[tuple[Any, list[dict[str, Any]]]]:
    """The rows by section, each with its note's box as stored, or as typed where it could not be saved."""
    typed = typed_notes(request.POST) if saved else {}
    guard = guarding.guard_of(desk.audit_return)
    return [
        (section, [boxed_row(row, typed.get(row.key), saved, guard) for row in rows]) for section, rows in desk.grouped
    ]


def boxed_row(row: Any, typed: Typed | None, saved: NotesSaved | None, guard: guarding.Guard) -> dict[str, Any]:
    """One row with its note's text, the fingerprint that the page knows, what is wrong with it, and any other text."""
    stored = row.note.text if row.note else ""
    unsaved = saved is not None and typed is not None and (row.key in saved.errors or row.key in saved.conflicts)
    return {
        "row": row,
        "text": typed.text if unsaved and typed else stored,
        "base": fingerprint(stored),
        "error": saved.errors.get(row.key, "") if saved else "",
        "is_conflict": bool(saved and row.key in saved.conflicts),
        "warnings": guarding.warnings_of(guard, stored),
    }


def addresses(desk: Desk) -> dict[str, str]:
    """Where next and previous lead."""
    here = reverse("returns:assure", args=[desk.audit_return.reference])
    following, before = desk.next_section, desk.previous_section
    return {
        "next_url": f"{here}?{query(show=Show.ALL.value, section=following.key)}" if following else "",
        "previous_url": f"{here}?{query(show=Show.ALL.value, section=before.key)}" if before else "",
    }


def query(**parts: str) -> str:
    """A query string."""
    built = QueryDict(mutable=True)
    built.update(parts)
    return built.urlencode()


@require_POST
@login_required
def note(request: HttpRequest, reference: str) -> JsonResponse:
    """Save one note while the officer types on. States: saved, refused, conflict, closed, failed."""
    audit_return = find_for_unit(request, reference)
    if not permissions.can_assure(request.user, audit_return):
        raise PermissionDenied
    sent = posted_texts(request)
    key = sent.get("key", "")
    typed = {key: Typed(sent.get(NOTE, ""), sent.get(BASE, ""))}
    try:
        saved = services.save_notes(audit_return=audit_return, typed=typed, actor=request.user)
    except TransitionRefused as refused:
        return JsonResponse({"state": "closed", "message": str(refused)}, status=409)
    except OperationalError:
        logger.exception("A note could not be saved")
        return JsonResponse({"state": "failed"}, status=503)
    state = "saved" if saved.is_clean else "refused" if saved.errors else "conflict"
    return JsonResponse(
        {
            "state": state,
            "time": f"{timezone.localtime(saved.at):%H:%M}",
            "base": saved.bases.get(key, ""),
            "message": saved.errors.get(key, "") or whose(saved, key),
            "warnings": saved.warnings.get(key, []),
        }
    )


def whose(saved: NotesSaved, key: str) -> str:
    """Who has changed the note meanwhile, in words."""
    if key not in saved.conflicts:
        return ""
    other = saved.conflicts[key]
    return f"{other.author} has written this note too." if other else "Somebody has deleted this note meanwhile."


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """At the end: the notes listed, then accept the return or ask for the changes by a date."""
    audit_return = find_for_unit(request, reference)
    if not permissions.can_assure(request.user, audit_return):
        return separated(request, audit_return)
    if audit_return.status not in DECIDED:
        return moved_on(request, audit_return)
    form = ask_form(request, audit_return)
    if request.method == "POST" and take(request, audit_return, form):
        return redirect("returns:decide", reference)
    context = {
        "audit_return": audit_return,
        "form": form,
        "desk": desk_of(audit_return, Show.NOTED.value),
        "may_accept": permissions.can_accept(request.user, audit_return),
        "reopening": audit_return.status == ReturnStatus.ACCEPTED,
        "requests": audit_return.change_requests.open().select_related("question"),
        "following": Return.objects.waiting_for(request.user).with_context().exclude(pk=audit_return.pk).first(),
    }
    return render(request, "returns/assure/decide.html", context)


def ask_form(request: HttpRequest, audit_return: Return) -> AskForm:
    """The form behind "Ask for these changes"; filled in where it was sent, else two weeks from now."""
    asked = request.method == "POST" and "accept" not in request.POST
    initial = {"seen": notes_seal(notes_of(audit_return)), "due_on": timezone.localdate() + USUAL_TIME}
    reopening = audit_return.status == ReturnStatus.ACCEPTED
    return AskForm(request.POST if asked else None, asks_reason=reopening, initial=initial)


def take(request: HttpRequest, audit_return: Return, form: AskForm) -> bool:
    """Accept, or ask; whether it happened."""
    try:
        if "accept" in request.POST:
            services.accept(audit_return=audit_return, actor=request.user)
            messages.success(request, "The return is accepted. Its lead has been told.")
        elif form.is_valid():
            details = {"due_on": form.cleaned_data["due_on"], "reason": form.cleaned_data.get("reason", "")}
            seen = form.cleaned_data["seen"]
            services.ask_as_noted(audit_return=audit_return, seen=seen, actor=request.user, **details)
            messages.success(request, "The changes are asked for. The lead has been told.")
        else:
            return False
    except TransitionRefused as refused:
        messages.error(request, f"Nothing was changed. {refused}")
    return True
