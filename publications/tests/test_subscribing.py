"""Asking for mail, confirming it and changing what one gets (bars G9)."""

import re
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import signing
from django.test import Client
from django.utils import timezone

from portal.outbox.models import Message
from publications import wording
from publications.models import ConsentRecord, SignUp, Subscriber
from publications.services.subscribing import MOST_FROM_ONE_NETWORK
from publications.tests.factories import SignUpFactory, SubscriberFactory, ThemeFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
CHECK_MAIL = "/subscribe/check-your-mail/"


def ask(client, email="ada@school.example", **words):
    return client.post("/subscribe/", {"email": email, "wanted": ["newsletter"], **words})


def link_in(message):
    return re.search(r"http://127\.0\.0\.1:8000(/subscribe/\S+)", message.text)[1]


def words_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").main.text.split())


def test_asking_makes_nobody_a_subscriber_and_sends_one_mail_to_confirm(client):
    response = ask(client, " Ada@School.Example ")
    assert (response.status_code, response.headers["Location"]) == (302, CHECK_MAIL)
    assert not Subscriber.objects.exists()
    message = Message.objects.get()
    assert message.to == "ada@school.example"
    assert message.subject == "Confirm that you want our mail"
    assert link_in(message).startswith("/subscribe/confirm/")


def test_link_changes_nothing_until_its_button_is_pressed(client):
    theme = ThemeFactory(name="Neglect")
    ask(client, wanted=["newsletter", "digest"], themes=[theme.pk], role="school")
    link = link_in(Message.objects.get())
    for method in ("get", "head", "get"):
        assert getattr(client, method)(link).status_code == 200
    assert not Subscriber.objects.exists()
    assert "Topics: Neglect." in words_of(client.get(link))
    assert "You will get our mail" in words_of(client.post(link))
    reader = Subscriber.objects.get()
    assert (reader.email, reader.role, reader.is_active) == ("ada@school.example", "school", True)
    assert (reader.wants_newsletter, reader.wants_digest, list(reader.themes.all())) == (True, True, [theme])


def test_confirming_twice_is_confirming_once(client):
    ask(client)
    link = link_in(Message.objects.get())
    client.post(link)
    assert "You will get our mail" in words_of(client.post(link))
    assert "You will get our mail" in words_of(client.get(link))
    assert Subscriber.objects.count() == ConsentRecord.objects.count() == 1


def test_proof_of_consent_has_time_words_version_and_choices(client):
    theme = ThemeFactory(slug="neglect")
    ask(client, wanted=["newsletter", "digest"], themes=[theme.pk], role="health")
    client.post(link_in(Message.objects.get()))
    proof = ConsentRecord.objects.get()
    assert timezone.now() - proof.at < timedelta(minutes=1)
    assert proof.wording_version == wording.VERSION
    for words in (wording.NEWSLETTER, wording.DIGEST, wording.USE_OF_ADDRESS, wording.CONFIRM):
        assert words in proof.wording
    assert proof.choices == {"role": "health", "newsletter": True, "digest": True, "themes": ["neglect"]}


def test_proof_of_consent_is_neither_changed_nor_deleted(client):
    ask(client)
    client.post(link_in(Message.objects.get()))
    with pytest.raises(TypeError):
        ConsentRecord.objects.update(wording="")
    with pytest.raises(TypeError):
        ConsentRecord.objects.all().delete()


def test_page_of_confirming_shows_the_words_that_are_kept_as_proof(client):
    page = words_of(client.get(SignUpFactory().confirm_path()))
    for words in (wording.NEWSLETTER, wording.USE_OF_ADDRESS, wording.CONFIRM):
        assert words in page


def test_an_address_is_sent_one_mail_a_day_however_often_it_is_entered(client):
    for _ in range(5):
        assert ask(client).headers["Location"] == CHECK_MAIL
    assert Message.objects.count() == 1
    with time_machine.travel(timezone.now() + DAY - timedelta(minutes=1)):
        ask(client)
        assert Message.objects.count() == 1
    with time_machine.travel(timezone.now() + DAY):
        ask(client)
        assert Message.objects.count() == 2
    assert Message.objects.filter(to="ada@school.example").count() == 2


def test_confirming_does_not_make_another_mail_possible_on_the_same_day(client):
    ask(client)
    client.post(link_in(Message.objects.get()))
    ask(client)
    assert Message.objects.count() == 1


def test_last_choices_count_until_they_are_confirmed(client):
    theme = ThemeFactory()
    ask(client)
    ask(client, wanted=["digest"], themes=[theme.pk])
    client.post(link_in(Message.objects.get()))
    reader = Subscriber.objects.get()
    assert (reader.wants_newsletter, reader.wants_digest) == (False, True)


def test_stranger_changes_nothing_for_a_subscriber_who_is_only_told(client):
    theme = ThemeFactory()
    reader = SubscriberFactory(email="ada@school.example", role="school")
    ask(client, wanted=["digest"], themes=[theme.pk], role="police")
    reader.refresh_from_db()
    assert (reader.wants_newsletter, reader.wants_digest, reader.role) == (True, False, "school")
    message = Message.objects.get()
    assert message.subject == "You get our mail already"
    assert link_in(message) == reader.preferences_path()


