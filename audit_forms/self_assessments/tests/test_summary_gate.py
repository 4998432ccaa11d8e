"""What stands in the way of a summary report: unfinished words, names, and numbers that its charts keep back."""

import pytest

from audit_forms.insight.disclosure import NotReady
from audit_forms.insight.tests.factories import submit
from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.self_assessments import services
from audit_forms.self_assessments.summary.gate import problems_of
from audit_forms.self_assessments.tests.summaries import WEAK, answered, filled, finished, summary_round
from portal.accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    return summary_round()


@pytest.fixture
def full(round_):
    return filled(round_)


@pytest.fixture
def colleague():
    return UserFactory(unit=True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("Governance: say what to look at again.", "first draft"),
        ("Three schools told us so.", "so few"),
        ("One child was harmed.", "so few"),
        ("Quarry Bank School does it well.", "Quarry Bank School"),
        ("Write to sam.holt@quarry.example.", "sam.holt@quarry.example"),
    ],
)
def test_what_says_too_much_or_is_unfinished_stands_in_the_way(full, unit, colleague, text, words):
    submit(full, organisation=OrganisationFactory(name="Quarry Bank School"))
    report = finished(full, unit)
    assert problems_of(report) == []
    report = services.save_summary(report=report, version=report.version, texts={"strengths": text}, actor=unit)
    (problem,) = problems_of(report)
    assert problem.where == "Strengths"
    assert words in problem.words
    with pytest.raises(NotReady):
        services.approve_summary(report=report, actor=colleague)


@pytest.mark.parametrize(
    ("text", "gives_away"),
    [
        ("40 schools meet every duty.", True),
        ("Of the answers, 40 of these schools are sure.", True),
        ("43 schools answered.", False),
        ("Look again after 40 days.", False),
        ("12 schools asked us for training.", False),
    ],
)
def test_a_number_that_the_charts_keep_back_is_not_told_in_words_either(round_, unit, colleague, text, gives_away):
    answered(round_, 40)
    answered(round_, 3, WEAK)
    report = finished(round_, unit)
    report = services.save_summary(report=report, version=report.version, texts={"strengths": text}, actor=unit)
    assert [problem.where for problem in problems_of(report)] == ["Strengths"] * gives_away
    if gives_away:
        with pytest.raises(NotReady):
            services.approve_summary(report=report, actor=colleague)
