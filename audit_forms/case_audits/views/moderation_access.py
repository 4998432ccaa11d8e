"""How every page of moderation gets at an audit, a case or a part; 404 alike for "not yours" and "not there"."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from audit_forms.case_audits.models import Case, CaseAudit, Involvement
from portal.accounts.permissions import is_business_unit


def find_audit(user: Any, reference: str) -> CaseAudit:
    """The audit of that reference, where the person takes part in its moderation; raises Http404."""
    audits = CaseAudit.objects.moderation_visible_to(user).select_related("edition__questionnaire", "chair")
    found: CaseAudit = get_object_or_404(audits, reference=reference)
    return found


def find_audit_for_unit(user: Any, reference: str) -> CaseAudit:
    """The audit, for the Business Unit; raises Http404."""
    if not is_business_unit(user):
        raise Http404
    return find_audit(user, reference)


def find_case(user: Any, audit: CaseAudit, reference: str) -> Case:
    """A case of the audit whose grades the person sees side by side; raises Http404."""
    found: Case = get_object_or_404(Case.objects.moderated_by(user).filter(audit=audit), reference=reference)
    found.audit = audit
    return found


def find_part(user: Any, audit: CaseAudit, pk: int) -> Involvement:
    """A countersigned part of the audit, of no case in which the person has a conflict of interest."""
    parts = Involvement.objects.graded().without_conflict(user).filter(case__audit=audit).with_context()
    found: Involvement = get_object_or_404(parts, pk=pk)
    return found
