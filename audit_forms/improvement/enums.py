"""Words for recommendations and actions."""

from django.db import models


class ActionStatus(models.TextChoices):
    """Stored states of an action (design, section 4). Overdue is derived, never stored."""

    OPEN = "open", "Open"
    IN_PROGRESS = "in_progress", "In progress"
    EVIDENCE_GIVEN = "evidence_given", "Waiting to be closed"
    CLOSED = "closed", "Closed"


# What somebody at the school or agency still has to work on.
TO_DO_STATUSES = frozenset({ActionStatus.OPEN, ActionStatus.IN_PROGRESS})
# What has not been closed.
LIVE_STATUSES = frozenset({*TO_DO_STATUSES, ActionStatus.EVIDENCE_GIVEN})


class Priority(models.TextChoices):
    """How much an action matters; from a return it follows from the tone of the rating."""

    RED = "red", "High"
    AMBER = "amber", "Medium"


class ActionSource(models.TextChoices):
    """Where an action comes from."""

    RETURN = "return", "Self-assessment"
    CASE_AUDIT = "case_audit", "Case audit"
    FEEDBACK = "feedback", "Feedback letter"
    RECOMMENDATION = "recommendation", "Recommendation"
    OWN = "own", "Added by hand"


class UpdateKind(models.TextChoices):
    """What an entry in an action's history is; after "action." also the audit trail's action."""

    OPENED = "opened", "Opened"
    CONTINUED = "continued", "Still needed, says the return"
    IMPROVED = "improved", "In place now, says the return"
    START = "start", "Work begun"
    PROGRESS = "progress", "Progress"
    DUE_CHANGED = "due_changed", "Due date moved"
    ASSIGNED = "assigned", "Given to somebody"
    EVIDENCE_ADDED = "evidence_added", "Evidence added"
    STILL_RIGHT = "still_right", "Looked at, still right"
    ASK_TO_CLOSE = "ask_to_close", "Asked to close"
    SEND_BACK = "send_back", "Sent back"
    CLOSE = "close", "Closed"


class RecommendationStatus(models.TextChoices):
    """Whether a recommendation still stands."""

    OPEN = "open", "Open"
    DONE = "done", "Done"
    WITHDRAWN = "withdrawn", "Withdrawn"


class SourceKind(models.TextChoices):
    """What a recommendation comes from."""

    SELF_ASSESSMENT = "self_assessment", "Self-assessment round"
    CASE_AUDIT = "case_audit", "Case audit"
    REVIEW = "review", "Review"
    OTHER = "other", "Other"


class ResponseState(models.TextChoices):
    """How far an organisation says it is with a recommendation."""

    DONE = "done", "Done"
    PARTLY = "partly", "Partly done"
    NOT_YET = "not_yet", "Not yet"


# Updates by which a member shows that they have looked at an action.
LOOKED_AT_KINDS = (
    UpdateKind.START,
    UpdateKind.PROGRESS,
    UpdateKind.DUE_CHANGED,
    UpdateKind.ASSIGNED,
    UpdateKind.EVIDENCE_ADDED,
    UpdateKind.STILL_RIGHT,
    UpdateKind.ASK_TO_CLOSE,
)


class AlertStatus(models.TextChoices):
    """Stored states of an alert (design, section 4)."""

    RAISED = "raised", "Waiting to be acknowledged"
    ACKNOWLEDGED = "acknowledged", "Waiting for assurance"
    ASSURANCE_GIVEN = "assurance_given", "Waiting to be closed"
    CLOSED = "closed", "Closed"


class AlertAbout(models.TextChoices):
    """What an alert is about."""

    CHILD = "child", "A child is at risk"
    ADULT = "adult", "An adult is at risk"
    PRACTICE = "practice", "Practice is unsafe"


class Told(models.TextChoices):
    """Who had been told when an alert was raised."""

    POLICE = "police", "The police, on 999"
    FRONT_DOOR = "front_door", "The front door"
    MANAGER = "manager", "A line manager"
    NOBODY = "nobody", "Nobody yet"


class AlertUpdateKind(models.TextChoices):
    """What an entry in an alert's history is; after "alert." also the audit trail's action."""

    RAISED = "raised", "Raised"
    NOTE = "note", "Note"
    ACKNOWLEDGE = "acknowledge", "Acknowledged"
    GIVE_ASSURANCE = "give_assurance", "Assurance given"
    ASK_AGAIN = "ask_again", "More assurance asked for"
    CLOSE = "close", "Closed"
    CLIMBED = "climbed", "Not answered in time"


class ClimbStep(models.TextChoices):
    """How far an unanswered alert has climbed."""

    AGAIN = "again", "The same people were told again"
    ABOVE = "above", "The whole Business Unit and the board were told"
