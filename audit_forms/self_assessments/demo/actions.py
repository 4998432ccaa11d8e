"""Merrowdale's action plans: what last year's returns have led to, and the partnership's recommendations."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import cycle
from typing import NamedTuple

from django.utils import timezone

from audit_forms.improvement.enums import (
    ActionStatus,
    UpdateKind,
)
from audit_forms.improvement.models import (
    Action,
    ActionEvidence,
    ActionUpdate,
)
from audit_forms.improvement.services.from_returns import build_action, is_complete
from audit_forms.returns.enums import EvidenceKind, ReturnStatus
from audit_forms.returns.models import Answer, Evidence
from audit_forms.self_assessments.demo import action_words, words
from audit_forms.self_assessments.demo.chance import pick, share
from audit_forms.self_assessments.demo.people import DOMAIN, MAIN_SCHOOL
from audit_forms.self_assessments.demo.places import LA_CODE
from audit_forms.self_assessments.demo.rounds import find_casts
from audit_forms.self_assessments.demo.stories import Cast, in_office_hours
from portal.accounts.models import User
from portal.trail.models import AuditTrail

# Of a hundred actions: so many are closed, wait to be closed, are in progress; the rest is open.
CLOSED, WAITING, IN_PROGRESS = 0.62, 0.65, 0.88
# Schools are late with few of those that are left; most have moved the date.
LATE = 0.15
LONGEST_MOVED = 150
OWNED = 0.5
LONGEST_WAIT = timedelta(days=30)
OPEN_STEPS: tuple[UpdateKind, ...] = ()
STEPS = {
    ActionStatus.OPEN: OPEN_STEPS,
    ActionStatus.IN_PROGRESS: (UpdateKind.PROGRESS,),
    ActionStatus.EVIDENCE_GIVEN: (UpdateKind.PROGRESS, UpdateKind.EVIDENCE_ADDED, UpdateKind.ASK_TO_CLOSE),
    ActionStatus.CLOSED: (UpdateKind.PROGRESS, UpdateKind.ASK_TO_CLOSE, UpdateKind.CLOSE),
}
LEADS_TO = {
    UpdateKind.PROGRESS: ActionStatus.IN_PROGRESS,
    UpdateKind.ASK_TO_CLOSE: ActionStatus.EVIDENCE_GIVEN,
    UpdateKind.CLOSE: ActionStatus.CLOSED,
}


class Plot(NamedTuple):
    """How far an action has come, and whether its day has passed."""

    status: ActionStatus
    is_late: bool = False


# The school that a visitor signs in to has a little of everything.
MAIN_PLOTS = (
    Plot(ActionStatus.IN_PROGRESS, is_late=True),
    Plot(ActionStatus.CLOSED),
    Plot(ActionStatus.OPEN),
    Plot(ActionStatus.EVIDENCE_GIVEN),
    Plot(ActionStatus.IN_PROGRESS),
    Plot(ActionStatus.CLOSED),
    Plot(ActionStatus.CLOSED),
)


@dataclass(frozen=True)
class Story:
    """What has happened to one action: its people, where it has come to, and between which moments."""

    action: Action
    cast: Cast
    begins: datetime
    ends: datetime

    @property
    def steps(self) -> tuple[UpdateKind, ...]:
        """The steps it has taken since it was opened."""
        return STEPS[ActionStatus(self.action.status)]

    def moment(self, number: int) -> datetime:
        """When the step of that number was taken; 0 is the opening."""
        share_of_time = number / max(len(self.steps), 1)
        return min(in_office_hours(self.begins + (self.ends - self.begins) * share_of_time), self.ends)

    def updates(self) -> list[ActionUpdate]:
        """The entries of its history, unsaved."""
        opened = ActionUpdate(
            action=self.action,
            kind=UpdateKind.OPENED,
            status=ActionStatus.OPEN,
            due_on=self.action.due_on,
            audit_return=self.action.audit_return,
            author=self.action.opened_by,
            at=self.begins,
        )
        return [opened, *(self.update(kind, self.moment(n)) for n, kind in enumerate(self.steps, start=1))]

    def update(self, kind: UpdateKind, at: datetime) -> ActionUpdate:
        """One step after the opening."""
        author = self.cast.unit if kind == UpdateKind.CLOSE else self.cast.lead
        note = pick(action_words.NOTES[kind], self.action.organisation.name, self.action.question_key, kind)
        status = LEADS_TO.get(kind, "")
        return ActionUpdate(action=self.action, kind=kind, status=status, note=note, author=author, at=at)


def load_actions() -> None:
    """Make the actions of last year's accepted returns and the recommendations, unless there are any."""
    if Action.objects.exists():
        return
    unit = User.objects.get(email=f"unit@{DOMAIN}")
    casts = find_casts(unit)
    now = timezone.now()
    answers = (
        Answer.objects.filter(
            audit_return__organisation__la_code=LA_CODE,
            audit_return__status=ReturnStatus.ACCEPTED,
            audit_return__exercise__deadline__lt=now,
            level__demands_action=True,
        )
        .select_related("level", "question", "audit_return__organisation")
        .select_related("audit_return__exercise__edition__questionnaire")
        .order_by("audit_return", "question")
    )
    plots = cycle(MAIN_PLOTS)
    stories = [
        tell(each, casts, now, next(plots) if each.audit_return.organisation.name == MAIN_SCHOOL else None)
        for each in answers
        if is_complete(each)
    ]
    store(stories)


