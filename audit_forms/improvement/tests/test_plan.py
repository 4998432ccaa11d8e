"""The action plan beside a return: looked at before it is sent, where the return follows on an earlier one."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit_forms.improvement import services
from audit_forms.improvement.tasks import plan_task
from audit_forms.improvement.tests.factories import ActionFactory
from audit_forms.returns import services as return_services
from audit_forms.returns.tests.factories import ExerciseFactory, ReturnFactory, fill, in_status, refreshed

pytestmark = pytest.mark.django_db


@pytest.fixture
def following(audit_return):
    """The organisation's next return, with two actions to look at and one that waits to be closed."""
    school = audit_return.organisation
    for facts in ({}, {"in_progress": True}, {"waiting": True}, {"closed": True}):
        ActionFactory(organisation=school, **facts)
    ActionFactory()
    return ReturnFactory(
        exercise=ExerciseFactory(edition=audit_return.edition), organisation=school, previous=audit_return
    )


def test_live_actions_are_listed_and_those_worked_on_are_to_be_looked_at(following):
    task = plan_task(following)
    assert (task.title, task.left, task.total) == ("Your action plan", 2, 3)


def test_it_is_needed_before_sending_and_one_click_does_it(following, cast):
    fill(following, cast.lead)
    with pytest.raises(return_services.Incomplete) as refused:
        return_services.send_for_sign_off(audit_return=following, actor=cast.lead)
    assert refused.value.keys == ["Your action plan"]
    numbers = [services.confirm_plan(audit_return=following, actor=cast.colleague) for _ in range(2)]
    assert numbers == [2, 0]
    return_services.send_for_sign_off(audit_return=following, actor=cast.lead)


def test_one_action_is_looked_at_by_confirming_it(following, cast):
    action = following.organisation.actions.first()
    services.confirm_plan(audit_return=following, references=[action.reference, "A-OTHER"], actor=cast.lead)
    assert plan_task(following).left == 1


def test_one_action_is_looked_at_by_working_on_it(following, cast):
    action = following.organisation.actions.first()
    services.report_progress(action=action, version=1, note="Half way", actor=cast.lead)
    assert plan_task(following).left == 1


def test_what_was_done_before_the_return_was_asked_for_does_not_count(following, cast):
    action = following.organisation.actions.first()
    services.report_progress(action=action, version=1, note="Half way", actor=cast.lead)
    following.created_at = timezone.now() + datetime.timedelta(seconds=1)
    assert plan_task(following).left == 2


def test_a_first_return_lists_the_plan_and_asks_nothing(audit_return, cast):
    assert plan_task(audit_return) is None
    ActionFactory(organisation=audit_return.organisation)
    task = plan_task(audit_return)
    assert (task.left, task.total) == (0, 1)


def test_once_submitted_nothing_is_left(following, cast):
    services.confirm_plan(audit_return=following, actor=cast.lead)
    in_status("changes_requested", following, cast)
    ActionFactory(organisation=following.organisation)
    current = refreshed(following)
    assert plan_task(current).left == 0
    with pytest.raises(PermissionDenied):
        services.confirm_plan(audit_return=current, actor=cast.lead)


@pytest.mark.parametrize("who", ["viewer", "head", "stranger", "unit", "superuser", "leaver"])
def test_only_writers_confirm(following, cast, who):
    with pytest.raises(PermissionDenied):
        services.confirm_plan(audit_return=following, actor=getattr(cast, who))
