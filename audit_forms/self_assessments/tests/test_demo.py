"""The demo area is invented, the same in every run, and shows returns in every state."""

import datetime
import re
from collections import Counter

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from audit_forms.insight.models import Contribution
from audit_forms.insight.querysets import shared_with
from audit_forms.insight.reading import profile_of
from audit_forms.organisations.enums import Establishment, Phase, Sector
from audit_forms.organisations.models import Membership, Organisation
from audit_forms.returns.enums import Progress
from audit_forms.returns.identity import find
from audit_forms.returns.models import (
    Answer,
    ChangeRequest,
    Comment,
    Evidence,
    Return,
    SectionAssignment,
    SigningLink,
    SignOff,
)
from audit_forms.returns.reading import read_return
from audit_forms.returns.services.sign_off import keys_incomplete
from audit_forms.self_assessments.attention import attention
from audit_forms.self_assessments.demo.agency_rounds import load_agency_rounds
from audit_forms.self_assessments.demo.chance import pick, share
from audit_forms.self_assessments.demo.evidence import load_evidence
from audit_forms.self_assessments.demo.organisations import load_organisations, schools
from audit_forms.self_assessments.demo.people import (
    ACCOUNTS,
    HOSPITALS,
    MAIN_SCHOOL,
    POLICE,
    SIGN_IN_WORD,
    load_accounts,
    load_school_staff,
)
from audit_forms.self_assessments.demo.places import AGENCIES, SMALL_GROUPS
from audit_forms.self_assessments.demo.profiles import load_profiles
from audit_forms.self_assessments.demo.rounds import due_in, load_rounds, next_year
from audit_forms.self_assessments.demo.running import load_running
from audit_forms.self_assessments.demo.together import load_together
from audit_forms.self_assessments.models import Chase, Round
from audit_forms.self_assessments.segments import BY_PRESS, left_of_closed, sizes
from audit_forms.self_assessments.services import move_to_successor
from portal.accounts.models import User
from portal.trail.models import AuditTrail
from tests.support.shared_content import shared_content

# Places whose names sound alike would be mistaken for real schools; URNs given out so far are below 160000.
FIRST_FREE_URN = 990_000


def load():
    """All that `load_demo` loads, but for the public pages, which have their own tests."""
    call_command("load_editions", "--publish", verbosity=0)
    steps = (load_organisations, load_accounts, load_school_staff, load_agency_rounds, load_rounds, load_together)
    for step in (*steps, load_evidence, load_profiles):
        step()


loaded = shared_content(load)


def counts():
    models = (User, Organisation, Membership, Return, Answer, AuditTrail, Comment, SigningLink, Evidence, Contribution)
    return {model: model.objects.count() for model in models}


def test_choices_follow_from_their_words():
    assert share("a", 1) == share("a", 1) != share("a", 2)
    assert all(0 <= share("x", number) < 1 for number in range(100))
    assert {pick("abc", number) for number in range(50)} == set("abc")


def test_the_area_has_schools_of_every_kind():
    made = list(schools())
    names = [school["name"] for school in made]
    assert len(names) == len(set(names)) >= 59
    assert {school["establishment"] for school in made} >= set(Establishment.values) - {Establishment.OTHER}
    assert {school["phase"] for school in made} == set(Phase.values)
    assert {school["has_boarding"] for school in made} == {school["has_sixth_form"] for school in made} == {True, False}
    assert len(AGENCIES) == 14
    assert set(AGENCIES.values()) == set(Sector) - {Sector.OTHER}


def test_live_portals_refuse_the_demo(settings):
    settings.DEMO_ACCOUNTS_ALLOWED = False
    with pytest.raises(CommandError, match="not allowed"):
        call_command("load_demo")


@pytest.mark.parametrize(
    ("today", "year"), [("2026-11-24", 2027), ("2027-01-02", 2027), ("2027-01-20", 2028), ("2027-02-01", 2028)]
)
def test_the_deadline_is_never_near(today, year):
    with time_machine.travel(f"{today}T12:00:00+00:00"):
        assert next_year() == year


