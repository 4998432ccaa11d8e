"""Merrowdale's deep dives: a sample of the schools' last round, most of it read, one return by two people."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from audit_forms.questionnaires.applicability import duty_for
from audit_forms.questionnaires.enums import DutyLevel
from audit_forms.questionnaires.models import Question
from audit_forms.returns.permissions import can_assure
from audit_forms.self_assessments import services
from audit_forms.self_assessments.demo.chance import pick, share
from audit_forms.self_assessments.demo.people import DOMAIN
from audit_forms.self_assessments.enums import ReviewView
from audit_forms.self_assessments.framing import Plan
from audit_forms.self_assessments.models import DeepDive, Review, Round, Sample
from audit_forms.self_assessments.reviewing import rated_sections
from portal.accounts.models import User

KEY = UUID("5b0f0c1e-7d5e-4a9f-8a5b-3f1f6f2f0d32")
SEED = "0d5f3f0a6be14c7f9a1c2b7e4d8a9063"
SIZE = 15
# How many of the returns read once are finished; one more is under way, and the rest wait for a reader.
FINISHED = 8
# How often two readers judge alike by themselves, and how often a strength is written down.
ALIKE, PRAISED = 0.8, 0.1
# How a reader's view falls: up to which share of all.
LIKELY = ((0.76, ReviewView.AGREE), (0.9, ReviewView.LOWER), (0.95, ReviewView.HIGHER), (1, ReviewView.CANNOT_TELL))
WHY = {
    ReviewView.LOWER: (
        "The record shown is more than a year old.",
        "The minutes say that it was planned, not that it was done.",
        "Two of the three dates are missing in the log.",
    ),
    ReviewView.HIGHER: (
        "The log shows more than the answer claims.",
        "The walk-round found it well known to all staff.",
    ),
    ReviewView.CANNOT_TELL: (
        "No record was given. Ask for one.",
        "The answer speaks of the trust, not of this school.",
    ),
}
STRENGTHS = (
    "Governors asked hard questions, and the minutes show what changed.",
    "New staff meet the designated lead in their first week.",
    "Concerns are written down the same day, with the reason for each decision.",
    "Pupils can name three adults whom they would tell.",
)
NEXT_STEPS = (
    "Sample five files each term and tell governors what you found.",
    "Give every action a day by which it is done.",
    "Put last year’s training dates beside the plan for this year.",
)
EVIDENCE = (
    "Mostly dated this year and specific. Two policies are older than they should be.",
    "Clear and easy to follow. The log says who did what.",
)
PLAN = (
    "Specific and owned. Half of the actions have no day by which they are done.",
    "SMART throughout. Each action says how the school will know that it worked.",
)


def load_deep_dives() -> None:
    """Draw the sample once and let its readers write, unless it is there."""
    exercise = Round.objects.filter(edition__questionnaire__key="s175", closed_at__isnull=False).first()
    if exercise is None or Sample.objects.filter(key=KEY).exists():
        return
    readers = list(User.objects.filter(email__in=[f"unit@{DOMAIN}", f"unit2@{DOMAIN}"]).order_by("pk"))
    plan = Plan(SIZE, strata=("phase",), is_weighted=True)
    sample = services.draw_sample(exercise=exercise, plan=plan, key=KEY, actor=readers[0], seed=SEED)
    dives = list(sample.deep_dives.select_related("audit_return__organisation").order_by("pk"))
    read_twice = [dive for dive in dives if dive.is_read_twice]
    others = [dive for dive in dives if not dive.is_read_twice]
    for dive in read_twice:
        for number, reader in enumerate(readers):
            if can_assure(reader, dive.audit_return):
                read(dive, reader, is_second=number > 0)
    for place, dive in enumerate(others[: FINISHED + 1]):
        allowed = [reader for reader in readers if can_assure(reader, dive.audit_return)]
        if allowed:
            read(dive, allowed[place % len(allowed)], is_finished=place < FINISHED)


def read(dive: DeepDive, reader: User, is_second: bool = False, is_finished: bool = True) -> None:
    """Name the reader and write their review, the whole of it or its first section."""
    review = services.name_reviewer(deep_dive=dive, reviewer=reader, is_second=is_second, actor=reader)
    school = dive.audit_return.organisation.name
    sections = rated_sections(dive.audit_return)
    for part in sections if is_finished else sections[:1]:
        for question in part.questions:
            if duty_for(question, dive.audit_return.facts) == DutyLevel.MUST:
                judge(review, question, school)
    if not is_finished:
        return
    services.save_whole(
        review=review,
        version=review.version,
        actor=reader,
        evidence_quality=pick(EVIDENCE, school, "evidence"),
        plan_quality=pick(PLAN, school, "plan"),
        conversation="We spoke for half an hour. The lead knew the plan well and asked for help with sampling files.",
        strengths=[pick(STRENGTHS[:2], school), pick(STRENGTHS[2:], school)],
        next_steps=[pick(NEXT_STEPS, school)],
        follow_up_on=timezone.localdate() + timedelta(days=7 + int(120 * share(school, "follow up"))),
    )
    services.finish_review(review=review, actor=reader)


def judge(review: Review, question: Question, school: str) -> None:
    """One answer judged: two readers mostly agree, for what is said follows from the school first."""
    steady = share(school, question.key)
    own = share(school, question.key, review.reviewer.email)
    chance = own if share(school, question.key, "apart") > ALIKE else steady
    view = next(view for most, view in LIKELY if chance < most)
    why = pick(WHY[view], school, question.key) if view in WHY else ""
    strength = pick(STRENGTHS, school, question.key) if view == ReviewView.AGREE and steady < PRAISED else ""
    services.save_question(
        review=review, question=question.key, version=0, actor=review.reviewer, view=view, why=why, strength=strength
    )
