"""Feedback letters of Merrowdale's last round: one answered, one sent and unread, one to approve, one still written."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from audit_forms.returns.models import Return
from audit_forms.returns.permissions import can_assure
from audit_forms.self_assessments import services
from audit_forms.self_assessments.demo.deep_dives import read
from audit_forms.self_assessments.demo.people import DOMAIN, MAIN_SCHOOL
from audit_forms.self_assessments.demo.rounds import FRIDAY
from audit_forms.self_assessments.enums import LetterStatus
from audit_forms.self_assessments.letter_checks import TEXTS
from audit_forms.self_assessments.models import DeepDive, FeedbackLetter, Sample
from audit_forms.self_assessments.permissions import ADDRESSED_ROLES
from portal.accounts.models import User

# How far each letter has come; the school of the demo accounts has the first, which waits to be read.
STORIES = (LetterStatus.SENT, LetterStatus.ANSWERED, LetterStatus.READY, LetterStatus.DRAFT)
LOOK_AGAIN_IN = timedelta(days=84)
SENT_AGO = timedelta(days=9)
ANSWERED_AGO = timedelta(days=2)
WHY_PICKED = "The school asked us to read its return closely, because it has a new lead."
CLOSING = (
    "Please read this letter with your governors. If you see something differently, say so in your answer, or speak "
    "to us first.\n\nThank you for the care that went into your return."
)
REPLY = (
    "Thank you for reading our return so closely. The governors talked about the letter at their last meeting.\n\n"
    "We have given every next step a day and an owner. We would be glad of an example of a good record."
)


@dataclass(frozen=True)
class Unit:
    """The two people of the Business Unit who write and approve."""

    writer: User
    approver: User


def load_letters() -> None:
    """All four, once, about returns of the schools' last round that has closed and were read closely."""
    sample = Sample.objects.filter(exercise__edition__questionnaire__key="s175").first()
    if sample is None or FeedbackLetter.objects.exists():
        return
    unit = Unit(*(User.objects.get(email=f"{name}@{DOMAIN}") for name in ("unit", "unit2")))
    for dive, status in zip(read_closely(sample, unit), STORIES, strict=False):
        write(dive, status, unit)


def read_closely(sample: Sample, unit: Unit) -> list[DeepDive]:
    """Returns whose reviews are finished: the demo accounts' school first, picked by hand, then others sampled."""
    main = Return.objects.get(exercise=sample.exercise, organisation__name=MAIN_SCHOOL)
    dives = DeepDive.objects.standing().filter(sample=sample)
    if not dives.filter(audit_return=main).exists():
        read(services.pick_by_hand(sample=sample, audit_return=main, reason=WHY_PICKED, actor=unit.writer), unit.writer)
    settled = dives.settled().select_related("audit_return__organisation").order_by("is_read_twice", "pk")
    found = [dive for dive in settled if has_people(dive) and can_assure(unit.writer, dive.audit_return)]
    return sorted(found, key=lambda dive: dive.audit_return_id != main.pk)


def has_people(dive: DeepDive) -> bool:
    """Whether somebody of the setting can be written to."""
    members = dive.audit_return.organisation.memberships.current().in_roles(*ADDRESSED_ROLES)
    return bool(members.filter(user__is_active=True).exists())


def write(dive: DeepDive, status: LetterStatus, unit: Unit) -> None:
    """The letter about that return, as far as `status`; the portal's own services make it."""
    letter = services.draft_letter(deep_dive=dive, actor=unit.writer)
    if status == LetterStatus.DRAFT:
        return
    texts = {name: getattr(letter, name) for name in TEXTS} | {"closing": CLOSING}
    day = timezone.localdate() + LOOK_AGAIN_IN
    day -= timedelta(days=max(0, day.weekday() - FRIDAY))
    letter = services.save_letter(
        letter=letter, version=letter.version, texts=texts, follow_up_on=day, actor=unit.writer
    )
    letter = services.ask_for_approval(letter=letter, version=letter.version, actor=unit.writer)
    if status == LetterStatus.READY:
        return
    letter = services.approve_letter(letter=letter, version=letter.version, actor=unit.approver)
    letter = services.send_letter(letter=letter, actor=unit.writer)
    if status == LetterStatus.ANSWERED:
        answer(letter)
    then = {"drafted_at": 3, "edited_at": 2, "approved_at": 1, "sent_at": 0}
    earlier = {name: timezone.now() - SENT_AGO - timedelta(days=days) for name, days in then.items()}
    FeedbackLetter.objects.filter(pk=letter.pk).update(**earlier)


def answer(letter: FeedbackLetter) -> None:
    """Its lead or a signatory has answered, and agrees to share the first good practice."""
    members = letter.addressee.memberships.current().in_roles(*ADDRESSED_ROLES)
    member = members.filter(user__is_active=True).order_by("role", "pk")[0]
    services.answer_letter(letter=letter, reply=REPLY, shared=letter.practices[:1], actor=member.user)
    at = timezone.now() - ANSWERED_AGO
    FeedbackLetter.objects.filter(pk=letter.pk).update(read_at=at - timedelta(days=3), replied_at=at)
