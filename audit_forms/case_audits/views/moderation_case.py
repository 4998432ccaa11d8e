"""One case in the meeting: the matrix, agreeing on a domain, dissent and themes; and the same for a projector."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit_forms.case_audits import permissions, services
from audit_forms.case_audits.forms.moderation import AgreeForm, DissentForm, ThemeForm
from audit_forms.case_audits.matrix import Matrix, Row, matrix_of
from audit_forms.case_audits.models import Case, CaseAudit, Involvement
from audit_forms.case_audits.moderation_reading import cases_of, moderation_of, neighbours
from audit_forms.case_audits.views.moderation_access import find_audit, find_case
from audit_forms.case_audits.views.moderation_live import fragment
from audit_forms.case_audits.views.moderation_meeting import meeting_context
from audit_forms.case_audits.workflow import TransitionRefused

ROOM = "room"
MATRIX = "case_audits/moderation/parts/matrix.html"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def case(request: HttpRequest, reference: str, pseudonym: str) -> HttpResponse:
    """The matrix with one domain opened; POST writes what is agreed on it."""
    audit = find_audit(request.user, reference)
    found = find_case(request.user, audit, pseudonym)
    matrix = matrix_of(found)
    row = chosen_row(matrix, request.GET.get("domain", ""))
    if request.method == "POST":
        return agree(request, found, row)
    if request.GET.get("view") == ROOM:
        return render(request, "case_audits/moderation/room.html", case_context(request, found, matrix, row))
    return render(request, "case_audits/moderation/case.html", case_context(request, found, matrix, row))


@require_safe
@login_required
def news(request: HttpRequest, reference: str, pseudonym: str) -> HttpResponse:
    """The matrix as it is now, for pages that are open."""
    audit = find_audit(request.user, reference)
    found = find_case(request.user, audit, pseudonym)
    domain, is_room = request.GET.get("domain", ""), request.GET.get("view") == ROOM

    def make_context() -> dict[str, Any]:
        matrix = matrix_of(found)
        return case_context(request, found, matrix, chosen_row(matrix, domain))

    template = "case_audits/moderation/parts/room_matrix.html" if is_room else MATRIX
    parts = Involvement.objects.moderated().filter(case=found).count()
    facts = (moderation_of(audit).news, audit.status, found.pk, domain, is_room, parts)
    return fragment(request, template, make_context, *facts)


def chosen_row(matrix: Matrix, slug: str) -> Row:
    """The row of that domain; without one the first that is not agreed. Raises Http404 for an unknown one."""
    if not slug:
        return matrix.next_row
    found = next((row for row in matrix.rows if row.domain.slug == slug), None)
    if found is None:
        raise Http404
    return found


def case_context(request: HttpRequest, case: Case, matrix: Matrix, row: Row, **forms: Any) -> dict[str, Any]:
    """What the page of a case shows to this person; `forms` are those that were refused."""
    user = request.user
    before, after = neighbours(cases_of(user, case.audit), case)
    may_agree = permissions.can_agree_grades(user, case)
    part = permissions.dissenting_part(user, case)
    own = next((each for each in row.dissents if part and each.organisation_id == part.organisation_id), None)
    changes = case.grade_changes.filter(question_key=row.domain.key)
    initial = {"words": own.words if own else "", "version": own.version if own else 0}
    return {
        "audit": case.audit,
        "case": case,
        "moderation": moderation_of(case.audit),
        "matrix": matrix,
        "row": row,
        "before": before,
        "after": after,
        "tags": case.theme_tags.select_related("theme"),
        "changes": changes.select_related("before", "after", "changed_by"),
        "may_agree": may_agree,
        "agree_form": AgreeForm(row=row, auto_id="agree-%s") if may_agree else None,
        "dissent_form": DissentForm(initial=initial, auto_id="dissent-%s") if part else None,
        "part": part,
        "theme_form": ThemeForm(auto_id="theme-%s") if may_agree else None,
        **forms,
    }


def agree(request: HttpRequest, case: Case, row: Row) -> HttpResponse:
    """Write what is agreed on the domain and go on to the next; what was refused stays on the page."""
    if not permissions.runs_moderation(request.user, case.audit):
        raise PermissionDenied
    form = AgreeForm(request.POST, row=row, auto_id="agree-%s")
    stored = None
    if form.is_valid():
        values = {"reason": form.cleaned_data["reason"], "version": form.cleaned_data["version"]}
        try:
            services.agree_grade(
                case=case, key=row.domain.key, level_key=form.cleaned_data["level"], actor=request.user, **values
            )
        except services.Stale as stale:
            stored = stale.stored
            renew(form, stored)
        except TransitionRefused as refused:
            form.add_error("reason", str(refused))
        else:
            messages.success(request, f"Agreed: {row.domain.name}.")
            return redirect(f"{address('case', case)}#agree")
    context = case_context(request, case, matrix_of(case), row, agree_form=form, form=form, stored=stored)
    return render(request, "case_audits/moderation/case.html", context)


@require_POST
@login_required
def dissent(request: HttpRequest, reference: str, pseudonym: str) -> HttpResponse:
    """Write, change or take back an agency's dissent on a domain."""
    audit = find_audit(request.user, reference)
    found = find_case(request.user, audit, pseudonym)
    row = chosen_row(matrix_of(found), request.GET.get("domain", ""))
    form = DissentForm(request.POST, auto_id="dissent-%s")
    other = None
    if form.is_valid():
        try:
            written = services.write_dissent(case=found, key=row.domain.key, actor=request.user, **form.cleaned_data)
        except services.Stale as stale:
            other = stale.stored
            renew(form, other)
        except TransitionRefused as refused:
            form.add_error("words", str(refused))
        else:
            messages.success(request, "Your dissent is kept." if written else "There is no dissent of yours now.")
            return redirect(f"{address('case', found)}?domain={row.domain.slug}#dissent")
    elif permissions.dissenting_part(request.user, found) is None:
        raise PermissionDenied
    forms = {"dissent_form": form, "form": form, "stored_dissent": other}
    context = case_context(request, found, matrix_of(found), row, **forms)
    return render(request, "case_audits/moderation/case.html", context)


