"""Whatever happens to the returns of a round, its summaries say what the full sum over its submissions says (P5)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from audit_forms.insight.rounds import RoundFilters, read_round
from audit_forms.insight.tests.factories import AMBER, GREEN, KEYS, NA, RED, exercise_with_profiles
from audit_forms.insight.tests.rounds import hand_in, hand_in_again, sums_from_submissions, sums_read
from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.returns.services.common import move

LEVELS = st.fixed_dictionaries({key: st.sampled_from([GREEN, AMBER, RED, NA, ""]) for key in KEYS})
PHASES = ("primary", "secondary")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["hand_in", "again", "accept", "request_changes", "reopen", "send_for_sign_off", "withdraw"]),
        st.integers(min_value=0, max_value=5),
        LEVELS,
        st.sampled_from(PHASES),
    ),
    min_size=1,
    max_size=8,
)
SOURCES = {
    "accept": ReturnStatus.SUBMITTED,
    "request_changes": ReturnStatus.SUBMITTED,
    "reopen": ReturnStatus.ACCEPTED,
    "send_for_sign_off": ReturnStatus.CHANGES_REQUESTED,
    "withdraw": ReturnStatus.DRAFT,
}


@pytest.mark.django_db
class TestSummaries(TestCase):
    """Random lives of returns."""

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps=STEPS)
    def test_they_never_differ_from_the_full_sum(self, steps):
        exercise = exercise_with_profiles()
        for name, place, levels, phase in steps:
            take_step(exercise, name, place, levels, phase)
            for _ in range(2):  # summed anew, then from the summary
                assert sums_read(read_round(exercise)) == sums_from_submissions(exercise)
                for each in PHASES:
                    chosen = read_round(exercise, RoundFilters(phase=each))
                    wanted = sums_from_submissions(exercise, lambda it, each=each: it.facts["phase"] == each)
                    assert sums_read(chosen) == wanted


def take_step(exercise, name, place, levels, phase):
    """One thing happens to one of the returns, where its state lets it."""
    returns = list(Return.objects.with_context().filter(exercise=exercise).order_by("pk"))
    if name == "hand_in" or not returns:
        hand_in(exercise, levels, OrganisationFactory(phase=phase))
        return
    chosen = returns[place % len(returns)]
    if name == "again":
        if chosen.status == ReturnStatus.SUBMITTED:
            hand_in_again(chosen, levels)
    elif chosen.status == SOURCES[name]:
        move(chosen, name, None)
