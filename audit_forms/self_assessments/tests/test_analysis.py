"""The analysis of a round: its pages and files say what the returns say, checked by hand and by another calculation."""

import csv
import io

import pandas
import pytest
from django.urls import reverse

from audit_forms.insight.rounds import read_round
from audit_forms.insight.tests.factories import AMBER, GREEN, KEYS, NA, RED, profile_edition
from audit_forms.insight.tests.rounds import hand_in
from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.returns.models import Submission
from audit_forms.self_assessments.models import DeepDive, Review, ReviewedQuestion, Sample
from audit_forms.self_assessments.tests.factories import RoundFactory
from portal.accounts.enums import Role
from portal.accounts.tests.factories import UserFactory, join
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db

FIRST = {"a1": GREEN, "a2": AMBER, "a3": NA, "a4": RED, "b1": GREEN, "b2": GREEN}
SECOND = {"a1": RED, "a2": GREEN, "a3": GREEN, "a4": GREEN, "b1": AMBER, "b2": NA}
PAGES = ("", "heat-map/", "duties/", "trend/", "reviews/", "actions/", "sections/governance/", "duties/a1/")
CHARTS = ("sections", "section-governance", "duties", "actions", "action-questions", "trend", "reviews", "heat-map")


@pytest.fixture
def exercise():
    """A round over two sections and six rated questions."""
    return RoundFactory(edition=profile_edition(), title="Section 175, 2026-27")


@pytest.fixture
def answered(exercise):
    """Two returns of it, by an academy and a maintained school."""
    hand_in(exercise, FIRST, OrganisationFactory(name="Ash School", establishment="academy", phase="primary"))
    hand_in(exercise, SECOND, OrganisationFactory(name="Birch School", establishment="maintained", phase="secondary"))
    return exercise


@pytest.fixture
def group_client(client):
    """A browser in which somebody of the Quality and Impact Group is signed in."""
    person = UserFactory()
    join(person, Role.QUALITY_AND_IMPACT_GROUP, wanted=True)
    client.force_login(person)
    return client


def address(exercise, path="", query=""):
    return f"/unit/rounds/{exercise.pk}/analysis/{path}{query}"


def text_of(response):
    return " ".join(response.content.decode().split())


def table_of(client, exercise, name, query=""):
    """The CSV of a chart as rows of cells."""
    response = client.get(address(exercise, f"charts/{name}.csv", query))
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_every_page_of_an_empty_round_says_what_will_stand_there(unit_client, exercise):
    for path in ("", "heat-map/", "duties/", "trend/", "reviews/", "actions/", "sections/governance/"):
        assert "No return has come in yet" in text_of(unit_client.get(address(exercise, path)))


def test_every_page_and_file_of_one_return(unit_client, exercise):
    hand_in(exercise, dict.fromkeys(KEYS, GREEN))
    for path in PAGES:
        assert unit_client.get(address(exercise, path)).status_code == 200
    assert "Every legal duty that was asked is met" in text_of(unit_client.get(address(exercise, "duties/")))


def test_the_overview(unit_client, answered):
    page = text_of(unit_client.get(address(answered)))
    assert "<dd>2 of 2</dd>" in page
    assert "<dd>6 of 10</dd>" in page
    assert page.index("A. Governance") < page.index("B. Curriculum")


def test_the_numbers_of_a_chart_by_hand(unit_client, answered):
    heading, *rows = table_of(unit_client, answered, "sections")
    assert heading[0] == "Section"
    assert rows == [
        ["A. Governance", "4", "1", "2", "57%", "1", "0", "2"],
        ["B. Curriculum", "2", "1", "0", "67%", "1", "0", "2"],
    ]


