"""Feedback letters of Merrowdale's last round: one answered, one sent and unread, one to approve, one still written."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from audit_forms.returns.enums import RECEIVED_STATUSES
from audit_forms.returns.models import Return
from audit_forms.self_assessments import services
from audit_forms.self_assessments.demo import letter_words
from audit_forms.self_assessments.demo.people import DOMAIN, MAIN_SCHOOL
from audit_forms.self_assessments.demo.places import LA_CODE
from audit_forms.self_assessments.demo.rounds import FRIDAY
from audit_forms.self_assessments.enums import LetterStatus, ReviewView
from audit_forms.self_assessments.framing import Plan
from audit_forms.self_assessments.models import DeepDive, FeedbackLetter, Review, ReviewedQuestion, Round, Sample
from audit_forms.self_assessments.permissions import ADDRESSED_ROLES
from portal.accounts.models import User

KEY = UUID("7c0e7a3e-0000-4000-8000-000000000010")
SEED = "merrowdale"
# How far each letter has come; the school of the demo accounts has the first, which waits to be read.
STORIES = (LetterStatus.SENT, LetterStatus.ANSWERED, LetterStatus.READY, LetterStatus.DRAFT)
LOOK_AGAIN_IN = timedelta(days=84)
SENT_AGO = timedelta(days=9)
ANSWERED_AGO = timedelta(days=2)


@dataclass(frozen=True)
class Unit:
    """The two people of the Business Unit who write and approve."""

    writer: User
    approver: User


def load_letters() -> None:
    """All four, once, about returns of the schools' last round that has closed."""
    exercise = Round.objects.filter(edition__questionnaire__key="s175", closed_at__isnull=False).first()
    if exercise is None or FeedbackLetter.objects.exists():
        return
    unit = Unit(*(User.objects.get(email=f"{name}@{DOMAIN}") for name in ("unit", "unit2")))
    for dive, status in zip(read_closely(exercise, unit), STORIES, strict=False):
        write(dive, status, unit)


def read_closely(exercise: Round, unit: Unit) -> list[DeepDive]:
    """Returns of the round with finished reviews: the demo accounts' school first, then others sampled."""
    sample = Sample.objects.filter(exercise=exercise).first() or services.draw_sample(
        exercise=exercise, plan=Plan(size=len(STORIES)), key=KEY, actor=unit.writer, seed=SEED
    )
    main = Return.objects.get(exercise=exercise, organisation__name=MAIN_SCHOOL)
    dives = DeepDive.objects.standing().filter(sample__exercise=exercise)
    if not dives.filter(audit_return=main).exists():
        services.pick_by_hand(sample=sample, audit_return=main, reason=letter_words.WHY_PICKED, actor=unit.writer)
    found = dives.filter(audit_return__organisation__la_code=LA_CODE, audit_return__status__in=RECEIVED_STATUSES)
    others = [dive for dive in found.order_by("is_read_twice", "pk") if has_people(dive)]
    others.sort(key=lambda dive: dive.audit_return_id != main.pk)
    for dive in others[: len(STORIES)]:
        review(dive, unit)
    return others[: len(STORIES)]


def has_people(dive: DeepDive) -> bool:
    """Whether somebody of the setting can be written to."""
    members = dive.audit_return.organisation.memberships.current().in_roles(*ADDRESSED_ROLES)
    return bool(members.filter(user__is_active=True).exists())


def review(dive: DeepDive, unit: Unit) -> None:
    """Each reading of the return that is not there yet, finished."""
    finished = timezone.now() - 2 * SENT_AGO
    for is_second, reader in ((False, unit.writer), (True, unit.approver)):
        if is_second and not dive.is_read_twice:
            continue
        made, created = Review.objects.get_or_create(
            deep_dive=dive, is_second=is_second, defaults={"reviewer": reader, "begun_at": finished}
        )
        if made.finished_at is None:
            made.strengths, made.next_steps = list(letter_words.STRENGTHS), list(letter_words.NEXT_STEPS)
            made.finished_at = finished
            made.save()
        if created:
            say(made)


def say(made: Review) -> None:
    """What the reviewer thinks of the first rated answers."""
    rated = made.deep_dive.audit_return.answers.filter(level__isnull=False)
    rated = rated.order_by("question__section__position", "question__position")[: len(letter_words.VIEWS) * 3]
    for place, given in enumerate(rated):
        told = letter_words.VIEWS[place // 3] if place % 3 == 0 else letter_words.View(ReviewView.AGREE)
        ReviewedQuestion.objects.create(review=made, question=given.question, **vars(told))


def write(dive: DeepDive, status: LetterStatus, unit: Unit) -> None:
    """The letter about that return, as far as `status`; the portal's own services make it."""
    letter = services.draft_letter(deep_dive=dive, actor=unit.writer)
    if status == LetterStatus.DRAFT:
        return
    texts = {name: getattr(letter, name) for name in letter_words.KEPT} | letter_words.WRITTEN
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
    services.answer_letter(letter=letter, reply=letter_words.REPLY, shared=letter.practices[:1], actor=member.user)
    at = timezone.now() - ANSWERED_AGO
    FeedbackLetter.objects.filter(pk=letter.pk).update(read_at=at - timedelta(days=3), replied_at=at)
