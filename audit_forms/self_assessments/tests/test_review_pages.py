"""The pages of reviews: written beside the return, blind, compared, followed up."""

import datetime

import pytest
from django.db import OperationalError
from django.utils import timezone

from audit_forms.self_assessments import services
from audit_forms.self_assessments.models import DeepDive, Review
from audit_forms.self_assessments.tests.dives import RATED, dive_into, finish, named, say
from audit_forms.self_assessments.tests.pages import soup, to, words
from portal.accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def exercise(sampled_round):
    return sampled_round


# --- The review ---------------------------------------------------------------------------------------------------
@pytest.fixture
def mine(unit, exercise):
    """A review that this person writes, of a return read twice."""
    return named(dive_into(exercise.returns.first(), twice=True), unit)


def typed(key="a-must", version=0, **said):
    return {f"{key}-version": version} | {f"{key}-{name}": text for name, text in said.items()}


def test_a_section_is_written_beside_the_answers(unit_client, mine):
    page = soup(unit_client.get(to("review_section", mine.deep_dive_id, "part-a")))
    assert "Minutes." in page.main.text
    assert len(page.select(".portal-review")) == 2
    assert page.select_one("#question-a-must .govuk-tag").text.strip() == "Must"
    response = unit_client.post(
        to("review_section", mine.deep_dive_id, "part-a"),
        typed(view="lower", why="Older than a year") | typed("a-should", view="") | {"next": "1"},
    )
    assert response.url == to("review_section", mine.deep_dive_id, "part-b")
    assert mine.questions.get().why == "Older than a year"
    text = words(unit_client.get(to("review", mine.deep_dive_id)))
    assert "1 of 2 looked at, every “must”" in text
    assert "B1: choose your view" in text


def test_two_tabs_are_shown_both_texts(unit_client, mine):
    address = to("review_section", mine.deep_dive_id, "part-a")
    say(mine, {"a-must": "lower"}, why="From the first window")
    both = typed(view="agree", strength="From the second") | typed("a-should", view="agree")
    page = soup(unit_client.post(address, both))
    assert "From the first window" in page.select_one("#other-a-must").text
    assert "From the second" in page.find("textarea", attrs={"name": "a-must-strength"}).text
    assert page.find("input", attrs={"name": "a-must-version"})["value"] == "1"
    assert page.find("input", attrs={"name": "a-should-version"})["value"] == "1"
    assert mine.questions.get(question__key="a-should").view == "agree"
    assert mine.questions.get(question__key="a-must").view == "lower"


def test_what_is_wrong_with_one_question_keeps_no_other_back_and_loses_nothing(unit_client, mine):
    long = "x" * 5001
    data = typed(view="agree", why=long) | typed("a-should", view="agree")
    page = soup(unit_client.post(to("review_section", mine.deep_dive_id, "part-a"), data))
    assert "too long" in page.select_one(".govuk-error-summary").text
    assert long in page.find("textarea", attrs={"name": "a-must-why"}).text
    assert mine.questions.get().question.key == "a-should"


def whole(version=1, **said):
    return {"version": version, "evidence_quality": "Good", "plan_quality": "SMART", "strengths_1": "One"} | said


def test_the_whole_is_saved_shown_in_conflict_and_finished(unit_client, mine):
    address = to("review", mine.deep_dive_id)
    unit_client.post(address, whole(follow_up_on="30 May 2027", save="1"))
    page = unit_client.post(address, whole(plan_quality="Vague", save="1"))
    assert "This is what the other window saved" in words(page)
    assert "SMART" in words(page)
    assert "Vague" in words(page)
    unit_client.post(address, whole(2, next_steps_1="Two", finish="1"))
    mine.refresh_from_db()
    assert mine.finished_at is None
    say(mine, dict.fromkeys(RATED, "agree"))
    unit_client.post(address, whole(3, next_steps_1="Two", follow_up_on="30 May 2027", finish="1"))
    mine.refresh_from_db()
    assert mine.finished_at
    assert unit_client.get(address).url == to("deep_dive", mine.deep_dive_id)
    assert "does not change any more" in words(unit_client.post(address, whole(4, evidence_quality="Later")))
    section = to("review_section", mine.deep_dive_id, "part-a")
    late = soup(unit_client.post(section, typed(view="lower", why="My late text", version=1)))
    assert "My late text" in late.main.text
    mine.deep_dive.refresh_from_db()
    assert mine.deep_dive.follow_up_on == datetime.date(2027, 5, 30)


