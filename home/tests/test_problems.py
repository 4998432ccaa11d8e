"""A reader reports a problem with a page: kept once, told without its words, never with an address that is not ours."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from home.models import ProblemReport
from home.services import MOST_AT_ALL, MOST_FROM_ONE_ADDRESS, forget_old_reports
from home.tests.factories import InformationPageFactory, PartnershipSettingsFactory
from portal.accounts.tests.factories import UserFactory
from portal.outbox.models import Message

pytestmark = pytest.mark.django_db
FORM = "/report-a-problem/"


@pytest.fixture
def partnership():
    return PartnershipSettingsFactory(contact_email="partnership@demo.example")


def form_of(client, page="/"):
    html = BeautifulSoup(client.get(FORM, {"page": page}).content, "html.parser")
    return {field["name"]: field.get("value", "") for field in html.select("main input[type=hidden]")}


def send(client, page="/", **data):
    return client.post(FORM, {**form_of(client, page), "what": "The table is cut off.", **data})


def test_the_footer_of_a_public_page_leads_to_the_form_with_its_address(client):
    page = InformationPageFactory(slug="about")
    footer = BeautifulSoup(client.get(page.url).content, "html.parser").footer
    link = footer.find("a", string="Report a problem with this page")["href"]
    assert link == f"{FORM}?page=/about/"
    assert "/about/" in client.get(link).content.decode()


def test_the_footer_behind_the_login_gives_no_address_away(client):
    client.force_login(UserFactory())
    footer = BeautifulSoup(client.get("/accounts/").content, "html.parser").footer
    assert footer.find("a", string="Report a problem with this page")["href"] == FORM


FOREIGN = [
    "//evil.example/",
    "https://evil.example/",
    "javascript:alert(1)",
    '/"><script>alert(1)</script>/',
    "/?q=name",
]
PRIVATE = ["/returns/R-1/", "/returns/sign/a-secret/", "/accounts/login/", "/admin/", "/no/../page", f"/{'a' * 400}/"]


@pytest.mark.parametrize("page", FOREIGN + PRIVATE)
def test_an_address_that_is_no_public_page_is_dropped(client, partnership, page):
    client.post(FORM, {**form_of(client, page), "what": "Odd", "page": page})
    assert ProblemReport.objects.get().page == ""


def test_a_report_is_kept_and_told_of_without_its_words(client, partnership):
    answer = send(client, "/search/", what="The table is cut off.", email="reader@demo.example")
    assert answer.status_code == 302
    report = ProblemReport.objects.get()
    assert (report.page, report.words, report.email) == ("/search/", "The table is cut off.", "reader@demo.example")
    mail = Message.objects.get()
    assert mail.to == "partnership@demo.example"
    assert "/admin/home/problemreport/" in mail.text
    for secret in ("cut off", "reader@demo.example", "/search/"):
        assert secret not in mail.text + mail.html + mail.subject
    assert "Thank you" in client.get(answer["Location"]).content.decode()


def test_without_a_contact_address_the_report_is_kept_and_no_mail_is_queued(client):
    send(client)
    assert ProblemReport.objects.count() == 1
    assert not Message.objects.exists()


def test_a_form_sent_twice_is_one_report(client, partnership):
    data = {**form_of(client), "what": "Twice"}
    assert [client.post(FORM, data).status_code for _ in range(2)] == [302, 302]
    assert ProblemReport.objects.count() == Message.objects.count() == 1


def test_nothing_is_kept_without_a_token_of_ours(partnership):
    client = Client(enforce_csrf_checks=True)
    for token in ("", "forged", "a:b:c"):
        assert client.post(FORM, {"what": "Spam", "token": token}).status_code == 403
    assert not ProblemReport.objects.exists()


def test_the_form_needs_no_cookie_and_sets_none(partnership):
    client = Client(enforce_csrf_checks=True)
    answer = send(client)
    assert answer.status_code == 302
    client.get(answer["Location"])
    assert not client.cookies


def test_an_error_keeps_what_was_typed(client, partnership):
    answer = send(client, "/search/", what="", email="reader@")
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.title.text.startswith("Error: ")
    assert [link["href"] for link in page.select(".govuk-error-summary a")] == ["#id_what", "#id_email"]
    assert page.select_one("#id_email")["value"] == "reader@"
    assert page.select_one("[name=page]")["value"] == "/search/"
    assert not ProblemReport.objects.exists()


def test_many_from_one_address_are_stopped_and_what_was_typed_stays(client, partnership):
    for _ in range(MOST_FROM_ONE_ADDRESS):
        assert send(client).status_code == 302
    answer = send(client, what="One too many")
    assert answer.status_code == 429
    assert "One too many" in answer.content.decode()
    assert send(client, what="Others may").status_code == 429
    elsewhere = client.post(FORM, {**form_of(client), "what": "From elsewhere"}, REMOTE_ADDR="198.51.100.7")
    assert elsewhere.status_code == 302


def test_many_from_everywhere_are_stopped_too(client, partnership):
    ProblemReport.objects.bulk_create(ProblemReport(words="Flood") for _ in range(MOST_AT_ALL))
    assert send(client).status_code == 429
    ProblemReport.objects.update(reported_at=timezone.now() - timedelta(hours=2))
    assert send(client).status_code == 302


def test_senders_are_forgotten_after_a_day_and_reports_after_a_year(client, partnership):
    send(client)
    report = ProblemReport.objects.get()
    assert re.fullmatch(r"[0-9a-f]{64}", report.sender)
    forget_old_reports()
    assert ProblemReport.objects.get().sender == report.sender
    ProblemReport.objects.update(reported_at=timezone.now() - timedelta(days=2))
    forget_old_reports()
    assert ProblemReport.objects.get().sender == ""
    ProblemReport.objects.update(reported_at=timezone.now() - timedelta(days=366))
    forget_old_reports()
    assert not ProblemReport.objects.exists()


def test_the_form_asks_for_nothing_about_a_child(client, partnership):
    text = BeautifulSoup(client.get(FORM).content, "html.parser").main.text
    assert "Do not write about a child here." in text
    assert "01632 960 001" in text


def test_editors_read_reports_as_words_and_delete_them(client, partnership):
    report = ProblemReport.objects.create(words="<script>alert(1)</script>", page="/search/")
    client.force_login(UserFactory(editor=True))
    for address in ("/admin/home/problemreport/", f"/admin/home/problemreport/inspect/{report.pk}/"):
        html = client.get(address).content.decode()
        assert "&lt;script&gt;alert(1)" in html
        assert "<script>alert(1)" not in html
    assert client.get("/admin/home/problemreport/create/").status_code in (302, 403)
    client.post(f"/admin/home/problemreport/delete/{report.pk}/")
    assert not ProblemReport.objects.exists()