def test_known_and_unknown_addresses_get_the_same_answer(client):
    SubscriberFactory(email="known@school.example")
    SubscriberFactory(email="left@school.example", left=True)
    answers = set()
    for name in ("known", "left", "unknown", "known"):
        response = ask(client, f"{name}@school.example")
        answers.add((response.status_code, response.headers["Location"], response.content))
    assert len(answers) == 1
    assert "known" not in words_of(client.get(CHECK_MAIL))


def test_one_network_can_sign_up_a_school_but_not_a_town(client):
    for number in range(MOST_FROM_ONE_NETWORK):
        assert ask(client, f"teacher-{number}@school.example").status_code == 302
    refused = ask(client, "one-more@school.example")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"]
    assert not SignUp.objects.filter(email="one-more@school.example").exists()
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert ask(elsewhere, "one-more@school.example").status_code == 302
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert ask(client, "another@school.example").status_code == 302


def test_old_and_invented_links_to_confirm_say_what_to_do(client):
    response = client.get("/subscribe/confirm/nothing-of-ours/")
    assert response.status_code == 404
    assert "Ask for a new link" in words_of(response)
    assert client.post("/subscribe/confirm/nothing-of-ours/").status_code == 404


def test_choices_are_seen_and_changed(client):
    theme, other = ThemeFactory(name="Neglect"), ThemeFactory(name="Babies")
    reader = SubscriberFactory.following(theme, role="school")
    page = BeautifulSoup(client.get(reader.preferences_path()).content, "html.parser")
    ticked = {box["value"] for box in page.select("input[type=checkbox][checked]")}
    assert ticked == {"digest", str(theme.pk)}
    words = {"wanted": ["newsletter", "digest"], "themes": [other.pk], "role": ""}
    saved = client.post(reader.preferences_path(), words, follow=True)
    assert "Your choices are saved." in words_of(saved)
    reader.refresh_from_db()
    assert (reader.wants_newsletter, list(reader.themes.all()), reader.role) == (True, [other], "")
    assert ConsentRecord.objects.get().choices["themes"] == [other.slug]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({}, "Choose the newsletter, the mail on topics, or both."),
        ({"wanted": ["digest"]}, "Choose at least one topic, or leave out the mail on topics."),
        (
            {"wanted": ["newsletter"], "themes": True},
            "Choose the mail on topics too, or take the ticks off the topics.",
        ),
    ],
)
def test_choices_that_make_no_sense_are_explained_and_change_nothing(client, words, said):
    theme = ThemeFactory()
    reader = SubscriberFactory()
    if "themes" in words:
        words = {**words, "themes": [theme.pk]}
    response = client.post(reader.preferences_path(), words)
    assert said in words_of(response)
    assert "Error: What you get from us" in response.text
    assert not ConsentRecord.objects.exists()


def test_where_there_are_no_topics_none_are_offered(client):
    page = words_of(client.get("/subscribe/"))
    assert wording.NEWSLETTER in page
    assert wording.DIGEST not in page
    assert "Topics you follow" not in page
    assert ask(client).headers["Location"] == CHECK_MAIL
    assert "Select a valid choice" in words_of(ask(client, wanted=["digest"]))


@pytest.mark.parametrize("page", ["preferences", "leave", "come-back"])
@pytest.mark.parametrize(
    "key", ["nothing", "1", signing.dumps(1)], ids=["word", "number", "signed by us for something else"]
)
def test_keys_cannot_be_guessed(client, page, key):
    SubscriberFactory()
    assert client.post(f"/subscribe/{page}/{key}/").status_code == 404


def test_pages_with_a_key_are_kept_by_no_cache(client):
    reader = SubscriberFactory()
    for path in (reader.preferences_path(), reader.leave_path(), SignUpFactory().confirm_path()):
        assert "no-store" in client.get(path).headers["Cache-Control"]


def test_box_on_other_pages_fills_in_the_address_and_does_nothing_else(client):
    page = BeautifulSoup(client.post("/subscribe/begin/", {"email": "Ada@school.example"}).content, "html.parser")
    assert page.find("input", {"name": "email"})["value"] == "Ada@school.example"
    assert "There is a problem" not in page.text
    assert not SignUp.objects.exists()
    assert client.get("/subscribe/begin/").headers["Location"] == "/subscribe/"
    nothing = client.post("/subscribe/begin/", {"email": '"><script>alert(1)</script>'})
    assert "<script>alert(1)" not in nothing.text


def test_who_left_and_confirms_anew_keeps_the_link_of_old_issues(client):
    reader = SubscriberFactory(email="ada@school.example", left=True)
    ask(client)
    client.post(link_in(Message.objects.get()))
    again = Subscriber.objects.get()
    assert (again.key, again.is_active, again.stop_reason) == (reader.key, True, "")
    client.post(reader.leave_path())
    again.refresh_from_db()
    assert not again.is_active
