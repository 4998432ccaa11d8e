"""A published edition never changes: the database refuses each kind of change to each of its tables."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from audit_forms.organisations.enums import Capacity
from audit_forms.questionnaires import models
from audit_forms.questionnaires.frozen import FROZEN, conditions
from audit_forms.questionnaires.tests import factories

pytestmark = pytest.mark.django_db

TABLES = {
    models.Edition: "title",
    models.Section: "title",
    models.SignOffStep: "statement",
    models.Question: "text",
    models.Descriptor: "text",
    models.RatingScale: "title",
    models.RatingLevel: "label",
}


@pytest.fixture
def edition():
    return factories.EditionFactory(published=True)


def refused():
    return pytest.raises(DatabaseError, match="A published edition never changes")


def test_every_frozen_table_is_tested():
    assert {frozen.table for frozen in FROZEN} == {model._meta.db_table for model in TABLES}


@pytest.mark.parametrize("model", TABLES)
def test_update_is_refused(edition, model):
    with refused(), transaction.atomic():
        model.objects.update(**{TABLES[model]: "Changed"})
    assert not model.objects.filter(**{TABLES[model]: "Changed"}).exists()


@pytest.mark.parametrize("model", TABLES)
def test_raw_delete_is_refused(edition, model):
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table}")
    assert model.objects.exists()


@pytest.mark.parametrize(
    "insert",
    [
        lambda edition: factories.SectionFactory(edition=edition, key="new"),
        lambda edition: factories.SignOffStepFactory(edition=edition, capacity=Capacity.BOARD),
        lambda edition: factories.QuestionFactory(section=edition.sections.get(), key="new"),
        lambda edition: models.Descriptor.objects.create(
            question=models.Question.objects.get(key="second"), level=edition.rating_scale.levels.first(), text="New"
        ),
        lambda edition: factories.RatingLevelFactory(scale=edition.rating_scale),
    ],
    ids=["section", "sign-off step", "question", "descriptor", "level"],
)
def test_insert_is_refused(edition, insert):
    with refused(), transaction.atomic():
        insert(edition)


def test_a_row_of_a_draft_cannot_move_into_a_published_edition(edition):
    section = factories.SectionFactory(key="mover")
    section.edition = edition
    with refused(), transaction.atomic():
        section.save()


def test_deleting_the_edition_through_the_model_is_refused(edition):
    with pytest.raises(IntegrityError), transaction.atomic():
        edition.delete()


def test_a_draft_stays_free_and_so_does_its_scale(edition):
    draft = factories.EditionFactory()
    question = factories.QuestionFactory(section__edition=draft, rated=True)
    question.text = "Reworded"
    question.save()
    draft.rating_scale.levels.update(label="Renamed")
    draft.sections.all().delete()
    draft.delete()
    assert not models.Edition.objects.filter(pk=draft.pk).exists()


def test_each_table_has_its_triggers():
    names = {f"{frozen.table}_frozen_{event.lower()}" for frozen in FROZEN for event in conditions(frozen)}
    table, column = ("pg_trigger", "tgname") if connection.vendor == "postgresql" else ("sqlite_master", "name")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE {column} LIKE 'questionnaires%frozen%'")
        assert {row[0] for row in cursor.fetchall()} == names