def test_nobody_elses_review_is_there(client, mine):
    client.force_login(UserFactory(unit=True))
    pages = [to("review", mine.deep_dive_id), to("review_section", mine.deep_dive_id, "part-a")]
    assert [client.get(page).status_code for page in pages] == [404, 404]
    saves = [to("autosave_review", mine.deep_dive_id), to("autosave_section", mine.deep_dive_id, "part-a")]
    for address in pages + saves:
        assert client.post(address, typed(view="agree")).status_code == 404
    assert not mine.questions.exists()


def test_a_section_that_does_not_exist_is_not_there(unit_client, mine):
    assert unit_client.get(to("review_section", mine.deep_dive_id, "nowhere")).status_code == 404
    assert unit_client.post(to("autosave_section", mine.deep_dive_id, "nowhere")).status_code == 404


# --- While it is typed --------------------------------------------------------------------------------------------
def test_a_question_is_saved_while_its_reviewer_types_and_alone(unit_client, mine):
    address = to("autosave_section", mine.deep_dive_id, "part-a")
    say(mine, {"a-should": "lower"}, why="From the other window")
    told = unit_client.post(address, typed(view="lower", why="Half a sen")).json()
    assert (told["state"], told["versions"]) == ("saved", {"a-must-version": "1"})
    told = unit_client.post(address, typed(view="lower", why="Half a sentence.", version=1)).json()
    assert told["versions"] == {"a-must-version": "2"}
    assert mine.questions.get(question__key="a-must").why == "Half a sentence."
    assert mine.questions.get(question__key="a-should").why == "From the other window"


@pytest.mark.parametrize(
    ("said", "words_of_it"), [({"why": "x" * 5001}, "too long"), ({"version": 0, "why": "Mine"}, "another window")]
)
def test_what_cannot_be_saved_while_typing_is_said_and_changes_nothing(unit_client, mine, said, words_of_it):
    say(mine, {"a-must": "lower"}, why="Kept")
    sent = typed(**({"view": "agree", "version": 1} | said))
    told = unit_client.post(to("autosave_section", mine.deep_dive_id, "part-a"), sent).json()
    assert told["state"] == "refused"
    assert words_of_it in told["message"]
    assert told["versions"]["a-must-version"] == "1"
    assert mine.questions.get().why == "Kept"


def test_the_whole_is_saved_while_it_is_typed(unit_client, mine):
    address = to("autosave_review", mine.deep_dive_id)
    assert unit_client.post(address, whole(evidence_quality="Goo")).json()["versions"] == {"version": "2"}
    assert unit_client.post(address, whole(evidence_quality="Old")).json()["state"] == "refused"
    assert unit_client.post(address, whole(2, evidence_quality="Good")).json()["state"] == "saved"
    mine.refresh_from_db()
    assert mine.evidence_quality == "Good"
    assert unit_client.get(address).status_code == 405


def test_a_disk_that_is_full_is_told_as_not_saved(unit_client, mine, monkeypatch):
    def full(**_):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(services, "save_question", full)
    told = unit_client.post(to("autosave_section", mine.deep_dive_id, "part-a"), typed(view="agree"))
    assert (told.status_code, told.json()) == (503, {"state": "failed"})


