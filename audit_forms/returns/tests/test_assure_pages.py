"""The officer's desk: what stands beside an answer, filters, notes on the page, the decision, and the way on."""

import datetime
import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.questionnaires.tests.factories import EditionFactory, QuestionFactory, SectionFactory, publish
from audit_forms.returns import services
from audit_forms.returns.assuring import Show, desk_of
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import AssuranceNote, Evidence, EvidenceUse, Return
from audit_forms.returns.services.notes import Typed, fingerprint, notes_of
from audit_forms.returns.tests.factories import Cast, ExerciseFactory, ReturnFactory, fill, in_status, refreshed
from audit_forms.returns.tests.years import AMBER, GREEN, RATED, WORDS, expected, later, make_edition
from audit_forms.returns.tests.years import submitted as submitted_in
from portal.accounts.tests.factories import UserFactory


def address(name, audit_return, query=""):
    return reverse(f"returns:{name}", args=[audit_return.reference]) + query


def soup(answer):
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


@pytest.fixture
def submitted(audit_return, cast):
    return in_status("submitted", audit_return, cast)


@pytest.fixture
def unit_client(client, cast):
    client.force_login(cast.unit)
    return client


def another(like, status="submitted", **answers):
    """Another school's return to the same exercise, in that state, with other words or ratings."""
    made = ReturnFactory(exercise=like.exercise, organisation=OrganisationFactory(**answers))
    in_status(status, made, Cast(made))
    return made


def test_one_view_has_the_answer_the_last_one_the_peers_and_a_box(unit_client, submitted, cast):
    last = ReturnFactory(organisation=submitted.organisation)
    fill(last, cast.lead, text="How it was last year")
    services.send_for_sign_off(audit_return=last, actor=cast.lead)
    for person in (cast.head, cast.chair):
        services.confirm(audit_return=last, attempt=1, actor=person)
    Return.objects.filter(pk=submitted.pk).update(previous=last)
    for _ in range(2):
        another(submitted)
    services.save_notes(audit_return=submitted, typed={"first": Typed("Say more", "")}, actor=cast.unit)
    page = soup(unit_client.get(address("assure", submitted)))
    row = page.select_one("#question-first")
    text = row.get_text(" ", strip=True)
    assert "Minutes of the meeting" in text
    assert "How it was last year" in text
    assert "(n = 2)" in text
    own = row.select_one(".portal-peers__own")
    assert own.get_text(" ", strip=True) == "In place (this return) 2"
    assert own.select_one(".portal-peers__fill")["width"] == "100.0"
    assert row.select_one("textarea").get_text().strip() == "Say more"
    assert "Uma Unit" in text


def test_what_an_interim_return_left_out_stands_there_from_the_year_before(db):
    questions = {"kept": RATED, "improved": RATED, "empty": {**WORDS, "required": False}}
    edition = make_edition(questions)
    full = submitted_in(edition, {"kept": GREEN, "improved": AMBER, "empty": {"text": ""}}, days_ago=700)
    done = {"level": "green", "text": "Done since"}
    again = later(edition, questions)
    submitted_in(again, {"improved": done}, full.organisation, asked_keys=["improved"], previous=full)
    (now,) = expected(later(edition, questions), full.organisation)
    rows = {row.key: row for row in desk_of(now).rows}
    assert [line.text for line in rows["kept"].last_time] == ["In place", GREEN["text"]]
    assert [line.text for line in rows["improved"].last_time] == ["In place", "Done since"]
    assert rows["empty"].last_time == []


def test_peers_are_like_it_and_have_submitted(submitted):
    another(submitted, phase="secondary")
    draft = ReturnFactory(exercise=submitted.exercise)
    fill(draft, Cast(draft).lead)
    another(submitted, status="changes_requested")
    another(submitted, status="accepted")
    rows = {row.key: row for row in desk_of(submitted).shown}
    assert rows["first"].peers.total == 1
    assert rows["second"].peers is None
    assert desk_of(submitted).peers.words == "Other schools: primary"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"phase": "not_applicable", "establishment": "special"}, "Other settings: special school"),
        ({"agency": True, "sector": "police"}, "Other agencies: Police"),
        ({"agency": True, "sector": ""}, "Other agencies"),
    ],
)
def test_special_schools_and_agencies_have_peers_of_their_own_kind(db, facts, words):
    made = ReturnFactory(organisation=OrganisationFactory(**facts))
    assert desk_of(made).peers.words == words


def test_numbers_and_choices_of_peers_are_told(full_return):
    def answer(audit_return, number, choice):
        key = audit_return.edition.sections.first().key
        posted = {"number.version": "0", "number.number": number, "choice.version": "0", "choice.choice": choice}
        lead = Cast(audit_return).lead
        services.save_answers(audit_return=audit_return, section=key, posted=posted, actor=lead)

    answer(full_return, "5", "yes")
    for number, choice in (("10", "yes"), ("20", "no"), ("60", "no")):
        other = ReturnFactory(exercise=full_return.exercise)
        answer(other, number, choice)
        Return.objects.filter(pk=other.pk).update(status=ReturnStatus.SUBMITTED)
    rows = {row.key: row for row in desk_of(full_return).shown}
    assert rows["number"].peers.words == "In the middle 20 hours; from 10 to 60."
    assert [(bar.label, bar.number, bar.is_own) for bar in rows["choice"].peers.bars] == [
        ("Yes", 1, True),
        ("No", 2, False),
    ]


