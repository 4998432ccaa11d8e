"""Which sections and questions one return is asked."""

from audit_forms.questionnaires.selection import AskedSection, sections_for
from audit_forms.returns.models import Return


def asked_sections(audit_return: Return) -> list[AskedSection]:
    """The sections of the return's edition with the questions it is asked, in order.

    In an interim year only those of its `asked_keys`. The rows are shared between requests: read them only.
    """
    asked = sections_for(audit_return.edition, audit_return.facts)
    if audit_return.asked_keys is None:
        return asked
    keys = set(audit_return.asked_keys)
    narrowed = (AskedSection(part.section, tuple(q for q in part.questions if q.key in keys)) for part in asked)
    return [part for part in narrowed if part.questions]
