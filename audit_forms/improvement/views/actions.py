"""One action: its page, what is done to it, and adding one by hand."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit_forms.improvement import services
from audit_forms.improvement.forms import AddActionForm, NoteForm
from audit_forms.improvement.models import Action
from audit_forms.improvement.permissions import can_work_on
from audit_forms.improvement.timeline import events_of
from audit_forms.improvement.verbs import VERBS, Verb, open_to
from audit_forms.improvement.views.access import find_action
from audit_forms.improvement.workflow import TransitionRefused
from audit_forms.organisations.models import Membership, Organisation
from audit_forms.returns.querysets import WRITING_ROLES
from portal.accounts.permissions import is_business_unit

MOVED_ON = "Nothing was changed: the action has moved on since you opened the page."


@require_safe
@login_required
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """What is to be done, by whom and when, what shows it, and everything that happened."""
    action = find_action(request.user, reference)
    return render(request, "improvement/action.html", action_context(request, action, None))


def action_context(request: HttpRequest, action: Action, note_form: NoteForm | None) -> dict[str, Any]:
    """What the action's page shows; `note_form` holds a progress note that was refused."""
    verbs = open_to(request.user, action)
    return {
        "action": action,
        "verbs": verbs,
        "form": note_form,
        "note_form": note_form or (NoteForm(action=action) if "progress" in verbs else None),
        "evidence": action.evidence_uses.select_related("evidence", "added_by"),
        "events": events_of(action),
        "is_business_unit": is_business_unit(request.user),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def act(request: HttpRequest, reference: str, verb: str) -> HttpResponse:
    """Do one thing to an action: the form for it, then the service behind the verb."""
    chosen = VERBS.get(verb)
    action = find_action(request.user, reference)
    if chosen is None:
        raise Http404
    require_part(request.user, action, chosen)
    if not chosen.allowed(request.user, action) and request.method != "POST":
        return redirect(action)
    form = chosen.form(request.POST or None, action=action)
    if request.method == "POST" and form.is_valid():
        answer = carry_out(request, action, chosen, form)
        if answer is not None:
            return answer
    elif request.method == "POST" and "version" in form.errors:
        messages.error(request, MOVED_ON)
        return redirect(action)
    if verb == "progress":
        return render(request, "improvement/action.html", action_context(request, action, form))
    return render(request, "improvement/act.html", {"action": action, "verb": chosen, "form": form})


def require_part(user: Any, action: Action, verb: Verb) -> None:
    """Raise PermissionDenied for readers who never do this, whatever the action's state."""
    works_on_it = can_work_on(user, action) or not action.is_live
    if not (is_business_unit(user) if verb.for_unit else works_on_it):
        raise PermissionDenied


def carry_out(request: HttpRequest, action: Action, verb: Verb, form: Any) -> HttpResponse | None:
    """Call the service; None where it refused, with its reason on the form."""
    try:
        verb.service(action=action, actor=request.user, **form.cleaned_data)
    except TransitionRefused as refused:
        form.add_error(None, str(refused))
        form.data = {**form.data.dict(), "version": str(Action.objects.get(pk=action.pk).version)}
        return None
    messages.success(request, verb.done)
    if request.POST.get("from") == "board":
        return redirect("improvement:board")
    return redirect(action)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add(request: HttpRequest) -> HttpResponse:
    """Add an action by hand; for leads and contributors."""
    written = Membership.objects.of(request.user).in_roles(*WRITING_ROLES).values("organisation")
    organisations = list(Organisation.objects.filter(pk__in=written))
    if not organisations:
        raise Http404
    form = AddActionForm(
        request.POST or None,
        organisations=organisations,
        initial={"recommendation": request.GET.get("recommendation", "")[:20]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            added = services.add_action(actor=request.user, **form.cleaned_data)
        except TransitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The action is on your plan.")
            return redirect(added)
    return render(request, "improvement/add.html", {"form": form})
