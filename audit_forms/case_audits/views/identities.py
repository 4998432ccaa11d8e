"""Opening an identity, and who has opened which."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from audit_forms.case_audits import services
from audit_forms.case_audits.case_forms import ReadingForm
from audit_forms.case_audits.models import Case, IdentityReading
from audit_forms.case_audits.vault import VaultClosed
from audit_forms.case_audits.views.unit_access import find_audit
from audit_forms.case_audits.workflow import TransitionRefused
from portal.accounts.decorators import business_unit_required
from portal.accounts.permissions import is_business_unit

PER_PAGE = 50
CLOSED_FOR_UNIT = (
    "The vault cannot be opened with the key that the portal runs with. Ask whoever runs the portal to set the right "
    "VAULT_KEY, or to name the earlier one in VAULT_KEY_FALLBACKS. Nothing is lost as long as that key exists."
)
CLOSED_FOR_AGENCIES = "The identity cannot be opened at the moment. Tell the Business Unit, who will give it to you."


@sensitive_variables("shown", "born_on", "context")
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def identity(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask why somebody needs to know who the child is; in answer to a POST with a reason, say so once."""
    case = Case.objects.identifiable_by(request.user).select_related("audit", "identity").filter(reference=reference)
    found: Case | None = case.first()
    if found is None:
        raise Http404
    form = ReadingForm(request.POST or None)
    context = {"case": found, "form": form, "kept": getattr(found, "identity", None), **_way_back(request, found)}
    if request.method == "POST" and form.is_valid():
        shown, refusal = _read(request, found, form)
        born_on = date.fromisoformat(shown["born_on"]) if shown.get("born_on") else None
        context |= {"identity": shown, "born_on": born_on, "refusal": refusal}
    return render(request, "case_audits/identity.html", context)


@sensitive_variables()
def _read(request: HttpRequest, case: Case, form: ReadingForm) -> tuple[dict[str, str], str]:
    """Who the child is, or why that cannot be said; an error in the reason is put on the form."""
    try:
        reason, words = form.cleaned_data["reason"], form.cleaned_data["words"]
        return services.read_identity(case=case, reason=reason, words=words, actor=request.user), ""
    except ValidationError as refused:
        for name, texts in refused.message_dict.items():
            form.add_error(name, texts)
    except TransitionRefused as refused:
        return {}, str(refused)
    except VaultClosed:
        return {}, CLOSED_FOR_UNIT if is_business_unit(request.user) else CLOSED_FOR_AGENCIES
    return {}, ""


def _way_back(request: HttpRequest, case: Case) -> dict[str, Any]:
    return {"is_unit": is_business_unit(request.user), "audit": case.audit}


@require_safe
@business_unit_required
def readings(request: HttpRequest, reference: str) -> HttpResponse:
    """Every time that an identity of the audit was opened: by whom, when and why."""
    audit = find_audit(request, reference)
    found = IdentityReading.objects.filter(case__audit=audit).select_related("case", "user")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "case_audits/unit/readings.html", {"audit": audit, "page_obj": page})
