"""What a self-assessment round adds to the loops of its recommendations: which round, and whom it was told."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from audit_forms.improvement.models import Recommendation, RecommendationResponse
from audit_forms.insight.loop.building import told_of
from audit_forms.insight.loop.chain import Origin, Part, Standing, Step
from audit_forms.self_assessments.enums import LetterStatus
from audit_forms.self_assessments.models import DeepDive, Round
from portal.accounts.permissions import is_business_unit

SENT_STATUSES = (LetterStatus.SENT, LetterStatus.ANSWERED)


def origins(recommendations: Sequence[Recommendation], user: Any) -> dict[int, Origin]:
    """Of those that were raised from a round: the round, its letters to schools, and whom a return told of it."""
    of_round = [each for each in recommendations if each.exercise_id]
    rounds = Round.objects.in_bulk({each.exercise_id for each in of_round})
    mine = [each for each in of_round if each.exercise_id in rounds]
    letters, told = _letters(rounds), _told(mine)
    unit = is_business_unit(user)
    found = {}
    for each in mine:
        exercise = rounds[each.exercise_id]
        address = reverse("self_assessments:tracker", args=[exercise.pk]) if unit else ""
        parts = [*letters.get(exercise.pk, []), _in_returns(told[each.pk])]
        links = {Step.DISSEMINATION: told_of(each, parts, address)}
        found[each.pk] = Origin(exercise.title, exercise.year, "", address, links)
    return found


def _letters(rounds: dict[int, Round]) -> dict[int, list[Part]]:
    """Of rounds with a deep dive: how many of its letters have been sent."""
    drawn = DeepDive.objects.filter(audit_return__exercise__in=rounds, ended_at__isnull=True).order_by()
    sent = Count("pk", filter=Q(letter__status__in=SENT_STATUSES))
    found = {}
    for exercise, total, number in drawn.values_list("audit_return__exercise").annotate(total=Count("pk"), sent=sent):
        standing = Standing.THERE if number == total else Standing.PARTLY if number else Standing.MISSING
        found[exercise] = [Part("Letters", standing, f"{number} of {total} letters of the deep dive sent.")]
    return found


def _told(recommendations: list[Recommendation]) -> Counter[int]:
    asked = RecommendationResponse.objects.filter(recommendation__in=recommendations).order_by()
    return Counter(dict(asked.values_list("recommendation").annotate(number=Count("audit_return__organisation"))))


def _in_returns(number: int) -> Part:
    if number:
        return Part("Next return", Standing.THERE, "The next return tells those it is made to, and asks.")
    return Part("Next return", Standing.MISSING, "No return has told those it is made to.")