@pytest.mark.parametrize(("year", "day"), [(2026, "2026-01-30"), (2027, "2027-01-29"), (2028, "2028-01-28")])
def test_the_deadline_is_a_working_day(year, day):
    assert due_in(year).isoformat() == f"{day}T17:00:00+00:00"


@pytest.mark.django_db
def test_the_demo_shows_every_state_and_loads_once(loaded):
    before = counts()
    load()
    assert counts() == before

    last, this = Round.objects.filter(edition__questionnaire__key="s175").order_by("deadline")
    now = Counter(each.progress for each in this.returns.select_related("exercise"))
    assert set(now) == set(Progress)
    assert {each.progress for each in last.returns.select_related("exercise")} == {Progress.ACCEPTED}
    assert last.returns.count() == this.returns.count() == Organisation.objects.filter(kind="school").count()
    running = this.returns.select_related("exercise")
    assert any(each.is_overdue for each in running)
    assert any(each.is_late for each in running)
    assert ChangeRequest.objects.filter(audit_return__exercise=this).exists()
    assert SignOff.objects.filter(audit_return__exercise=this, decision="declined").exists()
    assert set(Evidence.objects.values_list("kind", "state")) == {("statement", ""), ("link", ""), ("file", "clean")}
    assert SectionAssignment.objects.filter(user__email="colleague@demo.example").count() == 3
    assert Comment.objects.open().exists()
    assert SigningLink.objects.usable().get().capacity == "chair"
    waiting = SignOff.objects.filter(audit_return__status="awaiting_sign_off", audit_return__exercise=this)
    assert set(waiting.values_list("capacity", flat=True)) == {"head"}


@pytest.mark.django_db
def test_what_was_sent_is_complete_and_names_nobody_real(loaded):
    sent = Return.objects.exclude(status__in=["draft", "withdrawn"]).with_context()
    assert sent.filter(organisation__kind="agency").count() == 14 + 7
    assert [each.organisation.name for each in sent.prefetch_related("answers") if keys_incomplete(each)] == []
    assert all(each.questions_complete == each.questions_total for each in sent)
    assert Organisation.objects.filter(kind="school", urn__lt=FIRST_FREE_URN).count() == 0
    texts = " ".join(str(value) for value in Answer.objects.values_list("text", "value"))
    assert set(re.findall(r"@([a-z.]+)", texts)) == {"demo.example"}
    free = Answer.objects.values_list("text", "reason", "action_what", "action_who")
    assert [text for row in free for text in row if find(text, today=timezone.localdate())] == []

    own = Return.objects.get(organisation__name=MAIN_SCHOOL, exercise__deadline__gt=timezone.now())
    assert own.progress == Progress.IN_PROGRESS
    assert 0 < own.questions_complete < own.questions_total
    assert timezone.localtime(own.deadline).time() == datetime.time(17)


@pytest.mark.django_db
def test_agencies_show_every_state_and_small_groups_the_short_form(loaded):
    last, this = Round.objects.filter(edition__questionnaire__key="s11").order_by("deadline")
    assert (last.edition.key, this.edition.key, this.deadline.year - last.deadline.year) == ("wt-2023", "wt-2026", 2)
    assert {each.progress for each in last.returns.select_related("exercise")} == {Progress.ACCEPTED}
    assert last.returns.count() == this.returns.count() == len(AGENCIES)
    running = this.returns.select_related("exercise", "organisation")
    assert {each.progress for each in running} == set(Progress)
    assert any(each.is_overdue for each in running)
    assert any(each.is_late for each in running)
    assert SignOff.objects.filter(audit_return__exercise=this, decision="declined").exists()
    by_name = {each.organisation.name: each for each in running}
    police = by_name[POLICE]
    assert 0.3 < police.questions_complete / police.questions_total < 0.5
    assert by_name[HOSPITALS].progress == Progress.CHANGES_REQUESTED
    assert {each.organisation.name for each in running if each.questions_total < 30} == set(SMALL_GROUPS)


