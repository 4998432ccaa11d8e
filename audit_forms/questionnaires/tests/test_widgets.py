"""Editors fill in rules and choices without JSON, and get back what they put in."""

import json

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict

from audit_forms.questionnaires.widgets import ChoicesWidget, ColumnsWidget, RuleWidget
from audit_forms.questionnaires.wording import in_words

RULES = [
    {},
    {"phase": ["primary", "nursery"]},
    {"establishment": ["maintained"], "boarding": True},
    {"sixth_form": False, "early_years": True},
    {"sector": ["police", "health"], "small": False},
]


def submitted(html):
    """What a browser would send for the form."""
    page, data = BeautifulSoup(html, "html.parser"), QueryDict(mutable=True)
    for box in page.find_all("input", checked=True):
        data.appendlist(box["name"], box["value"])
    for select in page.find_all("select"):
        data[select["name"]] = select.find("option", selected=True)["value"]
    return data


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_survives_being_shown_and_sent(rule):
    widget = RuleWidget()
    data = submitted(widget.render("applies_to", json.dumps(rule)))
    sent = json.loads(widget.value_from_datadict(data, {}, "applies_to"))
    assert {name: sorted(value) if isinstance(value, list) else value for name, value in sent.items()} == {
        name: sorted(value) if isinstance(value, list) else value for name, value in rule.items()
    }
    assert not widget.value_omitted_from_data(data, {}, "applies_to")


def test_choices_are_lines_and_a_line_without_a_key_gets_one():
    widget = ChoicesWidget()
    choices = [{"value": "met", "label": "Met, or effective"}, {"value": "not-yet", "label": "Not yet"}]
    assert widget.format_value(json.dumps(choices)) == "met = Met, or effective\nnot-yet = Not yet"
    data = QueryDict("choices=met+%3D+Met,+or+effective%0D%0A%0D%0ANot+yet")
    assert json.loads(widget.value_from_datadict(data, {}, "choices")) == choices


def test_columns_are_lines_in_and_out():
    widget = ColumnsWidget()
    columns = [
        {"key": "on", "label": "Date", "kind": "date", "required": True},
        {"key": "event", "label": "What happened", "kind": "long", "required": False},
    ]
    lines = widget.format_value(json.dumps(columns))
    assert lines == "on = Date | date | required\nevent = What happened | long"
    data = QueryDict(mutable=True)
    data["columns"] = lines.replace(" | long", "")
    assert json.loads(widget.value_from_datadict(data, {}, "columns")) == columns


def test_nonsense_is_shown_as_nothing():
    assert ColumnsWidget().format_value("{") == ""
    assert ChoicesWidget().format_value("{") == ""
    assert "checked" not in RuleWidget().render("applies_to", "{")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({}, ""),
        ({"phase": ["primary", "nursery"]}, "Primary, Nursery"),
        ({"establishment": "maintained", "boarding": True}, "Maintained school; settings that board pupils"),
        ({"sixth_form": False}, "settings without a sixth form"),
        ({"sector": ["police", "health"], "small": False}, "Police, Health; all but small groups"),
        ({"small": True}, "small groups"),
    ],
)
def test_rules_are_told_in_words(rule, words):
    assert in_words(rule) == words
