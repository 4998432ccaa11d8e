"""The meeting's page, and what is done there: opening, excusing, ending, who came, its calendar file."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit_forms.case_audits import permissions, services
from audit_forms.case_audits.enums import MODERATED_STATUSES
from audit_forms.case_audits.forms.moderation import AttendanceForm, MeetingForm, ReasonForm, ThemeForm
from audit_forms.case_audits.matrix import matrices_of
from audit_forms.case_audits.meeting_ical import calendar_of
from audit_forms.case_audits.models import CaseAudit, Involvement
from audit_forms.case_audits.moderation_reading import (
    blind_progress,
    cases_of,
    expected_people,
    graded_parts,
    moderation_of,
)
from audit_forms.case_audits.views.moderation_access import find_audit, find_audit_for_unit, find_part
from audit_forms.case_audits.views.moderation_live import fragment
from audit_forms.case_audits.workflow import TransitionRefused

PAGE = "case_audits/moderation/meeting.html"
MEDIA_TYPE = "text/calendar; charset=utf-8"


@require_safe
@login_required
def meeting(request: HttpRequest, reference: str) -> HttpResponse:
    """When and where, how far everybody is, and from the opening on the cases with what is agreed."""
    audit = find_audit(request.user, reference)
    return render(request, PAGE, meeting_context(request, audit))


@require_safe
@login_required
def news(request: HttpRequest, reference: str) -> HttpResponse:
    """The list of cases as it is now, for pages that are open."""
    audit = find_audit(request.user, reference)
    seen = [case.pk for case in cases_of(request.user, audit)]
    template = "case_audits/moderation/parts/cases.html"
    facts = (moderation_of(audit).news, audit.status, seen)
    return fragment(request, template, lambda: meeting_context(request, audit), *facts)


def meeting_context(request: HttpRequest, audit: CaseAudit, **forms: Any) -> dict[str, Any]:
    """What the meeting's page shows to this person; `forms` are those that were refused."""
    user = request.user
    runs = permissions.runs_moderation(user, audit)
    parts = blind_progress(graded_parts(audit, user)) if runs else []
    own = Involvement.objects.to_grade_blind(user).filter(case__audit=audit)
    may_reopen = permissions.can_reopen_moderation(user, audit)
    return {
        "audit": audit,
        "moderation": moderation_of(audit),
        "is_open": audit.status in MODERATED_STATUSES,
        "matrices": matrices_of(cases_of(user, audit)),
        "parts": parts,
        "waiting": [each for each in parts if each.is_waited_for],
        "own": blind_progress(own.select_related("case", "organisation", "audit_return__exercise__edition")),
        "runs": runs,
        "may_excuse": permissions.can_excuse(user, audit),
        "may_open": permissions.can_open_moderation(user, audit),
        "may_end": permissions.can_end_moderation(user, audit),
        "may_arrange": permissions.can_arrange_moderation(user, audit),
        "may_note": permissions.can_note_attendance(user, audit),
        "may_tag": permissions.can_tag_audit(user, audit),
        "tags": audit.theme_tags.filter(case=None).select_related("theme"),
        "theme_form": ThemeForm(auto_id="theme-%s") if permissions.can_tag_audit(user, audit) else None,
        "reopen_form": ReasonForm(auto_id="reopen-%s") if may_reopen else None,
        **forms,
    }