def test_filters_hold_on_pages_and_in_files_and_each_can_be_taken_off(unit_client, answered):
    page = text_of(unit_client.get(address(answered, query="?phase=primary&type=academy")))
    assert 'href="?type=academy"' in page
    assert 'href="?phase=primary"' in page
    assert "Phase: Primary" in page
    _, *rows = table_of(unit_client, answered, "section-governance", "?phase=primary")
    assert [row[1:4] for row in rows] == [["1", "0", "0"], ["0", "1", "0"], ["0", "0", "0"], ["0", "0", "1"]]
    assert "No return matches" in text_of(unit_client.get(address(answered, query="?phase=nursery")))


def test_where_a_legal_duty_is_not_met(unit_client, answered):
    page = text_of(unit_client.get(address(answered, "duties/a1/")))
    assert "Birch School" in page
    assert "Ash School" not in page
    assert table_of(unit_client, answered, "duties")[1:] == [
        ["A1 Is a1 so?", "1", "1", "50%"],
        ["A2 Is a2 so?", "1", "1", "50%"],
    ]


def test_the_heat_map_sorts_by_any_column(unit_client, answered):
    for query, first in (("", "Ash"), ("?sort=-all", "Birch"), ("?sort=curriculum", "Birch"), ("?sort=-name", "Birch")):
        page = text_of(unit_client.get(address(answered, "heat-map/", query)))
        places = [page.index(f"{name} School</a>") for name in ("Ash", "Birch")]
        assert (places[0] < places[1]) == (first == "Ash"), query
    assert table_of(unit_client, answered, "heat-map")[1:] == [
        ["Ash School", "3", "5", "1", "3", "2", "2"],
        ["Birch School", "3", "5", "3", "4", "0", "1"],
    ]


def test_trend_over_two_rounds_leaves_out_what_was_reworded(unit_client, answered):
    now = answered.edition
    same = {"questionnaire": now.questionnaire, "rating_scale": now.rating_scale}
    before = profile_edition({"a4": "Is it written down?"}, key="before", **same)
    older = RoundFactory(edition=before, year="2025-26", over=True)
    hand_in(older, SECOND)
    page = text_of(unit_client.get(address(answered, "trend/")))
    assert "Since 2025-26: reworded." in page
    assert table_of(unit_client, answered, "trend")[1:] == [
        ["A. Governance: 2025-26", "2", "0", "1", "67%", "3"],
        ["A. Governance: 2026-27", "3", "1", "1", "60%", "3"],
        ["B. Curriculum: 2025-26", "0", "1", "0", "0%", "2"],
        ["B. Curriculum: 2026-27", "2", "1", "0", "67%", "2"],
    ]


def test_reviewers_views_are_counted_once_finished(unit_client, unit, answered):
    question = {each.key: each for part in answered.edition.sections.all() for each in part.questions.all()}
    sample = Sample.objects.create(key="6f1dbd5e-6a3e-4a57-9a7c-0d2f2a9a7f01", exercise=answered, size=2, drawn_by=unit)
    for place, audit_return in enumerate(answered.returns.order_by("organisation__name")):
        dive = DeepDive.objects.create(sample=sample, audit_return=audit_return)
        finished = audit_return.submitted_at if place == 0 else None
        review = Review.objects.create(deep_dive=dive, reviewer=unit, finished_at=finished)
        for key, view in (("a1", "agree"), ("a2", "lower"), ("b1", "higher"), ("b2", "")):
            ReviewedQuestion.objects.create(review=review, question=question[key], view=view)
    _, *rows = table_of(unit_client, answered, "reviews")
    assert rows == [["A. Governance", "1", "1", "0", "0", "50%"], ["B. Curriculum", "0", "0", "1", "0", "0%"]]
    assert "1 return of this round was read closely" in text_of(unit_client.get(address(answered, "reviews/")))


def test_planned_actions_by_section(unit_client, exercise):
    hand_in(exercise, FIRST, more={"a2": {"action_what": "Refresher training for the office"}})
    assert table_of(unit_client, exercise, "actions")[1:] == [["A. Governance", "1", "1"]]
    page = text_of(unit_client.get(address(exercise, "actions/")))
    assert "A2 Is a2 so?" in page


