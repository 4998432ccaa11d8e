"""The case-audit tool that ships with the portal: whole for every sector, graded, and reversible in the database."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from audit_forms.organisations.enums import Capacity, Sector
from audit_forms.questionnaires.applicability import applies
from audit_forms.questionnaires.enums import AnswerType, Tone
from audit_forms.questionnaires.frozen import create_triggers, drop_triggers
from audit_forms.questionnaires.loading.problems import EditionFileError
from audit_forms.questionnaires.loading.reading import read_edition
from audit_forms.questionnaires.loading.storing import Outcome, load_edition
from audit_forms.questionnaires.management.commands.load_editions import SHIPPED
from audit_forms.questionnaires.models import Edition, Question
from audit_forms.questionnaires.services import publish_edition
from audit_forms.questionnaires.tests.factories import EditionFactory

FILE = SHIPPED / "case-audit-2026.yaml"
DOMAINS = (
    "voice", "recognition", "assessment", "plan", "family", "together", "oversight", "recording", "equality", "impact",
)  # fmt: skip
MODULES = {
    Sector.POLICE, Sector.HEALTH, Sector.EDUCATION, Sector.CHILDRENS_SERVICES, Sector.YOUTH_JUSTICE, Sector.PROBATION,
    Sector.HOUSING, Sector.VOLUNTARY,
}  # fmt: skip


@pytest.fixture(scope="module")
def tool():
    return read_edition(FILE)


def questions(tool):
    return {question["key"]: question for section in tool["sections"] for question in section["questions"]}


def test_each_domain_is_graded_and_asks_what_helped_and_what_hindered(tool):
    asked = questions(tool)
    for domain in DOMAINS:
        grade = asked[f"{domain}-grade"]
        assert grade["answer_type"] == AnswerType.RATING
        assert grade["help"]
        assert grade["evidence_prompt"]
        assert list(grade["descriptors"]) == ["outstanding", "good", "requires-improvement", "inadequate"]
        assert asked[f"{domain}-helped"]["answer_type"] == AnswerType.LONG_TEXT
        assert asked[f"{domain}-hindered"]["answer_type"] == AnswerType.LONG_TEXT
    assert asked["voice-child"]["text"] != asked["voice-parent"]["text"]


def test_six_grades_are_told_apart_and_only_inadequate_asks_about_risk(tool):
    levels = tool["rating_scale"]["levels"]
    assert {level["tone"] for level in levels} == set(Tone)
    assert [level["key"] for level in levels if level["asks_about_risk"]] == ["inadequate"]
    unscored = [level for level in levels if level["score"] is None]
    assert [level["key"] for level in unscored if level["demands_reason"]] == ["not-enough-evidence", "not-applicable"]
    assert not any(level["demands_action"] for level in levels)


def test_tables_hold_events_and_actions(tool):
    asked = questions(tool)
    events, actions = asked["key-events"], asked["case-actions"]
    assert [column["key"] for column in events["columns"]] == ["date", "event", "ours", "others"]
    assert [column["key"] for column in actions["columns"]] == ["what", "who", "by"]
    assert (events["most"], actions["most"]) == (15, 10)


@pytest.mark.parametrize("sector", Sector.values)
def test_every_sector_sees_a_coherent_tool(tool, sector):
    asked = [
        each for each in questions(tool).values() if applies(each["applies_to"], {"sector": sector, "small": False})
    ]
    sections = [
        section["key"]
        for section in tool["sections"]
        if any(applies(each["applies_to"], {"sector": sector}) for each in section["questions"])
    ]
    assert len(sections) == len(tool["sections"])
    own = [each for each in asked if each["applies_to"]]
    assert len(own) >= (2 if sector in MODULES else 1)
    assert 60 <= len(asked) <= 70


def test_the_agency_lead_signs(tool):
    assert [step["capacity"] for step in tool["sign_off_steps"]] == [Capacity.AGENCY_LEAD]


@pytest.mark.django_db
def test_it_is_loaded_once_and_can_be_published():
    assert load_edition(FILE).outcome == Outcome.NEW
    loaded = load_edition(FILE)
    assert loaded.outcome == Outcome.UNCHANGED
    assert publish_edition(edition=loaded.edition, actor=None).is_published


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("most: 15", "most: 0", "Say how many rows"),
        ("kind: date, required: true}", "kind: day, required: true}", '"day" is not one of date, short, long'),
        ("{key: event,", "{key: date,", "was already used"),
        ("answer_type: number", "answer_type: number\n        most: 3", "Only a question of the type rows"),
    ],
)
def test_a_wrong_table_is_told_with_its_place(tmp_path, old, new, told):
    path = tmp_path / "tool.yaml"
    path.write_text(FILE.read_text().replace(old, new, 1))
    with pytest.raises(EditionFileError, match=told):
        read_edition(path)


@pytest.fixture
def thawed_afterwards(transactional_db):
    """The database is emptied after a test of migrations, which a frozen edition would refuse."""
    yield
    with connection.schema_editor() as editor:
        drop_triggers(None, editor)
    Question.objects.all().delete()
    Edition.objects.all().delete()
    with connection.schema_editor() as editor:
        create_triggers(None, editor)


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="The test's own clean-up empties the audit trail, which PostgreSQL refuses."
)
def test_the_migration_goes_back_and_forth_and_published_editions_stay_frozen(thawed_afterwards):
    EditionFactory(published=True)
    executor = MigrationExecutor(connection)
    step = ("questionnaires", "0002_freeze_published_editions")
    migration, before = executor.loader.get_migration(*step), executor.loader.project_state(step, at_end=False)
    # Only this one goes back: with all that rests upon it the way takes minutes.
    executor.unapply_migration(before, migration)
    executor.apply_migration(before, migration)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Question.objects.update(text="Another")
