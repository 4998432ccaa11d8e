"""Alerts: all of them, raising one, one of them and what is done to it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit_forms.improvement import services
from audit_forms.improvement.alerts.forms import AlertFilterForm, AlertForm, RaiseForm
from audit_forms.improvement.alerts.guard import MayIdentify
from audit_forms.improvement.alerts.permissions import can_raise
from audit_forms.improvement.alerts.timeline import events_of
from audit_forms.improvement.alerts.verbs import STEPS, VERBS, Verb, open_to
from audit_forms.improvement.models import Alert
from audit_forms.improvement.workflow import TransitionRefused
from audit_forms.organisations.models import Organisation
from audit_forms.returns.models import Return
from portal.accounts.permissions import is_business_unit

PER_PAGE = 50
MOVED_ON = "Nothing was changed: the alert has moved on since you opened the page."
RAISED = "The alert is raised. The people who must act are told by e-mail now."


@require_safe
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """The alerts the person may read, what waits longest on top; filters from the address."""
    visible = Alert.objects.visible_to(request.user)
    filters = AlertFilterForm(request.GET, visible=visible)
    page = Paginator(filters.found().with_context(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"filters": filters, "page_obj": page, "is_business_unit": is_business_unit(request.user)}
    return render(request, "improvement/alerts/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report(request: HttpRequest) -> HttpResponse:
    """Raise an alert: first the numbers to call, then a short form. `?return=` says where somebody was."""
    audit_return = return_named(request)
    organisations = reportable(request.user)
    chosen = audit_return.organisation if audit_return else None
    if not organisations.exists():
        if request.method == "POST":
            raise PermissionDenied
        return render(request, "improvement/alerts/raise.html", {})
    form = RaiseForm(request.POST or None, organisations=organisations, chosen=chosen)
    if request.method == "POST" and form.is_valid():
        raised = raise_it(request, form, audit_return)
        if raised is not None:
            messages.success(request, RAISED)
            return redirect(raised)
    return render(request, "improvement/alerts/raise.html", {"form": form, "audit_return": audit_return})


def reportable(user: Any) -> Any:
    """The organisations about which the person raises alerts."""
    visible = Organisation.objects.visible_to(user)
    return (visible.open() if is_business_unit(user) else visible).order_by("name")


def return_named(request: HttpRequest) -> Return | None:
    """The return named in the address, where the person may read it and raise alerts about its organisation."""
    named = Return.objects.visible_to(request.user).filter(reference=request.GET.get("return", "")[:20])
    found: Return | None = named.select_related("organisation", "exercise").first()
    return found if found and can_raise(request.user, found.organisation) else None


def raise_it(request: HttpRequest, form: RaiseForm, audit_return: Return | None) -> Alert | None:
    """Call the service; None where it refused, with its reason on the form."""
    said = form.cleaned_data
    try:
        return services.raise_alert(
            key=said["key"],
            organisation=form.concerned,
            report=services.Report(
                said["about"], said["known"], tuple(said["told"]), said["told_words"], said.get("kept", False)
            ),
            audit_return=audit_return,
            actor=request.user,
        )
    except MayIdentify as refused:
        form.warn(refused)
    except TransitionRefused as refused:
        form.add_error(None, str(refused))
    return None


@require_safe
@login_required
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """What is known, the clock and the names, the one next step, and everything that happened."""
    return show(request, find_alert(request.user, reference))


def find_alert(user: Any, reference: str) -> Alert:
    """The alert of that reference, if this person may read it; raises Http404."""
    visible = Alert.objects.visible_to(user).with_context().select_related("assured_by", "closed_by", "audit_return")
    found: Alert = get_object_or_404(visible, reference=reference)
    return found


def show(request: HttpRequest, alert: Alert, sent: dict[str, AlertForm] | None = None) -> HttpResponse:
    """The alert's page; `sent` holds a form that was refused, by its verb."""
    verbs = open_to(request.user, alert)
    forms = {key: form_of(verb, alert) for key, verb in verbs.items()} | (sent or {})
    asked = [(VERBS[key], form) for key, form in forms.items()]
    context = {
        "alert": alert,
        "step": next((pair for pair in asked if pair[0].key in STEPS), None),
        "further": [pair for pair in asked if pair[0].key not in STEPS],
        "form": next(iter(sent.values())) if sent else None,
        "events": events_of(alert),
        "is_business_unit": is_business_unit(request.user),
    }
    return render(request, "improvement/alerts/alert.html", context)


def form_of(verb: Verb, alert: Alert, data: Any = None) -> AlertForm:
    """The verb's form; ids of its own, because several stand on one page."""
    return verb.form(data, alert=alert, auto_id=f"id_{verb.key}_%s")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def act(request: HttpRequest, reference: str, verb: str) -> HttpResponse:
    """Do one thing to an alert; its page holds the form, so that asking for this address leads there."""
    chosen = VERBS.get(verb)
    alert = find_alert(request.user, reference)
    if chosen is None:
        raise Http404
    if not chosen.is_part(request.user, alert):
        raise PermissionDenied
    if request.method != "POST":
        return redirect(alert)
    form = form_of(chosen, alert, request.POST)
    if form.is_valid() and carry_out(request, alert, chosen, form):
        return redirect(alert)
    if "version" in form.errors:
        messages.error(request, MOVED_ON)
        return redirect(alert)
    return show(request, find_alert(request.user, reference), {verb: form})


def carry_out(request: HttpRequest, alert: Alert, verb: Verb, form: Any) -> bool:
    """Call the service; False where it refused, with its reason on the form."""
    try:
        verb.service(alert=alert, actor=request.user, **form.cleaned_data)
    except MayIdentify as refused:
        form.warn(refused)
    except TransitionRefused as refused:
        form.add_error(None, str(refused))
        form.data = {**form.data.dict(), "version": str(Alert.objects.get(pk=alert.pk).version)}
    else:
        messages.success(request, verb.done)
        return True
    return False
