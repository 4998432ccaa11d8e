"""Public references of actions, recommendations and alerts: random, with the check character of returns."""

from audit_forms.returns.references import new_reference


def new_action_reference() -> str:
    """A fresh reference such as "A-7K3F-9QXC-T"."""
    return f"A{new_reference()[1:]}"


def new_recommendation_reference() -> str:
    """A fresh reference such as "C-7K3F-9QXC-T": a change that is wanted."""
    return f"C{new_reference()[1:]}"


def new_alert_reference() -> str:
    """A fresh reference such as "U-7K3F-9QXC-T": urgent."""
    return f"U{new_reference()[1:]}"