# --- Blind, through every page ------------------------------------------------------------------------------------
def test_neither_reader_learns_of_the_other_before_both_have_finished(client, exercise):
    dive = dive_into(exercise.returns.first(), twice=True)
    pages = [
        to("deep_dive", dive.pk),
        to("review", dive.pk),
        to("review_section", dive.pk, "part-a"),
        to("sample", exercise.pk, dive.sample_id),
        to("sample", exercise.pk, dive.sample_id) + "?again=1",
        to("sample_csv", exercise.pk, dive.sample_id),
        to("readers", exercise.pk, dive.sample_id),
        to("pick", exercise.pk, dive.sample_id),
        to("take_out", dive.pk),
        to("sample_plan", exercise.pk),
        to("agreement", exercise.pk),
        to("tracker", exercise.pk),
        to("unit"),
        dive.audit_return.get_absolute_url(),
    ]
    first, second = named(dive), named(dive, second=True)
    say(first, {"a-must": "lower"}, why="CANARY-first")
    say(second, {"a-must": "higher"}, why="CANARY-second")
    DeepDive.objects.update(follow_up_on=datetime.date(2031, 3, 7))
    finish(first, {key: "agree" for key in RATED if key != "a-must"})
    DeepDive.objects.update(follow_up_on=datetime.date(2031, 3, 7))
    for reader, foreign in ((second.reviewer, "CANARY-first"), (UserFactory(unit=True), "CANARY")):
        client.force_login(reader)
        for page in pages:
            response = client.get(page, follow=True)
            told = response.getvalue().decode()
            assert foreign not in told, page
            assert "2031" not in told, page
    client.force_login(first.reviewer)
    assert all("CANARY-second" not in client.get(page, follow=True).getvalue().decode() for page in pages)
    finish(second, {key: "agree" for key in RATED if key != "a-must"})
    told = client.get(pages[0]).content.decode()
    assert "CANARY-first" in told
    assert "CANARY-second" in told
    assert "CANARY-first" in client.get(to("agreement", exercise.pk)).content.decode()


# --- Following up -------------------------------------------------------------------------------------------------
def test_a_day_to_follow_up_stands_in_the_tracker_and_on_the_first_page(unit_client, unit, exercise):
    today = timezone.localdate()
    dive = dive_into(exercise.returns.first(), follow_up_on=today + datetime.timedelta(days=3))
    later = dive_into(exercise.returns.last(), follow_up_on=today + datetime.timedelta(days=90))
    review = named(dive, unit)
    assert f"{dive.audit_return.organisation}: write your review" in words(unit_client.get(to("unit")))
    assert "follow up" not in words(unit_client.get(to("unit")))
    say(review, dict.fromkeys(RATED, "agree"))
    Review.objects.update(finished_at=timezone.now())
    finish(named(later))
    DeepDive.objects.filter(pk=later.pk).update(follow_up_on=later.follow_up_on)
    text = words(unit_client.get(to("unit")))
    assert f"{dive.audit_return.organisation}: follow up" in text
    assert f"{later.audit_return.organisation}: follow up" not in text
    assert "write your review" not in text
    shown = words(unit_client.get(to("tracker", exercise.pk) + "?follow_up=on"))
    assert "2 of 8 returns match" in shown
    assert shown.count("Follow up on") == 2


# --- Agreement ----------------------------------------------------------------------------------------------------
def test_agreement_says_when_there_is_nothing_too_little_or_enough(unit_client, exercise):
    address = to("agreement", exercise.pk)
    assert "Nothing to compare yet" in words(unit_client.get(address))
    for number, audit_return in enumerate(exercise.returns.all()[:5]):
        dive = dive_into(audit_return, twice=True)
        finish(named(dive), dict.fromkeys(RATED, "agree") | {"a-must": "lower"})
        finish(named(dive, second=True), dict.fromkeys(RATED, "agree") | {"a-must": "agree" if number else "lower"})
        if not number:
            assert "too little to say more" in words(unit_client.get(address))
    text = words(unit_client.get(address))
    assert "On 16 of 20 answers" in text
    # Observed 16/20; by chance (15 * 19 + 5 * 1) / 400.
    assert f"{(0.8 - 290 / 400) / (1 - 290 / 400):.2f}" in text
    assert "Would rate lower: Seen in the file." in text
