"""Rounds with a summary report, for tests."""

from audit_forms.insight.tests.factories import AMBER, GREEN, KEYS, RED, profile_edition, submit
from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.self_assessments import services
from audit_forms.self_assessments.models.summary import TEXTS
from audit_forms.self_assessments.tests.factories import RoundFactory, expect

WEAK = dict.fromkeys(KEYS, GREEN) | {"a1": AMBER, "a3": RED}


def summary_round():
    """An open round."""
    return RoundFactory(edition=profile_edition(), title="Section 175 and 157, 2026-27")


def filled(exercise):
    """The round with forty returns of which ten do not meet a duty, and ten that did not come in."""
    answered(exercise, 30)
    answered(exercise, 10, WEAK)
    for _ in range(10):
        expect(exercise, OrganisationFactory())
    return exercise


def answered(exercise, number, levels=None, **fields):
    """So many returns that came in."""
    return [submit(exercise, levels, OrganisationFactory(**fields)) for _ in range(number)]


def drafted(exercise, actor):
    """A report as it is drafted."""
    return services.draft_summary(exercise=exercise, actor=actor)


def finished(exercise, actor):
    """A report with every text written."""
    report = drafted(exercise, actor)
    texts = {name: f"Words on {name}." for name in TEXTS}
    return services.save_summary(report=report, version=report.version, texts=texts, actor=actor)
