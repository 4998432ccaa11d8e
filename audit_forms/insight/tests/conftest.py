"""An exercise whose sums can be checked by hand."""

import pytest

from audit_forms.insight.tests.factories import exercise_with_profiles


@pytest.fixture
def exercise(db):
    return exercise_with_profiles()
