"""The return's story tells each step as what it was, also where two steps have one name."""

import pytest

from audit_forms.returns import services
from audit_forms.returns.tests.factories import in_status, refreshed
from audit_forms.returns.timeline import events_of
from portal.trail.models import AuditTrail


@pytest.fixture
def told(audit_return):
    return lambda: [event.words for event in events_of(refreshed(audit_return))]


@pytest.mark.parametrize(
    ("status", "words"), [("draft", "Withdrawn"), ("awaiting_sign_off", "Withdrawn before it was signed")]
)
def test_a_withdrawal_is_told_by_what_it_ended(audit_return, cast, told, status, words):
    services.withdraw(audit_return=in_status(status, audit_return, cast), reason="Closed", actor=cast.unit)
    assert told()[-1] == words


def test_a_sending_says_whether_it_brings_the_changes(audit_return, cast, told):
    asked = in_status("changes_requested", audit_return, cast)
    services.send_for_sign_off(audit_return=asked, actor=cast.lead)
    sent = [words for words in told() if words.startswith("Sent for sign-off")]
    assert sent == ["Sent for sign-off", "Sent for sign-off with the changes"]


def test_an_entry_from_before_the_trail_kept_the_state_is_still_told(audit_return, cast, told):
    services.withdraw(audit_return=audit_return, reason="Closed", actor=cast.unit)
    AuditTrail.objects.bulk_create(
        [AuditTrail(action="return.withdraw", target_type="returns.return", target_id=str(audit_return.pk), data={})]
    )
    assert told()[-2:] == ["Withdrawn", "Withdrawn"]
