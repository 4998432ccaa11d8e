"""Question sets on one page: for the Business Unit only, printable, published and copied from there."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from audit_forms.questionnaires.models import Edition
from audit_forms.questionnaires.tests.factories import QuestionFactory, SectionFactory
from portal.accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def address(name, edition):
    return reverse(f"questionnaires:{name}", args=[edition.pk])


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


@pytest.mark.parametrize("name", ["edition", "publish", "copy"])
def test_to_others_an_edition_is_not_there(client, draft, name):
    client.force_login(UserFactory(admin=True))
    method = client.post if name == "publish" else client.get
    assert method(address(name, draft)).status_code == 404
    assert method(address(name, Edition(pk=999_999))).status_code == 404
    assert client.get("/unit/editions/").status_code == 404


def test_the_list_tells_drafts_from_published(unit_client, draft, published):
    text = text_of(unit_client.get("/unit/editions/"))
    assert "Draft" in text
    assert "Published" in text


def test_the_blank_set_shows_everything_an_organisation_would_read(unit_client, draft):
    section = SectionFactory(edition=draft, letter="Z", title="Boarding")
    QuestionFactory(
        section=section,
        number="Z1",
        rated=True,
        help="Help text.",
        reference="KCSIE 2026 Part two",
        evidence_prompt="The register.",
        suggested_action="Write one.",
        applies_to={"boarding": True},
        must_for={"establishment": ["maintained"]},
    )
    text = text_of(unit_client.get(address("edition", draft)))
    for words in (
        draft.verification,
        "Z. Boarding",
        "Should (must for: Maintained school)",
        "KCSIE 2026 Part two",
        "asked of: settings that board pupils",
        "Help text.",
        "Point to: The register.",
        "If it is not in place: Write one.",
        "What In place looks like.",
        draft.lead_statement,
        "I confirm that this return is accurate.",
    ):
        assert words in text


def test_queries_do_not_grow_with_questions(unit_client, draft, django_assert_max_num_queries):
    for section in SectionFactory.create_batch(5, edition=draft):
        QuestionFactory.create_batch(4, section=section, rated=True)
    unit_client.get(address("edition", draft))
    with django_assert_max_num_queries(14):
        unit_client.get(address("edition", draft))


def test_publishing_by_post_freezes(unit_client, draft):
    assert unit_client.get(address("publish", draft)).status_code == 405
    page = unit_client.post(address("publish", draft), follow=True)
    assert "is published" in text_of(page)
    assert Edition.objects.get(pk=draft.pk).is_published


def test_what_is_missing_is_told(unit_client):
    incomplete = SectionFactory(letter="B").edition
    text = text_of(unit_client.post(address("publish", incomplete), follow=True))
    assert "Section B has no questions." in text
    assert "Nobody signs it off" in text


def test_copying_leads_to_the_new_draft(unit_client, published):
    assert unit_client.get(address("copy", published)).status_code == 200
    page = unit_client.post(address("copy", published), {"title": "Next edition", "key": "next"}, follow=True)
    assert "Next edition is a new draft." in text_of(page)


@pytest.mark.parametrize(("key", "words"), [("bad key", "valid"), ("", "required"), (None, "already exists")])
def test_a_key_that_cannot_be_keeps_what_was_typed(unit_client, published, key, words):
    typed = {"title": "Next edition", "key": published.key if key is None else key}
    page = unit_client.post(address("copy", published), typed)
    shown = BeautifulSoup(page.content, "html.parser")
    assert shown.find("input", attrs={"name": "title"})["value"] == "Next edition"
    assert words in text_of(page)
    assert Edition.objects.count() == 1
