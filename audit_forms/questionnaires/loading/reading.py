"""An edition file as plain values in the shape of `loading.storing.snapshot`."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import yaml

from audit_forms.organisations.enums import Establishment, Phase, Sector
from audit_forms.questionnaires.enums import AnswerType, ColumnKind
from audit_forms.questionnaires.loading.items import Item, read_tree
from audit_forms.questionnaires.loading.problems import Notebook
from audit_forms.questionnaires.models import (
    Edition,
    Question,
    Questionnaire,
    RatingLevel,
    RatingScale,
    Section,
    SignOffStep,
)

QUESTIONNAIRE_FIELDS = ("key", "kind", "title")
EDITION_FIELDS = ("key", "title", "guidance", "in_force_from", "verification", "introduction")
SCALE_FIELDS = ("key", "title")
LEVEL_FIELDS = (
    *("key", "label", "tone", "meaning", "score", "demands_action", "demands_reason", "demands_evidence"),
    *("asks_about_risk", "confirmation"),
)
SECTION_FIELDS = ("key", "letter", "title", "introduction")
STEP_FIELDS = ("capacity", "statement", "asks_meeting_date")
QUESTION_FIELDS = (
    *("key", "number", "text", "help", "duty", "reference", "answer_type", "required", "evidence_prompt"),
    *("suggested_action", "prefill", "unit", "most", "changed_note"),
)
# Facts a rule may name, with the values each may ask for (`questionnaires.applicability`).
FACT_VALUES: dict[str, Iterable[str]] = {
    "phase": Phase.values,
    "establishment": Establishment.values,
    "sector": Sector.values,
}
FLAG_FACTS = ("boarding", "sixth_form", "early_years", "small")


def read_edition(path: Path) -> dict[str, Any]:
    """Everything the file says; raises EditionFileError with all that is wrong."""
    notebook = Notebook(path)
    top = read_tree(notebook)
    values = {
        "questionnaire": read_one(top.item("questionnaire"), Questionnaire, QUESTIONNAIRE_FIELDS),
        **read_one(top.item("edition"), Edition, EDITION_FIELDS),
        "rating_scale": read_scale(top.item("rating_scale")),
        **read_sign_off(top.item("sign_off")),
    }
    levels = values["rating_scale"]["levels"]
    values["sections"] = read_sections(top, levels)
    top.finish()
    notebook.close()
    return values


def read_one(item: Item, model: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """The columns of a mapping that holds nothing else."""
    values = item.fields(model, *names)
    item.finish()
    return values


def read_scale(item: Item) -> dict[str, Any]:
    """The rating scale with its levels."""
    values = item.fields(RatingScale, *SCALE_FIELDS)
    levels = item.items("levels")
    values["levels"] = [read_one(level, RatingLevel, LEVEL_FIELDS) for level in levels]
    note_repeats(levels, "key")
    item.finish()
    return values


def read_sign_off(item: Item) -> dict[str, Any]:
    """The lead's declaration and the steps after it."""
    values = item.fields(Edition, "lead_statement")
    steps = item.items("steps")
    values["sign_off_steps"] = [read_one(step, SignOffStep, STEP_FIELDS) for step in steps]
    note_repeats(steps, "capacity")
    item.finish()
    return values


