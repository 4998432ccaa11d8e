"""Reading a return: its task list while it is written, its answers and story afterwards."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from audit_forms.returns import permissions
from audit_forms.returns.enums import NOTABLE_STATUSES, ReturnStatus
from audit_forms.returns.hooks import further_tasks
from audit_forms.returns.models import RescuedText, Return, SigningLink
from audit_forms.returns.openness import open_sections
from audit_forms.returns.reading import Reading, identity_warnings, read_return
from audit_forms.returns.services.common import next_step
from audit_forms.returns.sharing import Shares, comment_counts, shares_of
from audit_forms.returns.tasks import further_rows, tasks_of
from audit_forms.returns.timeline import events_of
from audit_forms.returns.views.access import find_return
from portal.accounts.permissions import is_business_unit


@require_safe
@login_required
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """The return's own page: the task list for those who write it now, the whole return for all other readers."""
    audit_return = find_return(request.user, reference)
    if not permissions.can_write_answers(request.user, audit_return):
        return whole(request, reference)
    reading = read_return(audit_return)
    further = further_tasks(audit_return)
    shares, comments = shares_of(audit_return), comment_counts(audit_return, request.user)
    tasks = tasks_of(audit_return, reading, open_sections(audit_return), shares, comments) + further_rows(further)
    own = own_tasks(request.user, audit_return, tasks, shares)
    rescued = RescuedText.objects.offered_to(request.user).filter(audit_return=audit_return)
    context = {
        "audit_return": audit_return,
        "reading": reading,
        "tasks": tasks,
        "left": reading.left + sum(task.left for task in further),
        "own_tasks": own,
        "other_tasks": [task for task in tasks if task not in own],
        "open_comments": comments.total_open if comments else 0,
        "next_task": next((task for task in [*own, *tasks] if task["url"] and task["left"]), None),
        "may_assign": permissions.can_assign(request.user, audit_return),
        "may_send": permissions.can_send_for_sign_off(request.user, audit_return),
        "rescued": rescued.select_related("section"),
        "events": events_of(audit_return),
        "requests": audit_return.change_requests.open().select_related("question__section"),
    }
    return render(request, "returns/task_list.html", context)


def own_tasks(user: Any, audit_return: Return, tasks: list[dict[str, Any]], shares: Shares) -> list[dict[str, Any]]:
    """The sections that are a contributor's own, to come first; a lead sees all in their order."""
    if permissions.leads(user, audit_return):
        return []
    return [task for task in tasks if shares.is_of(task.get("section", 0), user)]


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
    reading = read_return(audit_return)
    context = {
        "audit_return": audit_return,
        "reading": reading,
        "warned": identity_warnings(audit_return, reading),
        "open_sections": open_sections(audit_return),
        "further_left": [task for task in further_tasks(audit_return) if task.left],
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
    sign_offs = signed_in(audit_return, latest.attempt) if latest else []
    context = {"audit_return": audit_return, "latest": latest, "sign_offs": sign_offs}
    return render(request, "returns/receipt.html", context)


def reading_context(audit_return: Return, reading: Reading) -> dict[str, Any]:
    """What every page that shows the whole return needs."""
    return {
        "audit_return": audit_return,
        "reading": reading,
        "events": events_of(audit_return),
        "sign_offs": signed_in(audit_return, audit_return.attempt),
        "next_step": next_step(audit_return),
        "waiting_link": waiting_link(audit_return),
    }


def signed_in(audit_return: Return, attempt: int) -> Any:
    """The sign-offs of that attempt with whoever signed."""
    return audit_return.sign_offs.filter(attempt=attempt).select_related("signed_by", "signing_link")


def waiting_link(audit_return: Return) -> SigningLink | None:
    """The link by which the next signatory is asked to sign, if one was sent."""
    step = next_step(audit_return) if audit_return.status == ReturnStatus.AWAITING_SIGN_OFF else None
    links = SigningLink.objects.live().filter(audit_return=audit_return, sent_at__isnull=False)
    return links.filter(capacity=step.capacity).first() if step else None


def allowed(user: Any, audit_return: Return) -> dict[str, bool]:
    """Which buttons to show; the services ask again."""
    may_note = permissions.can_note(user, audit_return)
    return {
        "may_sign": permissions.can_sign(user, audit_return, next_step(audit_return)),
        "may_choose_signatories": permissions.can_choose_signatories(user, audit_return),
        "may_note": may_note,
        "may_withdraw": permissions.can_withdraw(user, audit_return),
        "may_reinstate": permissions.can_reinstate(user, audit_return),
        "is_separated": is_business_unit(user) and audit_return.status in NOTABLE_STATUSES and not may_note,
    }
