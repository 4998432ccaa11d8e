"""The tracker of a round: which returns are shown, in which order, and how many are in each state.

Everything here is one query, whatever the number of returns (bars P4).
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, ExpressionWrapper, F, Max, Q, Value, When
from django.db.models.fields import DateTimeField
from django.db.models.functions import Coalesce
from django.utils import timezone

from audit_forms.organisations.enums import RegisterStatus
from audit_forms.organisations.models import Organisation
from audit_forms.returns.enums import UNSUBMITTED_STATUSES, Progress, ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.returns.querysets import ReturnQuerySet
from audit_forms.self_assessments.models import ChasedReturn, DeepDive, Round
from audit_forms.self_assessments.narrowing import NarrowingFields
from portal.forms import ListFilters

# The order of a return's life; also the order of the drawn bar.
STATES = (
    Progress.NOT_STARTED,
    Progress.IN_PROGRESS,
    Progress.AWAITING_SIGN_OFF,
    Progress.SUBMITTED,
    Progress.CHANGES_REQUESTED,
    Progress.ACCEPTED,
    Progress.WITHDRAWN,
)
LONGEST_SEARCH = 100
PER_PAGE = 50
SORTS = {
    "name": ("organisation__name",),
    "state": ("place_in_life", "organisation__name"),
    "left": ("still_open", "organisation__name"),
    "due": ("due_at", "organisation__name"),
    "submitted": ("submitted_at", "organisation__name"),
    "chased": ("chased_at", "organisation__name"),
}


class TrackerForm(NarrowingFields, ListFilters):
    """The filters, as they stand in the address. Anything unknown there is no filter."""

    sorts, default_sort = SORTS, "name"
    field_order = ("search", "state")

    search = forms.CharField(label="Name or URN", required=False, max_length=LONGEST_SEARCH)
    state = forms.ChoiceField(label="Status", required=False, choices=[("", "Any status"), *Progress.choices])
    overdue = forms.BooleanField(label="Overdue only", required=False)
    late = forms.BooleanField(label="Submitted late only", required=False)
    closed = forms.BooleanField(label="Closed only", required=False)
    follow_up = forms.BooleanField(label="To follow up only", required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, of_agencies: bool = False, **kwargs: Any):
        """Offer the filters that fit schools or agencies; keep the controls short, for they stand side by side."""
        super().__init__(*args, **kwargs)
        self.keep_fitting(of_agencies=of_agencies)
        if of_agencies:
            self.fields["search"].label = "Name"
        self.keep_short()


def in_state(state: str) -> Q:
    """Returns that are told as being in that state: a draft is not started until something is in it."""
    if state == Progress.NOT_STARTED:
        return Q(status=ReturnStatus.DRAFT, started_at__isnull=True)
    if state == Progress.IN_PROGRESS:
        return Q(status=ReturnStatus.DRAFT, started_at__isnull=False)
    return Q(status=state)


def is_overdue(exercise: Round) -> Q:
    """Returns of the round past their own deadline and never submitted."""
    now = timezone.now()
    past = Q(extended_until__lt=now)
    if exercise.deadline < now:
        past |= Q(extended_until__isnull=True)
    return Q(status__in=UNSUBMITTED_STATUSES, submitted_at__isnull=True) & past


def is_late(exercise: Round) -> Q:
    """Returns of the round that were submitted after their own deadline and the grace."""
    common = Q(extended_until__isnull=True, submitted_at__gt=exercise.deadline + exercise.grace)
    # The sum of two columns is slow on SQLite, so the plain comparison goes before it.
    own = ExpressionWrapper(F("extended_until") + exercise.grace, output_field=DateTimeField())
    return common | (Q(submitted_at__gt=F("extended_until")) & Q(submitted_at__gt=own))


def tracked(exercise: Round, form: TrackerForm) -> ReturnQuerySet:
    """The round's returns that match the filters, in the order asked for."""
    chosen = form.chosen
    returns = Return.objects.filter(exercise=exercise, **organisation_filters(chosen))
    if "search" in chosen:
        returns = returns.filter(organisation__in=Organisation.objects.filter(matches(chosen["search"])))
    if "state" in chosen:
        returns = returns.filter(in_state(chosen["state"]))
    if "overdue" in chosen:
        returns = returns.filter(is_overdue(exercise))
    if "late" in chosen:
        returns = returns.filter(is_late(exercise))
    if "closed" in chosen:
        returns = returns.filter(organisation__status=RegisterStatus.CLOSED)
    if "follow_up" in chosen:
        dives = DeepDive.objects.filter(sample__exercise=exercise).to_follow_up()
        returns = returns.filter(pk__in=dives.values("audit_return"))
    return ordered(returns, exercise, form)


def page_of(exercise: Round, form: TrackerForm, number: str | None) -> "Page[Any]":
    """One page of the returns, each with its organisation and trust.

    Only the keys are sorted, and the rows of one page are read: whole rows of a large round would take the sort
    five times as long.
    """
    page = Paginator(tracked(exercise, form).values_list("pk", flat=True), PER_PAGE).get_page(number)
    rows = Return.objects.select_related("organisation__trust").in_bulk(list(page.object_list))
    page.object_list = [rows[pk] for pk in page.object_list]
    for audit_return in page.object_list:
        audit_return.exercise = exercise
    note_last_chase(page.object_list)
    note_follow_up(page.object_list)
    return page


