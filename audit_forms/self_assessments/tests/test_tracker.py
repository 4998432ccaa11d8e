"""The tracker shows the right returns in the right order, and its counts agree with each return's own words."""

import datetime

import pytest
from django.http import QueryDict
from django.utils import timezone

from audit_forms.organisations.enums import Establishment, Phase
from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.returns.enums import Progress, ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.self_assessments.tests.factories import RoundFactory, expect
from audit_forms.self_assessments.tracker import STATES, TrackerForm, in_state, is_late, is_overdue, standing, tracked

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def names(exercise, query=""):
    form = TrackerForm(QueryDict(query))
    return [audit_return.organisation.name for audit_return in tracked(exercise, form)]


@pytest.fixture
def varied():
    """A round past its deadline with a return for every combination that matters."""
    exercise = RoundFactory(over=True)
    now, due = timezone.now(), exercise.deadline
    for status in ReturnStatus:
        for started in (None, due - 20 * DAY):
            for extended in (None, now - DAY, now + DAY):
                for submitted in (None, due - DAY, due + DAY, now):
                    expect(
                        exercise,
                        OrganisationFactory(),
                        status=status,
                        started_at=started,
                        extended_until=extended,
                        submitted_at=submitted,
                    )
    return exercise


def test_queries_and_properties_agree_on_state_overdue_and_late(varied):
    returns = Return.objects.filter(exercise=varied).select_related("exercise")
    everything = set(returns)
    for state in STATES:
        assert set(returns.filter(in_state(state))) == {each for each in everything if each.progress == state}
    assert set(returns.filter(is_overdue(varied))) == {each for each in everything if each.is_overdue}
    assert set(returns.filter(is_late(varied))) == {each for each in everything if each.is_late}


def test_states_of_the_bar_are_all_states_once():
    assert sorted(STATES) == sorted(Progress)


def test_the_standing_counts_every_return_once(varied):
    now = standing(varied)
    returns = list(Return.objects.filter(exercise=varied).select_related("exercise"))
    assert now.total == len(returns) == sum(count.number for count in now.states)
    assert sum(count.share for count in now.states) == pytest.approx(100, abs=0.1)
    assert now.received == sum(each.is_received for each in returns)
    assert now.expected == now.total - now.number(Progress.WITHDRAWN)
    assert now.overdue == sum(each.is_overdue for each in returns)


def test_an_empty_round_stands_at_nothing(exercise):
    now = standing(exercise)
    assert (now.total, now.received, now.expected, now.states[0].share) == (0, 0, 0, 0)


def test_filters_narrow_by_what_the_organisation_is(exercise):
    trust = OrganisationFactory(is_trust=True)
    for name, fields in {
        "Alder": {"phase": Phase.NURSERY},
        "Birch": {"establishment": Establishment.ACADEMY, "trust": trust},
        "Cedar": {"urn": 123_456},
    }.items():
        expect(exercise, OrganisationFactory(name=name, **fields))
    expect(RoundFactory(), OrganisationFactory(name="Elsewhere"))

    assert names(exercise) == ["Alder", "Birch", "Cedar"]
    assert names(exercise, "phase=nursery") == ["Alder"]
    assert names(exercise, "type=academy") == names(exercise, f"trust={trust.pk}") == ["Birch"]
    assert names(exercise, "search=ced") == names(exercise, "search=123456") == ["Cedar"]
    assert names(exercise, "phase=nursery&search=ced") == []


def test_filters_narrow_by_state(exercise):
    past = timezone.now() - DAY
    expect(exercise, OrganisationFactory(name="Overdue"), extended_until=past, started_at=past - DAY)
    expect(exercise, OrganisationFactory(name="Started"), started_at=past)
    expect(exercise, OrganisationFactory(name="Untouched"))
    late = {"status": ReturnStatus.SUBMITTED, "extended_until": past - DAY, "submitted_at": past}
    expect(exercise, OrganisationFactory(name="Late"), **late)

    assert names(exercise, "state=not_started") == ["Untouched"]
    assert names(exercise, "state=in_progress") == ["Overdue", "Started"]
    assert names(exercise, "state=in_progress&overdue=on") == ["Overdue"]
    assert names(exercise, "late=on") == names(exercise, "state=submitted") == ["Late"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", "ABC"),
        ("-name", "CBA"),
        ("left", "CBA"),
        ("-left", "ABC"),
        ("due", "BAC"),
        ("-submitted", "CAB"),
        ("submitted", "CAB"),
        ("nonsense", "ABC"),
        ("-organisation__email", "ABC"),
    ],
)
def test_the_order_follows_the_address_and_nothing_unknown(exercise, sort, expected):
    now = timezone.now()
    expect(exercise, OrganisationFactory(name="A"), questions_total=9)
    expect(exercise, OrganisationFactory(name="B"), questions_total=6, extended_until=now)
    expect(exercise, OrganisationFactory(name="C"), questions_total=3, submitted_at=now)
    assert "".join(names(exercise, f"sort={sort}")) == expected


def test_by_status_means_in_the_order_of_a_returns_life(exercise):
    for state in sorted(STATES):
        status, started = (state, timezone.now()) if state in ReturnStatus.values else (ReturnStatus.DRAFT, None)
        started = started or (timezone.now() if state == Progress.IN_PROGRESS else None)
        expect(exercise, OrganisationFactory(name=state), status=status, started_at=started)
    assert names(exercise, "sort=state") == list(STATES)
    assert names(exercise, "sort=-state") == list(reversed(STATES))


@pytest.mark.parametrize("query", ["state=none", "trust=x", "trust=0", "phase=%00", "search=" + "x" * 101, "overdue="])
def test_a_filter_that_makes_no_sense_is_none(exercise, query):
    expect(exercise, OrganisationFactory(name="A"))
    assert names(exercise, query) == ["A"]
    assert not TrackerForm(QueryDict(query)).is_filtered


def test_a_round_of_agencies_is_narrowed_by_sector_and_offers_no_school_filters():
    exercise = RoundFactory(s11=True)
    for name, sector in (("Dale Police", "police"), ("Dale Homes", "housing")):
        expect(exercise, OrganisationFactory(agency=True, name=name, sector=sector))
    form = TrackerForm(QueryDict("sector=police&phase=primary"), of_agencies=True)
    assert [each.organisation.name for each in tracked(exercise, form)] == ["Dale Police"]
    assert {"phase", "type", "trust"}.isdisjoint(form.fields)
    assert "sector" not in TrackerForm(QueryDict()).fields
