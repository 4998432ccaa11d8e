"""The job that erases who children are when it is due, and lists that were never confirmed."""

from audit_forms.case_audits.models import CaseBatch
from audit_forms.case_audits.services.identities import erase_due_identities


def erase_due() -> None:
    """Erase what is due; run twice, it does no harm."""
    erase_due_identities()
    CaseBatch.objects.run_out().delete()
