"""Working on an action: who may, what it does, sent twice, from two tabs, with nonsense."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from audit_forms.improvement import permissions, services
from audit_forms.improvement.enums import ActionSource, ActionStatus
from audit_forms.improvement.models import Action
from audit_forms.improvement.tests.factories import ActionFactory, Plan, RecommendationFactory, days_from_now
from audit_forms.improvement.timeline import events_of
from audit_forms.improvement.workflow import TransitionRefused
from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from audit_forms.returns.models import Evidence
from portal.outbox.models import Message
from portal.trail.models import AuditTrail
from portal.workflow import Stale

pytestmark = pytest.mark.django_db

EVERYBODY = ["lead", "colleague", "viewer", "head", "auditor", "leaver", "stranger", "unit", "superuser"]
MEMBERS = {"lead", "colleague"}
VERBS = {
    "start": ("open", {}, MEMBERS),
    "report_progress": ("open", {"note": "Half way"}, MEMBERS),
    "change_due": ("open", {"due_on": days_from_now(50), "reason": "The trainer is ill"}, MEMBERS),
    "assign": ("open", {"who": "Head", "owner": None}, MEMBERS),
    "add_evidence": ("open", {"title": "Register", "text": "Signed by all"}, MEMBERS),
    "ask_to_close": ("in_progress", {"note": "All trained"}, MEMBERS),
    "close": ("waiting", {"note": "Thank you"}, {"unit"}),
    "send_back": ("waiting", {"reason": "Who was absent?"}, {"unit"}),
}


def plan_in(state):
    return Plan() if state == "open" else Plan(**{state: True})


def trail_of(action):
    return AuditTrail.objects.about(action).count()


@pytest.mark.parametrize("verb", VERBS)
def test_only_those_whose_part_it_is_do_it(verb):
    state, details, allowed = VERBS[verb]
    for who in EVERYBODY:
        plan = plan_in(state)
        if who in allowed:
            plan.do(verb, who, **details)
            assert plan.now.version == 2
            assert trail_of(plan.action) == 1
        else:
            with pytest.raises(PermissionDenied):
                plan.do(verb, who, **details)
            assert (plan.now.version, trail_of(plan.action)) == (1, 0)


@pytest.mark.parametrize("verb", VERBS)
def test_a_second_click_changes_nothing(verb):
    state, details, allowed = VERBS[verb]
    plan = plan_in(state)
    who = sorted(allowed)[0]
    for _ in range(2):
        plan.do(verb, who, version=1, **details)
    assert (plan.now.version, trail_of(plan.action), plan.action.updates.count()) == (2, 1, 1)
    assert Message.objects.values("to").distinct().count() == Message.objects.count()


@pytest.mark.parametrize("verb", VERBS)
def test_a_page_that_is_out_of_date_changes_nothing(verb):
    state, details, allowed = VERBS[verb]
    plan = plan_in(state)
    Action.objects.filter(pk=plan.action.pk).update(version=5)
    with pytest.raises(Stale, match="Read it again"):
        plan.do(verb, sorted(allowed)[0], version=1, **details)
    assert trail_of(plan.action) == 0


@pytest.mark.parametrize(
    ("verb", "who", "details"),
    [
        ("report_progress", "lead", {"note": " "}),
        ("change_due", "lead", {"due_on": days_from_now(50), "reason": ""}),
        ("add_evidence", "lead", {"title": "Only a name"}),
        ("ask_to_close", "lead", {"note": ""}),
        ("close", "unit", {"note": "It is open still"}),
        ("send_back", "unit", {"reason": "It is open still"}),
    ],
)
def test_what_is_missing_or_out_of_turn_is_refused(plan, verb, who, details):
    with pytest.raises(TransitionRefused):
        plan.do(verb, who, **details)
    assert plan.now.version == 1


def test_the_same_day_is_no_other_day(plan):
    with pytest.raises(TransitionRefused):
        plan.do("change_due", "lead", due_on=plan.action.due_on, reason="The same day")
    assert plan.now.version == 1


@pytest.mark.parametrize(("verb", "text"), [("close", "note"), ("send_back", "reason")])
def test_the_unit_says_why(verb, text):
    plan = Plan(waiting=True)
    with pytest.raises(TransitionRefused):
        plan.do(verb, "unit", **{text: "  "})


def test_a_closed_action_stays_closed():
    plan = Plan(closed=True)
    for verb, (_, details, allowed) in VERBS.items():
        if allowed == MEMBERS:
            with pytest.raises(TransitionRefused, match="closed"):
                plan.do(verb, "lead", **details)
    assert plan.do("close", "unit", note="Again").status == ActionStatus.CLOSED
    assert trail_of(plan.action) == 0


def test_from_open_to_closed_with_its_whole_story(plan):
    plan.do("report_progress", "colleague", note="Dates are set")
    assert plan.now.status == ActionStatus.IN_PROGRESS
    plan.do("change_due", "lead", due_on=days_from_now(60), reason="The hall is let")
    plan.do("ask_to_close", "lead", note="Everybody came")
    plan.do("send_back", "unit", reason="And part-time staff?")
    assert plan.now.asked_to_close_at is None
    plan.do("add_evidence", "lead", title="Attendance list", url="https://school.example/list")
    plan.do("ask_to_close", "lead", note="They came too")
    plan.do("close", "unit", note="Well done")
    closed = plan.now
    assert (closed.status, closed.closed_by) == (ActionStatus.CLOSED, plan.unit)
    told = [(event.words, event.who, event.reason) for event in events_of(closed)]
    assert [who for _, who, _ in told][:2] == [str(plan.colleague), "Dee Lead"]
    assert [reason for _, _, reason in told] == [
        *("Dates are set", "The hall is let", "Everybody came", "And part-time staff?"),
        *("Attendance list", "They came too", "Well done"),
    ]
    assert told[0][0] == "Progress; now in progress"
    assert "due date from" in told[1][0]


def test_the_trail_holds_no_words_of_people(plan):
    plan.do("report_progress", "lead", note="SECRET words")
    plan.do("ask_to_close", "lead", note="SECRET end")
    plan.do("send_back", "unit", reason="SECRET reason")
    assert "SECRET" not in str(list(AuditTrail.objects.about(plan.action).values_list("data", flat=True)))


def test_the_leads_hear_what_the_unit_decided_and_nothing_of_its_content():
    plan = Plan(waiting=True, what="SECRET plan")
    plan.do("send_back", "unit", reason="SECRET reason")
    mail = Message.objects.get()
    assert mail.to == plan.lead.email
    assert "SECRET" not in mail.subject + mail.text + mail.html
    assert plan.action.reference in mail.text


def test_the_owner_hears_instead_of_the_leads_while_a_member():
    plan = Plan(waiting=True)
    plan.action.owner = plan.head
    plan.action.save()
    plan.do("send_back", "unit", reason="More")
    assert Message.objects.get().to == plan.head.email
    plan.head.memberships.update(ended_at="2026-01-01T00:00Z")
    plan.do("ask_to_close", "lead", note="Now")
    plan.do("close", "unit", note="Good")
    assert set(Message.objects.values_list("to", flat=True)) == {plan.head.email, plan.lead.email}


def test_the_owner_works_on_it_whatever_their_role(plan):
    plan.do("assign", "lead", who="Head teacher", owner=plan.head)
    assert permissions.can_work_on(plan.head, plan.now)
    plan.do("report_progress", "head", note="Begun")
    plan.head.memberships.update(ended_at="2026-01-01T00:00Z")
    with pytest.raises(PermissionDenied):
        plan.do("report_progress", "head", note="More")


def test_an_owner_must_be_an_active_member(plan):
    away = MembershipFactory(organisation=plan.school, role="viewer").user
    away.is_active = False
    away.save()
    for who in (plan.stranger, plan.leaver, plan.auditor, away):
        with pytest.raises(TransitionRefused):
            plan.do("assign", "lead", who="X", owner=who)


def test_evidence_is_the_organisations_own_and_never_an_unchecked_file(plan):
    facts = {"title": "Policy", "added_by": plan.lead}
    own = Evidence.objects.create(organisation=plan.school, kind="link", url="https://a.example/", **facts)
    waiting = Evidence.objects.create(organisation=plan.school, kind="file", state="quarantine", **facts)
    foreign = Evidence.objects.create(organisation=OrganisationFactory(), kind="statement", **facts)
    for piece in (waiting, foreign):
        with pytest.raises(TransitionRefused):
            plan.do("add_evidence", "lead", evidence=piece)
    plan.do("add_evidence", "lead", evidence=own)
    plan.do("add_evidence", "lead", evidence=own)
    assert [use.evidence for use in plan.action.evidence_uses.all()] == [own]
    assert plan.now.version == 2


def new_action(plan, **facts):
    details = {"what": "Ask parents", "who": "Head", "due_on": days_from_now(20), "priority": "red"}
    return services.add_action(organisation=plan.school, **{**details, "actor": plan.lead, **facts})


def test_an_action_of_their_own_is_added_once(plan):
    first, second = new_action(plan), new_action(plan)
    assert first == second
    assert (first.source, first.status, first.opened_by) == (ActionSource.OWN, ActionStatus.OPEN, plan.lead)
    assert [event.words for event in events_of(first)] == ["Opened"]


@pytest.mark.parametrize("who", sorted(set(EVERYBODY) - MEMBERS))
def test_others_add_nothing(plan, who):
    with pytest.raises(PermissionDenied):
        new_action(plan, actor=getattr(plan, who))


def test_an_action_may_answer_an_open_recommendation_to_the_organisation(plan):
    mine, foreign = RecommendationFactory(to=[plan.school]), RecommendationFactory(to=[OrganisationFactory()])
    assert new_action(plan, recommendation=mine).source == ActionSource.RECOMMENDATION
    with pytest.raises(TransitionRefused):
        new_action(plan, recommendation=foreign)
    with pytest.raises(TransitionRefused):
        new_action(plan, owner=plan.stranger)


def test_overdue_is_derived_and_ends_when_the_unit_is_asked():
    late = ActionFactory(overdue=True)
    waiting = ActionFactory(overdue=True, waiting=True)
    today = ActionFactory(due_on=days_from_now(0))
    closed = ActionFactory(overdue=True, closed=True)
    assert [each.is_overdue for each in (late, waiting, today, closed)] == [True, False, False, False]
    assert list(Action.objects.overdue()) == [late]


def test_the_database_keeps_closed_and_its_day_together():
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionFactory(status=ActionStatus.CLOSED)