def rated_return(ratings):
    """A return with one rated question for each level key."""
    edition = EditionFactory()
    section = SectionFactory(edition=edition, key="all")
    for position, level in enumerate(ratings):
        QuestionFactory(section=section, rated=True, key=f"q-{position}-{level or 'none'}", position=position)
    made = ReturnFactory(exercise=ExerciseFactory(edition=publish(edition)))
    cast = Cast(made)
    posted = {}
    for position, level in enumerate(ratings):
        key = f"q-{position}-{level or 'none'}"
        posted |= {f"{key}.version": "0", f"{key}.level": level, f"{key}.text": "x" if level == "green" else ""}
    services.save_answers(audit_return=made, section="all", posted=posted, actor=cast.lead)
    Return.objects.filter(pk=made.pk).update(status=ReturnStatus.SUBMITTED, submitted_at=timezone.now(), attempt=1)
    return refreshed(made), cast


def test_filters_show_what_they_say(client, db):
    made, cast = rated_return(["green", "amber", "red", "amber"])
    services.save_notes(audit_return=made, typed={"q-2-red": Typed("Why?", "")}, actor=cast.unit)
    question = made.answers.get(question__key="q-1-amber").question
    piece = Evidence.objects.create(
        organisation=made.organisation, kind="link", title="Log", url="https://log.example/", added_by=cast.lead
    )
    EvidenceUse.objects.create(evidence=piece, audit_return=made, question=question)
    client.force_login(cast.unit)
    shown = {}
    for show in Show:
        page = soup(client.get(address("assure", made, f"?show={show.value}")))
        shown[show] = [each["data-question"] for each in page.select("[data-question]")]
    assert shown[Show.WEAK] == ["q-1-amber", "q-2-red", "q-3-amber"]
    assert shown[Show.BARE] == ["q-2-red", "q-3-amber"]
    assert shown[Show.NOTED] == ["q-2-red"]
    assert shown[Show.MOVED] == shown[Show.RESUBMITTED] == []
    assert len(shown[Show.ALL]) == 4
    nonsense = soup(client.get(address("assure", made, "?show=nonsense&section=nowhere")))
    assert len(nonsense.select("[data-question]")) == 4
    assert "https://log.example/" in str(nonsense)


def test_sections_lead_on_by_link_and_button_and_the_reading_is_counted(client, full_return, full_cast):
    Return.objects.filter(pk=full_return.pk).update(
        status=ReturnStatus.SUBMITTED, submitted_at=timezone.now(), attempt=1
    )
    client.force_login(full_cast.unit)
    page = soup(client.get(address("assure", full_return)))
    keys = [each["data-question"] for each in page.select("[data-question]")]
    assert page.select_one("main a[rel=next]")["href"].endswith("?show=all&section=more")
    assert f"Read 0 of {len(keys) + 1}" in page.get_text()
    answer = client.post(address("assure", full_return), {"shown": keys, "read": "more", "note.number": "Why so few?"})
    assert answer.url == address("assure", full_return, "?show=all&section=more")
    page = soup(client.get(answer.url))
    assert f"Read {len(keys)} of {len(keys) + 1}, 1 note" in page.get_text()
    assert page.select_one("main a[rel=prev]")
    answer = client.post(address("assure", full_return), {"shown": ["extra"], "read": ""})
    assert answer.url == address("decide", full_return)
    assert f"All {len(keys) + 1} answers are marked as read" in soup(client.get(answer.url)).get_text()


def test_without_a_script_the_button_saves_and_a_conflict_shows_both(unit_client, submitted):
    other = UserFactory(unit=True, name="Oran Other")
    services.save_notes(audit_return=submitted, typed={"first": Typed("Theirs", "")}, actor=other)
    posted = {"note.first": "Mine", "base.first": "", "note.second": "Fine", "base.second": "", "save": "1"}
    page = soup(unit_client.post(address("assure", submitted), posted))
    assert page.title.get_text().startswith("Error: ")
    assert "Oran Other has written this note too" in page.get_text()
    assert page.select_one("#note-first").get_text().strip() == "Mine"
    assert "Theirs" in page.get_text()
    assert notes_of(submitted) == {"first": "Theirs", "second": "Fine"}
    base = page.select_one("[name='base.first']")["value"]
    again = unit_client.post(address("assure", submitted), {"note.first": "Both", "base.first": base, "save": "1"})
    assert again.status_code == 302
    assert notes_of(submitted)["first"] == "Both"


def test_a_refused_note_keeps_its_words(unit_client, submitted):
    page = soup(unit_client.post(address("assure", submitted), {"note.first": "About 943 476 5919"}))
    assert "A return never says who a child is" in page.select_one("#error-summary").get_text()
    assert page.select_one("#note-first").get_text().strip() == "About 943 476 5919"
    assert not AssuranceNote.objects.exists()


