"""Merrowdale's rounds for schools: last year's is complete, this year's has returns in every state."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import cycle

from django.utils import timezone

from audit_forms.organisations.enums import Capacity, MembershipRole
from audit_forms.organisations.models import Membership
from audit_forms.questionnaires.models import Edition
from audit_forms.returns.models import Answer, EvidenceUse, Return
from audit_forms.returns.services import carrying
from audit_forms.self_assessments.demo.chance import pick, share
from audit_forms.self_assessments.demo.people import DOMAIN, MAIN_SCHOOL, OTHER_SCHOOL
from audit_forms.self_assessments.demo.places import LA_CODE
from audit_forms.self_assessments.demo.stories import Cast, Rows, Story
from audit_forms.self_assessments.demo.wording import words_of
from audit_forms.self_assessments.expecting import build_returns
from audit_forms.self_assessments.models import Round
from portal.accounts.models import User

SIGNED = (f"confirm {Capacity.HEAD}", f"confirm {Capacity.CHAIR}", "submit")
HEADROOM = timedelta(days=21)
OPENED_DAYS_AGO = 54
FRIDAY = 4
# Within the last tenth of the time, so that an early date agreed before it has passed.
LAST_PART = 0.1
TITLES = {"s175": "Section 175 and 157 self-assessment", "s11": "Section 11 self-assessment"}
CHANGING_FIELDS = (
    *("status", "started_at", "submitted_at", "attempt", "questions_total", "questions_complete"),
    *("extended_until", "extension_reason"),
)


@dataclass(frozen=True)
class Plot:
    """How far a return has come: the share answered (two numbers: from, to), the steps, and an earlier date."""

    answered: tuple[float, float] = (1, 1)
    steps: tuple[str, ...] = ()
    due_days_ago: int | None = None


NOT_STARTED = Plot((0, 0))
IN_PROGRESS = Plot((0.06, 0.95))
SUBMITTED = Plot(steps=("send", *SIGNED))
READING = Plot(steps=("send", *SIGNED, "note"))
SENT_AGAIN = Plot(steps=("send", *SIGNED, "request_changes", "change", "send", *SIGNED))
ACCEPTED = Plot(steps=("send", *SIGNED, "accept"))
PLOTS = (
    *(IN_PROGRESS, NOT_STARTED, SUBMITTED, IN_PROGRESS, Plot(steps=("send",)), NOT_STARTED, IN_PROGRESS, ACCEPTED),
    *(NOT_STARTED, IN_PROGRESS, Plot(steps=("send", SIGNED[0])), IN_PROGRESS, READING, NOT_STARTED, SENT_AGAIN),
    Plot(steps=("send", f"decline {Capacity.HEAD}")),
    Plot(steps=("send", *SIGNED, "request_changes")),
    Plot((0.2, 0.7), due_days_ago=9),
    Plot(steps=("send", *SIGNED), due_days_ago=25),
    Plot((0, 0.1), ("withdraw",)),
)
FIXED_PLOTS = {MAIN_SCHOOL: Plot((0.42, 0.42)), OTHER_SCHOOL: Plot((0.15, 0.15))}


def load_rounds() -> None:
    """Make both rounds with their returns, unless they are there."""
    year = next_year()
    unit = User.objects.get(email=f"unit@{DOMAIN}")
    before = make_round("s175", "kcsie-2025", due_in(year - 1))
    if before:
        tell(before, unit, cycle([ACCEPTED]), {}, ends=before.deadline + timedelta(days=40))
    now = make_round("s175", "kcsie-2026", due_in(year))
    if now:
        tell(now, unit, cycle(PLOTS), FIXED_PLOTS, ends=timezone.now())


def next_year() -> int:
    """The year of the next deadline that leaves time to work in."""
    now = timezone.localtime()
    return now.year if due_in(now.year) - HEADROOM > now else now.year + 1


def due_in(year: int) -> datetime:
    """5pm on the last working day up to 30 January of that year."""
    day = date(year, 1, 30)
    day -= timedelta(days=max(0, day.weekday() - FRIDAY))
    return timezone.make_aware(datetime.combine(day, time(17)))


def make_round(
    questionnaire: str, edition_key: str, deadline: datetime, opened_days_ago: int = OPENED_DAYS_AGO
) -> Round | None:
    """The round of that edition with its returns expected, or None where it is there already."""
    edition = Edition.objects.get(questionnaire__key=questionnaire, key=edition_key)
    year = f"{deadline.year - 1}-{deadline.year % 100}"
    opens = min(deadline - timedelta(days=121), timezone.now() - timedelta(days=opened_days_ago))
    opens = timezone.localtime(opens).replace(hour=9, minute=0, second=0, microsecond=0)
    exercise, created = Round.objects.get_or_create(
        edition=edition,
        defaults={
            "title": f"{TITLES[questionnaire]} {year}",
            "year": year,
            "opens_at": opens,
            "opened_at": opens,
            "deadline": deadline,
        },
    )
    if created:
        returns = [each for each in build_returns(exercise) if each.organisation.la_code == LA_CODE]
        for audit_return in returns:
            audit_return.created_at = opens
        Return.objects.bulk_create(returns)
    return exercise if created else None


def tell(exercise: Round, unit: User, plots: "cycle[Plot]", fixed: dict[str, Plot], ends: datetime) -> None:
    """Let something happen to each return: the plot fixed for its organisation's name, or else the next one."""
    rows, casts, told = Rows(), find_casts(unit), []
    returns = returns_of(exercise)
    carried = last_answers_of(returns, exercise)
    for audit_return in returns:
        name = audit_return.organisation.name
        plot = fixed.get(name) or next(plots)
        if plot.due_days_ago is not None:
            audit_return.extended_until = ends - timedelta(days=plot.due_days_ago)
            audit_return.extension_reason = pick(words_of(audit_return.organisation).EXTENSIONS, name)
        story = Story(
            audit_return,
            casts[audit_return.organisation_id],
            rows,
            span(exercise, name, ends),
            carried[audit_return.pk],
        )
        told.append(story.tell(answered(plot, name), plot.steps))
    Return.objects.bulk_update(told, CHANGING_FIELDS, batch_size=100)
    rows.store()


