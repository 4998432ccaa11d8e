"""Section pages without JavaScript: what is shown, stored, refused, kept and led to."""

import json
import re

import pytest
from django.db import connection
from django.urls import reverse

from audit_forms.returns.models import Answer, RescuedText
from audit_forms.returns.tests.factories import (
    Cast,
    ExerciseFactory,
    ReturnFactory,
    all_kinds_edition,
    in_status,
    refreshed,
)


@pytest.fixture
def address(full_return):
    return reverse("returns:section", args=[full_return.reference, "everything"])


@pytest.fixture
def lead(client, full_cast):
    client.force_login(full_cast.lead)
    return client


def hidden(response):
    """The hidden fields of the page's form, as a browser would send them back."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', response.content.decode())
    return dict(found)


def test_a_question_shows_all_that_helps_to_answer_it(lead, address):
    page = lead.get(address).content.decode()
    for words in [
        "Think of it this way.",
        "Minutes, a log.",
        "For example: Name somebody.",
        "What In place looks like.",
    ]:
        assert words in page
    assert "If you chose Partly in place or Not in place" in page
    assert "<h1" in page
    assert page.count("<h1") == 1


def test_facts_we_hold_are_offered_and_saved_only_when_the_page_is(lead, address, full_return):
    response = lead.get(address)
    name = full_return.organisation.name
    assert f'value="{name}"' in response.content.decode()
    assert not Answer.objects.exists()
    lead.post(address, hidden(response) | {"short_text.text": name})
    assert Answer.objects.get().text == name


def test_save_and_continue_leads_to_the_next_section_and_after_the_last_to_the_check(lead, address, full_return):
    response = lead.post(address, hidden(lead.get(address)) | {"long_text.text": "Words"})
    following = reverse("returns:section", args=[full_return.reference, "more"])
    assert (response.status_code, response.url) == (302, following)
    response = lead.post(following, hidden(lead.get(following)) | {"extra.text": ""})
    assert response.url == reverse("returns:check", args=[full_return.reference])


def test_save_and_come_back_later_leads_to_the_task_list(lead, address, full_return):
    response = lead.post(address, hidden(lead.get(address)) | {"long_text.text": "Words", "leave": "1"})
    assert response.url == full_return.get_absolute_url()
    assert Answer.objects.get(question__key="long_text").text == "Words"


@pytest.mark.parametrize("button", [{}, {"leave": "1"}])
def test_malformed_parts_are_shown_with_what_was_typed_and_the_rest_is_saved(lead, address, button):
    typed = {"long_text.text": "Words", "date.date": "31/2/2026", "number.number": "many"}
    response = lead.post(address, hidden(lead.get(address)) | typed | button)
    page = response.content.decode()
    assert response.status_code == 200
    assert page.index("<title>Error: ") < page.index("error-summary")
    assert 'href="#id_date.date"' in page
    assert 'id="id_date.date"' in page
    assert 'aria-describedby="id_date.date_hint id_date.date_error"' in page
    assert 'value="31/2/2026"' in page
    assert 'value="many"' in page
    assert Answer.objects.get(question__key="long_text").text == "Words"


def test_the_page_that_tells_of_an_error_does_not_conflict_with_its_own_save(lead, address):
    first = lead.post(address, hidden(lead.get(address)) | {"long_text.text": "Words", "date.date": "never"})
    second = lead.post(address, hidden(first) | {"long_text.text": "Other words", "date.date": "1/2/2026"})
    assert second.status_code == 302
    assert Answer.objects.get(question__key="long_text").text == "Other words"


def test_two_editors_without_javascript_see_both_texts_and_choose(client, address, full_return, full_cast):
    client.force_login(full_cast.lead)
    opened = hidden(client.get(address))
    client.force_login(full_cast.colleague)
    client.post(address, hidden(client.get(address)) | {"long_text.text": "Theirs <b>"})
    client.force_login(full_cast.lead)
    page = client.get(address)  # a token of the new session; the versions are those of the page opened first
    sent = hidden(page) | {name: value for name, value in opened.items() if name.startswith("long_text.")}
    conflict = client.post(address, sent | {"long_text.text": "Mine"}).content.decode()
    assert "Col League saved another answer" in conflict
    assert "Theirs &lt;b&gt;" in conflict
    assert ">&#10;Mine</textarea>" in conflict
    assert 'href="#id_long_text.keep_0"' in conflict
    version = Answer.objects.get(question__key="long_text").version
    chosen = client.post(address, sent | {"long_text.text": "Mine", "long_text.keep": f"mine:{version}"})
    assert chosen.status_code == 302
    assert Answer.objects.get(question__key="long_text").text == "Mine"


PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><script>alert(1)</script>",
    "' onfocus='alert(1)",
    "{{ 7|add:7 }}{% csrf_token %}",
    "javascript:alert(1)",
    "</title><svg onload=alert(1)>",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payloads_are_shown_as_text_wherever_an_answer_is(lead, address, full_return, payload):
    boxes = (
        "rated-0.text",
        "rated-0.reason",
        "rated-0.action_what",
        "rated-0.action_who",
        "long_text.text",
        "person.name",
    )
    lead.post(address, hidden(lead.get(address)) | {"rated-0.level": "red"} | dict.fromkeys(boxes, payload))
    pages = [
        address,
        *(reverse(f"returns:{name}", args=[full_return.reference]) for name in ("check", "read", "detail")),
    ]
    for page in pages:
        text = lead.get(page).content.decode()
        for opening in ("<script>alert", "<img src=x", "<svg onload", "' onfocus='", "<svg"):
            assert opening not in text.replace('<svg class="portal', "").replace("<svg aria", "")


def test_text_of_100000_characters_with_every_line_end_comes_back_whole(lead, address):
    text = ("a\r\nb\nc\rd\te\u0301 " + "\U0001f469\u200d\U0001f467 ") * 6_250
    assert len(text) >= 100_000
    response = lead.post(address, hidden(lead.get(address)) | {"long_text.text": text})
    assert response.status_code == 302
    assert Answer.objects.get(question__key="long_text").text == text
    assert text in lead.get(address).content.decode()


@pytest.mark.parametrize("who", ["auditor", "leaver", "stranger", "superuser"])
def test_what_is_not_yours_is_not_there(client, full_cast, full_return, address, who):
    client.force_login(getattr(full_cast, who))
    missing = reverse("returns:section", args=["R-2222-2222-2", "everything"])
    for method in (client.get, client.post):
        foreign, nothing = method(address), method(missing)
        assert foreign.status_code == nothing.status_code == 404
        assert strip(foreign) == strip(nothing)
    assert not Answer.objects.exists()


def strip(response):
    """The page without what differs on every answer."""
    text = re.sub(r'value="[A-Za-z0-9]{64}"', "", response.content.decode())
    text = re.sub(r"/returns/[^/]+/", "/returns/", text)
    return re.sub(r"\b[0-9a-f]{8}\b", "", text)


@pytest.mark.parametrize("who", ["head", "chair", "viewer", "unit"])
def test_readers_are_led_to_the_whole_return(client, full_cast, full_return, address, who):
    client.force_login(getattr(full_cast, who))
    assert client.get(address).url == full_return.get_absolute_url()
    client.post(address, {"long_text.version": "0", "long_text.text": "x"})
    assert not Answer.objects.exists()


def test_an_unknown_section_is_not_there(lead, full_return):
    assert lead.get(reverse("returns:section", args=[full_return.reference, "nowhere"])).status_code == 404
    assert lead.get(reverse("returns:section", args=[full_return.reference, "done"])).status_code == 404


def test_text_sent_after_the_return_was_sent_for_sign_off_is_kept(client, audit_return, cast):
    key = audit_return.edition.sections.get().key
    address = reverse("returns:section", args=[audit_return.reference, key])
    client.force_login(cast.colleague)
    in_status("awaiting_sign_off", audit_return, cast)
    response = client.post(address, {"second.version": "1", "second.text": "Too late"}, follow=True)
    assert "Your last answers were not saved" in response.content.decode()
    assert Answer.objects.get(question__key="second").text == "Minutes of the meeting"
    assert RescuedText.objects.get(user=cast.colleague).data["second.text"] == "Too late"


def test_where_changes_are_wanted_only_those_questions_are_on_the_page(client, audit_return, cast):
    in_status("changes_requested", audit_return, cast)
    client.force_login(cast.lead)
    key = audit_return.edition.sections.get().key
    page = client.get(reverse("returns:section", args=[audit_return.reference, key])).content.decode()
    assert "Say more" in page
    assert 'name="first.version"' in page
    assert 'name="second.version"' not in page


def counted(queries):
    """What reaches the database, without the bounds of transactions."""
    bounds = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return [query["sql"] for query in queries if not query["sql"].startswith(bounds)]


@pytest.mark.django_db
@pytest.mark.parametrize("rated", [1, 25])
def test_queries_are_few_and_do_not_grow_with_the_questions(client, django_assert_max_num_queries, rated):
    audit_return = ReturnFactory(exercise=ExerciseFactory(edition=all_kinds_edition(rated=rated)))
    cast = Cast(audit_return)
    client.force_login(cast.lead)
    address = reverse("returns:section", args=[audit_return.reference, "everything"])
    first = hidden(client.get(address)) | {f"rated-{n}.text": "First" for n in range(rated)}
    client.post(address, first)
    with django_assert_max_num_queries(99) as seen:
        page = client.get(address)
    assert len(counted(seen.captured_queries)) <= 11, "\n".join(counted(seen.captured_queries))
    with django_assert_max_num_queries(99) as seen:
        client.post(address, hidden(page) | {f"rated-{n}.text": "Second" for n in range(rated)})
    assert len(counted(seen.captured_queries)) <= 8, "\n".join(counted(seen.captured_queries))
    assert Answer.objects.filter(text="Second").count() == rated
    assert refreshed(audit_return).started_at


@pytest.fixture
def fill_disk():
    """From the call on the database takes no writes, as when the disk is full."""
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own switch")
    with connection.cursor() as cursor:
        yield lambda: cursor.execute("PRAGMA query_only = ON")
        cursor.execute("PRAGMA query_only = OFF")


def test_when_the_database_takes_nothing_the_text_stays_on_the_page(lead, address, fill_disk):
    typed = hidden(lead.get(address)) | {"long_text.text": "Typed in vain", "rated-0.level": "green"}
    fill_disk()
    answer = lead.post(address, typed)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "We could not save your answers just now" in page
    assert "Typed in vain</textarea>" in page
    told = lead.post(f"{address}autosave/", json.dumps(typed), content_type="application/json")
    assert (told.status_code, told.json()) == (503, {"state": "failed"})
