"""What a person may do with alerts, as plain questions."""

from typing import Any

from audit_forms.improvement.alerts.workflow import is_allowed
from audit_forms.improvement.models import Alert
from audit_forms.improvement.querysets import ANSWERING_ROLES
from audit_forms.organisations.models import Membership, Organisation
from audit_forms.organisations.permissions import holds_role
from portal.accounts.permissions import is_business_unit


def can_raise(user: Any, organisation: Organisation) -> bool:
    """Every member raises alerts about their own organisation, whatever their part; the Business Unit about any."""
    return is_business_unit(user) or Membership.objects.of(user).filter(organisation=organisation).exists()


def answers_for(user: Any, alert: Alert) -> bool:
    """The organisation's leads and signatories answer for it."""
    return holds_role(user, alert.organisation, *ANSWERING_ROLES)


def acknowledges(user: Any, alert: Alert) -> bool:
    """A second pair of eyes: whoever answers for the organisation or the Business Unit, but not who raised it."""
    return alert.raised_by_id != user.pk and (is_business_unit(user) or answers_for(user, alert))


def closes(user: Any, alert: Alert) -> bool:
    """Only the Business Unit; nobody closes on their own assurance."""
    return is_business_unit(user) and alert.assured_by_id != user.pk


def can_acknowledge(user: Any, alert: Alert) -> bool:
    """While nobody has acknowledged it."""
    return is_allowed("acknowledge", alert.status) and acknowledges(user, alert)


def can_give_assurance(user: Any, alert: Alert) -> bool:
    """Only the organisation itself says what it has done."""
    return is_allowed("give_assurance", alert.status) and answers_for(user, alert)


def can_ask_again(user: Any, alert: Alert) -> bool:
    """The Business Unit asks for more where the assurance is not enough."""
    return is_allowed("ask_again", alert.status) and is_business_unit(user)


def can_close(user: Any, alert: Alert) -> bool:
    """Only with the organisation's assurance."""
    return is_allowed("close", alert.status) and closes(user, alert)


def can_add_note(user: Any, alert: Alert) -> bool:
    """Whoever reads an alert may write to it until it is closed."""
    return alert.is_open and Alert.objects.visible_to(user).filter(pk=alert.pk).exists()
