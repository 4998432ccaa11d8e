"""Editors are told how easy a page is to read; nothing is refused for it (bars A13)."""

import pytest

from home.plain_words import passages_of, reading_of
from home.tests.factories import InformationPageFactory
from portal.accounts.tests.factories import UserFactory

PLAIN = "We read the file. We talk to the child. Then we ask what has changed."
HARD = (
    "Notwithstanding organisational considerations, the implementation of interdisciplinary collaboration necessitates "
    "comprehensive administrative coordination between participating organisations, including representatives of every "
    "subsidiary."
)


def test_plain_words_are_told_from_hard_ones():
    assert reading_of([PLAIN]).grade < 4
    assert reading_of([HARD]).grade > 16
    assert reading_of([PLAIN]).age == 5


def test_the_longest_sentences_and_hardest_words_are_named():
    long = f"We asked {'each of them, and then ' * 7}the last one."
    found = reading_of([PLAIN, f"{long} It was short.", HARD])
    assert found.long_sentences == [long]
    assert "interdisciplinary" in found.hard_words
    assert reading_of([PLAIN]).hard_words == []


def test_words_that_are_explained_do_not_count():
    text = "The designated safeguarding lead reads the interdisciplinary chronology."
    assert reading_of([text], ["Interdisciplinary chronology"]).grade < reading_of([text]).grade
    assert reading_of([text], ["Interdisciplinary chronology"]).hard_words == []


@pytest.mark.parametrize("passages", [[], [""], ["—", "12 345"]])
def test_no_words_have_no_grade(passages):
    assert reading_of(passages).grade is None


@pytest.mark.django_db
def test_the_editing_form_says_it_and_refuses_nothing(client):
    client.force_login(UserFactory(editor=True))
    body = [("text", f"<p>{HARD}</p><ul><li>One point</li><li>Another point</li></ul>")]
    page = InformationPageFactory(introduction=PLAIN, body=body)
    assert passages_of(page) == [PLAIN, HARD, "One point", "Another point"]
    form = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "Reading grade" in form
    assert "interdisciplinary" in form.partition("Hard words:")[2].partition("</p>")[0]
    page.save_revision().publish()
    page.refresh_from_db()
    assert page.live
