"""Events: on their page, in lists and in calendars; over, they move to the past by themselves."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import timezone
from icalendar import Calendar

from publications.blocks import DiaryDateBlock
from publications.dates import next_dates
from publications.tests.factories import EventFactory, EventIndexFactory, NewsletterFactory, NewsletterIndexFactory

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def index():
    return EventIndexFactory()


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def titles(client, address):
    return [title.text for title in read(client, address).select(".find-event__title")]


def calendar(client, address):
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_a_page_says_when_with_the_time_zone_where_for_whom_and_how_to_book(client, index):
    start = datetime(2027, 6, 3, 16, tzinfo=LONDON)
    event = EventFactory(parent=index, starts_at=start, ends_at=start + timedelta(minutes=90), place="Town Hall")
    text = " ".join(read(client, event.url).main.text.split())
    for words in ("Thursday 3 June 2027, 4pm to 5:30pm (BST)", "Town Hall", "New staff", "Just come."):
        assert words in text


def test_over_it_moves_to_the_past_by_itself(client, index):
    EventFactory(parent=index, title="To come")
    EventFactory(parent=index, title="Over", past=True)
    assert titles(client, "/events/") == ["To come"]
    assert titles(client, "/events/?when=past") == ["Over"]
    assert "This is over" in read(client, "/events/over/").main.text


@pytest.mark.parametrize("query", ["when=zebra", "page=99", "page=zebra", "when=past&page=2"])
def test_a_part_of_the_list_that_is_not_there_answers_404(client, index, query):
    assert client.get(f"/events/?{query}").status_code == 404


def test_without_dates_the_list_says_what_will_be_there(client, index):
    assert "No dates just now" in read(client, "/events/").main.text
    assert "Nothing past yet" in read(client, "/events/?when=past").main.text


def test_one_event_is_put_into_a_calendar(client, index):
    start = datetime(2027, 6, 3, 16, tzinfo=LONDON)
    event = EventFactory(parent=index, title="Forum", slug="forum", starts_at=start, ends_at=start + timedelta(hours=1))
    link = read(client, event.url).find("a", string="Put it in your calendar")["href"]
    (entry,) = calendar(client, link)
    assert str(entry["SUMMARY"]) == "Forum"
    assert entry.decoded("DTSTART") == start
    assert entry.decoded("DTEND") == start + timedelta(hours=1)
    assert str(entry["LOCATION"]) == event.place
    assert str(entry["URL"]).endswith("/events/forum/")
    assert "Just come." in entry["DESCRIPTION"]


def test_the_calendar_of_all_has_what_is_to_come_and_nothing_that_is_not_public(client, index):
    EventFactory(parent=index, title="To come")
    EventFactory(parent=index, title="Over", past=True)
    EventFactory(parent=index, title="Draft", slug="draft", live=False)
    assert [str(entry["SUMMARY"]) for entry in calendar(client, "/events/calendar.ics")] == ["To come"]
    assert client.get("/events/draft/calendar.ics").status_code == 404
    assert client.get("/events/none/calendar.ics").status_code == 404


def test_a_follower_sees_a_changed_date_as_the_same_event(client, index):
    event = EventFactory(parent=index)
    (before,) = calendar(client, "/events/calendar.ics")
    event.starts_at -= timedelta(hours=1)
    event.save_revision().publish()
    (after,) = calendar(client, "/events/calendar.ics")
    assert before["UID"] == after["UID"]
    assert after.decoded("DTSTART") == before.decoded("DTSTART") - timedelta(hours=1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"ends_at": timezone.now() - timedelta(days=900)}, "ends_at"), ({"place": "", "online_link": ""}, "place")],
)
def test_what_cannot_be_is_refused_in_words(index, wrong, field):
    event = EventFactory.build(path="000100019999", depth=3, **wrong)
    with pytest.raises(ValidationError) as refused:
        event.clean()
    assert list(refused.value.message_dict) == [field]


def test_the_next_dates_name_what_is_in_the_diary_and_an_event_once(index):
    tomorrow = timezone.localtime().replace(hour=9) + timedelta(days=1)
    event = EventFactory(parent=index, title="Practice hour", starts_at=tomorrow, ends_at=tomorrow + timedelta(hours=1))
    chosen = EventFactory(parent=index, title="Forum")
    diary = [
        ("date", {"day": event.listed_on, "what": "Practice  Hour"}),
        ("date", {"day": chosen.listed_on, "what": "The forum, as the newsletter calls it", "event": chosen.page_ptr}),
        ("date", {"day": timezone.localdate() + timedelta(days=2), "what": "Returns close", "details": "5pm"}),
        ("date", {"day": timezone.localdate() - timedelta(days=1), "what": "Over"}),
    ]
    NewsletterFactory(parent=NewsletterIndexFactory(), diary=diary)
    found = [(each.what, each.page and each.page.pk) for each in next_dates(9)]
    assert found == [("Practice hour", event.pk), ("Returns close", None), ("Forum", chosen.pk)]
    assert [each.what for each in next_dates(1)] == ["Practice hour"]


def test_a_newsletter_takes_the_date_from_the_event_chosen(index):
    event = EventFactory(parent=index, title="Forum")
    block = DiaryDateBlock()
    filled = block.clean(block.to_python({"event": event.pk, "day": None, "what": "", "details": ""}))
    assert (filled["day"], filled["what"]) == (event.listed_on, "Forum")
    assert event.place in filled["details"]
    own = block.clean(block.to_python({"event": event.pk, "day": None, "what": "Our forum", "details": ""}))
    assert own["what"] == "Our forum"
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"event": None, "day": None, "what": "", "details": ""}))


def test_the_list_costs_few_queries_however_long(client, index, django_assert_max_num_queries):
    EventFactory.create_batch(25, parent=index)
    client.get("/events/")
    with django_assert_max_num_queries(12):
        client.get("/events/")


def test_a_page_costs_few_queries(client, index, django_assert_max_num_queries):
    event = EventFactory(parent=index)
    client.get(event.url)
    with django_assert_max_num_queries(12):
        client.get(event.url)
