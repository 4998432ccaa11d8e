"""The newest issue of the demo, whole: page, mail, plain text, PDF and previews tell the same."""

import re
from datetime import UTC, datetime

import pytest
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from publications.issue import issue_of
from publications.models import NewsletterPage
from publications.rendering import mail_of, pdf_of
from publications.tests.markup import Markup
from tests.support.pdf_reading import elements, kinds, open_pdf, squeezed, text_of

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


def test_page_mail_text_and_pdf_tell_the_same_in_the_same_order(demo, client):
    issue = NewsletterPage.objects.newest_first()[0]
    content = issue_of(issue)
    mail = mail_of(content)
    pieces = [
        issue.title,
        content.lead_heading,
        *(s.heading for s in content.stories),
        *(d.what for d in content.diary),
    ]
    with open_pdf(pdf_of(content, AT)) as pdf:
        printed = text_of(pdf)
    page = Markup(client.get(issue.url).content.decode()).text
    for told in (page, Markup(mail.html).text, " ".join(mail.text.split())):
        places = [told.rindex(piece) for piece in pieces]
        assert places == sorted(places)
    places = [printed.rindex(squeezed(piece)) for piece in pieces]
    assert places == sorted(places)
    links = [content.lead_link.url, *(story.link.url for story in content.stories)]
    assert all(link.startswith("http") and link in mail.html and link in mail.text for link in links)


def test_the_mail_has_one_first_heading_and_loads_and_runs_nothing(demo):
    for issue in NewsletterPage.objects.all():
        html = mail_of(issue_of(issue)).html
        markup = Markup(html)
        headings = [tag for tag in markup.tags if re.fullmatch("h[1-6]", tag)]
        assert headings[0] == "h1"
        assert set(headings[1:]) == {"h2"}
        assert not {"img", "script", "iframe", "link", "form", "object", "video"} & set(markup.tags)
        assert not re.search(r"url\(|@import|<v:|src=", html)
        assert ("lang", "en-GB") in markup.attributes
        tables = html.count("<table")
        assert tables == html.count('role="presentation"') - html.count('<td align="center" bgcolor')


def test_the_pdf_is_tagged_and_says_what_it_is(demo):
    issue = NewsletterPage.objects.newest_first()[0]
    with open_pdf(pdf_of(issue_of(issue), AT)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo.Title) == issue.title
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        found = kinds(pdf)
        assert [found.count("/H1"), found.count("/H2")] == [1, 2 + len(issue.told.told)]
        assert "/Link" in found
        assert [str(element.S) for element in elements(pdf) if str(element.S) == "/L"]


def test_the_page_offers_the_pdf_under_a_name_that_says_what_it_is(demo, client):
    issue = NewsletterPage.objects.newest_first()[0]
    address = f"/newsletters/issue-{issue.number}.pdf"
    assert f'href="{address}"' in client.get(issue.url).content.decode()
    response = client.get(address)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="newsletter-issue-12-autumn-2026.pdf"'
    twin = issue.copy(update_attrs={"slug": "twin"}, keep_live=True)
    assert client.get(address).status_code == 200
    twin.unpublish()
    issue.unpublish()
    assert client.get(address).status_code == 404


def test_previews_show_exactly_what_is_sent(demo, client):
    issue = NewsletterPage.objects.newest_first()[0]
    shown = {mode: issue.make_preview_request(preview_mode=mode) for mode, _ in issue.preview_modes}
    mail = mail_of(issue_of(issue)).personal(
        leave="http://127.0.0.1:8000/subscribe/", preferences="http://127.0.0.1:8000/subscribe/"
    )
    assert shown[""].content.decode().count("<h1") == 1
    assert shown["mail"].content.decode() == mail.html
    assert shown["text"].content.decode() == mail.text
    assert shown["text"]["Content-Type"].startswith("text/plain")
    assert shown["print"].content.startswith(b"%PDF-1.7")
    assert "script" not in shown["mail"]["Content-Security-Policy"]
    for response in shown.values():
        assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


def test_a_removed_picture_changes_neither_page_nor_mail(demo, client):
    issue = NewsletterPage.objects.newest_first()[0]
    before = mail_of(issue_of(issue))
    issue.social_image = Image.objects.create(
        title="Cover", description="Three rings in teal", file=get_test_image_file()
    )
    issue.save_revision().publish()
    Image.objects.all().delete()
    again = NewsletterPage.objects.get(pk=issue.pk)
    assert client.get(again.url).status_code == 200
    assert mail_of(issue_of(again)) == before
