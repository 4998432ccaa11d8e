"""Which texts of a return the identity guard reads, what it says about them, and what somebody has decided to keep."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone
from django.utils.crypto import salted_hmac

from audit_forms.questionnaires.enums import AnswerType, QuestionnaireKind
from audit_forms.questionnaires.models import Edition, Question
from audit_forms.returns import parts
from audit_forms.returns.identity import Finding, Kind, find
from audit_forms.returns.models import Return
from portal.trail.models import AuditTrail

GUARDED_KINDS = frozenset({QuestionnaireKind.S175, QuestionnaireKind.S11, QuestionnaireKind.INTERIM})
FREE_TEXT = (parts.TEXT, parts.REASON, parts.ACTION_WHAT, parts.ACTION_WHO)
ASKS_CONTACT = re.compile(r"\b(?:tele)?phone|\be-?mail|\bcontact", re.IGNORECASE)
CONTACT_KINDS = (Kind.PHONE, Kind.EMAIL, Kind.POSTCODE)
KEPT = "return.text_kept"


def is_guarded(edition: Edition) -> bool:
    """Whether answers to the edition are read by the guard: self-assessments have no use for any child's identity."""
    return edition.questionnaire.kind in GUARDED_KINDS


def findings_by_part(question: Question, answer: Mapping[str, Any]) -> Iterator[tuple[str, list[Finding]]]:
    """What was found in each free text of an answer.

    A person with contact details and a fact of the organisation are exempt; a question that asks how to reach
    somebody may be answered with a number or address.
    """
    kind = AnswerType(question.answer_type)
    if kind == AnswerType.PERSON or question.prefill:
        return
    asks_contact = kind in (AnswerType.SHORT_TEXT, AnswerType.LONG_TEXT) and ASKS_CONTACT.search(question.text)
    for part in FREE_TEXT:
        found = find(answer.get(part) or "", today=timezone.localdate())
        found = [each for each in found if not (asks_contact and each.kind in CONTACT_KINDS)]
        if found:
            yield part, found


def refusal(text: str, found: list[Finding], thing: str = "return") -> str:
    """Why the text cannot be stored in a thing of that name; "" where it can."""
    blocking = next((each for each in found if each.is_blocking), None)
    if blocking is None:
        return ""
    return (
        f"This is not saved, because it looks like {blocking.words}: “{text[blocking.start : blocking.end]}”. "
        f"Take it out. {'An' if thing[0] in 'aeiou' else 'A'} {thing} never says who a child is."
    )


def refusal_of(text: str, thing: str = "return") -> str:
    """Why a note or comment cannot be stored; "" where it can."""
    return refusal(text, find(text, today=timezone.localdate()), thing)


def warnings_of(text: str) -> list[str]:
    """What a note or comment may give away, in words."""
    return _told(text, find(text, today=timezone.localdate()))


def warnings_in(question: Question, answer: Mapping[str, Any]) -> list[str]:
    """What an answer may give away, in words."""
    found = findings_by_part(question, answer)
    return [words for part, findings in found for words in _told(answer[part], findings)]


def seal(answer: Mapping[str, Any]) -> str:
    """A fingerprint of an answer's free texts from which they cannot be guessed; it changes when they do."""
    texts = "\0".join(parts.one_line_end(answer.get(part) or "") for part in FREE_TEXT)
    return salted_hmac("returns.guarding", texts).hexdigest()[: parts.DIGEST_LENGTH]


def kept_seals(audit_return: Return) -> frozenset[str]:
    """Fingerprints of the answers that somebody looked at and kept, because they identify no child."""
    entries = AuditTrail.objects.about(audit_return).filter(action=KEPT)
    return frozenset(entry["seal"] for entry in entries.values_list("data", flat=True))


def _told(text: str, found: list[Finding]) -> list[str]:
    return [f"{each.words}: “{text[each.start : each.end]}”" for each in found]
