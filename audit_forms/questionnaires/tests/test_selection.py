"""Which questions are asked of whom, and how many queries that takes."""

import pytest

from audit_forms.questionnaires.applicability import applies, duty_for
from audit_forms.questionnaires.enums import DutyLevel
from audit_forms.questionnaires.selection import count_questions, rating_levels, sections_for
from audit_forms.questionnaires.tests.factories import EditionFactory, QuestionFactory, SectionFactory, publish

PRIMARY = {"phase": "primary", "establishment": "maintained", "boarding": False, "early_years": True}
COLLEGE = {"phase": "sixteen_plus", "establishment": "further_education", "boarding": False, "early_years": False}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({}, True),
        ({"phase": "primary"}, True),
        ({"phase": ["primary", "nursery"]}, True),
        ({"phase": ["secondary"]}, False),
        ({"early_years": True, "phase": ["primary"]}, True),
        ({"early_years": True, "phase": ["secondary"]}, False),
        ({"sixth_form": True}, False),
    ],
)
def test_every_condition_of_a_rule_must_hold(rule, expected):
    assert applies(rule, PRIMARY) is expected


@pytest.mark.parametrize(
    ("must_for", "facts", "duty"),
    [
        ({}, PRIMARY, DutyLevel.SHOULD),
        ({"establishment": ["maintained"]}, PRIMARY, DutyLevel.MUST),
        ({"establishment": ["maintained"]}, COLLEGE, DutyLevel.SHOULD),
    ],
)
def test_a_should_is_a_must_where_the_law_says_so(must_for, facts, duty):
    question = QuestionFactory.build(section=None, must_for=must_for)
    assert duty_for(question, facts) == duty


@pytest.mark.django_db
def test_questions_come_in_order_and_sections_without_any_are_left_out():
    edition = EditionFactory()
    late = SectionFactory(edition=edition, position=2, key="late")
    early = SectionFactory(edition=edition, position=1, key="early")
    SectionFactory(edition=edition, position=3, key="empty")
    QuestionFactory(section=late, position=2, key="second")
    QuestionFactory(section=late, position=1, key="first", required=False)
    QuestionFactory(section=early, position=1, key="boarders", applies_to={"boarding": True})

    asked = sections_for(edition, PRIMARY)

    assert [(part.section.key, [q.key for q in part.questions]) for part in asked] == [("late", ["first", "second"])]
    assert [part.section.key for part in sections_for(edition, PRIMARY | {"boarding": True})] == ["early", "late"]
    assert count_questions(edition, PRIMARY) == 1


@pytest.mark.django_db
def test_a_published_edition_is_read_once(django_assert_num_queries):
    edition = EditionFactory(published=True)
    with django_assert_num_queries(4):
        first = sections_for(edition, PRIMARY)
        levels = rating_levels(edition)
    with django_assert_num_queries(0):
        again = sections_for(edition, COLLEGE)
        texts = [d.level.label for part in again for q in part.questions for d in q.descriptors.all()]
        assert again[0].questions[0].section.edition.questionnaire.kind == "s175"
    assert first == again
    assert texts == ["In place", "Partly in place", "Not in place"]
    assert [level.key for level in levels] == ["green", "amber", "red", "na"]
    assert rating_levels(edition) is levels


@pytest.mark.django_db
def test_reading_takes_as_many_queries_for_many_questions(django_assert_num_queries):
    edition = EditionFactory()
    for section in SectionFactory.create_batch(3, edition=edition):
        QuestionFactory.create_batch(5, section=section, rated=True)
    publish(edition)
    with django_assert_num_queries(3):
        sections_for(edition, PRIMARY)
