"""What stands between a report and the public: identities, pseudonyms, small counts, and what is not finished."""

from collections.abc import Iterator

from django.utils import timezone

from audit_forms.case_audits.models import Report
from audit_forms.case_audits.references import CASE_PATTERN
from audit_forms.insight.disclosure import Problem, small_counts_in
from audit_forms.returns.identity import find
from portal.texts import label_of, lines_of

PUBLIC_TEXTS = ("finding", "method_words", "worked_well", "worried_us", "judgement", "what_to_do", "questions")
UNFINISHED = ("say what exactly", "say what, and", ": say what to do")
FEWEST_QUESTIONS, MOST_QUESTIONS = 2, 3


def problems_of(report: Report) -> list[Problem]:
    """Everything that keeps the report from being approved or published; empty when it may be."""
    return [*_unfinished(report), *_telling(report)]


def problems_in(where: str, text: str) -> list[Problem]:
    """What one public text must not say."""
    found = [
        Problem(where, f"“{passage}” tells of so few that people who know the area could recognise a child.")
        for passage in small_counts_in(text)
    ]
    found += [
        Problem(where, f"“{match.group()}” is the pseudonym of a case. Nothing published names a case.")
        for match in CASE_PATTERN.finditer(text)
    ]
    for finding in find(text, today=timezone.localdate()):
        passage = finding.passage_of(text)
        found.append(Problem(where, f"“{passage}” looks like {finding.words}. Nothing published says who a child is."))
    return found


def _telling(report: Report) -> Iterator[Problem]:
    for name in PUBLIC_TEXTS:
        yield from problems_in(label_of(report, name), getattr(report, name))
    for judgement in report.judgements.all():
        yield from problems_in(judgement.area, judgement.reason)
    for number, each in enumerate(report.recommendations.all(), start=1):
        yield from problems_in(f"Recommendation {number}", each.change)


def _unfinished(report: Report) -> Iterator[Problem]:
    for name in PUBLIC_TEXTS:
        text = getattr(report, name)
        if not text.strip():
            yield Problem(label_of(report, name), "This is empty.")
        elif any(words in text for words in UNFINISHED):
            yield Problem(label_of(report, name), "This still has words of the first draft in it.")
    for judgement in report.judgements.all():
        if not judgement.reason.strip():
            yield Problem(judgement.area, "Say in one sentence why it got this grade.")
    if not report.recommendations.all():
        yield Problem("Recommendations", "A report makes at least one recommendation, and at most five.")
    asked = len(lines_of(report.questions))
    if asked and not FEWEST_QUESTIONS <= asked <= MOST_QUESTIONS:
        yield Problem(label_of(report, "questions"), "Two or three questions fit the briefing.")
