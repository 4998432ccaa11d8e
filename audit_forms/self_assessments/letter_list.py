"""The letters of a round: one row for each return in its sample, with how far its letter is and for whom it waits."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Value, When

from audit_forms.self_assessments.letter_forms import LettersForm
from audit_forms.self_assessments.models import DeepDive, Round
from audit_forms.self_assessments.querysets import DeepDiveQuerySet

PER_PAGE = 50
COLOURS = {
    "review": "grey",
    "to_draft": "yellow",
    "draft": "blue",
    "ready": "yellow",
    "approved": "teal",
    "unread": "purple",
    "sent": "purple",
    "reply": "yellow",
    "answered": "green",
}
# The letter's own states, and those that are told apart by what has happened besides.
IN_STATE = {
    "review": Q(letter__isnull=True, is_reviewed=False),
    "to_draft": Q(letter__isnull=True, is_reviewed=True),
    "draft": Q(letter__status="draft"),
    "ready": Q(letter__status="ready"),
    "approved": Q(letter__status="approved"),
    "unread": Q(letter__status="sent", letter__read_at__isnull=True),
    "sent": Q(letter__status="sent", letter__read_at__isnull=False),
    "reply": Q(letter__status="answered", letter__reply_read_at__isnull=True),
    "answered": Q(letter__status="answered", letter__reply_read_at__isnull=False),
}
LABELS = dict(LettersForm.STATES)


def letters_of(exercise: Round) -> DeepDiveQuerySet:
    """The round's deep dives with what their letters' states need; one taken out only where it has a letter."""
    reviewed = DeepDive.objects.settled().filter(pk=OuterRef("pk"))
    dives = DeepDive.objects.filter(sample__exercise=exercise).annotate(is_reviewed=Exists(reviewed))
    return dives.filter(Q(ended_at__isnull=True) | Q(letter__isnull=False))


def page_of(exercise: Round, form: LettersForm, number: str | None) -> "Page[Any]":
    """One page of them by the filters and the order of the address, each with its state in words."""
    chosen, dives = form.chosen, letters_of(exercise)
    if "search" in chosen:
        dives = dives.filter(audit_return__organisation__name__icontains=chosen["search"])
    if "state" in chosen:
        dives = dives.filter(IN_STATE[chosen["state"]])
    places = (When(which, then=Value(place)) for place, which in enumerate(IN_STATE.values()))
    dives = dives.annotate(place=Case(*places, output_field=IntegerField()))
    rows = dives.select_related("audit_return__organisation", "letter__drafted_by", "letter__edited_by")
    page = Paginator(rows.order_by(*form.ordering), PER_PAGE).get_page(number)
    for each in page.object_list:
        state = list(IN_STATE)[each.place]
        vars(each).update(state=state, state_words=LABELS[state], colour=COLOURS[state], waits_for=waits_for(each))
    return page


def waits_for(dive: Any) -> str:
    """Whom a letter waits for now, in words; "" where nobody has to do anything."""
    letter = getattr(dive, "letter", None)
    if letter is None:
        return "The Business Unit, to draft it" if dive.is_reviewed else "Its reviewers"
    if letter.status == "draft":
        return f"{letter.writer}, to finish it"
    if letter.status == "ready":
        return f"Somebody other than {letter.writer}, to approve it"
    if letter.status == "approved":
        return "The Business Unit, to send it"
    if letter.status == "sent":
        return "The setting, to answer it" if letter.read_at else "The setting, to read it"
    return "" if letter.reply_read_at else "The Business Unit, to read the answer"


def is_finished(exercise: Round) -> bool:
    """Whether every return in the round's sample has its letter: the others can be told that they were not in it."""
    standing = DeepDive.objects.standing().filter(sample__exercise=exercise)
    return standing.exists() and not standing.filter(letter__sent_at__isnull=True).exists()


def numbers_of(exercise: Round) -> dict[str, int]:
    """How many returns are in the round's sample, and how many of their letters are sent, opened and answered."""
    numbers: dict[str, int] = letters_of(exercise).aggregate(
        total=Count("pk"),
        sent=Count("pk", filter=Q(letter__sent_at__isnull=False)),
        opened=Count("pk", filter=Q(letter__read_at__isnull=False)),
        answered=Count("pk", filter=Q(letter__replied_at__isnull=False)),
    )
    return numbers