def read_sections(top: Item, levels: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every section with its questions; question keys and numbers must be unique in the whole edition."""
    sections = top.items("sections")
    values, all_questions = [], []
    for section in sections:
        questions = section.items("questions")
        all_questions += questions
        read = section.fields(Section, *SECTION_FIELDS)
        values.append({**read, "questions": [read_question(question, levels) for question in questions]})
        section.finish()
    note_repeats(sections, "key", "letter")
    note_repeats(all_questions, "key", "number")
    return values


def read_question(item: Item, levels: list[dict[str, Any]]) -> dict[str, Any]:
    """One question with its rules, choices and descriptors."""
    values = item.fields(Question, *QUESTION_FIELDS)
    rated = values["answer_type"] == AnswerType.RATING
    values["allows_not_applicable"] = item.flag("allows_not_applicable", default=rated)
    values["applies_to"] = read_rule(item, "applies_to")
    values["must_for"] = read_rule(item, "must_for")
    values["choices"] = read_choices(item, values["answer_type"] == AnswerType.CHOICE)
    values["columns"] = read_columns(item, values)
    values["descriptors"] = read_descriptors(item, levels) if rated else {}
    item.finish()
    return values


def read_rule(item: Item, key: str) -> dict[str, Any]:
    """Which organisations: facts with the values wanted; empty is everyone."""
    node = item.take(key, needed=False)
    if node is None:
        return {}
    rule = Item(node, item.where(key), item.notebook)
    read: dict[str, Callable[[Item, str], Any]] = dict.fromkeys(FACT_VALUES, read_wanted)
    read |= {name: lambda each, name: each.flag(name, default=True) for name in FLAG_FACTS}
    values = {name: take(rule, name) for name, take in read.items() if name in rule.nodes}
    rule.taken |= read.keys()
    rule.finish()
    return values


def read_wanted(rule: Item, name: str) -> list[str]:
    """The values of a fact of which any will do, as a list even where the file gives one."""
    node = rule.nodes[name]
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    wanted = [str(each.value) for each in nodes]
    for value in wanted:
        if value not in FACT_VALUES[name]:
            rule.note(name, f'"{value}" is not one of {", ".join(FACT_VALUES[name])}.')
    return wanted


def read_choices(item: Item, wanted: bool) -> list[dict[str, str]]:
    """The choices of a choice question; no other question may have any."""
    if not wanted:
        if item.take("choices", needed=False) is not None:
            item.note("choices", "Only a question of the type choice has choices.")
        return []
    choices = item.items("choices")
    values = [{"value": choice.text("value"), "label": choice.text("label")} for choice in choices]
    for choice in choices:
        choice.finish()
    note_repeats(choices, "value")
    return values


def read_columns(item: Item, question: dict[str, Any]) -> list[dict[str, Any]]:
    """The columns of a table; no other question may have any, nor a number of rows."""
    if question["answer_type"] != AnswerType.ROWS:
        for key in ("columns", "most"):
            if item.take(key, needed=False) is not None:
                item.note(key, "Only a question of the type rows has this.")
        return []
    if not question["most"] or question["most"] < 1:
        item.note("most", "Say how many rows there may be.")
    columns = item.items("columns")
    values = [read_column(column) for column in columns]
    note_repeats(columns, "key")
    return values


def read_column(column: Item) -> dict[str, Any]:
    """One column: its key, its heading, what it holds, and whether each row must have it."""
    values = {name: column.text(name) for name in ("key", "label", "kind")}
    if values["kind"] and values["kind"] not in ColumnKind.values:
        column.note("kind", f'"{values["kind"]}" is not one of {", ".join(ColumnKind.values)}.')
    required = column.flag("required", default=False)
    column.finish()
    return {**values, "required": required}


def read_descriptors(item: Item, levels: list[dict[str, Any]]) -> dict[str, str]:
    """What each level looks like: one text for every level that has a score."""
    descriptors = item.item("descriptors")
    scored = [level["key"] for level in levels if level["score"] is not None]
    values = {key: descriptors.text(key) for key in scored}
    descriptors.finish()
    return values


def note_repeats(items: list[Item], *keys: str) -> None:
    """Note every value given by an earlier item too."""
    for key in keys:
        seen: dict[str, int] = {}
        for item in items:
            node = item.nodes.get(key)
            if not isinstance(node, yaml.ScalarNode):
                continue
            if node.value in seen:
                item.note(key, f'"{node.value}" was already used on line {seen[node.value]}.')
            seen.setdefault(node.value, node.start_mark.line + 1)
