"""Widgets by which editors fill in a question's rules and choices without writing JSON."""

import json
from typing import Any

from django import forms
from django.utils.text import slugify

from audit_forms.questionnaires.enums import ColumnKind
from audit_forms.questionnaires.wording import FACTS, VALUES

YES, NO = "yes", "no"
REQUIRED = "required"
LIST_TITLES = {"phase": "Phase", "establishment": "Type", "sector": "Sector"}


def from_json(value: Any, empty: Any) -> Any:
    """The value that a JSON form field hands to its widget as text; `empty` for nothing or nonsense."""
    try:
        return json.loads(value) if isinstance(value, str) else (value or empty)
    except json.JSONDecodeError:
        return empty


class RuleWidget(forms.Widget):
    """Which organisations a rule names: ticks for phases, types and sectors, yes or no for the other facts."""

    template_name = "questionnaires/admin/rule.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template draws: each fact with its options and what is chosen."""
        context = super().get_context(name, value, attrs)
        rule = from_json(value, {})
        context["lists"] = [
            {
                "name": f"{name}-{fact}",
                "title": LIST_TITLES[fact],
                "options": [(key, label, key in rule.get(fact, [])) for key, label in options.items()],
            }
            for fact, options in VALUES.items()
        ]
        context["flags"] = [
            {
                "name": f"{name}-{fact}",
                "title": words[0].capitalize(),
                "options": [
                    ("", "does not matter", fact not in rule),
                    (YES, "yes, only these", rule.get(fact) is True),
                    (NO, "no, only the others", rule.get(fact) is False),
                ],
            }
            for fact, words in FACTS.items()
        ]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """The rule as JSON, from what was ticked and chosen."""
        rule: dict[str, Any] = {}
        for fact in VALUES:
            if chosen := data.getlist(f"{name}-{fact}"):
                rule[fact] = chosen
        for fact in FACTS:
            if chosen := data.get(f"{name}-{fact}"):
                rule[fact] = chosen == YES
        return json.dumps(rule)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Never: nothing ticked means everyone."""
        return False


class ChoicesWidget(forms.Textarea):
    """Choices, one on each line: "met = Met, or effective"; without a key one is made from the words."""

    def __init__(self, attrs: dict[str, Any] | None = None):
        """A few lines high."""
        super().__init__({"rows": 3, **(attrs or {})})

    def format_value(self, value: Any) -> str:
        """Stored choices as lines."""
        return "\n".join(f"{choice['value']} = {choice['label']}" for choice in from_json(value, []))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """The choices as JSON, from the lines."""
        lines = [line.strip() for line in data.get(name, "").splitlines() if line.strip()]
        return json.dumps([self.choice(line) for line in lines])

    def choice(self, line: str) -> dict[str, str]:
        """One line as key and words."""
        key, equals, label = (part.strip() for part in line.partition("="))
        return {"value": key, "label": label} if equals else {"value": slugify(line), "label": line}


class ColumnsWidget(forms.Textarea):
    """Columns of a table, one on each line: "what = What will be done | long | required"."""

    def __init__(self, attrs: dict[str, Any] | None = None):
        """A few lines high."""
        super().__init__({"rows": 3, **(attrs or {})})

    def format_value(self, value: Any) -> str:
        """Stored columns as lines."""
        return "\n".join(
            f"{column['key']} = {column['label']} | {column['kind']}{' | required' if column['required'] else ''}"
            for column in from_json(value, [])
        )

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """The columns as JSON, from the lines."""
        lines = [line.strip() for line in data.get(name, "").splitlines() if line.strip()]
        return json.dumps([self.column(line) for line in lines])

    def column(self, line: str) -> dict[str, Any]:
        """One line as key, heading, kind and whether each row must have it."""
        key, _, rest = (part.strip() for part in line.partition("="))
        label, *details = (part.strip() for part in rest.split("|"))
        kind = next((each for each in details if each != REQUIRED), ColumnKind.LONG)
        return {"key": key, "label": label, "kind": kind, "required": REQUIRED in details}
