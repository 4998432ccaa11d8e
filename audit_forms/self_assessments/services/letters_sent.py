"""What happens to a letter from its sending on: the setting reads it and answers it, the Business Unit reads that."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit_forms.improvement.services import NamedAction, open_from_feedback
from audit_forms.returns.enums import NOTABLE_STATUSES
from audit_forms.returns.guarding import Guard, refusal_of
from audit_forms.self_assessments import permissions
from audit_forms.self_assessments.enums import LetterStatus
from audit_forms.self_assessments.models import DeepDive, FeedbackLetter
from audit_forms.self_assessments.notifications import addressees_of, tell_of_feedback
from audit_forms.self_assessments.services.letters import lock_letter, move, require_writer
from audit_forms.self_assessments.workflow import TransitionRefused, target_of
from portal.accounts.permissions import is_business_unit
from portal.trail.services import record

# Who does a next step until the setting gives it to somebody in its action plan.
DOES_IT = "Safeguarding lead"
LONGEST_REPLY = 5000


@transaction.atomic
def send_letter(*, letter: FeedbackLetter, actor: Any) -> FeedbackLetter:
    """Send an approved letter: its leads and signatories are told, its next steps come into their action plan.

    However often it is pressed, it is sent once. Raises PermissionDenied, or TransitionRefused where nobody can be
    told, the return was taken out of the sample, or the setting is changing the return.
    """
    locked = lock_letter(letter)
    require_writer(actor, locked)
    if locked.is_sent:
        return locked
    target_of("send", locked.status)
    people = addressees_of(locked)
    refuse_to_send(locked, people)
    locked.sent_at = timezone.now()
    sent = move(locked, "send", actor, fields=["sent_at"], people=len(people))
    DeepDive.objects.filter(pk=sent.deep_dive_id).update(follow_up_on=sent.follow_up_on)
    if sent.follow_up_on is not None:  # an approved letter has one
        named = [NamedAction(step, DOES_IT, sent.follow_up_on) for step in sent.steps]
        open_from_feedback(audit_return=sent.audit_return, organisation=sent.addressee, named=named, actor=actor)
    tell_of_feedback(letter=sent, people=people)
    return sent


def refuse_to_send(locked: FeedbackLetter, people: Collection[Any]) -> None:
    """Raise TransitionRefused where sending would make no sense now."""
    if locked.deep_dive.ended_at is not None:
        raise TransitionRefused("The return was taken out of the sample, so nothing is sent about it.")
    if locked.audit_return.status not in NOTABLE_STATUSES:
        raise TransitionRefused("The return is with the setting to be changed. Send the letter when it has come back.")
    if not people:
        raise TransitionRefused(f"Nobody of {locked.addressee} can sign in. Invite a lead first.")


@transaction.atomic
def note_letter_read(*, letter: FeedbackLetter, reader: Any) -> FeedbackLetter:
    """Note the first time that somebody it is addressed to opens it; later times and other readers change nothing."""
    if letter.read_at is not None or not permissions.is_addressed(reader, letter):
        return letter
    locked = lock_letter(letter)
    if locked.read_at is None:
        locked.read_at = timezone.now()
        locked.save(update_fields=["read_at"])
        record(actor=reader, action="letter.read", target=locked)
    return locked


@transaction.atomic
def answer_letter(*, letter: FeedbackLetter, reply: str, shared: Collection[str], actor: Any) -> FeedbackLetter:
    """Answer the letter, once: in words, and with the good practice that may be shared.

    The same answer again from the same person is the same press. Raises PermissionDenied; TransitionRefused where
    somebody answered before; ValidationError for an empty text, or one that says who a child is.
    """
    locked, words = lock_letter(letter), reply.replace("\r\n", "\n").strip()
    if not permissions.is_addressed(actor, locked):
        raise PermissionDenied("A lead or a signatory of the setting answers the letter.")
    agreed = [practice for practice in locked.practices if practice in shared]
    if locked.replied_by_id == actor.pk and (locked.reply, locked.shared) == (words, agreed):
        return locked
    if locked.status == LetterStatus.ANSWERED:
        raise TransitionRefused("This letter has been answered already. It can be answered once.")
    check_reply(words)
    locked.reply, locked.shared = words, agreed
    locked.replied_by, locked.replied_at = actor, timezone.now()
    locked.read_at = locked.read_at or locked.replied_at
    fields = ["reply", "shared", "replied_by", "replied_at", "read_at"]
    return move(locked, "answer", actor, fields=fields, asked=len(locked.practices), shared=len(agreed))


def check_reply(words: str) -> None:
    """Raise ValidationError for an answer that cannot be kept."""
    if not words:
        raise ValidationError({"reply": "Write your answer. A sentence is enough."})
    if len(words) > LONGEST_REPLY:
        raise ValidationError({"reply": f"Shorten your answer to {LONGEST_REPLY} characters; it has {len(words)}."})
    refusal = refusal_of(Guard(), words, "answer")
    if refusal:
        raise ValidationError({"reply": refusal})


@transaction.atomic
def note_reply_read(*, letter: FeedbackLetter, actor: Any) -> FeedbackLetter:
    """Say that the Business Unit has read the answer, so that it waits no longer. Raises PermissionDenied."""
    locked = lock_letter(letter)
    if not is_business_unit(actor):
        raise PermissionDenied("The Business Unit reads the answers.")
    if locked.status == LetterStatus.ANSWERED and locked.reply_read_at is None:
        locked.reply_read_at = timezone.now()
        locked.save(update_fields=["reply_read_at"])
        record(actor=actor, action="letter.reply_read", target=locked)
    return locked
