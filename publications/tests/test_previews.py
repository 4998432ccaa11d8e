"""Editors see a page as a phone and as paper show it, and how easy it is to read, before anybody else does."""

import html

import pytest
from bs4 import BeautifulSoup

from publications.tests.factories import (
    BriefingFactory,
    BriefingIndexFactory,
    FrameworkFactory,
    OutcomeFactory,
    OutcomeIndexFactory,
)

pytestmark = pytest.mark.django_db


def outcome():
    return OutcomeFactory(parent=OutcomeIndexFactory(), live=False)


def briefing():
    return BriefingFactory(parent=BriefingIndexFactory(), live=False)


def framework():
    return FrameworkFactory(live=False)


def framed(page, mode):
    """The frame of a preview, and the page within it."""
    frame = BeautifulSoup(page.make_preview_request(preview_mode=mode).content, "html.parser").iframe
    return frame, BeautifulSoup(html.unescape(frame["srcdoc"]), "html.parser")


@pytest.mark.parametrize("make", [outcome, briefing, framework])
def test_a_page_is_previewed_as_a_phone_and_as_paper_show_it(make):
    page = make()
    assert [name for name, _ in page.preview_modes] == ["", "phone", "print"]
    for mode, width, styles in (("phone", "360", "portal"), ("print", "680", "portal-print")):
        frame, inside = framed(page, mode)
        assert (frame["width"], frame["sandbox"]) == (width, ["allow-same-origin"])
        assert inside.h1.get_text(strip=True).endswith(page.title)
        assert inside.find("link", rel="stylesheet")["href"].partition("css/")[2].startswith(f"{styles}.")


def test_the_page_itself_is_in_no_frame():
    assert BeautifulSoup(briefing().make_preview_request(preview_mode="").content, "html.parser").iframe is None


def test_on_paper_the_framework_says_its_version_at_the_foot():
    _, inside = framed(framework(), "print")
    assert inside.find("link", href="/framework/print.css")["media"] == "all"


def test_words_that_the_framework_explains_are_not_held_against_a_page(editing):
    term = {"term": "Interdisciplinary chronology", "meaning": "What happened, in order."}
    FrameworkFactory(glossary=[("term", term)])
    page = BriefingFactory(
        parent=BriefingIndexFactory(), introduction="We read the interdisciplinary chronology of each child."
    )
    form = editing.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "Reading grade" in form
    assert "Hard words" not in form
