"""Which evidence is given for which question of a return."""

from collections.abc import Iterable

from django.db.models import Count, Q

from audit_forms.questionnaires.models import Question
from audit_forms.returns.enums import FileState
from audit_forms.returns.models import Evidence, EvidenceUse, Return, Submission
from audit_forms.returns.querysets import EvidenceQuerySet


def uses_by_question(audit_return: Return, questions: Iterable[Question] | None = None) -> dict[int, list[EvidenceUse]]:
    """The evidence given for each question, by the question's key in the database; of `questions` only where named."""
    uses = audit_return.evidence_uses.select_related("evidence")
    if questions is not None:
        uses = uses.filter(question__in=questions)
    found: dict[int, list[EvidenceUse]] = {}
    for use in uses:
        found.setdefault(use.question_id, []).append(use)
    return found


def count(uses: Iterable[EvidenceUse]) -> int:
    """How many of them show anything: a refused file does not."""
    return sum(not use.evidence.is_refused for use in uses)


def counts_of(audit_return: Return) -> dict[int, int]:
    """How many pieces of evidence each question has, by the question's primary key; refused files do not count."""
    uses = audit_return.evidence_uses.exclude(evidence__state=FileState.REFUSED).order_by()
    return dict(uses.values_list("question").annotate(number=Count("pk")))


def ids_by_key(audit_return: Return) -> dict[str, list[int]]:
    """What a submission keeps of the evidence: its primary keys by question key, refused files left out."""
    uses = audit_return.evidence_uses.exclude(evidence__state=FileState.REFUSED)
    found: dict[str, list[int]] = {}
    for key, evidence in uses.values_list("question__key", "evidence"):
        found.setdefault(key, []).append(evidence)
    return found


def ids_submitted(submissions: Iterable[Submission]) -> set[int]:
    """The primary keys of all evidence that these submissions were signed with."""
    return {pk for submission in submissions for pks in submission.evidence.values() for pk in pks}


def given_in(audit_return: Return) -> EvidenceQuerySet:
    """The evidence that belongs to this return: given for a question now, or when it was submitted."""
    submitted = ids_submitted(audit_return.submissions.only("evidence"))
    return Evidence.objects.filter(Q(uses__audit_return=audit_return) | Q(pk__in=submitted)).distinct()


def is_in_any_submission(evidence: Evidence) -> bool:
    """Whether somebody has signed a return with it: then it stays."""
    submissions = Submission.objects.filter(audit_return__organisation=evidence.organisation_id).only("evidence")
    return evidence.pk in ids_submitted(submissions)
