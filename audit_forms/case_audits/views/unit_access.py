"""How the Business Unit's pages find the audit and the case that their address names."""

from django.http import Http404, HttpRequest

from audit_forms.case_audits.models import Case, CaseAudit


def find_audit(request: HttpRequest, reference: str) -> CaseAudit:
    """The audit; raises Http404 where there is none."""
    audit: CaseAudit | None = CaseAudit.objects.visible_to(request.user).filter(reference=reference).first()
    if audit is None:
        raise Http404
    return audit


def find_case(request: HttpRequest, reference: str, pseudonym: str) -> Case:
    """The case of that audit; raises Http404 where there is none."""
    cases = Case.objects.visible_to(request.user).select_related("audit", "identity", "added_by")
    case: Case | None = cases.filter(audit__reference=reference, reference=pseudonym).first()
    if case is None:
        raise Http404
    return case
