"""Publishing happens once and only to whole editions; a copy is a draft with the same keys."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit_forms.questionnaires.models import Edition, Question
from audit_forms.questionnaires.services import copy_to_draft, publish_edition
from audit_forms.questionnaires.tests.factories import (
    EditionFactory,
    QuestionFactory,
    SectionFactory,
)
from portal.accounts.models import User
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db


def test_publishing_freezes_once_and_says_so_in_the_trail(draft, unit):
    published = publish_edition(edition=draft, actor=unit)
    again = publish_edition(edition=draft, actor=unit)

    assert published.is_published
    assert again.published_at == published.published_at
    assert AuditTrail.objects.about(published).get().action == "edition.published"


def test_an_incomplete_edition_is_refused_with_every_reason(unit):
    edition = EditionFactory()
    SectionFactory(edition=edition, letter="B")
    QuestionFactory(section__edition=edition, number="C1", answer_type="choice")
    edition.rating_scale.levels.all().delete()
    with pytest.raises(ValidationError) as refusal:
        publish_edition(edition=edition, actor=unit)
    assert refusal.value.messages == [
        "Section B has no questions.",
        "The rating scale has no levels.",
        "Nobody signs it off: add at least one sign-off step.",
        "Question C1 offers no choices.",
    ]
    assert not Edition.objects.published().exists()


def test_only_the_business_unit_publishes_and_copies(draft):
    stranger = User.objects.create_user("editor@demo.example", name="Ed Editor", is_superuser=True)
    with pytest.raises(PermissionDenied):
        publish_edition(edition=draft, actor=stranger)
    with pytest.raises(PermissionDenied):
        copy_to_draft(edition=draft, key="next", title="Next", actor=stranger)


def test_a_copy_is_a_draft_with_the_same_questions_under_the_same_keys(draft, unit):
    publish_edition(edition=draft, actor=unit)

    copy = copy_to_draft(edition=Edition.objects.get(pk=draft.pk), key="next", title="Next edition", actor=unit)

    question = Question.objects.get(section__edition=copy)
    assert not copy.is_published
    assert (question.key, question.changed_note) == ("board-lead", "")
    assert question.descriptors.count() == 3
    assert copy.sign_off_steps.get().capacity == "head"
    assert Question.objects.count() == 2


def test_a_copy_needs_a_free_key(draft, unit):
    with pytest.raises(ValidationError, match="already exists"):
        copy_to_draft(edition=draft, key=draft.key, title="Again", actor=unit)