def tell(answer: Answer, casts: dict[int, Cast], now: datetime, plot: Plot | None) -> Story:
    """The action of an answer, as far as it has come by now; without a plot by chance."""
    audit_return = answer.audit_return
    cast, name = casts[audit_return.organisation_id], audit_return.organisation.name

    def chance(what: str) -> float:
        return share(name, answer.question.key, what)

    opened = audit_return.submitted_at or now
    status, is_late = plot or Plot(reached(chance("action")), chance("late") < LATE)
    action = build_action(answer, audit_return, opened_at=opened, opened_by=cast.signatories.get("chair", cast.lead))
    action.status = status
    story = Story(action, cast, opened, ended(status, opened, now, chance("end")))
    action.version = 1 + len(story.steps)
    if status == ActionStatus.CLOSED:
        action.closed_at, action.closed_by = story.moment(len(story.steps)), cast.unit
    if status in (ActionStatus.CLOSED, ActionStatus.EVIDENCE_GIVEN):
        action.asked_to_close_at = story.moment(story.steps.index(UpdateKind.ASK_TO_CLOSE) + 1)
    elif not is_late:
        action.due_on = later(action, timezone.localdate())
    if plot and action.is_live and chance("owner") < OWNED:
        action.owner = cast.lead
    return story


def reached(chance: float) -> ActionStatus:
    """How far an action of that chance has come."""
    limits = {ActionStatus.CLOSED: CLOSED, ActionStatus.EVIDENCE_GIVEN: WAITING, ActionStatus.IN_PROGRESS: IN_PROGRESS}
    return next((status for status, limit in limits.items() if chance < limit), ActionStatus.OPEN)


def ended(status: ActionStatus, opened: datetime, now: datetime, chance: float) -> datetime:
    """When its last step was taken at the latest; what waits to be closed has not waited long."""
    if status == ActionStatus.EVIDENCE_GIVEN:
        return now - LONGEST_WAIT * chance
    return opened + (now - opened) * (0.3 + 0.65 * chance)


def later(action: Action, today: date) -> date:
    """A weekday still to come, as agreed meanwhile."""
    days = 5 + int(LONGEST_MOVED * share(action.organisation.name, action.question_key, "moved"))
    day = max(action.due_on, today + timedelta(days=days))
    return day - timedelta(days=max(0, day.weekday() - 4))


def store(stories: list[Story]) -> None:
    """Write everything in a few statements; the trail in the order in which things happened."""
    Action.objects.bulk_create((story.action for story in stories), batch_size=200)
    updates = [update for story in stories for update in story.updates()]
    ActionUpdate.objects.bulk_create(updates, batch_size=500)
    AuditTrail.objects.bulk_create(
        (entry_of(update) for update in sorted(updates, key=lambda update: update.at)), batch_size=500
    )
    waiting = [story for story in stories if UpdateKind.EVIDENCE_ADDED in story.steps]
    pieces = Evidence.objects.bulk_create(evidence_of(story) for story in waiting)
    ActionEvidence.objects.bulk_create(
        ActionEvidence(action=story.action, evidence=piece, added_by=story.cast.lead, added_at=piece.added_at)
        for story, piece in zip(waiting, pieces, strict=True)
    )


def entry_of(update: ActionUpdate) -> AuditTrail:
    """The audit trail's entry of one step."""
    facts = {"audit_return": update.audit_return.reference} if update.audit_return else {}
    if update.status:
        facts["status"] = str(update.status)
    return AuditTrail(
        at=update.at,
        actor=update.author,
        action=f"action.{update.kind}",
        target_type=Action._meta.label_lower,
        target_id=str(update.action.pk),
        data={"update": update.pk, **facts},
    )


def evidence_of(story: Story) -> Evidence:
    """A statement that shows what was done."""
    key = (story.action.organisation.name, story.action.question_key)
    return Evidence(
        organisation=story.action.organisation,
        kind=EvidenceKind.STATEMENT,
        title=pick(action_words.NOTES[UpdateKind.EVIDENCE_ADDED], *key, UpdateKind.EVIDENCE_ADDED),
        text=pick(words.CHECKED, *key),
        added_by=story.cast.lead,
        added_at=story.moment(story.steps.index(UpdateKind.EVIDENCE_ADDED) + 1),
    )
