"""Recommendations: raised and ended by the Business Unit, answered in returns, kept with what was submitted."""

import pytest
from django.core.exceptions import PermissionDenied

from audit_forms.improvement import services
from audit_forms.improvement.enums import RecommendationStatus, ResponseState, SourceKind
from audit_forms.improvement.models import Recommendation, RecommendationResponse
from audit_forms.improvement.services import Typed
from audit_forms.improvement.tasks import recommendations_task
from audit_forms.improvement.tests.factories import GREEN, RecommendationFactory, days_from_now, submit
from audit_forms.improvement.workflow import TransitionRefused
from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.questionnaires.models import Questionnaire
from audit_forms.returns import services as return_services
from audit_forms.returns.tests.factories import fill, refreshed
from portal.accounts.tests.factories import UserFactory
from portal.trail.models import AuditTrail
from portal.workflow import Stale

pytestmark = pytest.mark.django_db

DONE = Typed(0, ResponseState.DONE, "We did it", "Minutes of May", "Children say so")
NOBODY = ["lead", "colleague", "viewer", "head", "stranger", "superuser"]


@pytest.fixture
def unit(db):
    return UserFactory(unit=True)


def facts(**changed):
    return {
        "text": "Hear the child",
        "finding": "It was missing",
        "raised_on": days_from_now(0),
        "due_on": days_from_now(90),
        "measure": "Dip sample",
        "source_kind": SourceKind.CASE_AUDIT,
        "source_words": "Spring",
        "responsible_group": "",
        **changed,
    }


def test_raised_once_however_often_it_is_sent(unit):
    schools = [OrganisationFactory(), OrganisationFactory()]
    made = [services.raise_recommendation(organisations=schools, actor=unit, **facts()) for _ in range(2)]
    assert made[0] == made[1]
    assert set(made[0].organisations.all()) == set(schools)
    assert AuditTrail.objects.about(made[0]).count() == 1
    other = services.raise_recommendation(organisations=schools[:1], actor=unit, **facts())
    assert other != made[0]


def test_it_is_made_to_somebody(unit):
    with pytest.raises(TransitionRefused, match="to whom"):
        services.raise_recommendation(organisations=[], actor=unit, **facts())


@pytest.mark.parametrize("who", NOBODY)
def test_only_the_unit_keeps_recommendations(cast, who):
    person, made = getattr(cast, who), RecommendationFactory(to=[OrganisationFactory()])
    with pytest.raises(PermissionDenied):
        services.raise_recommendation(organisations=[OrganisationFactory()], actor=person, **facts())
    with pytest.raises(PermissionDenied):
        services.change_recommendation(recommendation=made, version=1, organisations=[], actor=person)
    for end in (services.withdraw_recommendation, services.mark_done):
        with pytest.raises(PermissionDenied):
            end(recommendation=made, version=1, reason="No", actor=person)
    assert Recommendation.objects.get().is_open


def test_changed_once_and_never_over_somebody_else(unit):
    school, other = OrganisationFactory(), OrganisationFactory()
    made = RecommendationFactory(to=[school])
    for _ in range(2):
        services.change_recommendation(
            recommendation=made, version=1, organisations=[school, other], actor=unit, text="Put better"
        )
    made.refresh_from_db()
    assert (made.text, made.version, made.organisations.count()) == ("Put better", 2, 2)
    with pytest.raises(Stale):
        services.change_recommendation(
            recommendation=made, version=1, organisations=[school], actor=unit, text="From an old page"
        )
    with pytest.raises(TransitionRefused, match="to whom"):
        services.change_recommendation(recommendation=made, version=2, organisations=[], actor=unit)


@pytest.mark.parametrize(
    ("end", "status"),
    [
        (services.withdraw_recommendation, RecommendationStatus.WITHDRAWN),
        (services.mark_done, RecommendationStatus.DONE),
    ],
)
def test_ended_once_with_a_reason_and_then_closed(unit, end, status):
    made = RecommendationFactory(to=[OrganisationFactory()])
    with pytest.raises(TransitionRefused):
        end(recommendation=made, version=1, reason=" ", actor=unit)
    with pytest.raises(Stale):
        end(recommendation=made, version=7, reason="Old page", actor=unit)
    for _ in range(2):
        end(recommendation=made, version=1, reason="Seen in the sample", actor=unit)
    made.refresh_from_db()
    assert (made.status, made.ended_because, made.version) == (status, "Seen in the sample", 2)
    with pytest.raises(TransitionRefused):
        services.change_recommendation(
            recommendation=made, version=2, organisations=[OrganisationFactory()], actor=unit
        )


def respond(audit_return, actor, recommendation, said=DONE):
    return services.save_responses(audit_return=audit_return, typed={recommendation.pk: said}, actor=actor)


