"""The Business Unit's pages: its register of organisations, decisions left to people, and the import."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audit_forms.organisations.enums import Duty, ImportStatus
from audit_forms.organisations.models import Organisation, RegisterImport
from audit_forms.organisations.register.services import preview_import
from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from audit_forms.organisations.tests.register_files import csv_bytes, csv_file, many, school
from portal.accounts.tests.factories import UserFactory
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db

LIST, UPLOAD = "organisations:organisations", "organisations:import"


@pytest.fixture
def unit(client):
    person = UserFactory(unit=True, name="Una Unit")
    client.force_login(person)
    return person


def names_in(response):
    page = BeautifulSoup(response.content, "html.parser")
    return [cell.a.text for cell in page.select("tbody th")]


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").select_one("main").text.split())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Alder School", "Birch Academy", "Cedar Health"]),
        ("q=birch+academy", ["Birch Academy"]),
        ("q=9100", ["Alder School"]),
        ("q=ME2+2bb", ["Birch Academy"]),
        ("kind=agency", ["Cedar Health"]),
        ("sector=health", ["Cedar Health"]),
        ("sector=police", []),
        ("duty=s157", ["Birch Academy"]),
        ("status=closed", ["Birch Academy"]),
        ("status=open_now", ["Alder School", "Cedar Health"]),
        ("phase=primary&kind=school", ["Alder School", "Birch Academy"]),
        ("sort=-name", ["Cedar Health", "Birch Academy", "Alder School"]),
        ("sort=-urn", ["Birch Academy", "Alder School", "Cedar Health"]),
        ("sort=-leads", ["Birch Academy", "Alder School", "Cedar Health"]),
        ("sort=password&kind=everything&page=x", ["Alder School", "Birch Academy", "Cedar Health"]),
        ("q=%00", ["Alder School", "Birch Academy", "Cedar Health"]),
        ("q=nothing", []),
    ],
)
def test_searching_filtering_and_sorting_from_the_address(client, unit, query, found):
    OrganisationFactory(name="Alder School", urn=910001)
    birch = OrganisationFactory(name="Birch Academy", urn=920002, postcode="ME2 2BB", academy=True, closed=True)
    OrganisationFactory(agency=True, name="Cedar Health", sector="health")
    MembershipFactory(organisation=birch)
    assert names_in(client.get(f"{reverse(LIST)}?{query}")) == found


def test_the_list_takes_the_same_queries_whatever_its_length(client, unit, django_assert_max_num_queries):
    """Bars P4."""
    for member in MembershipFactory.create_batch(60):
        member.organisation.trust = OrganisationFactory(is_trust=True)
        member.organisation.save()
    with django_assert_max_num_queries(16):
        response = client.get(reverse(LIST), {"kind": "school"})
    assert len(names_in(response)) == 50


def test_an_organisations_page_tells_facts_people_and_history(client, unit):
    academy = OrganisationFactory(academy=True, name="Birch Academy", head_name="Ms Hale", pupils=321)
    OrganisationFactory(converted=True, name="Birch School", successor=academy)
    MembershipFactory(organisation=academy, user__name="Lena Lead")
    text = text_of(client.get(academy.get_absolute_url()))
    for words in ("Ms Hale", "321", "Lena Lead", "Birch School", "Section 157, Education Act 2002"):
        assert words in text


def test_an_agencys_page_and_line_tell_its_sector_and_size(client, unit):
    club = OrganisationFactory(agency=True, name="Cedar Club", sector="voluntary", is_small=True)
    text = text_of(client.get(club.get_absolute_url()))
    assert "Sector Voluntary and community" in text
    assert "Small group, asked the short form" in text
    assert "Voluntary and community, small group" in text_of(client.get(reverse(LIST)))


def test_every_kind_of_organisation_has_a_page(client, unit):
    trust = OrganisationFactory(is_trust=True)
    member = OrganisationFactory(name="School of the trust", academy=True)
    Organisation.objects.filter(pk=member.pk).update(trust=trust)
    assert "School of the trust" in text_of(client.get(trust.get_absolute_url()))
    assert client.get(OrganisationFactory(agency=True).get_absolute_url()).status_code == 200


def test_deciding_a_duty_from_the_list(client, unit):
    waiting = OrganisationFactory(undecided=True, name="Birch Centre")
    OrganisationFactory(undecided=True, closed=True, name="Long Gone Centre")
    assert names_in(client.get(reverse("organisations:to_decide"))) == ["Birch Centre"]
    url = reverse("organisations:decide_duty", args=[waiting.pk])
    assert "Error: " in client.post(url, {"duty": "undecided"}).content.decode()
    client.post(url, {"duty": "s157", "duty_source": "register", "name": "Hacked"})
    waiting.refresh_from_db()
    assert (waiting.duty, waiting.duty_source, waiting.name) == ("s157", "person", "Birch Centre")
    assert "Duty decided" in text_of(client.get(waiting.get_absolute_url()))


def test_linking_a_closed_school_to_a_likely_one(client, unit):
    closed = OrganisationFactory(converted=True, name="Birch School", postcode="ME1 1AA")
    heir = OrganisationFactory(academy=True, name="Birch Academy", postcode="ME1 1AA", opened_on=closed.closed_on)
    assert "Birch School" in text_of(client.get(reverse("organisations:to_link")))
    url = reverse("organisations:link", args=[closed.pk])
    assert "Birch Academy" in text_of(client.get(url))
    client.post(url, {"likely": str(heir.urn)})
    closed.refresh_from_db()
    assert closed.successor == heir
    assert client.get(url).status_code == 302


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"likely": "other", "urn": ""}, "Enter the URN"),
        ({"likely": "other", "urn": "123456"}, "No school has 123456"),
        ({"likely": "other", "urn": "many"}, "whole number"),
        ({"likely": "777777"}, "valid choice"),
        ({}, "Choose the school it became"),
    ],
)
def test_a_link_to_nowhere_is_explained(client, unit, posted, words):
    closed = OrganisationFactory(converted=True)
    response = client.post(reverse("organisations:link", args=[closed.pk]), posted)
    assert words in text_of(response)


def test_a_school_cannot_be_linked_to_itself(client, unit):
    closed = OrganisationFactory(converted=True)
    url = reverse("organisations:link", args=[closed.pk])
    assert "cannot go on as" in text_of(client.post(url, {"likely": "other", "urn": closed.urn}))


def upload(client, data, **fields):
    file = SimpleUploadedFile("register.csv", data)
    return client.post(reverse(UPLOAD), {"file": file, "scope": "one", "la_code": "999"} | fields, follow=True)


def test_from_upload_over_preview_to_import(client, unit):
    preview = upload(client, csv_bytes([school(), school(urn="900002", name="Bad", status="Gone")]))
    text = text_of(preview)
    for words in ("2 rows were read", "Import 1 change", "Aldermoor Primary School", "“Gone” is not a word we know"):
        assert words in text
    assert not Organisation.objects.exists()
    made = RegisterImport.objects.get()
    done = client.post(reverse("organisations:confirm_import", args=[made.pk]), follow=True)
    assert "1 changes were written" in text_of(done)
    assert Organisation.objects.get().name == "Aldermoor Primary School"


def test_confirming_five_times_imports_once(client, unit):
    """Bars R5."""
    upload(client, csv_bytes([school()]))
    url = reverse("organisations:confirm_import", args=[RegisterImport.objects.get().pk])
    assert [client.post(url).status_code for _ in range(5)] == [302] * 5
    assert AuditTrail.objects.filter(action="register.imported").count() == 1


def test_two_tabs_with_the_same_file_import_it_once(client, unit):
    for _ in range(2):
        upload(client, csv_bytes([school()]))
    second, first = RegisterImport.objects.all()
    client.post(reverse("organisations:confirm_import", args=[first.pk]))
    response = client.post(reverse("organisations:confirm_import", args=[second.pk]), follow=True)
    text = text_of(response)
    assert "Nothing was imported; this is a new preview" in text
    assert "nothing to import" in text
    assert AuditTrail.objects.filter(action="register.imported").count() == 1


def test_a_preview_whose_file_is_gone_leads_back_to_the_upload(client, unit, tmp_path):
    upload(client, csv_bytes([school()]))
    for path in (tmp_path / "private").rglob("*.csv"):
        path.unlink()
    response = client.post(reverse("organisations:confirm_import", args=[RegisterImport.objects.get().pk]), follow=True)
    assert "Upload it again" in text_of(response)


def test_a_discarded_preview_cannot_be_confirmed(client, unit):
    upload(client, csv_bytes([school()]))
    made = RegisterImport.objects.get()
    client.post(reverse("organisations:discard", args=[made.pk]))
    made.refresh_from_db()
    assert made.status == ImportStatus.DISCARDED
    assert "set aside" in text_of(client.get(reverse("organisations:preview", args=[made.pk])))
    client.post(reverse("organisations:confirm_import", args=[made.pk]))
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    ("data", "fields", "words"),
    [
        (b"PK\x03\x04", {}, "Excel workbook"),
        (csv_bytes([school()], delimiter=";"), {}, "semicolons"),
        (csv_bytes([school(), school()]), {}, "URN 900001 stands twice, on lines 2 and 3. Nothing was imported."),
        (csv_bytes([school()]), {"la_code": "876"}, "No row has the LA (code) “876”"),
        (csv_bytes([school()]), {"la_code": ""}, "Enter the code of the local authority"),
        (csv_bytes([school()]), {"la_code": "87"}, "three digits"),
        (b"", {}, "empty"),
    ],
)
def test_a_file_that_cannot_be_used_is_explained_and_nothing_written(client, unit, data, fields, words):
    response = upload(client, data, **fields)
    page = BeautifulSoup(response.content, "html.parser")
    assert page.title.text.startswith("Error: ")
    assert words in page.select_one(".govuk-error-summary").text
    assert not RegisterImport.objects.exists()


def test_the_preview_is_paged_and_filtered(client, unit, django_assert_max_num_queries):
    made = preview_import(
        file=csv_file(*many(120), school(urn="bad", name="Bad")), file_name="x.csv", la_code="", actor=unit
    )
    url = reverse("organisations:preview", args=[made.pk])
    with django_assert_max_num_queries(16):
        first = client.get(url)
    assert "Next" in text_of(first)
    refused = BeautifulSoup(client.get(url, {"kind": "refused"}).content, "html.parser")
    assert [cell.text for cell in refused.select("tbody th")] == ["Bad"]
    assert "There are no such rows" in text_of(client.get(url, {"kind": "closed"}))
    assert client.get(url, {"kind": "nonsense", "page": "x"}).status_code == 200


def test_a_change_shows_old_and_new(client, unit):
    OrganisationFactory(urn=900001, name="Old Name", duty=Duty.S175)
    response = upload(client, csv_bytes([school(name="<b>New</b> Name")]))
    page = BeautifulSoup(response.content, "html.parser")
    assert ("Old Name", "<b>New</b> Name") in zip(
        [each.text for each in page.select("del")], [each.text for each in page.select("ins")], strict=True
    )


@pytest.mark.parametrize("who", ["lead", "editor", "admin", "nobody"])
@pytest.mark.parametrize(
    ("name", "args", "method"),
    [
        ("organisations", [], "get"),
        ("organisation", ["school"], "get"),
        ("to_decide", [], "get"),
        ("decide_duty", ["school"], "post"),
        ("to_link", [], "get"),
        ("link", ["school"], "post"),
        ("import", [], "get"),
        ("import", [], "post"),
        ("preview", ["import"], "get"),
        ("confirm_import", ["import"], "post"),
        ("discard", ["import"], "post"),
    ],
)
def test_to_everybody_else_these_pages_do_not_exist(client, who, name, args, method):
    member = MembershipFactory()
    made = preview_import(file=csv_file(school()), file_name="x.csv", la_code="", actor=None)
    pks = {"school": member.organisation.pk, "import": made.pk}
    person = member.user if who == "lead" else UserFactory(**{} if who == "nobody" else {who: True})
    client.force_login(person)
    response = getattr(client, method)(reverse(f"organisations:{name}", args=[pks[arg] for arg in args]))
    assert response.status_code == 404
    made.refresh_from_db()
    assert made.status == ImportStatus.PREVIEWED