def note_last_chase(returns: Sequence[Return]) -> None:
    """Give each return its latest chase as `last_chase`, or None."""
    rows = ChasedReturn.objects.filter(audit_return__in=[each.pk for each in returns])
    latest = {
        row.audit_return_id: row.chase for row in rows.select_related("chase__sent_by").order_by("chase__sent_at")
    }
    for audit_return in returns:
        vars(audit_return)["last_chase"] = latest.get(audit_return.pk)


def note_follow_up(returns: Sequence[Return]) -> None:
    """Give each return the day on which a deep dive wants it asked again as `follow_up_on`, or None."""
    dives = DeepDive.objects.filter(audit_return__in=[each.pk for each in returns]).to_follow_up()
    days = dict(dives.order_by("follow_up_on").values_list("audit_return", "follow_up_on"))
    for audit_return in returns:
        vars(audit_return)["follow_up_on"] = days.get(audit_return.pk)


def organisation_filters(chosen: dict[str, Any]) -> dict[str, Any]:
    """The filters that are facts of the organisation."""
    columns = {"phase": "phase", "type": "establishment", "trust": "trust", "sector": "sector"}
    return {f"organisation__{columns[name]}": value for name, value in chosen.items() if name in columns}


def matches(search: str) -> Q:
    """Organisations whose name holds the words, or whose URN it is."""
    found = Q(name__icontains=search)
    return found | Q(urn=int(search)) if search.isascii() and search.isdigit() else found


def ordered(returns: ReturnQuerySet, exercise: Round, form: TrackerForm) -> ReturnQuerySet:
    """The returns in the order asked for, with what that is sorted by."""
    name, _ = form.order
    if name == "state":
        places = (When(in_state(state), then=Value(place)) for place, state in enumerate(STATES))
        returns = returns.annotate(place_in_life=Case(*places))
    if name == "left":
        returns = returns.annotate(still_open=F("questions_total") - F("questions_complete"))
    if name == "due":
        returns = returns.annotate(due_at=Coalesce("extended_until", Value(exercise.deadline)))
    if name == "chased":
        returns = returns.annotate(chased_at=Max("chased__chase__sent_at"))
    return returns.order_by(*form.ordering)


@dataclass(frozen=True)
class StateCount:
    """How many returns of a round are in one state, and their part of the drawn bar in per cent."""

    state: Progress
    number: int
    start: float
    share: float


@dataclass(frozen=True)
class Standing:
    """How a round stands."""

    total: int
    states: tuple[StateCount, ...]
    overdue: int
    late: int

    def number(self, state: Progress) -> int:
        """How many returns are in that state."""
        return next(count.number for count in self.states if count.state == state)

    @property
    def received(self) -> int:
        """How many returns have come in, whatever has happened to them since."""
        return sum(map(self.number, (Progress.SUBMITTED, Progress.CHANGES_REQUESTED, Progress.ACCEPTED)))

    @property
    def expected(self) -> int:
        """How many returns are asked for: all but those withdrawn."""
        return self.total - self.number(Progress.WITHDRAWN)


def standing(exercise: Round) -> Standing:
    """How the round stands now."""
    return standings([exercise])[exercise.pk]


def standings(rounds: Sequence[Round]) -> dict[int, Standing]:
    """How each round stands, by its key: three queries, answered from an index without reading the rows."""
    returns = Return.objects.filter(exercise__in=[exercise.pk for exercise in rounds]).order_by()
    numbers: dict[int, Counter[str]] = {exercise.pk: Counter() for exercise in rounds}
    # In the order of the index, so that the database counts as it goes and sorts nothing.
    counts = returns.values_list("exercise", "status").annotate(number=Count("pk"), begun=Count("started_at"))
    for exercise, status, number, begun in counts:
        numbers[exercise].update(told_states(status, number, begun))
    overdue, late = (count_each(returns, rounds, which) for which in (is_overdue, is_late))
    return {key: _standing(counted, overdue[key], late[key]) for key, counted in numbers.items()}


def count_each(returns: ReturnQuerySet, rounds: Sequence[Round], which: Callable[[Round], Q]) -> Counter[int]:
    """How many returns of each round match the condition that depends on the round."""
    wanted = Q(pk__in=[])
    for exercise in rounds:
        wanted |= Q(exercise=exercise) & which(exercise)
    return Counter(dict(returns.filter(wanted).values_list("exercise").annotate(number=Count("pk"))))


def _standing(numbers: Counter[str], overdue: int, late: int) -> Standing:
    total, states, start = sum(numbers.values()), [], 0.0
    for state in STATES:
        share = 100 * numbers[state] / total if total else 0.0
        states.append(StateCount(state, numbers[state], round(start, 2), round(share, 2)))
        start += share
    return Standing(total, tuple(states), overdue, late)


def told_states(status: str, number: int, begun: int) -> dict[str, int]:
    """How many are in each state that readers are told; says in Python what `in_state` says to the database."""
    if status != ReturnStatus.DRAFT:
        return {status: number}
    return {Progress.NOT_STARTED: number - begun, Progress.IN_PROGRESS: begun}
