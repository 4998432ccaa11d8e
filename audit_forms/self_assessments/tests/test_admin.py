"""Rounds in the Wagtail admin: planned and changed by the services until they open, then only looked at."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from audit_forms.questionnaires.tests.factories import EditionFactory
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.tests.factories import RoundFactory
from portal.accounts.tests.factories import UserFactory
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db
PLAN = {"title": "Next round", "year": "2027-28", "grace": "01:00:00", "scope": "interim"}
TIMES = {"opens_at": "2098-10-01 09:00", "deadline": "2099-01-30 17:00"}


def address(action, exercise=None):
    return reverse(f"self_assessments_round_modeladmin_{action}", args=[exercise.pk] if exercise else [])


def test_a_round_is_planned_and_recorded(unit_client):
    edition = EditionFactory(published=True)
    answer = unit_client.post(address("create"), PLAN | TIMES | {"edition": edition.pk})
    assert answer.status_code == 302
    planned = Round.objects.get()
    assert planned.deadline.isoformat() == "2099-01-30T17:00:00+00:00"
    assert (planned.scope, planned.carries_forward) == ("interim", False)
    assert AuditTrail.objects.about(planned).get().action == "round.scheduled"


def test_the_form_explains_scope_and_carrying_forward(unit_client):
    page = BeautifulSoup(unit_client.get(address("create")).content, "html.parser")
    scope = page.find("input", attrs={"name": "scope", "checked": True})
    assert (scope["type"], scope["value"]) == ("radio", "full")
    assert page.find("input", attrs={"name": "carries_forward", "checked": True})
    assert "an organisation without an earlier return is asked everything" in page.get_text()
    assert "None of them counts until" in page.get_text()


def test_only_published_editions_made_for_rounds_are_offered(unit_client):
    offered = EditionFactory(published=True)
    EditionFactory()
    EditionFactory(published=True, questionnaire__kind="case_audit")
    page = BeautifulSoup(unit_client.get(address("create")).content, "html.parser")
    options = page.find("select", attrs={"name": "edition"}).find_all("option")
    assert [option["value"] for option in options] == ["", str(offered.pk)]


def test_a_plan_that_cannot_be_is_refused_with_reasons(unit_client):
    edition = EditionFactory(published=True)
    backwards = {"opens_at": TIMES["deadline"], "deadline": TIMES["opens_at"]}
    page = unit_client.post(address("create"), PLAN | backwards | {"edition": edition.pk})
    assert "The deadline must come after the round opens." in page.content.decode()
    assert not Round.objects.exists()


def test_a_plan_is_changed_through_the_service(unit_client):
    planned = RoundFactory(scheduled=True)
    answer = unit_client.post(address("edit", planned), PLAN | TIMES | {"edition": planned.edition_id})
    assert answer.status_code == 302
    assert Round.objects.get().title == "Next round"
    assert AuditTrail.objects.about(planned).get().action == "round.plan_changed"


@pytest.mark.parametrize("action", ["edit", "delete"])
def test_a_round_that_has_opened_is_only_looked_at(unit_client, exercise, action):
    assert unit_client.get(address("inspect", exercise)).status_code == 200
    assert unit_client.post(address(action, exercise), PLAN).status_code == 302
    assert Round.objects.get().title == exercise.title


def test_the_list_leads_to_the_tracker_and_is_the_business_units(unit_client, client, exercise):
    page = unit_client.get(address("index")).content.decode()
    assert reverse("self_assessments:tracker", args=[exercise.pk]) in page
    client.force_login(UserFactory(editor=True))
    assert client.get(address("index")).status_code == 302


def test_a_plan_is_dropped_and_that_stays_on_record(unit_client):
    planned = RoundFactory(scheduled=True)
    assert unit_client.post(address("delete", planned)).status_code == 302
    assert not Round.objects.exists()
    assert AuditTrail.objects.filter(target_id=str(planned.pk), action="round.plan_dropped").exists()
