"""Which texts of a return the identity guard reads, what it says about them, and what somebody has decided to keep.

In a self-assessment most findings are pointed out only, and somebody may decide to keep them. A case audit is about one
child, so there whatever may tell who that is, is refused, wherever it stands (bars G3).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.crypto import salted_hmac

from audit_forms.questionnaires.enums import CASE_KINDS, SELF_ASSESSMENT_KINDS, AnswerType
from audit_forms.questionnaires.models import Edition, Question
from audit_forms.returns import hooks, parts, rows
from audit_forms.returns.identity import Finding, Kind, find
from audit_forms.returns.models import Return
from portal.trail.models import AuditTrail

GUARDED_KINDS = SELF_ASSESSMENT_KINDS | CASE_KINDS
FREE_TEXT = (parts.TEXT, parts.REASON, parts.ACTION_WHAT, parts.ACTION_WHO)
MORE_TEXT = (parts.RISK_WHY_NOT, parts.RISK_TOLD)
ASKS_CONTACT = re.compile(r"\b(?:tele)?phone|\be-?mail|\bcontact", re.IGNORECASE)
CONTACT_KINDS = (Kind.PHONE, Kind.EMAIL, Kind.POSTCODE)
KEPT = "return.text_kept"


def is_guarded(edition: Edition) -> bool:
    """Whether answers to the edition are read by the guard: neither kind has any use for a child's identity."""
    return edition.questionnaire.kind in GUARDED_KINDS


@dataclass(frozen=True)
class Guard:
    """How the texts of one return are read: strictly or not, and which names must not occur."""

    is_strict: bool = False
    names: tuple[str, ...] = ()

    def find(self, text: str) -> list[Finding]:
        """What in the text may tell who a child is."""
        return find(text, today=timezone.localdate(), names=self.names)

    def refuses(self, finding: Finding) -> bool:
        """Whether a text with it is not stored; a strict guard refuses all that it finds."""
        return self.is_strict or finding.is_blocking


def guard_of(audit_return: Return) -> Guard:
    """The guard of that return; of one about a case, with the names on the case's own list."""
    if not audit_return.edition.is_about_a_case:
        return Guard()
    return Guard(is_strict=True, names=tuple(hooks.stop_words(audit_return)))


def findings_by_part(
    guard: Guard, question: Question, answer: Mapping[str, Any]
) -> Iterator[tuple[str, str, list[Finding]]]:
    """Each free text of an answer in which something was found: its part, the text, the findings.

    Unless the guard is strict, a person with contact details and a fact of the organisation are exempt, and a question
    that asks how to reach somebody may be answered with a number or address.
    """
    kind = AnswerType(question.answer_type)
    if not guard.is_strict and (kind == AnswerType.PERSON or question.prefill):
        return
    texts = kind in (AnswerType.SHORT_TEXT, AnswerType.LONG_TEXT)
    asks_contact = not guard.is_strict and texts and ASKS_CONTACT.search(question.text)
    for part, text in free_texts(question, answer):
        found = [each for each in guard.find(text) if not (asks_contact and each.kind in CONTACT_KINDS)]
        if found:
            yield part, text, found


def free_texts(question: Question, answer: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Everything in an answer that is in somebody's own words, by its part; a table's cells one by one."""
    for part in (*FREE_TEXT, *MORE_TEXT):
        yield part, answer.get(part) or ""
    if question.answer_type == AnswerType.PERSON:
        yield parts.NAME, answer.get(parts.NAME) or ""
    yield from rows.free_texts(question, answer.get(parts.ROWS) or [])


def refusal(guard: Guard, text: str, found: list[Finding], thing: str = "return") -> str:
    """Why the text cannot be stored in a thing of that name; "" where it can."""
    blocking = next((each for each in found if guard.refuses(each)), None)
    if blocking is None:
        return ""
    return (
        f"This is not saved, because it looks like {blocking.words}: “{text[blocking.start : blocking.end]}”. "
        f"Take it out. {'An' if thing[0] in 'aeiou' else 'A'} {thing} never says who a child is."
    )


def refusal_of(guard: Guard, text: str, thing: str = "return") -> str:
    """Why a note or comment cannot be stored; "" where it can."""
    return refusal(guard, text, guard.find(text), thing)


def warnings_of(guard: Guard, text: str) -> list[str]:
    """What a note or comment may give away, in words."""
    return _told(text, guard.find(text))


def warnings_in(guard: Guard, question: Question, answer: Mapping[str, Any]) -> list[str]:
    """What an answer may give away, in words."""
    found = findings_by_part(guard, question, answer)
    return [words for _, text, findings in found for words in _told(text, findings)]


def seal(answer: Mapping[str, Any]) -> str:
    """A fingerprint of an answer's free texts from which they cannot be guessed; it changes when they do."""
    told = [answer.get(part) or "" for part in FREE_TEXT]
    told += [answer[part] for part in MORE_TEXT if answer.get(part)]
    told += [text for row in answer.get(parts.ROWS) or [] for text in row.values()]
    texts = "\0".join(map(parts.one_line_end, told))
    return salted_hmac("returns.guarding", texts).hexdigest()[: parts.DIGEST_LENGTH]


def kept_seals(audit_return: Return) -> frozenset[str]:
    """Fingerprints of the answers that somebody looked at and kept, because they identify no child."""
    entries = AuditTrail.objects.about(audit_return).filter(action=KEPT)
    return frozenset(entry["seal"] for entry in entries.values_list("data", flat=True))


def _told(text: str, found: list[Finding]) -> list[str]:
    return [f"{each.words}: “{text[each.start : each.end]}”" for each in found]