def test_the_script_saves_one_note_and_is_told_what_became_of_it(unit_client, submitted, cast):
    def send(**sent):
        answer = unit_client.post(address("assure_note", submitted), json.dumps(sent), content_type="application/json")
        return answer.status_code, answer.json()

    status, said = send(key="first", note="Mum’s mobile 07700 900123", base="")
    assert (status, said["state"]) == (200, "saved")
    assert said["warnings"]
    assert said["base"] == fingerprint("Mum’s mobile 07700 900123")
    assert send(key="first", note="Else", base="")[1]["state"] == "conflict"
    assert "Uma Unit has written" in send(key="first", note="Else", base="")[1]["message"]
    assert send(key="first", note="943 476 5919", base=said["base"])[1]["state"] == "refused"
    assert send(key=7)[1]["state"] == "saved"
    services.request_changes(audit_return=submitted, notes={"first": "x"}, actor=cast.unit)
    status, said = send(key="first", note="Late", base="")
    assert (status, said["state"]) == (409, "closed")


def test_the_officer_asks_and_goes_on_to_the_next_return(unit_client, submitted, cast):
    waiting = another(submitted)
    services.save_notes(audit_return=submitted, typed={"first": Typed("Say <b>more</b>", "")}, actor=cast.unit)
    page = soup(unit_client.get(address("decide", submitted)))
    assert "Say <b>more</b>" in page.get_text()
    seen = page.select_one("[name=seen]")["value"]
    wrong = soup(unit_client.post(address("decide", submitted), {"ask": "1", "seen": seen, "due_on": "1/1/2020"}))
    assert "Enter a date after today" in wrong.get_text()
    day = timezone.localdate() + datetime.timedelta(days=20)
    answer = unit_client.post(address("decide", submitted), {"ask": "1", "seen": seen, "due_on": day.isoformat()})
    assert answer.url == address("decide", submitted)
    page = soup(unit_client.get(answer.url))
    assert "Changes are asked for" in page.h1.get_text()
    assert page.find("a", string="Next waiting return")["href"] == address("assure", waiting)
    assert refreshed(submitted).status == ReturnStatus.CHANGES_REQUESTED
    assert unit_client.get(address("assure", submitted)).url == submitted.get_absolute_url()


def test_the_officer_accepts_once_and_may_reopen(unit_client, submitted, cast):
    for _ in range(2):
        unit_client.post(address("decide", submitted), {"accept": "1"})
    assert refreshed(submitted).status == ReturnStatus.ACCEPTED
    assert "No other return waits for you" in soup(unit_client.get(address("decide", submitted))).get_text()
    services.save_notes(audit_return=submitted, typed={"first": Typed("Again", "")}, actor=cast.unit)
    page = soup(unit_client.get(address("decide", submitted)))
    posted = {"ask": "1", "seen": page.select_one("[name=seen]")["value"], "due_on": "1/1/2099", "reason": " "}
    assert "Say why you are reopening it" in soup(unit_client.post(address("decide", submitted), posted)).get_text()
    unit_client.post(address("decide", submitted), posted | {"reason": "New facts"})
    assert refreshed(submitted).status == ReturnStatus.CHANGES_REQUESTED
    assert "New facts" in unit_client.get(submitted.get_absolute_url()).content.decode()


def test_notes_that_changed_meanwhile_are_shown_before_they_are_sent(unit_client, submitted, cast):
    services.save_notes(audit_return=submitted, typed={"first": Typed("One", "")}, actor=cast.unit)
    posted = {"ask": "1", "seen": "stale", "due_on": "1/1/2099"}
    page = soup(unit_client.post(address("decide", submitted), posted, follow=True))
    assert "The notes have changed since you opened this page" in page.get_text()
    assert refreshed(submitted).status == ReturnStatus.SUBMITTED


def test_the_organisation_never_sees_a_note(client, submitted, cast):
    services.save_notes(audit_return=submitted, typed={"first": Typed("CANARY", "")}, actor=cast.unit)
    for who in ("lead", "head", "viewer"):
        client.force_login(getattr(cast, who))
        assert "CANARY" not in client.get(submitted.get_absolute_url()).content.decode()


@pytest.mark.parametrize("many", [1, 12])
def test_the_desk_asks_the_database_as_often_for_any_number(client, db, many, django_assert_max_num_queries):
    made, cast = rated_return(["green", "amber"] * many)
    for _ in range(min(many, 4)):
        other = ReturnFactory(exercise=made.exercise)
        Return.objects.filter(pk=other.pk).update(status=ReturnStatus.SUBMITTED)
    keys = list(made.answers.values_list("question__key", flat=True))
    services.save_notes(audit_return=made, typed={key: Typed("x", "") for key in keys}, actor=cast.unit)
    client.force_login(cast.unit)
    client.get(address("assure", made))
    with django_assert_max_num_queries(25):
        page = soup(client.get(address("assure", made)))
    assert len(page.select("[data-question]")) == 2 * many
