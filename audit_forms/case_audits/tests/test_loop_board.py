"""The loop board: each step of a case audit's finding, who owes what is missing, and who may look."""

import csv
import datetime
import io

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.tests.loops import FINDING, LoopWorld, board, own_page
from audit_forms.improvement.services import withdraw_recommendation
from audit_forms.improvement.tests.factories import RecommendationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return LoopWorld()


def words_of(answer):
    assert answer.status_code == 200
    return " ".join(BeautifulSoup(answer.content, "html.parser").select_one("main").text.split())


def test_a_fresh_finding_says_what_is_missing_and_what_is_not_due(world):
    assert world.standings() == {
        "finding": "THERE", "recommendation": "THERE", "action": "MISSING", "evidence": "NOT_DUE",
        "dissemination": "MISSING", "reaudit": "MISSING", "impact": "NOT_DUE",
    }  # fmt: skip
    loop = world.loop()
    assert loop.state == ("3 missing", "red")
    assert (loop.next_link.todo, loop.next_link.owed_by) == (
        "Put an action on your plan.",
        "Demo Health and Demo Police",
    )


def test_every_step_taken_closes_the_loop(world):
    world.act(world.police)
    assert world.standings()["action"] == "PARTLY"
    assert world.loop().links[2].owed_by == "Demo Health"
    world.act(world.health, waiting=True)
    assert (world.standings()["action"], world.standings()["evidence"]) == ("THERE", "PARTLY")
    assert world.loop().links[3].owed_by == "The Business Unit"
    world.close_actions()
    assert world.standings()["evidence"] == "THERE"
    world.pass_on()
    assert world.standings()["dissemination"] == "THERE"
    world.ask_again()
    assert world.standings()["reaudit"] == "THERE"
    world.review()
    loop = world.loop()
    assert loop.is_closed
    assert loop.state == ("Closed", "green")
    assert loop.next_link is None


def test_a_question_in_a_draft_is_half_asked(world):
    world.ask_again(published=False)
    assert world.standings()["reaudit"] == "PARTLY"


@pytest.mark.parametrize(("change", "standing"), [("yes", "THERE"), ("partly", "PARTLY"), ("no", "MISSING")])
def test_impact_is_what_the_review_says(world, change, standing):
    world.review(change)
    assert world.standings()["impact"] == standing


def test_what_is_late_is_missing(world):
    CaseAudit.objects.update(impact_due_on=timezone.localdate() - datetime.timedelta(days=1))
    world.recommendation.raised_on = world.recommendation.due_on = timezone.localdate() - datetime.timedelta(days=1)
    world.recommendation.save()
    assert {world.standings()[step] for step in ("evidence", "impact")} == {"MISSING"}


def test_only_the_staff_feedback_is_owed_by_the_agency_that_gave_none(world):
    world.pass_on()
    world.audit.staff_feedback.filter(organisation=world.health.organisation).delete()
    link = world.loop().links[4]
    assert (link.todo, link.owed_by) == ("Tell your staff what the audit found, and enter it.", "Demo Health")


def test_a_recommendation_taken_back_owes_nothing(world, client):
    withdraw_recommendation(recommendation=world.recommendation, version=1, reason="Overtaken.", actor=world.unit)
    loop = world.loop()
    assert (loop.missing, loop.next_link, loop.state[0]) == ([], None, "Withdrawn")
    client.force_login(world.unit)
    assert "was taken back" in words_of(client.get(own_page(world)))


def test_who_may_look(world, client):
    for person, status in (
        (world.unit, 200), (world.group, 200), (world.executive, 200), (world.chair, 200), (world.police.lead, 404),
        (world.police.auditor, 404), (world.stranger, 404), (world.superuser, 404),
    ):  # fmt: skip
        client.force_login(person)
        for path in (board(), own_page(world), f"{board()}loops.csv"):
            assert client.get(path).status_code == status, (person, path)


def test_a_chair_follows_only_what_they_chaired(world, client):
    other = RecommendationFactory(to=[world.police.organisation], finding="Another finding.")
    client.force_login(world.chair)
    page = words_of(client.get(board()))
    assert FINDING in page
    assert "Another finding." not in page
    assert client.get(f"{board()}{other.reference}/").status_code == 404
    client.force_login(world.group)
    assert "Another finding." in words_of(client.get(board()))


def test_no_link_leads_a_reader_to_a_page_that_is_closed_to_them(world, client):
    world.act(world.police)
    world.pass_on()
    for person in (world.unit, world.group, world.executive, world.chair):
        client.force_login(person)
        for page in (board(), own_page(world)):
            answer = client.get(page)
            for link in BeautifulSoup(answer.content, "html.parser").select("main a[href^='/']"):
                assert client.get(link["href"].partition("#")[0]).status_code == 200, (person, page, link["href"])


def test_filters_and_order_live_in_the_address(world, client):
    RecommendationFactory(to=[world.police.organisation], finding="Another finding.", source_words="Visit")
    client.force_login(world.unit)
    for query, findings in (
        ("?theme=Neglect", [FINDING]), (f"?agency={world.health.organisation.pk}", [FINDING]),
        ("?year=2026-27&missing=on", [FINDING, "Another finding."]), ("?year=1999-00&sort=nonsense", None),
        ("?sort=missing", ["Another finding.", FINDING]),
    ):  # fmt: skip
        answer = client.get(board(query))
        titles = [each.text for each in BeautifulSoup(answer.content, "html.parser").select(".portal-loop__finding")]
        assert titles == (findings or [FINDING, "Another finding."]), query


def test_what_is_missing_is_told_in_words_and_shape(world, client):
    client.force_login(world.unit)
    step = BeautifulSoup(client.get(board()).content, "html.parser").select_one(".portal-chain__step--red")
    assert step.text.split() == ["Action", "Missing"]
    assert step.select_one("svg")


def test_closed_loops_are_counted_and_drawn_by_year(world, client):
    client.force_login(world.group)
    page = words_of(client.get(board()))
    assert "0 of 1 loop closed." in page
    assert "2026-27" in page


def test_the_csv_has_the_filtered_rows_and_no_formula(world, client):
    RecommendationFactory(to=[world.police.organisation], finding="=cmd()", source_words="Visit")
    client.force_login(world.unit)
    answer = client.get(f"{board()}loops.csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert {row[1] for row in rows[1:]} == {FINDING, "'=cmd()"}
    assert rows[0][9:14] == ["Action", "Evidence", "Passed on", "Asked again", "Impact"]
    assert "loop-board-" in answer["Content-Disposition"]


def test_more_findings_ask_no_more_queries(world, client):
    client.force_login(world.unit)
    client.get(board())
    with CaptureQueriesContext(connection) as few:
        client.get(board())
    for _ in range(6):
        made = RecommendationFactory(to=[world.police.organisation, world.health.organisation])
        world.report.recommendations.create(
            change=made.text, responsible_group="Group", due_on=made.due_on, measure="x", raised=made
        )
    with CaptureQueriesContext(connection) as many:
        client.get(board())
    assert len(many) == len(few)
    assert len(few) <= 20
