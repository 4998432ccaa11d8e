"""The loops of all recommendations that somebody may follow, however many, in a handful of queries."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from audit_forms.improvement.enums import RecommendationStatus
from audit_forms.improvement.models import Recommendation
from audit_forms.insight.loop import hooks
from audit_forms.insight.loop.chain import Link, Loop, Origin, Part, Standing, Step, combined
from audit_forms.insight.loop.facts import Facts, facts_of
from audit_forms.insight.permissions import sees_every_loop
from portal.accounts.permissions import is_business_unit
from portal.dates import format_day, year_of
from portal.texts import capitalised

UNIT = "The Business Unit"
# A return a year asks about every recommendation that stands.
ASKED_WITHIN = timedelta(days=365)


def readable_by(user: Any) -> Q | None:
    """Which recommendations the person follows on the board; None where the board is not theirs at all."""
    return Q() if sees_every_loop(user) else hooks.followed_by(user)


def loops_of(recommendations: Sequence[Recommendation], user: Any) -> list[Loop]:
    """The loop of each, as this reader may know it."""
    today = timezone.localdate()
    facts, origins = facts_of(recommendations, user), hooks.origins_of(recommendations, user)
    return [_loop(each, origins.get(each.pk) or _plain_origin(each), facts[each.pk], user, today)
            for each in recommendations]  # fmt: skip


def _plain_origin(recommendation: Recommendation) -> Origin:
    return Origin(recommendation.source, year_of(recommendation.raised_on))


def _loop(recommendation: Recommendation, origin: Origin, facts: Facts, user: Any, today: date) -> Loop:
    makers: dict[Step, Callable[..., Link]] = {
        Step.FINDING: _finding,
        Step.RECOMMENDATION: _recommended,
        Step.ACTION: _action,
        Step.EVIDENCE: _evidence,
        Step.DISSEMINATION: _passed_on,
        Step.REAUDIT: _asked_again,
        Step.IMPACT: _impact,
    }
    facts.address = recommendation.get_absolute_url() if is_business_unit(user) else ""
    links = tuple(origin.links.get(step) or makers[step](recommendation, origin, facts, user, today) for step in Step)
    return Loop(recommendation, origin, facts.agencies, facts.everybody, links)


def _finding(recommendation: Recommendation, origin: Origin, *more: Any) -> Link:
    return Link(Step.FINDING, Standing.THERE, f"{origin.title}, {origin.year}.", address=origin.address)


def _recommended(recommendation: Recommendation, origin: Origin, facts: Facts, user: Any, today: date) -> Link:
    words = f"Made to {facts.everybody} on {format_day(recommendation.raised_on)}"
    words += f", due {format_day(recommendation.due_on)}."
    return Link(Step.RECOMMENDATION, Standing.THERE, words, address=facts.address)


def _action(recommendation: Recommendation, origin: Origin, facts: Facts, user: Any, today: date) -> Link:
    acting = facts.which(lambda doing: doing.acts)
    idle = [key for key in facts.organisations if key not in acting]
    standing = Standing.THERE if not idle else Standing.PARTLY if acting else Standing.MISSING
    words = f"{facts.share(acting)} put an action on the plan, or said in a return what was done."
    return Link(Step.ACTION, standing, words, "Put an action on your plan.", facts.named(idle), facts.address)


def _evidence(recommendation: Recommendation, origin: Origin, facts: Facts, user: Any, today: date) -> Link:
    proved = facts.which(lambda doing: doing.has_proved)
    left = [key for key in facts.organisations if key not in proved]
    waiting = facts.which(lambda doing: doing.waits)
    some = facts.which(lambda doing: doing.proves)
    address = facts.address
    if not left:
        return Link(
            Step.EVIDENCE, Standing.THERE, "Every action is closed, or a return shows it done.", address=address
        )
    words = f"{facts.share(proved)} showed that it is done."
    standing = Standing.PARTLY if some else _by(recommendation.due_on, today)
    if waiting:
        words += " Evidence waits to be read."
        return Link(Step.EVIDENCE, standing, words, "Read the evidence, and close the actions.", UNIT, address)
    return Link(Step.EVIDENCE, standing, words, "Show that it is done.", facts.named(left), address)


def _passed_on(recommendation: Recommendation, origin: Origin, facts: Facts, user: Any, today: date) -> Link:
    return told_of(recommendation, [])


def told_of(recommendation: Recommendation, more: list[Part], address: str = "") -> Link:
    """Passing on what did not come from a case audit: its public page, and whatever else `more` names."""
    page = recommendation.published_in
    if page is not None and page.live:
        first = Part("Page", Standing.THERE, f"Published {format_day(page.published_on)}.", page)
    else:
        first = Part("Page", Standing.MISSING, "No published page tells of it.")
    parts = (first, *more)
    words = ", ".join(f"{part.name.lower()} {part.standing.label.lower()}" for part in parts)
    words = f"{capitalised(words)}."
    left = [part.name.lower() for part in parts if part.standing != Standing.THERE]
    todo = f"See to the {' and the '.join(left)}." if left else ""
    return Link(Step.DISSEMINATION, combined(parts), words, todo, UNIT, address, parts)


def _asked_again(recommendation: Recommendation, origin: Origin, facts: Facts, user: Any, today: date) -> Link:
    answered = facts.which(lambda doing: bool(doing.states))
    words = f"{facts.share(answered)} answered in a return since."
    left = [key for key in facts.organisations if key not in answered]
    standing = Standing.THERE if not left else Standing.PARTLY
    if not answered:
        standing = _by(recommendation.raised_on + ASKED_WITHIN, today)
    return Link(Step.REAUDIT, standing, words, "Answer it in your next return.", facts.named(left))


def _impact(recommendation: Recommendation, origin: Origin, facts: Facts, user: Any, today: date) -> Link:
    if recommendation.status == RecommendationStatus.DONE:
        words = f"Marked as done {format_day(recommendation.ended_on)}: {recommendation.ended_because}"
        return Link(Step.IMPACT, Standing.THERE, words)
    told = facts.which(lambda doing: doing.said_effect)
    if told:
        words = f"{facts.share(told)} said what has changed for children. Nobody has looked at the whole yet."
        return Link(Step.IMPACT, Standing.PARTLY, words, "Say whether practice has changed.", UNIT)
    standing = _by(recommendation.due_on, today)
    words = f"To be looked at by {format_day(recommendation.due_on)}."
    return Link(Step.IMPACT, standing, words, "Say whether practice has changed.", UNIT)


def _by(day: date, today: date) -> Standing:
    return Standing.NOT_DUE if today <= day else Standing.MISSING
