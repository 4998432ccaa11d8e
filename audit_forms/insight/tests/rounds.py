"""Returns of a round as people leave them: submitted through the hooks that a real submission runs."""

from collections import Counter

from audit_forms.insight.tests.factories import submit, submit_again
from audit_forms.questionnaires.applicability import duty_for
from audit_forms.questionnaires.enums import AnswerType, DutyLevel
from audit_forms.questionnaires.selection import rating_levels
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.enums import RECEIVED_STATUSES
from audit_forms.returns.hooks import run_submitted
from audit_forms.returns.models import Return
from audit_forms.returns.services.common import move

BEST = "green"


def hand_in(exercise, levels=None, organisation=None, **fields):
    """A return that comes in, with everything that a submission sets going."""
    made = submit(exercise, levels, organisation, count=False, **fields)
    run_submitted(made, None)
    return made


def hand_in_again(audit_return, levels):
    """Its next submission, through the states in between."""
    for step in ("request_changes", "send_for_sign_off", "submit"):
        move(audit_return, step, None)
    submit_again(audit_return, levels, count=False)
    run_submitted(audit_return, None)


def sums_from_submissions(exercise, wanted=lambda audit_return: True):
    """The full sum, the long way: every answer of every submission read as it stands.

    For each question: levels given, settings asked, left empty, musts, musts not met, actions.
    """
    found = {}
    for each in Return.objects.with_context().filter(exercise=exercise, status__in=RECEIVED_STATUSES):
        latest = each.submissions.order_by("-attempt").first()
        if latest is None or not wanted(each):
            continue
        levels = {level.key: level for level in rating_levels(each.edition)}
        for part in asked_sections(each):
            for question in part.questions:
                if question.answer_type == AnswerType.RATING:
                    counts = found.setdefault(question.key, Counter())
                    _add(counts, question, levels, each.facts, latest.answers.get(question.key, {}))
    return {key: +counts for key, counts in found.items()}


def sums_read(figures):
    """The same of what was read."""
    found = {}
    for each in figures.questions:
        counts = Counter({level.key: number for level, number in each.tally.counts})
        counts.update(
            settings=each.settings,
            empty=each.unanswered,
            musts=each.musts,
            not_met=each.musts_not_met,
            planned=each.planned,
        )
        if each.settings:
            found[each.question.key] = +counts
    return found


def _add(counts, question, levels, facts, answer):
    level = levels.get(answer.get("level") or "")
    counts["settings"] += 1
    counts["planned"] += bool(answer.get("action_what"))
    counts["empty" if level is None else level.key] += 1
    if duty_for(question, facts) == DutyLevel.MUST and (level is None or level.score is not None):
        counts["musts"] += 1
        counts["not_met"] += level is None or level.key != BEST
