"""Mappings of a YAML file that know their line; values are taken one by one and what is wrong is noted."""

from datetime import date
from typing import Any

import yaml
from django.db import models
from django.utils.dateparse import parse_date

from audit_forms.questionnaires.loading.problems import Notebook

TRUTH = {"true": True, "false": False}


class Item:
    """One mapping of the file. Every reader returns a usable value even after noting a problem."""

    def __init__(self, node: yaml.Node, trail: str, notebook: Notebook):
        """Index the mapping's keys; anything but a mapping, and any key given twice, is noted."""
        self.line, self.trail, self.notebook = node.start_mark.line + 1, trail, notebook
        self.nodes: dict[str, yaml.Node] = {}
        self.taken: set[str] = set()
        if not isinstance(node, yaml.MappingNode):
            notebook.note(self.line, trail, "Give keys with values here.")
            return
        for key, value in node.value:
            if key.value in self.nodes:
                self.note(key.value, "This key is given twice.", key)
            self.nodes[key.value] = value

    def where(self, key: str) -> str:
        """The key as a path through the file."""
        return f"{self.trail}.{key}".lstrip(".")

    def note(self, key: str, message: str, node: yaml.Node | None = None) -> None:
        """Write down that the value under `key` is wrong."""
        place = node or self.nodes.get(key)
        self.notebook.note(place.start_mark.line + 1 if place else self.line, self.where(key), message)

    def take(self, key: str, needed: bool = True) -> yaml.Node | None:
        """The value's node, or None; notes a needed key that is missing."""
        self.taken.add(key)
        if needed and key not in self.nodes:
            self.note(key, "This key is missing.")
        return self.nodes.get(key)

    def finish(self) -> None:
        """Note keys that nothing asked for: most are misspelt."""
        for key in self.nodes.keys() - self.taken:
            self.note(key, f"This key is not known here; known are {', '.join(sorted(self.taken))}.")

    def item(self, key: str) -> "Item":
        """The mapping under `key`; an empty one where it is missing."""
        node = self.take(key)
        return Item(node if node else _nothing(self.line), self.where(key), self.notebook)

    def items(self, key: str) -> list["Item"]:
        """The list of mappings under `key`, which must not be empty."""
        node = self.take(key)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self.note(key, "Give a list with at least one entry.")
            return []
        return [Item(each, f"{self.where(key)}[{n}]", self.notebook) for n, each in enumerate(node.value, start=1)]

    def text(self, key: str, needed: bool = True) -> str:
        """A single value as text, whatever YAML would make of it ("yes" stays "yes")."""
        node = self.take(key, needed)
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self.note(key, "Give text here.")
            return ""
        value = "" if node.tag == "tag:yaml.org,2002:null" else str(node.value).strip()
        if needed and not value:
            self.note(key, "This must not be empty.")
        return value

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self.text(key, needed=False)
        if not value:
            return default
        if value.lower() not in TRUTH:
            self.note(key, f'Give true or false, not "{value}".')
        return TRUTH.get(value.lower(), default)

    def number(self, key: str) -> int | None:
        """A whole number, or nothing."""
        value = self.text(key, needed=False)
        try:
            return int(value) if value else None
        except ValueError:
            self.note(key, f'Give a whole number or null, not "{value}".')
            return None

    def day(self, key: str) -> date:
        """A date such as 2026-09-01."""
        value = self.text(key)
        try:
            found = parse_date(value)
        except ValueError:
            found = None
        if value and found is None:
            self.note(key, f'Give a date such as 2026-09-01, not "{value}".')
        return found or date.min

    def fields(self, model: type[models.Model], *names: str) -> dict[str, Any]:
        """Values for columns of `model`, each read by the column's own type, length and choices."""
        return {name: self._field(model._meta.get_field(name)) for name in names}

    def _field(self, field: Any) -> Any:
        if isinstance(field, models.BooleanField):
            return self.flag(field.name, bool(field.default))
        if isinstance(field, models.DateField):
            return self.day(field.name)
        if isinstance(field, models.IntegerField):
            return self.number(field.name)
        value = self.text(field.name, needed=not field.blank and not field.has_default())
        if not value:
            return field.get_default() if field.has_default() else ""
        self._check(field, value)
        return value

    def _check(self, field: Any, value: str) -> None:
        if field.choices and value not in dict(field.choices):
            self.note(field.name, f'"{value}" is not one of {", ".join(dict(field.choices))}.')
        elif field.max_length and len(value) > field.max_length:
            self.note(field.name, f"This is {len(value)} characters long; {field.max_length} are allowed.")
        elif isinstance(field, models.SlugField) and not all(c.isascii() and (c.isalnum() or c in "-_") for c in value):
            self.note(field.name, f'"{value}" may hold only letters, digits, hyphens and underscores.')


def read_tree(notebook: Notebook) -> Item:
    """The file's outermost mapping; raises EditionFileError where it is no YAML at all."""
    try:
        # libyaml reads an edition twenty times faster than Python does, to the same nodes.
        node = yaml.compose(notebook.path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        notebook.note(mark.line + 1 if mark else 1, "", f"This is not valid YAML: {error.problem}.")
    except UnicodeDecodeError:
        notebook.note(1, "", "The file is not in UTF-8.")
    notebook.close()
    return Item(node if node else _nothing(1), "", notebook)


def _nothing(line: int) -> yaml.MappingNode:
    mark = yaml.Mark("", 0, line - 1, 0, None, 0)
    return yaml.MappingNode("tag:yaml.org,2002:map", [], mark, mark)