def returns_of(exercise: Round) -> list[Return]:
    """The round's returns in Merrowdale, with all that their stories read."""
    returns = Return.objects.filter(exercise=exercise, organisation__la_code=LA_CODE)
    returns = returns.order_by("organisation__urn", "organisation__name")
    found = list(returns.select_related("organisation__trust", "previous__exercise__edition"))
    for audit_return in found:
        audit_return.exercise = exercise
    return found


def last_answers_of(returns: list[Return], exercise: Round) -> dict[int, list[Answer]]:
    """Last time's answers of each return, as the round brought them in; last time's evidence is stored at once."""
    EvidenceUse.objects.bulk_create(carrying.carried_evidence([each for each in returns if each.previous]))
    carried: dict[int, list[Answer]] = defaultdict(list)
    for answer in carrying.carried_answers(returns):
        answer.updated_at = exercise.opened_at or exercise.opens_at
        carried[answer.audit_return.pk].append(answer)
    return carried


def answered(plot: Plot, name: str) -> float:
    """The share of questions that this organisation has answered."""
    low, high = plot.answered
    return low + (high - low) * share(name, "answered")


def span(exercise: Round, name: str, ends: datetime) -> tuple[datetime, datetime]:
    """When the story begins and ends; everybody starts and stops at a time of their own."""
    opened = exercise.opened_at or exercise.opens_at
    whole = ends - opened
    return opened + whole * (0.05 + 0.2 * share(name, "begins")), ends - whole * LAST_PART * share(name, "ends")


def find_casts(unit: User) -> dict[int, Cast]:
    """The people of every organisation."""
    casts: dict[int, dict[str, User]] = defaultdict(dict)
    for membership in Membership.objects.current().filter(organisation__la_code=LA_CODE).select_related("user"):
        casts[membership.organisation_id][membership.capacity or membership.role] = membership.user
    return {
        organisation: Cast(people.get(MembershipRole.LEAD, unit), people, unit)
        for organisation, people in casts.items()
    }