def test_a_return_asks_for_each_open_recommendation_before_it_is_sent(audit_return, cast):
    school = audit_return.organisation
    mine = RecommendationFactory(to=[school])
    RecommendationFactory(to=[OrganisationFactory()])
    RecommendationFactory(to=[school], status=RecommendationStatus.WITHDRAWN)
    task = recommendations_task(audit_return)
    assert (task.title, task.left, task.total) == ("Recommendations to you", 1, 1)
    fill(audit_return, cast.lead)
    with pytest.raises(return_services.Incomplete) as refused:
        return_services.send_for_sign_off(audit_return=audit_return, actor=cast.lead)
    assert refused.value.keys == ["Recommendations to you"]
    respond(audit_return, cast.colleague, mine)
    assert recommendations_task(audit_return).left == 0
    return_services.send_for_sign_off(audit_return=audit_return, actor=cast.lead)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (Typed(0, "", "", "", ""), 1),
        (Typed(0, ResponseState.NOT_YET, "", "", ""), 1),
        (Typed(0, ResponseState.NOT_YET, "No trainer yet", "", ""), 0),
        (Typed(0, ResponseState.PARTLY, "Half", "Minutes", ""), 1),
        (Typed(0, ResponseState.DONE, "All", "", "Better"), 1),
        (DONE, 0),
    ],
)
def test_what_an_answer_needs(audit_return, cast, said, left):
    respond(audit_return, cast.lead, RecommendationFactory(to=[audit_return.organisation]), said)
    assert recommendations_task(audit_return).left == left


def test_without_recommendations_nothing_is_asked(audit_return):
    assert recommendations_task(audit_return) is None


def test_a_case_audit_does_not_ask(audit_return, cast):
    made = RecommendationFactory(to=[audit_return.organisation])
    Questionnaire.objects.update(kind="case_audit")
    fresh = refreshed(audit_return)
    assert recommendations_task(fresh) is None
    assert respond(fresh, cast.lead, made) == 0


def test_two_tabs_do_not_overwrite_each_other(audit_return, cast):
    made = RecommendationFactory(to=[audit_return.organisation])
    assert [respond(audit_return, cast.lead, made) for _ in range(2)] == [1, 0]
    with pytest.raises(Stale):
        respond(audit_return, cast.colleague, made, Typed(0, ResponseState.PARTLY, "Mine", "", ""))
    assert RecommendationResponse.objects.get().done == "We did it"


@pytest.mark.parametrize("who", ["viewer", "head", "chair", "auditor", "stranger", "unit", "superuser", "leaver"])
def test_only_writers_answer(audit_return, cast, who):
    made = RecommendationFactory(to=[audit_return.organisation])
    with pytest.raises(PermissionDenied):
        respond(audit_return, getattr(cast, who), made)


def test_answers_are_kept_with_the_submission_and_stay_closed_when_changes_are_asked_for(audit_return, cast):
    made = RecommendationFactory(to=[audit_return.organisation], text="As asked")
    respond(audit_return, cast.lead, made)
    submitted = submit(audit_return, cast, GREEN)
    kept = RecommendationResponse.objects.get()
    assert kept.frozen_at is not None
    Recommendation.objects.update(text="Put better later")
    assert kept.asked == "As asked"
    return_services.request_changes(audit_return=submitted, notes={"first": "Say more"}, actor=cast.unit)
    with pytest.raises(TransitionRefused, match="closed"):
        respond(audit_return, cast.lead, made, Typed(1, ResponseState.PARTLY, "Less", "", ""))
    RecommendationFactory(to=[audit_return.organisation])
    task = recommendations_task(refreshed(audit_return))
    assert (task.left, task.total) == (0, 1)
    submit(audit_return, cast, GREEN)


def test_sent_back_by_the_head_they_are_open_again(audit_return, cast):
    made = RecommendationFactory(to=[audit_return.organisation])
    respond(audit_return, cast.lead, made)
    fill(audit_return, cast.lead)
    return_services.send_for_sign_off(audit_return=audit_return, actor=cast.lead)
    with pytest.raises(TransitionRefused):
        respond(audit_return, cast.lead, made, Typed(1, ResponseState.PARTLY, "Late", "", ""))
    attempt = refreshed(audit_return).attempt
    return_services.decline(audit_return=audit_return, attempt=attempt, reason="No", actor=cast.head)
    assert respond(audit_return, cast.lead, made, Typed(1, ResponseState.NOT_YET, "In fact not", "", "")) == 1


def test_the_trail_names_what_was_answered_without_its_words(audit_return, cast):
    made = RecommendationFactory(to=[audit_return.organisation])
    respond(audit_return, cast.lead, made)
    entry = AuditTrail.objects.about(audit_return).get(action="return.recommendations_answered")
    assert entry.data == {"recommendations": [made.reference]}
