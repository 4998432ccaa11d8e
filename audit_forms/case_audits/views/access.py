"""Finding an audit, and saving a form about it."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from audit_forms.case_audits.forms.common import VersionForm, put_on
from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.workflow import TransitionRefused
from portal.workflow import Stale

CONFLICT = (
    "Somebody changed this audit after you opened the page. What you entered is kept below, beside what stands now. "
    "Check it, then save again."
)


def find_audit(user: Any, reference: str) -> CaseAudit:
    """The audit of that reference, if this person may read its plan; raises Http404."""
    audits = CaseAudit.objects.visible_to(user).select_related("programme", "theme", "chair", "edition__questionnaire")
    found: CaseAudit = get_object_or_404(audits, reference=reference)
    return found


def saved(request: HttpRequest, form: VersionForm, service: Callable[..., CaseAudit], **values: Any) -> Any:
    """What the service returns; None where it refused, with its reason on the form and nothing that was typed lost.

    Of two people who change an audit at once the second is shown both (bars R4): `form.differences`.
    """
    try:
        return service(audit=form.audit, version=form.cleaned_data["version"], actor=request.user, **values)
    except Stale:
        form.add_error(None, CONFLICT)
        form.differences = form.conflict(CaseAudit.objects.get(pk=form.audit.pk))
    except TransitionRefused as refused:
        form.add_error(None, str(refused))
    except ValidationError as refusal:
        put_on(form, refusal)
    return None
