"""The editor's pages for sending a newsletter."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.tests.factories import UserFactory
from portal.outbox.models import Message
from publications.deliveries import queue_batch
from publications.models import Mailing
from publications.services import mailing as services
from publications.tests.factories import (
    BriefingFactory,
    BriefingIndexFactory,
    NewsletterFactory,
    NewsletterIndexFactory,
    SubscriberFactory,
)
from publications.tests.test_newsletter_forms import picked, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailing(issue):
    SubscriberFactory.create_batch(3)
    return services.prepare(newsletter=issue, actor=UserFactory(editor=True))


def address(mailing, *parts):
    return "/admin/newsletters/" + "".join(f"{part}/" for part in (mailing.pk, *parts))


def words(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_way_leads_from_the_issue_to_its_sending(editing, issue):
    SubscriberFactory.create_batch(2)
    send = f"/admin/newsletters/issues/{issue.pk}/"
    assert send in words(editing.get(f"/admin/pages/{issue.pk}/edit/"))
    assert "2 people have asked for the newsletter" in words(editing.get(send))
    answer = editing.post(send, {"roles": [], "themes": []})
    assert answer["Location"] == address(Mailing.objects.get())
    text = words(editing.get(answer["Location"]))
    assert "<strong>2</strong> of 2 people" in text
    assert "Subject: <strong>Autumn: Issue" in text
    assert "Send now to 2 people" in text
    assert f'src="{answer["Location"]}mail/"' in text


def test_other_pages_have_no_such_button(editing, issue):
    assert "Send this newsletter" not in words(editing.get(f"/admin/pages/{issue.get_parent().pk}/edit/"))


def test_choosing_readers_twice_keeps_one_draft(editing, issue):
    for roles in ([], ["school"]):
        editing.post(f"/admin/newsletters/issues/{issue.pk}/", {"roles": roles})
    assert Mailing.objects.get().roles == ["school"]
    assert "I work in a school or college" in words(editing.get(address(Mailing.objects.get())))


def test_the_frame_shows_what_is_sent_and_loads_nothing(editing, mailing):
    html, text = (editing.get(address(mailing, form)) for form in ("mail", "text"))
    assert "default-src 'none'" in html["Content-Security-Policy"]
    assert html["X-Frame-Options"] == "SAMEORIGIN"
    services.start(mailing=mailing, actor=UserFactory(editor=True))
    queue_batch(mailing)
    message = Message.objects.first()
    assert without_links(message.html) == without_links(html.content.decode())
    assert without_links(message.text) == without_links(text.content.decode())


def without_links(content):
    return [part for part in content.replace('"', " ").split() if "/subscribe/" not in part]


def test_a_test_send_goes_to_the_editor(editing, mailing):
    assert "A test is on its way to you" in words(editing.post(address(mailing, "test"), follow=True))
    assert Message.objects.get().to == editing.get("/accounts/").wsgi_request.user.email


def test_a_time_is_given_and_taken_away(editing, mailing):
    moment = timezone.localtime(timezone.now() + timedelta(days=2))
    editing.post(address(mailing, "schedule"), {"planned_at": f"{moment:%Y-%m-%d %H:%M}"})
    text = words(editing.get(address(mailing)))
    assert "State: scheduled" in text
    assert "(Europe/London)" in text
    assert "State: draft" in words(editing.post(address(mailing, "put-back"), follow=True))


@pytest.mark.parametrize(("typed", "told"), [("tomorrow", "Enter a valid date/time"), ("2020-01-01 09:00", "still to")])
def test_a_time_that_cannot_be_keeps_what_was_typed(editing, mailing, typed, told):
    text = words(editing.post(address(mailing, "schedule"), {"planned_at": typed}))
    assert "<title> Error: " in text or "<title>Error: " in text
    assert told in text
    assert f'value="{typed}' in text


def test_sending_is_shown_paused_resumed_and_cancelled(editing, mailing):
    assert "0 of 3 done" in words(editing.post(address(mailing, "start"), follow=True))
    assert "State: paused" in words(editing.post(address(mailing, "pause"), follow=True))
    assert "State: sending" in words(editing.post(address(mailing, "resume"), follow=True))
    assert editing.get(address(mailing, "progress")).json() == {
        "status": "sending",
        "done": 0,
        "words": "0 of 3 done: 0 sent",
    }
    assert "State: cancelled" in words(editing.post(address(mailing, "cancel"), follow=True))
    assert "not possible now" in words(editing.post(address(mailing, "resume"), follow=True))


def test_what_is_missing_is_said(editing, mailing, issue):
    issue.unpublish()
    assert "Publish the newsletter first" in words(editing.post(address(mailing, "start"), follow=True))


def test_a_story_left_out_is_named(editing):
    briefing = BriefingFactory(parent=BriefingIndexFactory(), title="Drift")
    page = NewsletterFactory(parent=NewsletterIndexFactory(), stories=[picked(briefing), story()])
    page.save_revision().publish()
    briefing.unpublish()
    mailing = services.prepare(newsletter=page, actor=UserFactory(editor=True))
    assert "Left out of the mail" in words(editing.get(address(mailing)))
    assert "Drift" in words(editing.get(address(mailing)))


def test_an_editor_who_changes_an_issue_in_flight_is_told(editing, mailing, issue):
    services.start(mailing=mailing, actor=UserFactory(editor=True))
    issue.title = "Changed"
    issue.save_revision().publish()
    assert "published anew since sending began" in words(editing.get(address(mailing)))


def test_saving_an_issue_in_flight_says_that_the_mail_stays(editing, mailing, issue):
    services.start(mailing=mailing, actor=UserFactory(editor=True))
    form = editing.get(f"/admin/pages/{issue.pk}/edit/").context["form"]
    data = posted(form)
    assert "the mail stays as it was" in words(editing.post(f"/admin/pages/{issue.pk}/edit/", data, follow=True))


def posted(form):
    """What the browser would send of an unchanged form with two fresh stories."""
    data = {name: form[name].value() for name in ("title", "slug", "number", "season", "published_on", "lead_heading")}
    data |= {"lead_text": '{"blocks": [], "entityMap": {}}', "lead_link-count": "0", "diary-count": "0"}
    data["stories-count"] = "0"
    return {name: value for name, value in data.items() if value is not None}


def test_the_archive_shows_numbers_and_says_that_nobody_is_watched(editing, mailing):
    services.start(mailing=mailing, actor=UserFactory(editor=True))
    text = words(editing.get("/admin/newsletters/"))
    assert "Autumn: Issue" in text
    assert "we do not know who opened a mail" in text


@pytest.mark.parametrize("trait", ["unit", "admin"])
def test_only_those_who_may_send_see_the_menu_and_the_pages(client, mailing, trait):
    client.force_login(UserFactory(**{trait: True}))
    allowed = trait != "unit"
    assert (client.get(address(mailing)).status_code == 200) is allowed
    assert ("Newsletter mailings" in client.get("/admin/").content.decode()) is allowed


def test_there_is_nothing_else_to_do(editing, mailing):
    assert editing.post(address(mailing, "explode")).status_code == 404
    assert editing.get(address(mailing, "start")).status_code == 405
