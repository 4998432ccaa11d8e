"""Question sets in the Wagtail admin: drafts are edited, published ones only looked at, others see nothing."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from audit_forms.questionnaires.models import Question, Section
from audit_forms.questionnaires.tests.factories import QuestionFactory, SectionFactory
from portal.accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def address(model, action, obj=None):
    return reverse(f"questionnaires_{model}_modeladmin_{action}", args=[obj.pk] if obj else [])


def form_data(page):
    """What a browser would send for the form as it stands."""
    form = BeautifulSoup(page.content, "html.parser").find("form", attrs={"method": "POST"})
    data = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name = field.get("name")
        if not name or "__prefix__" in name:
            continue
        if field.name == "select":
            chosen = field.find("option", selected=True)
            data[name] = chosen["value"] if chosen else ""
        elif field.name == "textarea":
            data[name] = field.text.lstrip("\n")
        elif field.get("type") not in ("checkbox", "radio"):
            data[name] = field.get("value", "")
        elif field.has_attr("checked"):
            data.setdefault(name, []).append(field.get("value", "on"))
    return data


@pytest.mark.parametrize("model", ["edition", "section", "ratingscale"])
def test_lists_are_the_business_units(unit_client, client, published, model):
    assert unit_client.get(address(model, "index")).status_code == 200
    client.force_login(UserFactory(editor=True))
    assert client.get(address(model, "index")).status_code == 302


def test_published_rows_are_looked_at_only(unit_client, published):
    rows = {"edition": published, "section": published.sections.get(), "ratingscale": published.rating_scale}
    for model, row in rows.items():
        assert unit_client.get(address(model, "inspect", row)).status_code == 200
        for action in ("edit", "delete"):
            assert unit_client.get(address(model, action, row)).status_code == 302
            assert unit_client.post(address(model, action, row), {"title": "Changed"}).status_code == 302
    published.refresh_from_db()
    assert published.title == "Test edition"


def test_drafts_are_edited_with_the_note_in_view(unit_client, draft):
    page = unit_client.get(address("edition", "edit", draft))
    assert draft.verification in page.content.decode()
    answer = unit_client.post(address("edition", "edit", draft), {**form_data(page), "title": "Reworded"})
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert draft.title == "Reworded"
    assert Question.objects.get().descriptors.count() == 3


def test_a_questions_rules_are_edited_by_ticks(unit_client, draft):
    section = Section.objects.get()
    QuestionFactory(section=section, key="second", position=9, applies_to={"phase": ["nursery"]})
    page = unit_client.get(address("section", "edit", section))
    data = form_data(page) | {
        "questions-0-applies_to-phase": ["primary", "secondary"],
        "questions-0-applies_to-boarding": "yes",
        "questions-0-text": "Reworded?",
    }
    answer = unit_client.post(address("section", "edit", section), data)
    assert answer.status_code == 302, BeautifulSoup(answer.content, "html.parser").select(".error-message")
    first, second = Question.objects.all()
    assert (first.text, first.applies_to) == ("Reworded?", {"phase": ["primary", "secondary"], "boarding": True})
    assert second.applies_to == {"phase": ["nursery"]}
    assert (first.key, first.descriptors.count()) == ("board-lead", 3)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"questions-0-answer_type": "choice"}, "Give the choices"),
        ({"questions-0-choices": "yes = Yes"}, "Only a question of the type"),
        ({"questions-0-answer_type": "choice", "questions-0-choices": "a = A\na = B"}, "a key of its own"),
    ],
)
def test_choices_are_checked(unit_client, draft, changes, message):
    url = address("section", "edit", Section.objects.get())
    page = unit_client.post(url, form_data(unit_client.get(url)) | changes)
    assert page.status_code == 200
    assert message in page.content.decode()


def test_a_descriptor_needs_a_level_of_the_editions_own_scale(unit_client, draft, published):
    url = address("section", "edit", draft.sections.get())
    foreign = published.rating_scale.levels.first()
    page = unit_client.post(url, form_data(unit_client.get(url)) | {"questions-0-descriptors-0-level": foreign.pk})
    assert "Choose a level of the rating scale" in page.content.decode()


def test_sections_are_filtered_by_edition(unit_client, draft, published):
    SectionFactory(edition=draft, title="Only in the draft")
    shown = unit_client.get(address("section", "index") + f"?edition={published.pk}").content.decode()
    assert "Only in the draft" not in shown
    assert "Only in the draft" in unit_client.get(address("section", "index") + "?edition=x").content.decode()
