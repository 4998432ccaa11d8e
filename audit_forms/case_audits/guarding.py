"""The names that no text about a case may hold: the child's own, opened by the portal itself and kept nowhere."""

import re

from audit_forms.case_audits import vault
from audit_forms.case_audits.models import CaseIdentity
from audit_forms.returns import guarding
from audit_forms.returns.models import Return

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SHORTEST = 2


def stop_words(audit_return: Return) -> list[str]:
    """The parts of the names in the vault of the case that the return is about; none where nothing is kept.

    No person reads the identity by this, so no reading is recorded. What comes back is for comparing only: never
    shown, stored or logged.
    """
    kept = CaseIdentity.objects.filter(case__involvements__audit_return=audit_return, erased_at__isnull=True)
    identity = kept.select_related("case").first()
    if identity is None:
        return []
    try:
        names = vault.unseal(identity.case.reference, bytes(identity.secret))["name"]
    except vault.VaultClosed:
        return []
    return sorted({word for word in WORD.findall(names) if len(word) >= SHORTEST})


def refusal_of(text: str) -> str:
    """Why a note, reason or message about an audit cannot be stored; "" where it can."""
    return guarding.refusal_of(guarding.Guard(), text, "text")
