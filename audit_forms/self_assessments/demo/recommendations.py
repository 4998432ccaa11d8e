"""The partnership's recommendations to Merrowdale's agencies and schools, and what they do about them."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from audit_forms.improvement.enums import (
    ActionSource,
    ActionStatus,
    Priority,
    RecommendationStatus,
    ResponseState,
    SourceKind,
)
from audit_forms.improvement.models import Action, Recommendation, RecommendationResponse
from audit_forms.organisations.models import Organisation
from audit_forms.questionnaires.enums import QuestionnaireKind
from audit_forms.returns.enums import RECEIVED_STATUSES, ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.self_assessments.demo import action_words
from audit_forms.self_assessments.demo.actions import Story, store
from audit_forms.self_assessments.demo.people import DOMAIN
from audit_forms.self_assessments.demo.rounds import find_casts
from audit_forms.self_assessments.demo.stories import Cast
from audit_forms.self_assessments.models import Round
from portal.accounts.models import User
from portal.trail.models import AuditTrail


def load_recommendations() -> None:
    """Make the recommendations with what returns already sent have answered, unless there are any."""
    if Recommendation.objects.exists():
        return
    unit = User.objects.get(email=f"unit@{DOMAIN}")
    today = timezone.localdate()
    for number, wanted in enumerate(action_words.RECOMMENDATIONS):
        done = wanted == action_words.RECOMMENDATIONS[-1]
        made = Recommendation.objects.create(
            text=wanted.text,
            finding=wanted.finding,
            measure=wanted.measure,
            source_kind=wanted.kind,
            source_words=wanted.source,
            exercise=last_round() if wanted.kind == SourceKind.SELF_ASSESSMENT else None,
            responsible_group="Quality and Impact Group",
            raised_on=today - timedelta(days=200 - 10 * number),
            due_on=today + timedelta(days=wanted.due),
            status=RecommendationStatus.DONE if done else RecommendationStatus.OPEN,
            ended_on=today - timedelta(days=20) if done else None,
            ended_because=action_words.DONE if done else "",
            created_by=unit,
        )
        made.organisations.set(Organisation.objects.filter(name__in=wanted.names))
        AuditTrail.objects.create(
            at=timezone.make_aware(datetime.combine(made.raised_on, time(10))),
            actor=unit,
            action="recommendation.raised",
            target_type=made._meta.label_lower,
            target_id=str(made.pk),
            data={"organisations": len(wanted.names)},
        )
        if not done:
            answer_where_sent(made)
            act_on(made, wanted, find_casts(unit))


def last_round() -> Round | None:
    """The first round of the schools, which is last year's."""
    return Round.objects.filter(edition__questionnaire__kind=QuestionnaireKind.S175).order_by("opens_at").first()


def answer_where_sent(recommendation: Recommendation) -> None:
    """Returns that have been sent since have answered it; so have those that wait for their signatories."""
    sent = Return.objects.filter(
        organisation__in=recommendation.organisations.all(),
        status__in=[*RECEIVED_STATUSES, ReturnStatus.AWAITING_SIGN_OFF],
        exercise__deadline__gte=timezone.now(),
    )
    RecommendationResponse.objects.bulk_create(
        RecommendationResponse(
            recommendation=recommendation,
            audit_return=audit_return,
            asked=recommendation.text,
            state=ResponseState.PARTLY,
            done=action_words.RESPONSE["done"],
            evidence=action_words.RESPONSE["evidence"],
            effect=action_words.RESPONSE["effect"],
            frozen_at=audit_return.submitted_at,
            updated_at=audit_return.submitted_at or timezone.now(),
        )
        for audit_return in sent
    )


def act_on(recommendation: Recommendation, wanted: action_words.Wanted, casts: dict[int, Cast]) -> None:
    """What agencies have put on their plans because of it."""
    stories = []
    agencies = {each.name: each for each in recommendation.organisations.all()}
    for name, what, status, days in wanted.actions:
        agency, now = agencies[name], timezone.now()
        cast = casts[agency.pk]
        opened = now - timedelta(days=120 if status != ActionStatus.OPEN else 30)
        action = Action(
            organisation=agency,
            source=ActionSource.RECOMMENDATION,
            recommendation=recommendation,
            what=what,
            who="Safeguarding lead",
            owner=cast.lead,
            due_on=timezone.localdate() + timedelta(days=days),
            priority=Priority.RED if days < 0 else Priority.AMBER,
            status=status,
            opened_at=opened,
            opened_by=cast.lead,
        )
        story = Story(action, cast, opened, now - timedelta(days=2))
        action.version = 1 + len(story.steps)
        if status == ActionStatus.EVIDENCE_GIVEN:
            action.asked_to_close_at = story.moment(len(story.steps))
        stories.append(story)
    store(stories)
