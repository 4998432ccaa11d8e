"""How audits were done, in figures: methods compared, and the review of one audit."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit_forms.case_audits import permissions, services
from audit_forms.case_audits.efficacy import measures_of, measures_of_all, records_of
from audit_forms.case_audits.enums import FOLLOWED_STATUSES
from audit_forms.case_audits.forms.after import EfficacyForm, shown_of
from audit_forms.case_audits.models import CaseAudit, EfficacyReview
from audit_forms.case_audits.workflow import TransitionRefused


@require_safe
@login_required
def methods(request: HttpRequest) -> HttpResponse:
    """The methods side by side, drawn and tabled, and the audits behind them."""
    if not permissions.can_compare_methods(request.user):
        raise Http404
    audits = CaseAudit.objects.visible_to(request.user).filter(status__in=FOLLOWED_STATUSES)
    measured = measures_of_all(audits.select_related("programme"))
    records = records_of(measured)
    longest = max((each.days for each in records if each.days is not None), default=0)
    context = {"records": records, "measured": measured, "longest": longest}
    return render(request, "case_audits/efficacy/methods.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def efficacy(request: HttpRequest, reference: str) -> HttpResponse:
    """One audit's figures, and the group's review of it."""
    audit = find_followed(request, reference)
    if not permissions.can_compare_methods(request.user):
        raise Http404
    review = EfficacyReview.objects.filter(audit=audit).select_related("reviewed_by").first()
    may_review = permissions.can_review_efficacy(request.user, audit)
    if request.method == "POST" and not may_review:
        raise PermissionDenied
    form = EfficacyForm(request.POST or None, initial=shown_of(review))
    if request.method == "POST" and form.is_valid():
        try:
            services.review_efficacy(audit=audit, actor=request.user, **form.cleaned_data)
        except TransitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The review is saved.")
            return redirect("efficacy:audit", reference)
    context = {"audit": audit, "measures": measures_of(audit), "review": review, "form": form, "may_review": may_review}
    return render(request, "case_audits/efficacy/audit.html", context)


def find_followed(request: HttpRequest, reference: str) -> CaseAudit:
    """The published audit of that reference; raises Http404 where it is not this person's, or not yet published."""
    audits = CaseAudit.objects.visible_to(request.user).filter(status__in=FOLLOWED_STATUSES)
    found: CaseAudit | None = audits.select_related("programme", "theme").filter(reference=reference).first()
    if found is None:
        raise Http404
    return found