@pytest.mark.parametrize(("kind", "start"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("csv", b"\xef\xbb\xbf")])
def test_every_chart_is_a_file_with_a_name_that_says_what_it_is(unit_client, answered, kind, start):
    for name in CHARTS:
        response = unit_client.get(address(answered, f"charts/{name}.{kind}", "?phase=primary"))
        assert response.content.strip().startswith(start), name
        assert f'filename="section-175-2026-27-{name}-part.{kind}"' in response["Content-Disposition"]
    assert AuditTrail.objects.filter(action="round.chart_exported").count() == len(CHARTS)


def test_no_cell_of_a_file_is_a_formula(unit_client, exercise):
    hand_in(exercise, FIRST, OrganisationFactory(name="=1+1 School"))
    assert table_of(unit_client, exercise, "heat-map")[1][0] == "'=1+1 School"


def test_what_does_not_exist_is_not_there(unit_client, answered):
    charts = ("charts/nothing.svg", "charts/section-nothing.svg", "charts/sections.exe")
    for path in ("sections/nothing/", "duties/nothing/", *charts):
        assert unit_client.get(address(answered, path)).status_code == 404


def test_the_group_reads_it_without_names(group_client, answered):
    for _ in range(3):
        hand_in(answered, FIRST)
    for path in ("", "duties/", "trend/", "reviews/", "actions/", "sections/governance/", "charts/sections.svg"):
        response = group_client.get(address(answered, path))
        assert response.status_code == 200
        assert "Ash School" not in response.content.decode()
    for path in ("heat-map/", "duties/a1/", "charts/heat-map.csv"):
        assert group_client.get(address(answered, path)).status_code == 404
    assert 'name="trust"' not in group_client.get(address(answered)).content.decode()


def test_the_group_is_told_nothing_of_fewer_than_five(group_client, answered):
    assert "Fewer than five returns" in text_of(group_client.get(address(answered)))
    assert group_client.get(address(answered, "charts/sections.csv")).status_code == 404


def test_the_group_finds_it_below_its_programme(group_client, answered):
    assert address(answered) in text_of(group_client.get("/programme/"))


def test_nobody_else_reads_it(client, answered):
    client.force_login(UserFactory())
    for path in (*PAGES, "charts/sections.csv"):
        assert client.get(address(answered, path)).status_code == 404


def test_the_tracker_leads_to_it(unit_client, answered):
    assert reverse("self_assessments:analysis", args=[answered.pk]) in text_of(
        unit_client.get(f"/unit/rounds/{answered.pk}/")
    )


def test_a_summed_page_takes_a_constant_number_of_queries(unit_client, answered, django_assert_max_num_queries):
    unit_client.get(address(answered))
    with django_assert_max_num_queries(14):
        unit_client.get(address(answered))


def test_pandas_comes_to_the_same_sums(unit_client, answered):
    """The submissions laid out as a table and summed by other means: what the files of the page say."""
    frame = pandas.DataFrame(
        [
            {"key": key, "level": answer["level"], "planned": bool(answer["action_what"])}
            for submission in Submission.objects.filter(audit_return__exercise=answered)
            for key, answer in submission.answers.items()
        ]
    )
    levels = [level.key for level in read_round(answered).levels if level.score is not None]
    wanted = frame.pivot_table(index="key", columns="level", aggfunc="size", fill_value=0).reindex(columns=levels)
    for section in ("governance", "curriculum"):
        for row in table_of(unit_client, answered, f"section-{section}")[1:]:
            key = row[0].partition(" ")[0].lower()
            assert [int(cell) for cell in row[1:4]] == wanted.loc[key].tolist()
    planned = sum(int(cell) for row in table_of(unit_client, answered, "actions")[1:] for cell in row[1:])
    assert planned == frame["planned"].sum()
