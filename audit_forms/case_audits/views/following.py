"""After publication: feedback to staff, training, a question for next year, impact, closing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit_forms.case_audits import permissions, services
from audit_forms.case_audits.dissemination import records_of_dissemination
from audit_forms.case_audits.forms.after import FeedbackForm, ImpactForm, ReauditForm, TrainingForm
from audit_forms.case_audits.listing import RECORDS_PER_PAGE, DisseminationFilterForm
from audit_forms.case_audits.models import CaseAudit, ImpactReview, StaffFeedback
from audit_forms.case_audits.views.efficacy import find_followed
from audit_forms.case_audits.workflow import TransitionRefused
from portal.accounts.permissions import is_business_unit


def find_followed_up(request: HttpRequest, reference: str) -> CaseAudit:
    """The published audit, for the Business Unit that follows it up; raises Http404 for everybody else."""
    if not is_business_unit(request.user):
        raise Http404
    return find_followed(request, reference)


@require_safe
@login_required
def follow_up(request: HttpRequest, reference: str) -> HttpResponse:
    """Where the audit's findings went, what is missing, and what comes next."""
    audit = find_followed(request, reference)
    if not permissions.can_compare_methods(request.user):
        raise Http404
    return render(request, "case_audits/following/follow_up.html", follow_up_context(request.user, audit))


@require_safe
@login_required
def dissemination(request: HttpRequest) -> HttpResponse:
    """How far the findings of every published audit have been passed on."""
    if not permissions.can_compare_methods(request.user):
        raise Http404
    filters = DisseminationFilterForm(request.GET)
    records = records_of_dissemination(filters.found(CaseAudit.objects.visible_to(request.user)))
    page = Paginator(records, RECORDS_PER_PAGE).get_page(request.GET.get("page"))
    complete = sum(not each.missing for each in records)
    context = {"filters": filters, "page_obj": page, "complete": complete}
    return render(request, "case_audits/following/dissemination.html", context)


def follow_up_context(user: Any, audit: CaseAudit, **forms: Any) -> dict[str, Any]:
    """What the page shows; `forms` are those that were sent and refused."""
    feedback = list(audit.staff_feedback.select_related("organisation", "entered_by"))
    report = getattr(audit, "report", None)
    return {
        "audit": audit,
        "record": records_of_dissemination([audit])[0],
        "recommendations": report.recommendations.select_related("raised") if report else [],
        "feedback": feedback,
        "people_told": sum(each.people for each in feedback),
        "training": audit.training.all(),
        "questions": audit.reaudit_questions.select_related("question__section__edition__questionnaire"),
        "impact": ImpactReview.objects.filter(audit=audit).prefetch_related("lines__recommendation").first(),
        "may_follow_up": permissions.can_follow_up(user, audit),
        "may_review_impact": permissions.can_review_impact(user, audit),
        "may_close": permissions.can_close(user, audit),
        "training_form": TrainingForm(prefix="training"),
        "reaudit_form": ReauditForm(prefix="reaudit"),
        **forms,
    }


@require_POST
@login_required
def link_training(request: HttpRequest, reference: str) -> HttpResponse:
    """Link a course or resource."""
    audit = find_followed_up(request, reference)
    form = TrainingForm(request.POST, prefix="training")
    if not form.is_valid():
        context = follow_up_context(request.user, audit, training_form=form, forms=[form])
        return render(request, "case_audits/following/follow_up.html", context)
    services.link_training(audit=audit, actor=request.user, **form.cleaned_data)
    messages.success(request, "The training is linked.")
    return redirect("efficacy:follow_up", reference)


@require_POST
@login_required
def put_question(request: HttpRequest, reference: str) -> HttpResponse:
    """Put a question into next year's tool."""
    audit = find_followed_up(request, reference)
    form = ReauditForm(request.POST, prefix="reaudit")
    if form.is_valid():
        try:
            services.write_reaudit_question(audit=audit, actor=request.user, **form.cleaned_data)
        except TransitionRefused as refused:
            form.add_error("section", str(refused))
        else:
            messages.success(request, "The question is in the edition. It is asked once the edition is published.")
            return redirect("efficacy:follow_up", reference)
    context = follow_up_context(request.user, audit, reaudit_form=form, forms=[form])
    return render(request, "case_audits/following/follow_up.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def impact(request: HttpRequest, reference: str) -> HttpResponse:
    """Set before and after side by side."""
    audit = find_followed_up(request, reference)
    if not permissions.can_review_impact(request.user, audit):
        return redirect("efficacy:follow_up", reference)
    form = ImpactForm(request.POST or None, audit=audit)
    if request.method == "POST" and form.is_valid():
        conclusion = form.cleaned_data["conclusion"]
        services.review_impact(audit=audit, conclusion=conclusion, lines=form.lines, actor=request.user)
        messages.success(request, "The impact is reviewed. The audit can be closed.")
        return redirect("efficacy:follow_up", reference)
    return render(request, "case_audits/following/impact.html", {"audit": audit, "form": form})


@require_POST
@login_required
def close(request: HttpRequest, reference: str) -> HttpResponse:
    """Close the audit."""
    services.close_audit(audit=find_followed_up(request, reference), actor=request.user)
    messages.success(request, "The audit is closed. Identities still kept for it are erased.")
    return redirect("efficacy:follow_up", reference)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def feedback(request: HttpRequest, reference: str) -> HttpResponse:
    """An agency's own record of how it told its staff."""
    audit = find_followed(request, reference)
    organisations = permissions.agencies_told_by(request.user, audit)
    if not organisations.exists():
        raise Http404
    form = FeedbackForm(request.POST or None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        services.enter_feedback(audit=audit, actor=request.user, **form.cleaned_data)
        messages.success(request, "Thank you. It is on the audit’s record.")
        return redirect("efficacy:feedback", reference)
    entered = StaffFeedback.objects.visible_to(request.user).filter(audit=audit, organisation__in=organisations)
    context = {"audit": audit, "form": form, "feedback": entered.select_related("organisation", "entered_by")}
    return render(request, "case_audits/following/feedback.html", context)