@require_POST
@login_required
def act(request: HttpRequest, reference: str, verb: str) -> HttpResponse:
    """Open or end moderation, or open it again with a reason."""
    audit = find_audit(request.user, reference)
    form = ReasonForm(request.POST, auto_id="reopen-%s") if verb == "reopen" else None
    if form is not None and not permissions.runs_moderation(request.user, audit):
        raise PermissionDenied
    if form is not None and not form.is_valid():
        return render(request, PAGE, meeting_context(request, audit, reopen_form=form, form=form))
    try:
        if verb == "open":
            services.open_moderation(audit=audit, actor=request.user)
            messages.success(request, "Moderation is open. Everybody with a part in a case sees its grades now.")
        elif verb == "end":
            services.end_moderation(audit=audit, actor=request.user)
            messages.success(request, "Moderation has ended. The report can be drafted.")
        elif form is not None:
            services.reopen_moderation(audit=audit, actor=request.user, **form.cleaned_data)
            messages.success(request, "Moderation is open again.")
        else:
            raise Http404
    except TransitionRefused as refused:
        if form is not None:
            form.add_error("reason", str(refused))
            return render(request, PAGE, meeting_context(request, audit, reopen_form=form, form=form))
        messages.error(request, str(refused))
    return redirect("moderation:meeting", reference)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def excuse(request: HttpRequest, reference: str, part: int) -> HttpResponse:
    """Let moderation go ahead without one return, with a reason."""
    audit = find_audit(request.user, reference)
    if not permissions.runs_moderation(request.user, audit):
        raise Http404
    involvement = find_part(request.user, audit, part)
    if not permissions.chairs(request.user, audit):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.excuse_return(involvement=involvement, actor=request.user, **form.cleaned_data)
        except TransitionRefused as refused:
            form.add_error("reason", str(refused))
        else:
            messages.success(request, "The return is excused. Moderation does not wait for it.")
            return redirect("moderation:meeting", reference)
    context = {"audit": audit, "part": involvement, "form": form}
    return render(request, "case_audits/moderation/excuse.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def attendance(request: HttpRequest, reference: str) -> HttpResponse:
    """Who came, and how."""
    audit = find_audit(request.user, reference)
    if not permissions.runs_moderation(request.user, audit):
        raise PermissionDenied
    if not permissions.can_note_attendance(request.user, audit):
        return redirect("moderation:meeting", reference)
    form = AttendanceForm(request.POST or None, people=expected_people(moderation_of(audit)))
    if request.method == "POST" and form.is_valid():
        conflicts = services.note_attendance(audit=audit, came=form.came, actor=request.user)
        for each in conflicts:
            messages.error(request, f"{each} was noted by somebody else meanwhile. That has not been overwritten.")
        if not conflicts:
            messages.success(request, "Who came is saved.")
        return redirect("moderation:attendance", reference)
    return render(request, "case_audits/moderation/attendance.html", {"audit": audit, "form": form})


@require_safe
@login_required
def calendar_file(request: HttpRequest, reference: str) -> HttpResponse:
    """The meeting for a calendar program; 404 until its time is set."""
    moderation = moderation_of(find_audit(request.user, reference))
    if moderation.meets_at is None:
        raise Http404
    response = HttpResponse(calendar_of(moderation, moderation.meets_at), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = 'attachment; filename="moderation-meeting.ics"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def arrange(request: HttpRequest, reference: str) -> HttpResponse:
    """The Business Unit's page: date, place and papers."""
    audit = find_audit_for_unit(request.user, reference)
    moderation = moderation_of(audit)
    if not permissions.can_arrange_moderation(request.user, audit):
        return redirect("moderation:meeting", reference)
    form = MeetingForm(request.POST or None, moderation=moderation)
    stored = None
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("meets_at", "place", "papers", "version")}
        try:
            services.arrange_moderation(audit=audit, actor=request.user, **values)
        except services.Stale as stale:
            stored = stale.stored
            form.data = {**form.data.dict(), "version": str(stored.version)}
            form.add_error(None, "Nothing was overwritten: a colleague has changed the meeting meanwhile.")
        except TransitionRefused as refused:
            form.add_error("papers", str(refused))
        else:
            messages.success(request, "The meeting is saved. Where its time or place changed, everybody has been told.")
            return redirect("moderation:meeting", reference)
    context = {"audit": audit, "moderation": moderation, "form": form, "stored": stored}
    return render(request, "case_audits/unit/moderation.html", context)
