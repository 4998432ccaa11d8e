"""An agency's case audits: what waits, one case, and what is done with it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit_forms.case_audits.agency_steps import due_of, is_for, steps_of
from audit_forms.case_audits.agency_verbs import VERBS, Verb, form_of, open_to
from audit_forms.case_audits.agency_waiting import sort_for
from audit_forms.case_audits.models import Involvement
from audit_forms.case_audits.querysets import leads
from audit_forms.case_audits.workflow import TransitionRefused

# Which verbs stand on the page itself, as the one next step; all others have a page of their own.
NEXT = ("declare", "countersign", "auditor")
MOVED_ON = "Nothing was changed: the case has moved on since you opened the page."


@require_safe
@login_required
def audit_list(request: HttpRequest) -> HttpResponse:
    """The person's parts in case audits: theirs to do first, then what goes on, then what has ended."""
    return render(request, "case_audits/agency/list.html", {"parts": sort_for(request.user)})


@require_safe
@login_required
def case(request: HttpRequest, reference: str, organisation: int) -> HttpResponse:
    """One case for one agency: what it is about, until when, the steps, and the next of them as a form."""
    part = find_part(request.user, reference, organisation)
    verbs = open_to(request.user, part)
    due = due_of(part)
    led = set(leads(request.user).values_list("organisation", flat=True))
    following = next((verbs[key] for key in NEXT if key in verbs and not _is_settled(key, part)), None)
    context = {
        "part": part,
        "audit": part.case.audit,
        "verbs": verbs,
        "due": due,
        "is_mine": due is not None and is_for(request.user, part, due, led),
        "steps": steps_of(request.user, part),
        "following": following,
        "form": form_of(following, part, request.user) if following else None,
    }
    return render(request, "case_audits/agency/case.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def act(request: HttpRequest, reference: str, organisation: int, verb: str) -> HttpResponse:
    """Do one thing with the part: the form for it, then the service behind the verb."""
    chosen = VERBS.get(verb)
    part = find_part(request.user, reference, organisation)
    if chosen is None:
        raise Http404
    if not chosen.allowed(request.user, part):
        if request.method == "POST":
            messages.error(request, MOVED_ON)
        return redirect(part)
    data = request.POST if request.method == "POST" else None
    form = form_of(chosen, part, request.user, data)
    if request.method == "POST" and form.is_valid():
        done = carry_out(request, part, chosen, form)
        if done is not None:
            return done
    return render(request, "case_audits/agency/act.html", {"part": part, "verb": chosen, "form": form})


def carry_out(request: HttpRequest, part: Involvement, verb: Verb, form: Any) -> HttpResponse | None:
    """Call the service; None where it refused, with its reason on the form."""
    try:
        verb.service(involvement=part, actor=request.user, **form.cleaned_data)
    except TransitionRefused as refused:
        form.add_error(None, str(refused))
        return None
    except PermissionDenied:
        messages.error(request, MOVED_ON)
        return redirect("audits:list")
    messages.success(request, verb.done)
    # Whoever has just declared a conflict finds nothing at the case's address any more.
    still = Involvement.objects.of_agencies(request.user).filter(pk=part.pk).exists()
    return redirect(part) if still else redirect("audits:list")


def find_part(user: Any, reference: str, organisation: int) -> Involvement:
    """The agency's part in that case, for its lead and auditor; raises Http404 alike for all else."""
    mine = Involvement.objects.filter(pk__in=Involvement.objects.of_agencies(user).values("pk")).with_turn()
    found: Involvement = get_object_or_404(mine, case__reference=reference, organisation=organisation)
    return found


def _is_settled(key: str, part: Involvement) -> bool:
    """Whether somebody is named already, so that naming another is no step that waits."""
    return key == "auditor" and part.appointment is not None
