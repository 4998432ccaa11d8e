"""Recommendations, actions, alerts and what is said about them."""

from audit_forms.improvement.models.actions import Action, ActionEvidence, ActionUpdate
from audit_forms.improvement.models.alerts import Alert, AlertClimb, AlertUpdate
from audit_forms.improvement.models.people import ActionReminder, CalendarLink
from audit_forms.improvement.models.recommendations import Recommendation, RecommendationResponse

__all__ = [
    "Action",
    "ActionEvidence",
    "ActionReminder",
    "ActionUpdate",
    "Alert",
    "AlertClimb",
    "AlertUpdate",
    "CalendarLink",
    "Recommendation",
    "RecommendationResponse",
]
