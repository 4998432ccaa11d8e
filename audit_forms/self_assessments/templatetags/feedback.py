"""What other pages show of feedback letters."""

from typing import Any

from django import template
from django.urls import reverse

from audit_forms.returns.models import Return
from audit_forms.self_assessments.letter_list import is_finished
from audit_forms.self_assessments.models import DeepDive, FeedbackLetter, Round
from audit_forms.self_assessments.permissions import can_draft_letter, is_addressed
from portal.accounts.permissions import is_business_unit

register = template.Library()

SHOWN = 5


@register.inclusion_tag("feedback/parts/link.html", takes_context=True)
def feedback_of(context: dict[str, Any], audit_return: Return) -> dict[str, Any]:
    """On a return's page: the way to its letter, or that it was not in the sample once all letters of it are sent."""
    user = context["request"].user
    if is_business_unit(user):
        found = FeedbackLetter.objects.visible_to(user).filter(deep_dive__audit_return=audit_return).first()
        return {"letter": found, "url": found.get_absolute_url() if found else "", "is_unit": True}
    found = FeedbackLetter.objects.received_by(user).filter(deep_dive__audit_return=audit_return).first()
    url = reverse("feedback:letter", args=[audit_return.reference])
    return {"letter": found, "url": url, "was_left_out": found is None and was_left_out(audit_return)}


def was_left_out(audit_return: Return) -> bool:
    """Whether the return came in, was not in the sample, and everybody who was in it has been written to."""
    if audit_return.submitted_at is None or audit_return.is_confidential:
        return False
    exercise = Round.objects.filter(pk=audit_return.exercise_id).first()
    dives = DeepDive.objects.standing().filter(audit_return=audit_return)
    return exercise is not None and not dives.exists() and is_finished(exercise)


@register.inclusion_tag("feedback/parts/waiting.html", takes_context=True)
def your_feedback(context: dict[str, Any]) -> dict[str, Any]:
    """On a respondent's first page: the letters that wait for them, and for others of their organisation."""
    user = context["request"].user
    received = list(FeedbackLetter.objects.received_by(user).with_context().order_by("sent_at", "pk"))
    rows = [(letter, is_addressed(user, letter)) for letter in received if letter.replied_at is None]
    return {"rows": rows, "answered": [letter for letter in received if letter.replied_at is not None][:SHOWN]}


@register.inclusion_tag("unit/letters/step.html", takes_context=True)
def letter_step(context: dict[str, Any], dive: DeepDive) -> dict[str, Any]:
    """On the page of a deep dive: the way to its letter, or the button that drafts it once every review is finished."""
    user = context["request"].user
    letter = FeedbackLetter.objects.visible_to(user).filter(deep_dive=dive).first()
    settled = DeepDive.objects.standing().settled().filter(pk=dive.pk)
    may_draft = letter is None and can_draft_letter(user, dive.audit_return) and settled.exists()
    return {"letter": letter, "dive": dive, "may_draft": may_draft, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("unit/letters/waiting.html")
def letters_waiting() -> dict[str, Any]:
    """On the Business Unit's first page: answers nobody has read, and letters that wait for approval or sending."""
    # All of them at once: as many as were sampled, a few dozen.
    waiting = list(FeedbackLetter.objects.with_context().waiting_for_unit())
    replies = [letter for letter in waiting if letter.replied_at is not None]
    to_decide = [letter for letter in waiting if letter.replied_at is None]
    return {
        "replies": replies[:SHOWN],
        "to_decide": to_decide[:SHOWN],
        "number": len(waiting),
        "shown": SHOWN,
    }
