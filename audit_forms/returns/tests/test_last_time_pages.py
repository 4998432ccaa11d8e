"""What pages show of last time: the answer beside the question, the tick, the one button, what has changed."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.returns.tests.factories import Cast, refreshed
from audit_forms.returns.tests.test_section_pages import counted, hidden
from audit_forms.returns.tests.years import (
    AMBER,
    GREEN,
    OVERDUE,
    RATED,
    WORDS,
    answer_to,
    carried,
    expected,
    later,
    make_edition,
    submitted,
)

pytestmark = pytest.mark.django_db
BEFORE = {"one": RATED, "two": RATED, "words": WORDS, "gone": WORDS | {"text": "Is this still asked?"}}
NOW = {
    "one": RATED,
    "two": RATED | {"text": "Does a named board member lead on all safeguarding?", "changed_note": "More is meant."},
    "words": WORDS,
    "new": WORDS | {"text": "Is there a plan for weapons?"},
}
ANSWERS = {"one": GREEN, "two": AMBER, "words": {"text": "Kept <b>so</b>"}, "gone": {"text": "Yes"}}


@pytest.fixture
def now(db):
    return carried(BEFORE, ANSWERS, NOW)


@pytest.fixture
def cast(now):
    return Cast(now)


@pytest.fixture
def lead(client, cast):
    client.force_login(cast.lead)
    return client


def address(audit_return):
    return reverse("returns:section", args=[audit_return.reference, "all"])


def boxes(response):
    """What a browser would send back of the page, untouched: hidden fields, texts, chosen radios, ticks."""
    page = BeautifulSoup(response.content, "html.parser").find(id="section-form")
    sent = hidden(response)
    for box in page.find_all(["textarea", "input"]):
        kind = box.get("type", "textarea")
        if kind in ("radio", "checkbox") and not box.has_attr("checked"):
            continue
        if kind not in ("hidden", "submit"):
            sent[box["name"]] = box.get_text().removeprefix("\n") if box.name == "textarea" else box.get("value", "on")
    return sent


def block(response, key):
    return BeautifulSoup(response.content, "html.parser").find(id=f"question-{key}")


def said(element):
    return " ".join(element.get_text(" ").split())


def test_last_times_answer_stands_beside_its_question_with_its_date_and_a_tick(lead, now):
    page = lead.get(address(now))
    sent = now.previous.submitted_at
    for key, words in (("one", "Minutes of each term"), ("two", "Train the board"), ("words", "Kept <b>so</b>")):
        last = block(page, key).find(class_="portal-last")
        assert f"From last time ({sent.day} {sent:%B %Y})" in said(last)
        assert words in said(last)
        tick = last.find("input", type="checkbox")
        assert tick["name"] == f"{key}.confirm"
        assert last.find("label", attrs={"for": tick["id"]})
    assert block(page, "new").find(class_="portal-last") is None


def test_ticks_are_kept_by_the_save_button_and_the_next_page_says_who_confirmed(lead, now, cast):
    lead.post(address(now), boxes(lead.get(address(now))) | {"one.confirm": "on"})
    page = lead.get(address(now))
    last = block(page, "one").find(class_="portal-last")
    assert f"Confirmed by {cast.lead} on" in said(last)
    assert last.find("input") is None
    assert block(page, "two").find(class_="portal-last").find("input") is not None


def test_a_changed_answer_still_shows_what_it_was(lead, now, cast):
    lead.post(address(now), boxes(lead.get(address(now))) | {"words.text": "Different now"})
    last = block(lead.get(address(now)), "words").find(class_="portal-last")
    assert f"Changed by {cast.lead} on" in said(last)
    assert "Kept <b>so</b>" in said(last)


def test_an_untouched_page_saved_confirms_nothing(lead, now):
    lead.post(address(now), boxes(lead.get(address(now))))
    assert now.answers.filter(to_check=True).count() == 3


def test_one_button_confirms_the_section_and_leads_on(lead, now):
    page = lead.get(address(now))
    button = BeautifulSoup(page.content, "html.parser").find("button", attrs={"name": "confirm_all"})
    assert button.get_text() == "I have read this section: confirm all its answers"
    answer = lead.post(address(now), boxes(page) | {"confirm_all": "1"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("returns:check", args=[now.reference])
    assert "3 answers confirmed." in answer.content.decode()
    assert now.answers.filter(to_check=True).count() == 0
    assert b"confirm_all" not in lead.get(address(now)).content


def test_pressed_again_from_an_older_page_it_says_nothing_and_changes_nothing(lead, now):
    sent = boxes(lead.get(address(now))) | {"confirm_all": "1"}
    lead.post(address(now), sent)
    lead.get(address(now))
    answer = lead.post(address(now), sent, follow=True)
    assert "answers confirmed" not in answer.content.decode()


def test_an_action_whose_date_has_passed_has_no_tick_and_the_button_leads_back_to_it(client):
    now = carried(BEFORE, ANSWERS | {"two": OVERDUE}, NOW)
    client.force_login(Cast(now).lead)
    page = client.get(address(now))
    shown = block(page, "two")
    assert shown.find("input", attrs={"name": "two.confirm"}) is None
    assert "cannot be confirmed as it is" in said(shown)
    assert "Still needed: the date of this action has passed" in said(shown)
    answer = client.post(address(now), boxes(page) | {"confirm_all": "1"}, follow=True)
    assert answer.redirect_chain[-1][0] == address(now)
    assert "2 answers confirmed." in answer.content.decode()
    assert "Not confirmed, A1: the date of the action has passed." in answer.content.decode()


def test_what_a_colleague_changed_meanwhile_is_named_and_left_to_be_read(lead, now):
    sent = boxes(lead.get(address(now))) | {"confirm_all": "1"}
    now.answers.filter(question__key="one").update(version=2, text="Changed by a colleague, still waiting")
    answer = lead.post(address(now), sent, follow=True)
    assert answer.redirect_chain[-1][0] == address(now)
    assert "Not confirmed, A0: it was changed meanwhile." in answer.content.decode()
    assert now.answers.get(to_check=True).question.key == "one"


def test_autosave_confirms_by_tick_and_by_change_and_tells_the_page(lead, now):
    sent = boxes(lead.get(address(now)))
    one = {name: value for name, value in sent.items() if name.startswith("one.")} | {"one.confirm": "on"}
    two = {name: value for name, value in sent.items() if name.startswith("two.")} | {"two.action_who": "Chair"}
    for data, waits in ((one, {"one": False, "two": True}), (two, {"one": False, "two": False})):
        told = lead.post(f"{address(now)}autosave/", json.dumps(data), content_type="application/json").json()
        assert told["state"] == "saved"
        assert {key: told["to_check"][key] for key in waits} == waits
    assert answer_to(now, "words").to_check


def test_the_task_list_counts_what_is_to_confirm_and_leads_to_what_changed(lead, now):
    page = said(BeautifulSoup(lead.get(now.get_absolute_url()).content, "html.parser"))
    assert "3 answers from last time wait for you" in page
    assert "4 of 4 questions left, with 3 answers from last time to confirm" in page
    assert "To confirm" in page
    assert "1 new question, 1 changed, 1 no longer asked" in page
    lead.post(address(now), boxes(lead.get(address(now))) | {"new.text": "Yes"})
    page = said(BeautifulSoup(lead.get(now.get_absolute_url()).content, "html.parser"))
    assert "3 answers from last time to confirm. Last change by" in page
    assert "Started" in page


def test_the_check_page_lists_what_is_to_confirm_and_readers_see_it_too(lead, now, client, cast):
    assert (
        "Confirm or change last time’s answer"
        in lead.get(reverse("returns:check", args=[now.reference])).content.decode()
    )
    client.force_login(cast.unit)
    whole = client.get(reverse("returns:read", args=[now.reference])).content.decode()
    assert whole.count("From last time, not confirmed yet") == 3


def test_each_question_says_whether_and_how_it_changed(lead, now):
    page = lead.get(address(now))
    assert "New this year" in said(block(page, "new"))
    changed = block(page, "two")
    assert "Changed Reworded. More is meant." in said(changed)
    assert "(added: all )" in said(changed.find("ins"))
    assert "Changed" not in said(block(page, "one").find(class_="portal-question__main"))


def test_without_an_earlier_return_the_editions_own_note_is_shown(client):
    (now,) = expected(make_edition(NOW), OrganisationFactory())
    client.force_login(Cast(now).lead)
    page = client.get(address(now))
    assert "Changed in this edition: More is meant." in said(block(page, "two"))
    assert "New this year" not in page.content.decode()


def test_what_changed_lists_new_changed_and_dropped_questions(lead, now):
    page = BeautifulSoup(lead.get(reverse("returns:what_changed", args=[now.reference])).content, "html.parser")
    assert [said(each.h3) for each in page.find_all("article")] == [
        "A3 Is there a plan for weapons?",
        "A1 Does a named board member lead on all safeguarding?",
    ]
    assert page.find("article", id="question-two").find("ins")
    assert "Is this still asked? (A3 last time)" in said(page.find("section", attrs={"aria-labelledby": "dropped"}))
    assert len(page.find_all("h1")) == 1


def test_what_changed_without_an_earlier_return_says_so(client):
    (now,) = expected(make_edition(NOW), OrganisationFactory())
    client.force_login(Cast(now).lead)
    page = client.get(reverse("returns:what_changed", args=[now.reference])).content.decode()
    assert "There is no earlier return to compare with" in page


@pytest.mark.parametrize("who", ["stranger", "auditor", "leaver", "superuser"])
def test_what_changed_is_not_there_for_others(client, now, cast, who):
    client.force_login(getattr(cast, who))
    assert client.get(reverse("returns:what_changed", args=[now.reference])).status_code == 404


def test_answers_from_the_school_it_was_are_named_as_such(client):
    academy = OrganisationFactory()
    last = submitted(make_edition(BEFORE), ANSWERS, OrganisationFactory(name="Old School", successor=academy))
    (now,) = expected(later(last.edition, NOW), academy)
    client.force_login(Cast(now).lead)
    for page in (address(now), now.get_absolute_url()):
        assert "They come from the return of Old School." in client.get(page).content.decode()


@pytest.mark.parametrize("rated", [1, 25])
def test_queries_with_last_times_answers_are_few_and_constant(client, django_assert_max_num_queries, rated):
    questions = {f"rated-{number}": RATED for number in range(rated)}
    now = carried(questions, dict.fromkeys(questions, GREEN), questions | {"new": WORDS})
    client.force_login(Cast(now).lead)
    client.get(address(now))
    with django_assert_max_num_queries(99) as seen:
        page = client.get(address(now))
    assert len(counted(seen.captured_queries)) <= 11, "\n".join(counted(seen.captured_queries))
    changes = {f"rated-{number}.text": "New" for number in range(0, rated, 2)} | {"new.text": "New"}
    with django_assert_max_num_queries(99) as seen:
        client.post(address(now), boxes(page) | changes | {"confirm_all": "1"})
    assert len(counted(seen.captured_queries)) <= 9, "\n".join(counted(seen.captured_queries))
    assert refreshed(now).questions_left == 0
