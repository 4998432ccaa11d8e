"""Fields: what they understand, and the markup they come out as."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.template.loader import render_to_string

from portal.forms import DayField, DescribedRadioSelect


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Full name", help_text="As on the register.")
    day = DayField(label="Training date")
    notes = forms.CharField(label="Notes", widget=forms.Textarea, required=False)
    phase = forms.ChoiceField(label="Phase", choices=[("p", "Primary"), ("s", "Secondary")])
    rating = forms.ChoiceField(
        label="Rating",
        choices=[("met", "In place"), ("not", "Not in place")],
        widget=DescribedRadioSelect(hints={"met": "Done and checked."}, tones={"met": "green", "not": "red"}),
    )
    groups = forms.MultipleChoiceField(
        label="Groups", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple, required=False
    )
    agree = forms.BooleanField(label="I confirm", help_text="Read it first.")
    file = forms.FileField(label="Evidence", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label_size = "m"


def parse(form):
    return BeautifulSoup(str(form), "html.parser")


@pytest.mark.parametrize(
    "typed",
    [
        "30/1/2026",
        "30/01/2026",
        "30-1-2026",
        "30.1.2026",
        "2026-01-30",
        "30 January 2026",
        "30 jan 2026",
        "Friday 30 January 2026",
        " 30  january, 2026 ",
        "30/1/26",
    ],
)
def test_day_is_understood_as_people_write_it(typed):
    assert DayField().clean(typed) == date(2026, 1, 30)


@pytest.mark.parametrize("typed", ["31/2/2026", "soon", "2026", "1/30/2026"])
def test_day_that_is_none_is_refused_with_how_to_write_it(typed):
    with pytest.raises(forms.ValidationError, match="like 30/1/2026 or 30 January 2026"):
        DayField().clean(typed)


def test_stored_day_is_shown_in_words_and_typed_day_is_kept_as_typed():
    assert parse(SampleForm(initial={"day": date(2026, 1, 30)})).find(id="id_day")["value"] == "30 January 2026"
    assert parse(SampleForm({"day": "31/2/2026"})).find(id="id_day")["value"] == "31/2/2026"


def test_every_control_has_its_label_and_class():
    page = parse(SampleForm())
    for control, css in [
        ("id_name", "govuk-input"),
        ("id_day", "govuk-input"),
        ("id_notes", "govuk-textarea"),
        ("id_phase", "govuk-select"),
        ("id_rating_0", "govuk-radios__input"),
        ("id_groups_1", "govuk-checkboxes__input"),
        ("id_agree", "govuk-checkboxes__input"),
        ("id_file", "govuk-file-upload"),
    ]:
        assert css in page.find(id=control)["class"]
        assert len(page.select(f"label[for={control}]")) == 1
    assert "govuk-label--m" in page.find("label", attrs={"for": "id_name"})["class"]
    assert not page.find(id="id_token").has_attr("class")


def test_groups_of_choices_stand_in_a_fieldset_with_their_question():
    page = parse(SampleForm())
    assert [legend.text for legend in page.select("fieldset legend")] == ["Rating", "Groups"]


def test_choices_carry_their_description_and_the_shape_of_their_rating():
    page = parse(SampleForm())
    described = page.find(id=page.find(id="id_rating_0")["aria-describedby"])
    assert described.text == "Done and checked."
    assert page.select_one("label[for=id_rating_0] .portal-rating--green svg circle")
    assert not page.find(id="id_rating_1").has_attr("aria-describedby")


def test_error_stands_at_its_field_and_is_announced_with_it():
    page = parse(SampleForm({"phase": "p"}))
    control = page.find(id="id_name")
    hint, error = (page.find(id=name) for name in control["aria-describedby"].split())
    assert hint.text == "As on the register."
    assert error.text == "Error: This field is required."
    assert control["aria-invalid"] == "true"
    assert "govuk-form-group--error" in control.find_parent(class_="govuk-form-group")["class"]
    assert page.select_one("fieldset[aria-describedby] #id_rating_error")


def test_summary_links_each_error_to_its_control():
    form = SampleForm({"phase": "p"})
    form.add_error(None, "Two people changed this.")
    summary = BeautifulSoup(render_to_string("components/error_summary.html", {"form": form}), "html.parser")
    page = parse(form)
    targets = [link["href"].removeprefix("#") for link in summary.select("a")]
    assert targets == ["id_name", "id_day", "id_rating_0", "id_agree"]
    assert all(page.find(id=target) for target in targets)
    assert "Two people changed this." in summary.text


def test_form_without_errors_has_no_summary():
    assert "govuk-error-summary" not in render_to_string("components/error_summary.html", {"form": SampleForm()})


def test_what_was_typed_is_kept_and_escaped():
    page = str(SampleForm({"name": "<b>Ada</b>", "notes": "two\nlines"}))
    assert "&lt;b&gt;Ada&lt;/b&gt;" in page
    assert "<b>Ada" not in page
    assert "two\nlines" in page


@pytest.mark.parametrize("typed", ["  indented", "\nfirst line empty", "tab\tand space ", "a\n\n\nb"])
def test_long_text_comes_back_exactly_as_typed(typed):
    shown = parse(SampleForm(initial={"notes": typed})).find(id="id_notes").text
    # Browsers drop one line break right after the opening tag, and nothing else.
    assert shown == "\n" + typed
