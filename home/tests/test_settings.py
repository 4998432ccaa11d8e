"""A partnership's colours: readable or refused, and then used everywhere."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from home import colours
from home.demo import SETTINGS
from home.tests.factories import PartnershipSettingsFactory


def test_contrast_is_counted_as_wcag_counts_it():
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert colours.mix("#000000", "#ffffff", 0.5) == "#808080"


@pytest.mark.django_db
def test_default_colours_pass():
    PartnershipSettingsFactory.build(site=None).clean()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("brand_colour", "#7fc4c9", "contrast with white is 2.0 to 1, and it must be at least 4.5"),
        ("accent_colour", "#0b4f66", "contrast is 1.0 to 1, and it must be at least 3"),
    ],
)
@pytest.mark.django_db
def test_pair_that_cannot_be_read_is_refused_with_the_figure(field, value, message):
    with pytest.raises(ValidationError) as refusal:
        PartnershipSettingsFactory.build(site=None, **{field: value}).clean()
    assert message in refusal.value.message_dict[field][0]


@pytest.mark.parametrize("value", ["teal", "#fff", "#0b4f5g", "#0b4f55;}body{display:none", ""])
def test_only_colours_reach_the_stylesheet(value):
    with pytest.raises(ValidationError):
        colours.validate_colour(value)


@pytest.mark.django_db
def test_own_colours_are_linked_and_kept_by_browsers(client):
    PartnershipSettingsFactory(brand_colour="#4a2a6b", accent_colour="#f2a93b")
    html = client.get("/").content.decode()
    assert 'href="/brand.css?v=4a2a6bf2a93b"' in html
    response = client.get("/brand.css")
    assert "--govuk-brand-colour: #4a2a6b;" in response.content.decode()
    assert response.headers["Content-Type"] == "text/css"
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_default_colours_need_no_second_stylesheet(client):
    PartnershipSettingsFactory()
    assert "/brand.css" not in client.get("/").content.decode()


def test_the_accessibility_statement_was_reviewed_in_the_last_eleven_months():
    """The law asks for a review each year (bars A12): a month before, whoever changes the portal is told."""
    reviewed = SETTINGS["accessibility_reviewed_on"]
    assert reviewed <= timezone.localdate() < reviewed + timedelta(days=334), "Test anew, and move the dates on."
