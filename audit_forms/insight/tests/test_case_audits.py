"""What sums, documents and action plans do with case audits (nothing), and documents with answers that are tables."""

import pytest
from django.urls import reverse

from audit_forms.improvement.models import Action
from audit_forms.improvement.tests.factories import ActionFactory
from audit_forms.insight.documents.content import sections
from audit_forms.insight.documents.kinds import Kind
from audit_forms.insight.models import Contribution
from audit_forms.returns.models import Submission
from audit_forms.returns.tests.factories import (
    CaseCast,
    ExerciseFactory,
    ReturnFactory,
    all_kinds_edition,
    case_return,
    submit_case,
)


@pytest.fixture
def audited(db):
    return case_return()


@pytest.fixture
def people(audited):
    return CaseCast(audited)


def test_nothing_of_self_assessments_is_there(client, audited, people):
    ActionFactory(organisation=audited.organisation)
    before = Action.objects.count()
    submit_case(audited, people)
    assert Action.objects.count() == before
    assert not Contribution.objects.exists()
    client.force_login(people.writer)
    for name in ("insight:profile", "returns:what_changed", "improvement:plan", "improvement:respond"):
        assert client.get(reverse(name, args=[audited.reference])).status_code == 404, name
    for kind in Kind:
        assert client.get(reverse("insight:document", args=[audited.reference, kind.value])).status_code == 404, kind
    page = client.get(reverse("returns:receipt", args=[audited.reference])).content.decode()
    assert "profile" not in page.lower()


def test_documents_hold_each_row(db):
    full_return = ReturnFactory(exercise=ExerciseFactory(edition=all_kinds_edition()))
    answers = {"rows": {"rows": [{"on": "2026-03-03", "event": "A visit", "who": "Nurse"}]}}
    submission = Submission(audit_return=full_return, attempt=1, answers=answers)
    written = [question for part in sections(full_return, submission) for question in part["questions"]]
    (lines,) = [question["lines"] for question in written if question["lines"]]
    assert lines == [{"label": lines[0]["label"], "text": "What happened: A visit\nWho: Nurse", "tone": ""}]
