"""A resubmission shows each change against what was sent before, and what was left as it was."""

import time

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from audit_forms.returns import services
from audit_forms.returns.changes import Fate, compare, pairs_of
from audit_forms.returns.display import Line
from audit_forms.returns.reading import read_return
from audit_forms.returns.tests.factories import in_status, refreshed
from audit_forms.returns.timeline import events_of


def test_words_that_went_and_came_are_told_apart():
    before, after = compare("The board met twice in May.", "The board met three times in May.")
    assert [(piece.fate, piece.text) for piece in before if piece.fate != Fate.SAME] == [(Fate.REMOVED, "twice")]
    assert "".join(piece.text for piece in after if piece.fate == Fate.ADDED) == "three times"
    assert "".join(piece.text for piece in before) == "The board met twice in May."
    assert "".join(piece.text for piece in after) == "The board met three times in May."


def test_a_text_written_anew_is_shown_whole():
    before, after = compare("Policy seen by staff.", "Twelve pupils were asked what they knew")
    assert [piece.fate for piece in (*before, *after)] == [Fate.REMOVED, Fate.ADDED]


def test_parts_are_paired_by_their_label():
    pairs = pairs_of(
        [Line("Rating", "In place", "green"), Line("Action", "Old")], [Line("Rating", "Not in place", "red")]
    )
    assert [(pair.label, pair.is_same) for pair in pairs] == [("Rating", False), ("Action", False)]
    assert pairs[1].now is None
    assert pairs[0].before == ()


@pytest.mark.parametrize("piece", ["a ", "ab", "a b c d e f g h ", ".", "é\n"])
def test_comparing_hostile_texts_takes_no_time(piece):
    before = time.process_time()
    compare(piece * 100_000, "x " + piece * 99_000)
    compare(piece * 500, "x " + piece * 480)
    assert time.process_time() - before < 4


@pytest.fixture
def again(audit_return, cast):
    """Asked for changes to both questions, one of them changed, and submitted again."""
    in_status("submitted", audit_return, cast)
    services.request_changes(audit_return=audit_return, notes={"first": "Say when", "second": "Why?"}, actor=cast.unit)
    resubmit(audit_return, cast, "Minutes of the meeting in May")
    return refreshed(audit_return)


def resubmit(audit_return, cast, text):
    version = str(audit_return.answers.get(question__key="first").version)
    posted = {"first.version": version, "first.text": text}
    key = audit_return.edition.sections.get().key
    services.save_answers(audit_return=audit_return, section=key, posted=posted, actor=cast.lead)
    services.send_for_sign_off(audit_return=audit_return, actor=cast.lead)
    for person in (cast.head, cast.chair):
        services.confirm(audit_return=audit_return, attempt=refreshed(audit_return).attempt, actor=person)


def test_the_desk_opens_on_the_changed_questions_with_the_note_that_asked(client, again, cast):
    client.force_login(cast.unit)
    page = BeautifulSoup(client.get(reverse("returns:assure", args=[again.reference])).content, "html.parser")
    first, second = (page.select_one(f"#question-{key}") for key in ("first", "second"))
    assert "Say when" in first.get_text()
    assert [each.get_text() for each in first.select("ins")] == ["[added:  in May]"]
    assert not first.select("del")
    assert "A change was asked for, and the answer came back as it was" in second.get_text()
    assert "Round 2" in page.get_text()


def test_nothing_has_come_back_while_changes_are_being_made(client, again, cast):
    services.request_changes(audit_return=again, notes={"second": "Again: why?"}, actor=cast.unit)
    client.force_login(cast.viewer)
    assert "came back as it was" not in client.get(again.get_absolute_url()).content.decode()


def test_readers_see_the_change_in_the_whole_return(client, again, cast):
    client.force_login(cast.viewer)
    page = BeautifulSoup(client.get(again.get_absolute_url()).content, "html.parser")
    assert len(page.select("ins")) == 1


def test_the_first_text_stays_beside_later_rounds(again, cast):
    services.request_changes(audit_return=again, notes={"first": "Which May?"}, actor=cast.unit)
    resubmit(again, cast, "Minutes of the meeting in May 2026")
    items = {item.question.key: item for item in read_return(refreshed(again)).sections[0].items}
    first, second = items["first"], items["second"]
    assert first.earlier[1].text == "Minutes of the meeting in May"
    assert first.first[1].text == "Minutes of the meeting"
    assert (second.earlier, second.is_unchanged_though_asked) == (None, False)


def test_every_round_stays_on_the_timeline(again):
    told = [(event.words, event.details) for event in events_of(again)]
    assert ("Changes requested", "Round 1. 2 questions.") in told
    assert ("Submitted", "Round 1.") in told
    assert ("Submitted", "Round 2.") in told