@pytest.mark.django_db
def test_every_agency_has_its_people(loaded):
    for name in AGENCIES:
        people = Membership.objects.current().filter(organisation__name=name)
        assert {"lead", "contributor", "signatory"} <= set(people.values_list("role", flat=True)), name
        assert set(people.filter(role="signatory").values_list("capacity", flat=True)) == {"board"}


@pytest.mark.django_db
def test_agencies_loaded_before_sectors_get_theirs(loaded):
    load_organisations()
    Organisation.objects.filter(kind="agency").update(sector="", is_small=False)
    load_organisations()
    assert Organisation.objects.get(name=POLICE).sector == Sector.POLICE
    assert set(Organisation.objects.filter(is_small=True).values_list("name", flat=True)) == set(SMALL_GROUPS)


@pytest.mark.django_db
def test_agencies_do_not_write_like_schools(loaded):
    texts = Answer.objects.filter(audit_return__organisation__kind="agency").values_list("text", "value")
    written = " ".join(str(value) for value in texts)
    assert not re.search(r"\b(DSL|[Gg]overnors?|[Hh]ead teacher|pupils?|phase leaders?)\b", written)


@pytest.mark.django_db
def test_the_schools_own_return_shows_answers_confirmed_changed_and_still_to_check(loaded):
    own = Return.objects.get(organisation__name=MAIN_SCHOOL, exercise__deadline__gt=timezone.now())
    looked_at = own.answers.filter(to_check=False)
    assert looked_at.filter(version=1).exists()
    assert looked_at.filter(version=2).exists()
    assert own.answers.filter(to_check=True, action_by__lt=timezone.localdate()).exists()
    assert own.answers.filter(to_check=True).count() == read_return(own).to_check > 20
    assert not Answer.objects.exclude(audit_return__status__in=["draft", "withdrawn"]).filter(to_check=True).exists()
    drafts = Return.objects.filter(status="draft").with_context()
    readings = {each: read_return(each) for each in drafts}
    assert [each for each, reading in readings.items() if each.questions_left != reading.left] == []


@pytest.mark.django_db
def test_profiles_have_others_beside_them_and_some_are_shared(loaded):
    last = Return.objects.with_context().get(organisation__name=MAIN_SCHOOL, submitted_at__isnull=False)
    assert profile_of(last).profile.peers.label == "primary schools"
    again = Return.objects.with_context().filter(previous__isnull=False, submitted_at__isnull=False).first()
    assert profile_of(again).profile.comparable
    trust = User.objects.get(email="trust@demo.example")
    submitted = Return.objects.status_visible_to(trust).filter(submitted_at__isnull=False)
    assert 0 < shared_with(trust).count() < submitted.count()


@pytest.mark.django_db
def test_everybody_can_sign_in(loaded):
    load_organisations()
    load_accounts()
    assert len(ACCOUNTS) == 18
    for account in ACCOUNTS:
        user = User.objects.get(email=account.email)
        assert user.check_password(SIGN_IN_WORD)
        assert user.memberships.count() == bool(account.role)


@pytest.mark.django_db
def test_the_demo_shows_a_round_being_run(loaded):
    for _ in range(2):
        load_running()
    assert Round.objects.filter(closed_at__isnull=False).count() == 2
    running = Round.objects.running().get(edition__questionnaire__key="s175")
    assert dict(sizes(running)).keys() == set(BY_PRESS)
    assert all(number for _, number in sizes(running))
    closed = left_of_closed(running)
    assert [each.organisation.successor is not None for each in closed].count(True) == 1
    assert closed.count() == 2
    assert Chase.objects.count() == 2
    seen = attention()
    assert seen.stuck
    assert seen.leaderless
    new = move_to_successor(
        exercise=running,
        audit_return=closed.get(organisation__successor__isnull=False),
        actor=User.objects.get(email="unit@demo.example"),
    )
    assert new.answers.filter(to_check=True).exists()
    assert Membership.objects.current().filter(organisation=new.organisation).count() == 3
