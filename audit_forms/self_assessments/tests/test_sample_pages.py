"""The pages of a round's samples, as the Business Unit meets them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.self_assessments.models import DeepDive, Review, Sample
from audit_forms.self_assessments.tests.dives import named, rated_round, received
from audit_forms.self_assessments.tests.factories import RoundFactory
from audit_forms.self_assessments.tests.pages import soup, to, words
from portal.accounts.tests.factories import UserFactory
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db


@pytest.fixture
def exercise(sampled_round):
    return sampled_round


def draw(client, exercise, query="?size=4&strata=phase&rest=1"):
    address = to("sample_plan", exercise.pk) + query
    key = soup(client.get(address)).find("input", attrs={"name": "key"})["value"]
    for _ in range(2):
        response = client.post(address, {"key": key})
    return response, Sample.objects.latest("pk")


# --- The plan -----------------------------------------------------------------------------------------------------
def test_the_plan_shows_the_frame_and_the_expected_numbers_before_drawing(unit_client, exercise):
    received(exercise, status="draft")
    text = words(unit_client.get(to("sample_plan", exercise.pk) + "?size=4&strata=phase&rest=1&weighted=on"))
    assert "8 of 9 returns can be drawn. 4 will be." in text
    assert "Cannot be drawn: not received 1." in text
    assert "never sampled before 8" in text
    assert "Primary 6 3 Secondary 2 1" in text
    assert "Draw 4 returns" in text
    assert "like a raffle" in text


def test_the_plan_narrows_by_filters_and_forgives_nonsense(unit_client, exercise):
    address = to("sample_plan", exercise.pk)
    assert "6 of 6 returns can be drawn" in words(unit_client.get(address + "?size=4&phase=primary"))
    assert "What this gives" not in words(unit_client.get(address + "?size=many&phase=nowhere"))
    assert "8 of 8 returns can be drawn" in words(unit_client.get(address))


def test_a_round_without_returns_says_so(unit_client):
    text = words(unit_client.get(to("sample_plan", rated_round().pk)))
    assert "No return can be drawn" in text
    assert "0 of 0 returns" in text


def test_agencies_are_spread_by_sector(unit_client):
    exercise = RoundFactory(s11=True)
    received(exercise, OrganisationFactory(agency=True, sector="police"))
    page = soup(unit_client.get(to("sample_plan", exercise.pk)))
    assert "Police" in page.main.text
    assert page.find("select", attrs={"name": "phase"}) is None


def test_one_press_draws_once_and_shows_the_sample(unit_client, exercise):
    response, sample = draw(unit_client, exercise)
    assert response.url == to("sample", exercise.pk, sample.pk)
    assert Sample.objects.count() == 1
    page = words(unit_client.get(response.url))
    assert sample.seed in page
    assert page.count("Drawn at random") == 4
    assert "Sample for a deep dive" in words(unit_client.get(to("tracker", exercise.pk)))
    assert "4 returns, drawn" in words(unit_client.get(to("sample_plan", exercise.pk)))


def test_a_page_sent_broken_draws_nothing(unit_client, exercise):
    unit_client.post(to("sample_plan", exercise.pk), {"key": "nonsense"})
    assert not Sample.objects.exists()


# --- The sample ---------------------------------------------------------------------------------------------------
def test_drawn_again_there_are_no_differences(unit_client, exercise):
    _, sample = draw(unit_client, exercise)
    address = to("sample", exercise.pk, sample.pk) + "?again=1"
    assert "0 differences." in words(unit_client.get(address))
    OrganisationFactory._meta.model.objects.update(status="closed")
    text = words(unit_client.get(address))
    assert "0 differences." in text
    assert "stand otherwise today" in text


def test_the_csv_says_how_each_was_chosen_and_is_recorded(unit_client, exercise):
    _, sample = draw(unit_client, exercise, "?size=4&strata=phase&rest=1&weighted=on")
    response = unit_client.get(to("sample_csv", exercise.pk, sample.pk))
    lines = response.getvalue().decode("utf-8-sig").splitlines()
    assert len(lines) == 5
    assert lines[0].startswith('"Organisation"') or lines[0].startswith("Organisation")
    assert all("Never sampled before" in line for line in lines[1:])
    assert AuditTrail.objects.filter(action="sample.exported").count() == 1


def test_a_return_is_added_by_hand_with_a_reason_by_its_name(unit_client, exercise):
    _, sample = draw(unit_client, exercise)
    address = to("pick", exercise.pk, sample.pk)
    other = exercise.returns.exclude(deep_dives__sample=sample).first()
    assert "Several returns match" in words(unit_client.post(address, {"which": "School", "reason": "A complaint"}))
    assert "No return that was received" in words(unit_client.post(address, {"which": "Zzz", "reason": "A complaint"}))
    assert "Say why" in words(unit_client.post(address, {"which": other.organisation.name, "reason": ""}))
    unit_client.post(address, {"which": other.organisation.name.upper(), "reason": "A complaint"})
    assert "Picked by hand" in words(unit_client.get(to("sample", exercise.pk, sample.pk)))
    assert DeepDive.objects.get(audit_return=other).reason == "A complaint"


def test_a_return_picked_by_hand_shows_how_it_stood_in_the_frame(unit_client, exercise):
    _, sample = draw(unit_client, exercise, "?size=4&strata=phase&rest=1&weighted=on")
    other = exercise.returns.exclude(deep_dives__sample=sample).first()
    unit_client.post(to("pick", exercise.pk, sample.pk), {"which": other.organisation.name, "reason": "A complaint"})
    picked = DeepDive.objects.get(audit_return=other)
    assert (picked.tickets, picked.because) == (2, ["never"])


def test_the_pages_of_a_sample_leave_its_frame_in_the_database(unit_client, exercise):
    _, sample = draw(unit_client, exercise)
    assert f"from {exercise.returns.count()} returns" in words(unit_client.get(to("sample", exercise.pk, sample.pk)))
    with CaptureQueriesContext(connection) as asked:
        for name in ("sample", "sample_csv", "pick", "readers"):
            assert unit_client.get(to(name, exercise.pk, sample.pk)).status_code == 200
    assert [query["sql"] for query in asked.captured_queries if '"frame"' in query["sql"]] == []


def test_a_return_is_taken_out_with_a_reason(unit_client, exercise):
    _, sample = draw(unit_client, exercise)
    dive = sample.deep_dives.first()
    address = to("take_out", dive.pk)
    assert "Say why" in words(unit_client.post(address, {"reason": ""}))
    unit_client.post(address, {"reason": "The school has merged"})
    assert "Taken out The school has merged" in words(unit_client.get(to("sample", exercise.pk, sample.pk)))
    assert "Taken out of the sample" in words(unit_client.get(to("deep_dive", dive.pk)))


def test_readers_are_named_for_the_whole_sample_at_once(unit_client, unit, exercise):
    _, sample = draw(unit_client, exercise)
    colleague = UserFactory(unit=True, name="Col League")
    twice = sample.deep_dives.get(is_read_twice=True)
    address = to("readers", exercise.pk, sample.pk)
    page = soup(unit_client.get(address))
    assert len(page.find_all("select")) == 5
    data = {f"dive-{dive.pk}-first": unit.pk for dive in sample.deep_dives.all()}
    wrong = unit_client.post(address, data | {f"dive-{twice.pk}-second": unit.pk})
    assert "two people" in words(wrong)
    unit_client.post(address, {f"dive-{twice.pk}-second": colleague.pk})
    assert Review.objects.filter(reviewer=unit).count() == 4
    assert Review.objects.get(is_second=True).reviewer == colleague
    assert "Col League" in words(unit_client.get(to("sample", exercise.pk, sample.pk)))


def test_a_sample_of_another_round_is_not_there(unit_client, exercise):
    _, sample = draw(unit_client, exercise)
    other = rated_round()
    for name in ("sample", "sample_csv", "pick", "readers"):
        assert unit_client.get(to(name, other.pk, sample.pk)).status_code == 404


@pytest.mark.parametrize("returns", [5, 30])
def test_the_pages_cost_the_same_whatever_the_size(unit_client, django_assert_max_num_queries, returns):
    exercise = rated_round()
    for _ in range(returns):
        received(exercise)
    _, sample = draw(unit_client, exercise, f"?size={returns}&rest=1&strata=phase")
    for dive in sample.deep_dives.all():
        named(dive)
    for address, most in (
        (to("sample_plan", exercise.pk) + "?size=5&weighted=on", 26),
        (to("sample", exercise.pk, sample.pk), 16),
        (to("readers", exercise.pk, sample.pk), 14),
    ):
        with django_assert_max_num_queries(most):
            unit_client.get(address)
