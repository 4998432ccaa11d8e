"""Nothing is typed twice: a new return finds its organisation's last one, and brings its answers along.

Called by whatever asks for returns, inside that service's transaction and under its permission.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone

from audit_forms.organisations.models import Organisation
from audit_forms.questionnaires.models import Edition, Question
from audit_forms.questionnaires.selection import rating_levels, sections_for
from audit_forms.returns import parts
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.carried import carried_parts, interim_keys
from audit_forms.returns.enums import FileState
from audit_forms.returns.last_time import LastAnswer, changes_since, last_answers
from audit_forms.returns.models import Answer, EvidenceUse, Return
from audit_forms.returns.prefill import fact

# How many returns are read and written at once.
BATCH = 200
ROWS = 1000


@dataclass(frozen=True)
class Carried:
    """How much came along."""

    answers: int = 0
    evidence: int = 0


def set_previous(returns: Sequence[Return], edition: Edition) -> None:
    """Give each unsaved return its organisation's last submitted return of the same kind of questionnaire.

    Where an organisation has none, that of the organisation it succeeds counts: a school that became an academy. Only
    self-assessments follow on one another: a case audit is about another child each time.
    """
    if not edition.is_self_assessment:
        return
    older = _predecessors()
    for batch in _batches(returns):
        lines = {each.organisation_id: _line_of(each.organisation_id, older) for each in batch}
        found = _last_submitted({pk for line in lines.values() for pk in line}, edition)
        for each in batch:
            line = lines[each.organisation_id]
            each.previous = next((found[pk] for pk in line if pk in found), None)


def narrow_to_interim(returns: Sequence[Return]) -> None:
    """Have each unsaved return with a previous one ask only what an interim year asks; the others ask everything."""
    for batch in _batches([each for each in returns if each.previous]):
        last = last_answers([each.previous for each in batch if each.previous])
        for each in batch:
            if each.previous is not None:
                changes = changes_since(each, each.previous)
                asked = sections_for(each.edition, each.facts)
                levels = rating_levels(each.edition)
                each.asked_keys = interim_keys(asked, last[each.previous.pk], changes, levels)


def carried_answers(returns: Sequence[Return]) -> Iterator[Answer]:
    """Last time's answers as unsaved answers of these returns, each to be confirmed or changed.

    Each return needs its exercise's edition, its organisation with its trust, and `previous` loaded.
    """
    for batch in _batches([each for each in returns if each.previous]):
        last = last_answers([each.previous for each in batch if each.previous])
        now = timezone.now()
        for each in batch:
            levels = rating_levels(each.edition)
            for question in _questions(each):
                known = fact(each.organisation, question.prefill) if question.prefill else ""
                given = carried_parts(question, last[each.previous_id or 0].get(question.key), levels, known)
                if given is not None:
                    answer = Answer(audit_return=each, question=question, to_check=True, updated_at=now)
                    parts.put_parts(answer, question, given, levels)
                    yield answer


def carry_forward(returns: Sequence[Return]) -> Carried:
    """Store last time's answers and evidence for these new returns, which have none yet; returns how much came along.

    An optional question with a carried answer has to be looked at, so it is counted while it waits.
    """
    answers = evidence = 0
    for batch in _batches([each for each in returns if each.previous]):
        rows = list(carried_answers(batch))
        Answer.objects.bulk_create(rows, batch_size=ROWS)
        for row in rows:
            row.audit_return.questions_total += not row.question.required
        Return.objects.bulk_update(batch, ["questions_total"])
        answers += len(rows)
        evidence += len(EvidenceUse.objects.bulk_create(carried_evidence(batch), batch_size=ROWS))
    return Carried(answers, evidence)


def carried_evidence(returns: Sequence[Return]) -> list[EvidenceUse]:
    """The evidence of last time's answers, given for the same questions now; what was refused stays behind."""
    last = last_answers([each.previous for each in returns if each.previous])
    sources = {answer.source for answers in last.values() for answer in answers.values()}
    sources |= {each.previous_id for each in returns if each.previous_id}
    uses = EvidenceUse.objects.filter(audit_return__in=sources).exclude(evidence__state=FileState.REFUSED)
    given: dict[tuple[int, str], list[EvidenceUse]] = {}
    for use in uses.select_related("question").order_by("added_at", "pk"):
        given.setdefault((use.audit_return_id, use.question.key), []).append(use)
    return [
        EvidenceUse(audit_return=each, question=question, evidence_id=use.evidence_id, added_by_id=use.added_by_id)
        for each in returns
        for question in _questions(each)
        for use in given.get((_source_of(each, last, question.key), question.key), [])
    ]


def count_asked(audit_return: Return) -> int:
    """How many questions the return must answer."""
    return sum(question.required for question in _questions(audit_return))


def _source_of(audit_return: Return, last: dict[int, dict[str, LastAnswer]], key: str) -> int:
    """The return from which the question's answer came; where it had none, the last one."""
    previous = audit_return.previous_id or 0
    answer = last.get(previous, {}).get(key)
    return answer.source if answer else previous


def _questions(audit_return: Return) -> list[Question]:
    return [question for asked in asked_sections(audit_return) for question in asked.questions]


def _batches(returns: Sequence[Return]) -> Iterator[Sequence[Return]]:
    return (returns[start : start + BATCH] for start in range(0, len(returns), BATCH))


def _predecessors() -> dict[int, list[int]]:
    """The organisations that each one succeeds."""
    older: dict[int, list[int]] = {}
    pairs = Organisation.objects.filter(successor__isnull=False).order_by("-closed_on", "pk")
    for pk, successor in pairs.values_list("pk", "successor_id"):
        older.setdefault(successor, []).append(pk)
    return older


def _line_of(organisation: int, older: dict[int, list[int]]) -> list[int]:
    """The organisation, then those before it, the nearest first."""
    line = [organisation]
    for each in line:
        line += [pk for pk in older.get(each, []) if pk not in line]
    return line


def _last_submitted(organisations: Iterable[int], edition: Edition) -> dict[int, Return]:
    """The last submitted return of each organisation to a questionnaire of the edition's kind."""
    returns = Return.objects.filter(
        organisation__in=list(organisations),
        submitted_at__isnull=False,
        exercise__edition__questionnaire__kind=edition.questionnaire.kind,
    )
    ordered = returns.select_related("exercise__edition__questionnaire").order_by("submitted_at", "pk")
    return {each.organisation_id: each for each in ordered}
