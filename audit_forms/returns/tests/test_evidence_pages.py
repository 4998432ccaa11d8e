"""The page on which evidence is given, without JavaScript: every way in, back, and wrong."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from audit_forms.organisations.tests.factories import MembershipFactory
from audit_forms.returns import services
from audit_forms.returns.files import limits, storage
from audit_forms.returns.models import Answer, Evidence, EvidenceUse
from audit_forms.returns.tests.factories import ReturnFactory, in_status
from audit_forms.returns.tests.files.making import pdf, word
from audit_forms.returns.tests.files.ordinary import with_gps
from audit_forms.returns.tests.test_section_pages import counted, hidden, strip

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_folder")]


STATEMENT = {"kind": "statement", "statement-title": "Minutes", "statement-text": "Agreed"}


@pytest.fixture
def address(full_return):
    return reverse("returns:evidence", args=[full_return.reference, "rated-0"])


@pytest.fixture
def lead(client, full_cast):
    client.force_login(full_cast.lead)
    return client


@pytest.fixture
def given(full_return, full_cast):
    """A statement that is given already."""
    return services.give_statement(
        audit_return=full_return,
        question="rated-0",
        title="Minutes",
        text="Agreed <b>",
        in_force_since=datetime.date(2026, 6, 1),
        actor=full_cast.lead,
    ).use.evidence


def upload(name="policy.pdf", content=None, **more):
    content = pdf() if content is None else content
    return {"kind": "file", "file-file": SimpleUploadedFile(name, content), "file-title": "", **more}


def text_of(response):
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


def test_a_statement_a_link_and_a_file_are_added_each_with_its_date(lead, address, full_return):
    statement = {
        "kind": "statement",
        "statement-title": "Minutes",
        "statement-text": "Agreed",
        "statement-in_force_since": "1/6/2026",
    }
    link = {"kind": "link", "link-title": "Policies", "link-url": "www.school.example/policies"}
    for sent in (statement, link, upload()):
        response = lead.post(address, sent)
        assert (response.status_code, response.url) == (302, address)
    page = text_of(lead.get(address))
    assert "In force since Monday 1 June 2026" in page
    assert "https://www.school.example/policies" in page
    assert "policy.pdf" in page
    assert full_return.evidence_uses.count() == 3


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"kind": "file"}, "Choose a file."),
        ({"kind": "link", "link-title": "x", "link-url": "javascript:alert(1)"}, "Enter a web address"),
        ({"kind": "link", "link-title": "x", "link-url": "ftp://a.example/"}, "Enter a web address"),
        ({"kind": "link", "link-title": "", "link-url": "https://a.example/"}, "Enter a title."),
        ({"kind": "statement", "statement-title": "x", "statement-text": " "}, "Write the statement."),
        (
            {
                "kind": "statement",
                "statement-title": "x",
                "statement-text": "y",
                "statement-in_force_since": "1/1/2999",
            },
            "not in the future",
        ),
        ({"kind": "statement", "statement-title": "a\0b", "statement-text": "y"}, "Null characters are not allowed."),
    ],
)
def test_bad_input_is_explained_and_kept(lead, address, sent, words):
    response = lead.post(address, sent)
    page = response.content.decode()
    assert response.status_code == 200
    assert "<title>Error: " in page
    assert words in page
    assert 'class="govuk-error-summary"' in page
    for name in ("link-url", "statement-text"):
        assert sent.get(name, "").strip() in page
    assert not Evidence.objects.exists()


def test_a_refused_file_is_explained_and_the_title_typed_is_kept(lead, address):
    response = lead.post(address, upload("a.docm", word(), **{"file-title": "Our policy"}))
    page = response.content.decode()
    assert "This Word file can hold macros. Save it as .docx, or as PDF." in page
    assert 'value="Our policy"' in page
    assert not Evidence.objects.exists()


def test_a_file_too_large_is_not_even_taken_in(lead, address, monkeypatch):
    monkeypatch.setattr(limits, "FILE_BYTES", 1000)
    response = lead.post(address, upload("a.txt", b"a" * 2000, **{"file-title": "Our policy"}))
    assert "larger than 20 MB" in text_of(response)
    assert "Choose a file." not in text_of(response)
    assert 'value="Our policy"' in response.content.decode()
    assert not Evidence.objects.exists()


def test_on_a_full_disk_uploads_stop_and_the_rest_is_kept(lead, address, monkeypatch):
    monkeypatch.setattr(storage, "has_room", lambda: False)
    response = lead.post(address, upload(**{"file-title": "Our policy"}))
    assert "We could not store the file just now" in text_of(response)
    assert 'value="Our policy"' in response.content.decode()
    assert lead.post(address, STATEMENT).status_code == 302


def test_the_same_file_twice_warns_and_is_there_once(lead, address):
    lead.post(address, upload("a.pdf"))
    response = lead.post(address, upload("b.pdf"), follow=True)
    assert "This is here already, as “a.pdf”" in text_of(response)
    assert Evidence.objects.count() == 1


def test_what_a_file_tells_is_shown_and_it_can_be_taken_back(lead, address, full_return):
    response = lead.post(address, upload("photo.jpg", with_gps()))
    row = Evidence.objects.get()
    assert response.url == reverse("returns:evidence_found", args=[full_return.reference, "rated-0", row.pk])
    page = lead.get(response.url)
    assert "The place where the picture was taken (GPS)." in text_of(page)
    removal = reverse("returns:evidence_remove", args=[full_return.reference, "rated-0", row.pk])
    assert "The file is deleted." in text_of(lead.post(removal, {"forget": "1"}, follow=True))
    assert not Evidence.objects.exists()
    assert lead.get(response.url).status_code == 404


def test_a_removal_can_be_undone(lead, address, full_return, given):
    removal = reverse("returns:evidence_remove", args=[full_return.reference, "rated-0", given.pk])
    page = lead.post(removal, follow=True)
    assert "“Minutes” is not given for A0 any more." in text_of(page)
    assert not EvidenceUse.objects.exists()
    form = BeautifulSoup(page.content, "html.parser").find("button", string="Undo").find_parent("form")
    fields = {box["name"]: box["value"] for box in form.select("input[type=hidden]")}
    lead.post(form["action"], fields)
    lead.post(form["action"], fields)
    assert EvidenceUse.objects.get().evidence == given


def test_what_the_school_has_is_offered_again_and_searched_when_long(lead, full_return, full_cast, address):
    other = ReturnFactory(organisation=full_return.organisation, exercise__edition__published=True)
    for number in range(12):
        services.give_statement(
            audit_return=other,
            question="first",
            title=f"Minutes {number}",
            text="x",
            in_force_since=None,
            actor=full_cast.lead,
        )
    page = lead.get(address)
    assert text_of(page).count("Use again") == 10
    found = text_of(lead.get(address, {"q": "minutes 11"}))
    assert "Minutes 11" in found
    assert found.count("Use again") == 1
    assert "Nothing you have holds these words" in text_of(lead.get(address, {"q": "nowhere"}))
    assert "\0" not in text_of(lead.get(address, {"q": "\0", "page": "x", "removed": "9" * 40}))


def test_add_evidence_saves_what_was_typed_first(lead, full_return, address):
    section = reverse("returns:section", args=[full_return.reference, "everything"])
    page = lead.get(section)
    response = lead.post(section, hidden(page) | {"long_text.text": "Typed", "evidence": "rated-0"})
    assert (response.status_code, response.url) == (302, address)
    assert Answer.objects.get(question__key="long_text").text == "Typed"
    wrong = lead.post(section, hidden(lead.get(section)) | {"date.date": "never", "evidence": "rated-0"})
    assert wrong.status_code == 200
    assert 'value="never"' in wrong.content.decode()
    assert lead.post(section, hidden(lead.get(section)) | {"evidence": "nowhere"}).url == section


def test_evidence_shows_wherever_the_answer_is_read(client, full_return, full_cast, given):
    for who, names in (("lead", ("check", "read")), ("head", ("detail",)), ("unit", ("read",))):
        client.force_login(getattr(full_cast, who))
        for name in names:
            page = client.get(reverse(f"returns:{name}", args=[full_return.reference])).content.decode()
            assert "Minutes" in page, name
            assert "Agreed &lt;b&gt;" in page, name
    client.force_login(full_cast.lead)
    section = client.get(reverse("returns:section", args=[full_return.reference, "everything"])).content.decode()
    assert "Add or remove evidence" in section


def test_a_change_of_evidence_is_shown_against_what_was_submitted(client, audit_return, cast):
    row = services.give_statement(
        audit_return=audit_return, question="first", title="Old minutes", text="x", in_force_since=None, actor=cast.lead
    ).use.evidence
    in_status("changes_requested", audit_return, cast)
    services.remove_evidence(audit_return=audit_return, question="first", evidence=row, actor=cast.lead)
    client.force_login(cast.unit)
    page = text_of(client.get(reverse("returns:read", args=[audit_return.reference])))
    assert "Evidence changed since it was last submitted" in page
    assert "Old minutes" in page


def test_a_forged_form_is_refused_with_and_without_a_file(full_cast, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(full_cast.lead)
    for sent in (STATEMENT, upload()):
        assert client.post(address, sent).status_code == 403
    assert not Evidence.objects.exists()
    token = BeautifulSoup(client.get(address).content, "html.parser").select_one("[name=csrfmiddlewaretoken]")["value"]
    assert client.post(address, upload(csrfmiddlewaretoken=token)).status_code == 302


@pytest.mark.parametrize("who", ["auditor", "leaver", "stranger", "superuser"])
def test_what_is_not_yours_is_not_there(client, full_return, full_cast, address, given, who):
    client.force_login(getattr(full_cast, who))
    missing = address.replace(full_return.reference, "R-2222-2222-2")
    for path in ("", f"{given.pk}/use/", f"{given.pk}/remove/", f"{given.pk}/found/"):
        for method in (client.get, client.post):
            foreign = method(address + path)
            nothing = method(missing + path)
            assert foreign.status_code == nothing.status_code
            assert foreign.status_code in (404, 405)
            assert strip(foreign) == strip(nothing)
    assert EvidenceUse.objects.count() == 1


@pytest.mark.parametrize("who", ["head", "chair", "viewer", "unit"])
def test_readers_are_led_to_the_return_and_change_nothing(client, full_return, full_cast, address, given, who):
    client.force_login(getattr(full_cast, who))
    assert client.get(address).url == full_return.get_absolute_url()
    for path, sent in (("", upload()), (f"{given.pk}/use/", {}), (f"{given.pk}/remove/", {})):
        assert client.post(address + path, sent).url == full_return.get_absolute_url()
    assert EvidenceUse.objects.count() == Evidence.objects.count() == 1


def test_another_schools_evidence_is_not_there_by_any_way(lead, full_return, address):
    foreign_return = ReturnFactory(exercise=full_return.exercise)
    actor = MembershipFactory(organisation=foreign_return.organisation).user
    foreign = services.give_statement(
        audit_return=foreign_return, question="rated-0", title="CANARY", text="x", in_force_since=None, actor=actor
    ).use.evidence
    for path in ("use/", "remove/"):
        for number in (foreign.pk, 999_999, "x", "9" * 30):
            assert lead.post(f"{address}{number}/{path}").status_code == 404
    assert lead.get(f"{address}{foreign.pk}/found/").status_code == 404
    assert "CANARY" not in lead.get(address, {"removed": foreign.pk}).content.decode()
    assert "CANARY" not in lead.get(reverse("returns:evidence_library")).content.decode()
    assert EvidenceUse.objects.get().audit_return == foreign_return


def test_a_question_that_takes_no_evidence_has_no_page(lead, full_return):
    for key in ("long_text", "nowhere"):
        assert lead.get(reverse("returns:evidence", args=[full_return.reference, key])).status_code == 404


def test_the_pages_ask_few_questions_of_the_database(
    lead, address, full_return, full_cast, django_assert_max_num_queries
):
    for number in range(10):
        services.give_statement(
            audit_return=full_return,
            question="rated-0",
            title=f"Minutes {number}",
            text="x",
            in_force_since=None,
            actor=full_cast.lead,
        )
    section = reverse("returns:section", args=[full_return.reference, "everything"])
    for path in (address, section, reverse("returns:evidence_library")):
        with django_assert_max_num_queries(99) as seen:
            lead.get(path)
        assert len(counted(seen.captured_queries)) <= 14, "\n".join(counted(seen.captured_queries))
