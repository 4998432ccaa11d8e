"""Facts of an organisation offered as first answers, for the person to check and correct."""

from audit_forms.organisations.models import Organisation
from audit_forms.questionnaires.enums import AnswerType, Prefill
from audit_forms.questionnaires.models import Question
from audit_forms.returns import parts


def fact(organisation: Organisation, prefill: str) -> str:
    """The organisation's fact of that name as a text; "" where it has none."""
    found = {
        Prefill.NAME: organisation.name,
        Prefill.URN: organisation.urn,
        Prefill.PHASE: organisation.get_phase_display(),
        Prefill.ESTABLISHMENT_TYPE: organisation.establishment_type or organisation.get_establishment_display(),
        Prefill.TRUST: organisation.trust.name if organisation.trust else "",
        Prefill.PUPILS: organisation.pupils,
        Prefill.HEAD_NAME: organisation.head_name,
        Prefill.SECTOR: organisation.get_sector_display(),
    }
    value = found.get(Prefill(prefill))
    return "" if value is None else str(value)


def first_answer(question: Question, organisation: Organisation) -> parts.Parts:
    """The parts to show for a question without a stored answer; empty where nothing is known."""
    answer = parts.empty_parts(question)
    if question.prefill:
        main = parts.NAME if question.answer_type == AnswerType.PERSON else next(iter(answer))
        answer[main] = fact(organisation, question.prefill)
    return answer
