"""Reading a return: its task list while it is written, its answers and story afterwards."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from audit_forms.returns import permissions
from audit_forms.returns.hooks import further_tasks
from audit_forms.returns.models import RescuedText, Return
from audit_forms.returns.openness import open_sections
from audit_forms.returns.reading import Reading, read_return
from audit_forms.returns.services.common import next_step
from audit_forms.returns.tasks import further_rows, tasks_of
from audit_forms.returns.timeline import events_of
from audit_forms.returns.views.access import find_return


@require_safe
@login_required
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """The return's own page: the task list for those who write it now, the whole return for all other readers."""
    audit_return = find_return(request.user, reference)
    if not permissions.can_write_answers(request.user, audit_return):
        return whole(request, reference)
    reading = read_return(audit_return)
    further = further_tasks(audit_return)
    tasks = tasks_of(audit_return, reading, open_sections(audit_return)) + further_rows(further)
    rescued = RescuedText.objects.offered_to(request.user).filter(audit_return=audit_return)
    context = {
        "audit_return": audit_return,
        "reading": reading,
        "tasks": tasks,
        "left": reading.left + sum(task.left for task in further),
        "next_task": next((task for task in tasks if task["url"] and task["left"]), None),
        "may_send": permissions.can_send_for_sign_off(request.user, audit_return),
        "rescued": rescued.select_related("section"),
        "events": events_of(audit_return),
        "requests": audit_return.change_requests.open().select_related("question__section"),
    }
    return render(request, "returns/task_list.html", context)


@require_safe
@login_required
def whole(request: HttpRequest, reference: str) -> HttpResponse:
    """Every answer on one page, for reading and printing, with what this reader may decide."""
    audit_return = find_return(request.user, reference)
    context = reading_context(audit_return, read_return(audit_return)) | allowed(request.user, audit_return)
    return render(request, "returns/whole.html", context)


@require_safe
@login_required
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """All answers before they are sent: what is missing on top, then everything with a way to change it."""
    audit_return = find_return(request.user, reference)
    if not permissions.can_write_answers(request.user, audit_return):
        return redirect(audit_return)
    context = {
        "audit_return": audit_return,
        "reading": read_return(audit_return),
        "open_sections": open_sections(audit_return),
        "may_send": permissions.can_send_for_sign_off(request.user, audit_return),
    }
    return render(request, "returns/check.html", context)


@require_safe
@login_required
def receipt(request: HttpRequest, reference: str) -> HttpResponse:
    """Proof that the return arrived: reference, date and time, and who confirmed it."""
    audit_return = find_return(request.user, reference)
    if audit_return.submitted_at is None:
        raise Http404
    latest = audit_return.submissions.last()
    sign_offs = audit_return.sign_offs.filter(attempt=latest.attempt).select_related("signed_by") if latest else []
    context = {"audit_return": audit_return, "latest": latest, "sign_offs": sign_offs}
    return render(request, "returns/receipt.html", context)


def reading_context(audit_return: Return, reading: Reading) -> dict[str, Any]:
    """What every page that shows the whole return needs."""
    return {
        "audit_return": audit_return,
        "reading": reading,
        "events": events_of(audit_return),
        "sign_offs": audit_return.sign_offs.filter(attempt=audit_return.attempt).select_related("signed_by"),
        "next_step": next_step(audit_return),
    }


def allowed(user: Any, audit_return: Return) -> dict[str, bool]:
    """Which buttons to show; the services ask again."""
    return {
        "may_sign": permissions.can_sign(user, audit_return, next_step(audit_return)),
        "may_accept": permissions.can_accept(user, audit_return),
        "may_request_changes": permissions.can_request_changes(user, audit_return),
        "may_reopen": permissions.can_reopen(user, audit_return),
        "may_withdraw": permissions.can_withdraw(user, audit_return),
        "may_reinstate": permissions.can_reinstate(user, audit_return),
    }
