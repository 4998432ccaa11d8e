"""The demo's action plans: in every state, each with a story that history and trail tell alike."""

import pytest
from django.utils import timezone

from audit_forms.improvement.enums import ActionStatus
from audit_forms.improvement.models import Action, ActionUpdate, Recommendation
from audit_forms.returns.hooks import further_tasks
from audit_forms.returns.models import Return
from audit_forms.self_assessments.demo.actions import load_actions
from audit_forms.self_assessments.demo.people import MAIN_SCHOOL, POLICE
from audit_forms.self_assessments.demo.recommendations import load_recommendations
from audit_forms.self_assessments.tests.test_demo import load
from portal.trail.models import AuditTrail


@pytest.mark.django_db
def test_last_years_returns_have_led_to_actions_in_every_state_and_loading_again_adds_nothing():
    load()
    load_actions()
    load_recommendations()
    every_state_is_there()
    history_and_trail_tell_the_same()
    for audit_return in Return.objects.with_context().exclude(status="draft"):
        assert [task.title for task in further_tasks(audit_return) if task.left] == []
    before = Action.objects.count(), Recommendation.objects.count(), AuditTrail.objects.count()
    load_actions()
    load_recommendations()
    assert (Action.objects.count(), Recommendation.objects.count(), AuditTrail.objects.count()) == before


def every_state_is_there():
    assert set(ActionStatus) == set(Action.objects.values_list("status", flat=True))
    assert 20 < Action.objects.overdue().count() < Action.objects.to_do().count() / 2
    own = Action.objects.filter(organisation__name=MAIN_SCHOOL)
    assert own.live().exclude(owner=None).exists()
    assert own.overdue().exists()
    assert Recommendation.objects.open().filter(organisations__name=POLICE).count() == 2
    assert Action.objects.filter(organisation__name=POLICE).overdue().exists()


def history_and_trail_tell_the_same():
    trail = {each.data["update"]: each for each in AuditTrail.objects.filter(target_type="improvement.action")}
    updates = ActionUpdate.objects.select_related("action")
    assert set(trail) == {update.pk for update in updates}
    now = timezone.now()
    for update in updates:
        entry = trail[update.pk]
        assert (entry.action, entry.target_id) == (f"action.{update.kind}", str(update.action_id))
        assert entry.at == update.at <= now
    for action in Action.objects.prefetch_related("updates"):
        told = list(action.updates.all())
        assert action.version == len(told)
        assert [update.status for update in told if update.status][-1] == action.status