def renew(form: Any, stored: Any) -> None:
    """Keep what was typed, with the version that is stored now: sending it again replaces what is shown beside it."""
    form.data = {**form.data.dict(), "version": str(stored.version if stored else 0)}
    form.add_error(None, "This is not saved: somebody has written it meanwhile. Both texts are below.")


@require_POST
@login_required
def themes(request: HttpRequest, reference: str, pseudonym: str = "") -> HttpResponse:
    """Tag a case, or without a pseudonym the whole audit, with a theme; or take one off."""
    audit = find_audit(request.user, reference)
    found = find_case(request.user, audit, pseudonym) if pseudonym else None
    form = ThemeForm(request.POST, auto_id="theme-%s")
    common = {"audit": audit, "case": found, "actor": request.user}
    try:
        if request.POST.get("off", "").isdigit():
            services.untag_theme(tag=int(request.POST["off"]), **common)
        else:
            # Words that the form refuses are as good as none; the service asks the permission first either way.
            services.tag_theme(words=form.words if form.is_valid() else "", **common)
    except TransitionRefused as refused:
        if not form.errors:
            form.add_error("new", str(refused))
        return refused_theme(request, audit, found, form)
    back = address("case", found) if found else reverse("moderation:meeting", args=[reference])
    return redirect(f"{back}#themes")


def refused_theme(request: HttpRequest, audit: CaseAudit, found: Case | None, form: ThemeForm) -> HttpResponse:
    """The page again, with what was typed and why it was refused."""
    if found is None:
        context = meeting_context(request, audit, theme_form=form, form=form)
        return render(request, "case_audits/moderation/meeting.html", context)
    matrix = matrix_of(found)
    context = case_context(request, found, matrix, matrix.next_row, theme_form=form, form=form)
    return render(request, "case_audits/moderation/case.html", context)


def address(name: str, case: Case) -> str:
    """An address of a case in moderation."""
    return reverse(f"moderation:{name}", args=[case.audit.reference, case.reference])
