"""A school with an action, one with an alert, and a return of another school with its people."""

import pytest

from audit_forms.improvement.tests.factories import Alarm, Plan
from audit_forms.returns.tests.factories import Cast, ReturnFactory


@pytest.fixture
def plan(db):
    return Plan()


@pytest.fixture
def audit_return(db):
    return ReturnFactory()


@pytest.fixture
def cast(audit_return):
    return Cast(audit_return)


@pytest.fixture
def alarm(db):
    return Alarm()
