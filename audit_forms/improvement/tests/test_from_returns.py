"""A submitted return opens actions, continues them and offers to close them; it never closes one."""

import datetime

import pytest

from audit_forms.improvement import services
from audit_forms.improvement.enums import ActionStatus, Priority
from audit_forms.improvement.models import Action
from audit_forms.improvement.tests.factories import AMBER, GREEN, RED, days_from_now, submit
from audit_forms.improvement.timeline import events_of
from audit_forms.returns import services as return_services
from audit_forms.returns.tests.factories import Cast, ExerciseFactory, ReturnFactory
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db


def next_return(audit_return):
    """The organisation's return of another exercise with the same questions."""
    exercise = ExerciseFactory(edition=audit_return.edition, title="The year after")
    return ReturnFactory(exercise=exercise, organisation=audit_return.organisation, previous=audit_return)


def look_at_plan(audit_return, cast):
    services.confirm_plan(audit_return=audit_return, actor=cast.lead)


def test_a_weak_answer_opens_an_action_with_what_who_and_by_when(audit_return, cast):
    submit(audit_return, cast, AMBER)
    action = Action.objects.get()
    assert (action.organisation, action.audit_return) == (audit_return.organisation, audit_return)
    assert (action.what, action.who, action.due_on) == ("Name a deputy", "The head", datetime.date(2027, 6, 1))
    assert (action.question_key, action.status, action.priority) == ("first", ActionStatus.OPEN, Priority.AMBER)
    assert [event.words for event in events_of(action)] == [f"Opened by the return {audit_return.reference}"]


def test_red_matters_more(audit_return, cast):
    submit(audit_return, cast, RED)
    assert Action.objects.get().priority == Priority.RED


def test_a_green_answer_opens_nothing(audit_return, cast):
    submit(audit_return, cast, GREEN)
    assert not Action.objects.exists()


def test_being_told_twice_changes_nothing(audit_return, cast):
    submitted = submit(audit_return, cast, AMBER)
    entries = AuditTrail.objects.count()
    services.take_from_return(audit_return=submitted, actor=cast.chair)
    assert (Action.objects.count(), AuditTrail.objects.count()) == (1, entries)


def test_the_next_return_continues_the_action_and_keeps_what_was_agreed_meanwhile(audit_return, cast):
    submit(audit_return, cast, AMBER)
    action = Action.objects.get()
    services.change_due(
        action=action, version=1, due_on=days_from_now(400), reason="Agreed with the board", actor=cast.lead
    )
    following = next_return(audit_return)
    look_at_plan(following, cast)
    submit(following, cast, {**AMBER, "what": "Name two deputies"})
    action = Action.objects.get()
    assert (action.what, action.due_on) == ("Name two deputies", days_from_now(400))
    assert action.audit_return == following
    last = events_of(action)[-1]
    assert last.words == f"Still needed, says the return {following.reference}"
    assert "Action: Name a deputy" in last.reason


def test_a_date_the_next_return_says_anew_is_taken_over(audit_return, cast):
    submit(audit_return, cast, AMBER)
    following = next_return(audit_return)
    look_at_plan(following, cast)
    submit(following, cast, {**AMBER, "by": "1 September 2027"})
    assert Action.objects.get().due_on == datetime.date(2027, 9, 1)


def test_an_answer_that_turned_green_offers_closing_and_closes_nothing(audit_return, cast):
    submit(audit_return, cast, AMBER)
    following = next_return(audit_return)
    look_at_plan(following, cast)
    submitted = submit(following, cast, GREEN)
    action = Action.objects.get()
    assert (action.status, action.is_improved) == (ActionStatus.OPEN, True)
    services.take_from_return(audit_return=submitted, actor=cast.chair)
    assert [event.words for event in events_of(action)].count(
        f"In place now, says the return {following.reference}"
    ) == 1


def test_turned_weak_again_the_offer_ends(audit_return, cast):
    submit(audit_return, cast, AMBER)
    second = next_return(audit_return)
    look_at_plan(second, cast)
    submit(second, cast, GREEN)
    third = next_return(second)
    look_at_plan(third, cast)
    submit(third, cast, RED)
    action = Action.objects.get()
    assert (action.is_improved, action.priority) == (False, Priority.RED)


def test_changes_sent_again_update_the_action(audit_return, cast):
    submitted = submit(audit_return, cast, AMBER)
    return_services.request_changes(audit_return=submitted, notes={"first": "How will you know?"}, actor=cast.unit)
    submit(audit_return, cast, {**AMBER, "what": "Name a deputy and ask staff in May"})
    assert Action.objects.get().what == "Name a deputy and ask staff in May"


def test_changes_to_green_offer_closing(audit_return, cast):
    submitted = submit(audit_return, cast, AMBER)
    return_services.request_changes(audit_return=submitted, notes={"first": "Is it so?"}, actor=cast.unit)
    submit(audit_return, cast, GREEN)
    assert Action.objects.get().is_improved


def test_a_closed_action_is_not_taken_up_again_but_a_new_one_opened(audit_return, cast):
    submit(audit_return, cast, AMBER)
    first = Action.objects.get()
    services.ask_to_close(action=first, version=1, note="Done", actor=cast.lead)
    services.close(action=first, version=2, note="Good", actor=cast.unit)
    submit(next_return(audit_return), cast, AMBER)
    assert sorted(Action.objects.values_list("status", flat=True)) == ["closed", "open"]


def test_other_organisations_and_other_tools_have_their_own(audit_return, cast):
    submit(audit_return, cast, AMBER)
    other = ReturnFactory(exercise=audit_return.exercise)
    submit(other, Cast(other), AMBER)
    tool = ReturnFactory(organisation=audit_return.organisation)
    submit(tool, cast, AMBER)
    assert Action.objects.count() == 3


def test_a_question_not_asked_this_time_is_left_alone(audit_return, cast):
    submit(audit_return, cast, AMBER)
    interim = next_return(audit_return)
    interim.asked_keys = ["second"]
    interim.questions_total = 1
    interim.save()
    look_at_plan(interim, cast)
    submit(interim, cast, GREEN)
    action = Action.objects.get()
    assert (action.is_improved, action.audit_return) == (False, audit_return)
