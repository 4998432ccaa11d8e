"""One issue in all its forms: page, mail, plain text and PDF tell the same, and nothing typed becomes markup."""

from datetime import UTC, datetime

import pytest
from wagtail.models import PageViewRestriction

from home.barriers import barriers_of
from publications.issue import issue_of
from publications.models import NewsletterPage
from publications.prose import as_text, blocks_of
from publications.rendering import mail_of, pdf_of
from publications.tests.factories import (
    BriefingFactory,
    BriefingIndexFactory,
    NewsletterFactory,
    NewsletterIndexFactory,
)
from publications.tests.markup import Markup
from tests.support.pdf_reading import open_pdf, squeezed, text_of

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; onload='alert(1)",
    "</mj-text><mj-raw><script>alert(1)</script></mj-raw><mj-text>",
    "<mj-include path='/etc/passwd' />",
    "<!-- x --><![CDATA[ <b>y</b> ]]>",
    "{{ settings.SECRET_KEY }}{% debug %}",
    '#read("/etc/passwd") *bold* [link](javascript:alert(1))',
]


def picked(page, **words):
    return ("picked", {"page": page, "heading": "", "text": "", "words": "", **words})


def story(heading="Fresh", **words):
    link = {"words": "Read the first story", "page": None, "address": "https://example.org/1"}
    return ("story", {"heading": heading, "text": "Short.", "link": link, **words})


@pytest.fixture
def briefing(db):
    return BriefingFactory(parent=BriefingIndexFactory(), title="Drift", introduction="Plans that go on.", slug="drift")


def an_issue(*stories, **fields):
    issue = NewsletterFactory(
        parent=NewsletterIndexFactory(), stories=list(stories) or [story(), story("Two")], **fields
    )
    return NewsletterPage.objects.get(pk=issue.pk)


def test_a_picked_story_is_told_by_its_page(briefing, client):
    issue = an_issue(picked(briefing), story())
    for text in (client.get(issue.url).content.decode(), mail_of(issue_of(issue)).html, mail_of(issue_of(issue)).text):
        assert "Drift" in text
        assert "Plans that go on." in text
        assert "Read more: Drift" in text
        assert "/briefings/drift/" in text


def test_an_editor_may_tell_it_in_other_words(briefing, client):
    issue = an_issue(picked(briefing, heading="Our words", text="Our text.", words="Read it"), story())
    text = client.get(issue.url).content.decode()
    assert all(words in text for words in ("Our words", "Our text.", ">Read it</a>"))
    assert "Plans that go on." not in text


@pytest.mark.parametrize("how", ["unpublished", "closed", "deleted"])
def test_a_picked_page_that_nobody_may_read_is_left_out_and_the_editor_is_told(briefing, client, how):
    issue = an_issue(picked(briefing), story())
    if how == "unpublished":
        briefing.unpublish()
    elif how == "closed":
        PageViewRestriction.objects.create(page=briefing, restriction_type="login")
    else:
        briefing.delete()
    issue = NewsletterPage.objects.get(pk=issue.pk)
    content = issue_of(issue)
    mail = mail_of(content)
    for text in (client.get(issue.url).content.decode(), mail.html, mail.text):
        assert "Plans that go on." not in text
        assert "Fresh" in text
    assert content.left_out == ["A page that was deleted" if how == "deleted" else "Drift"]


def test_a_fresh_story_whose_page_is_unpublished_keeps_its_words_without_a_link(briefing):
    link = {"words": "Read the briefing", "page": briefing, "address": ""}
    issue = an_issue(story(link=link), story("Two"))
    assert "/briefings/drift/" in mail_of(issue_of(issue)).html
    briefing.unpublish()
    mail = mail_of(issue_of(NewsletterPage.objects.get(pk=issue.pk)))
    assert "/briefings/drift/" not in mail.html + mail.text
    assert "Read the briefing" in mail.html
    assert "Read the briefing" in mail.text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_typed_stays_words_in_every_form(payload, briefing):
    issue = an_issue(
        story(payload[:90], text=payload),
        picked(briefing, heading=payload[:90], text=payload, words=payload[:90]),
        title=payload,
        lead_heading=payload[:90],
        diary=[("date", {"day": AT.date(), "what": payload, "details": payload})],
    )
    content = issue_of(issue)
    mail = mail_of(content)
    plain = mail_of(issue_of(an_issue_of_words(briefing)))
    markup, expected = Markup(mail.html), Markup(plain.html)
    assert markup.tags == expected.tags
    assert [name for name, _ in markup.attributes] == [name for name, _ in expected.attributes]
    assert markup.text.count(" ".join(payload.split())) >= 6
    assert payload in mail.text
    assert "\n" not in mail.subject
    with open_pdf(pdf_of(content, AT)) as pdf:
        assert text_of(pdf).count(squeezed(payload)) >= 6


def an_issue_of_words(briefing):
    """The same issue with harmless words."""
    NewsletterPage.objects.all().delete()
    return NewsletterFactory(
        parent=briefing.get_parent(),
        title="Title",
        lead_heading="Lead",
        stories=[story("One"), picked(briefing, heading="Two", text="Text", words="More")],
        diary=[("date", {"day": AT.date(), "what": "What", "details": "Where"})],
    )


def test_rich_text_is_taken_apart_with_its_looks_and_full_addresses(briefing, settings):
    rich = (
        f'<p>One <b>bold <i>both</i></b> and <a linktype="page" id="{briefing.pk}">a page</a>.</p>'
        '<ul><li>First</li><li>Second <a href="https://example.org/?a=1&amp;b=2">out</a></li></ul>'
        '<p><a href="javascript:alert(1)">No way</a></p><ol><li>Step</li></ol>'
    )
    blocks = blocks_of(rich)
    assert [block.kind for block in blocks] == ["p", "ul", "p", "ol"]
    assert list(as_text(blocks)) == [
        f"One bold both and a page ({settings.WAGTAILADMIN_BASE_URL}/briefings/drift/).",
        "- First\n- Second out (https://example.org/?a=1&b=2)",
        "No way",
        "1. Step",
    ]
    looks = [(run.text.strip(), run.is_bold, run.is_italic) for run in blocks[0].items[0]]
    assert looks[:3] == [("One", False, False), ("bold", True, False), ("both", True, True)]


def test_an_issue_with_nothing_filled_in_has_every_preview():
    for mode, _ in NewsletterPage().preview_modes:
        assert NewsletterPage().make_preview_request(preview_mode=mode).status_code == 200


@pytest.mark.parametrize(("words", "found"), [("", 0), ("Read the briefing on drift", 0), ("Read more", 1)])
def test_the_words_of_a_picked_storys_link_say_where_it_leads_or_are_left_to_the_page(briefing, words, found):
    assert len(barriers_of(an_issue(picked(briefing, words=words), story()))) == found
