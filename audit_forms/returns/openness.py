"""Which sections and questions of a return may be written now."""

from audit_forms.questionnaires.selection import AskedSection
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return


def open_sections(audit_return: Return) -> dict[str, AskedSection]:
    """The sections open for answers, by key: all of a draft; where changes are wanted, the questions named only."""
    asked = asked_sections(audit_return)
    if audit_return.status == ReturnStatus.DRAFT:
        return {part.section.key: part for part in asked}
    if audit_return.status != ReturnStatus.CHANGES_REQUESTED:
        return {}
    named = set(audit_return.change_requests.open().values_list("question", flat=True))
    narrowed = (AskedSection(part.section, tuple(q for q in part.questions if q.pk in named)) for part in asked)
    return {part.section.key: part for part in narrowed if part.questions}
