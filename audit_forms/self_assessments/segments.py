"""The segments by which a round is chased, the words that each begins with, and which returns are in it."""

from collections.abc import Iterable

from django.db.models import Count, Q
from django.http import QueryDict

from audit_forms.organisations.enums import RegisterStatus
from audit_forms.returns.enums import UNSUBMITTED_STATUSES, Progress, ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.returns.querysets import ReturnQuerySet
from audit_forms.self_assessments.enums import Segment
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.tracker import TrackerForm, in_state, is_overdue, tracked
from audit_forms.self_assessments.waiting import open_returns

# One press in the tracker each, in the order of a return's life.
BY_PRESS = (Segment.NOT_STARTED, Segment.IN_PROGRESS, Segment.STUCK, Segment.OVERDUE, Segment.CHANGES)
ANY = "The partnership is waiting for the return named below. Please look at what is left and send it on."
TEXTS = {
    Segment.NOT_STARTED: (
        "The self-assessment named below has not been started yet. You can do it a section at a time: everything you "
        "enter is kept, and colleagues whom you invite can work on it with you.\n\n"
        "If something stands in the way, tell us. We would rather help now than chase you later."
    ),
    Segment.IN_PROGRESS: (
        "You have begun the self-assessment named below. Thank you. Please look at what is left, and send it for "
        "sign-off in good time: whoever signs needs a few days to read it."
    ),
    Segment.STUCK: (
        "The self-assessment named below is complete and waits for you to read and confirm it, or to send it back "
        "with a reason. It reaches us only when everybody who must confirm it has done so."
    ),
    Segment.OVERDUE: (
        "The self-assessment named below has passed its deadline. It is still open: please complete it, or confirm "
        "it, as soon as you can.\n\nIf you need more time, or help, tell us."
    ),
    Segment.CHANGES: (
        "We asked for changes to the return named below. Only the questions that we asked about are open. Please "
        "change them and send the return for sign-off again."
    ),
}


def text_for(segment: str) -> str:
    """The words that a chase of that segment begins with."""
    return TEXTS.get(Segment(segment), ANY)


def chaseable(exercise: Round) -> ReturnQuerySet:
    """The round's returns that somebody can be chased for."""
    return open_returns().filter(exercise=exercise)


def left_of_closed(exercise: Round) -> ReturnQuerySet:
    """Returns of the round that never came in and whose organisation has closed."""
    left = Return.objects.filter(exercise=exercise, status__in=UNSUBMITTED_STATUSES, submitted_at__isnull=True)
    closed = left.filter(organisation__status=RegisterStatus.CLOSED)
    return closed.select_related("organisation__successor").order_by("organisation__name")


def condition(segment: str, exercise: Round) -> Q:
    """What tells the returns of a segment that is chased by one press."""
    if segment == Segment.STUCK:
        return Q(status=ReturnStatus.AWAITING_SIGN_OFF)
    if segment == Segment.CHANGES:
        return Q(status=ReturnStatus.CHANGES_REQUESTED)
    return is_overdue(exercise) if segment == Segment.OVERDUE else in_state(Progress(segment))


def in_segment(exercise: Round, segment: str, asked: QueryDict) -> ReturnQuerySet:
    """The returns of the segment; those ticked or shown come from the address."""
    returns = chaseable(exercise)
    if segment == Segment.TICKED:
        return returns.filter(reference__in=asked.getlist("return"))
    if segment == Segment.SHOWN:
        form = TrackerForm(asked, of_agencies=exercise.asks_agencies)
        return returns.filter(pk__in=tracked(exercise, form).order_by().values("pk"))
    return returns.filter(condition(segment, exercise))


def sizes(exercise: Round, segments: Iterable[Segment] = BY_PRESS) -> list[tuple[Segment, int]]:
    """How many returns are in each segment, in one query."""
    counts = {each.value: Count("pk", filter=condition(each, exercise)) for each in segments}
    found = chaseable(exercise).order_by().aggregate(**counts)
    return [(each, found[each.value]) for each in segments]
