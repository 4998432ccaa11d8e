"""Words for rounds."""

from django.db import models


class Scope(models.TextChoices):
    """How much a round asks: the programme runs over two years, a full one and a lighter interim one."""

    FULL = "full", "Full year"
    INTERIM = "interim", "Interim year"


class Segment(models.TextChoices):
    """Which returns of a round are chased together."""

    NOT_STARTED = "not_started", "Not started"
    IN_PROGRESS = "in_progress", "In progress"
    STUCK = "stuck", "Stuck at sign-off"
    OVERDUE = "overdue", "Overdue"
    CHANGES = "changes", "Changes wanted"
    TICKED = "ticked", "Ticked in the tracker"
    SHOWN = "shown", "Shown by the filters"


class HowChosen(models.TextChoices):
    """How a return came into a sample."""

    DRAWN = "drawn", "Drawn at random"
    BY_HAND = "by_hand", "Picked by hand"


class OutOfFrame(models.TextChoices):
    """Why a return cannot be drawn."""

    NOT_RECEIVED = "not_received", "Not received"
    WITHDRAWN = "withdrawn", "Withdrawn"
    CLOSED = "closed", "The setting has closed"
    IN_SAMPLE = "in_sample", "Already in a sample of this round"
    RESTING = "resting", "Sampled not long ago"


class Concern(models.TextChoices):
    """What gives a return more tickets where a sample looks harder at risk."""

    RED = "red", "Rated red on a “must” question"
    LATE = "late", "Submitted late"
    NEVER = "never", "Never sampled before"
    CHANGE = "change", "Ratings moved a lot since last time"


class Stratum(models.TextChoices):
    """By what a sample is spread out."""

    PHASE = "phase", "Phase"
    TYPE = "type", "Type"
    TRUST = "trust", "Trust"
    SECTOR = "sector", "Sector"


class ReviewView(models.TextChoices):
    """What a reviewer thinks of a rating that a setting gave itself."""

    AGREE = "agree", "Agree"
    LOWER = "lower", "Would rate lower"
    HIGHER = "higher", "Would rate higher"
    CANNOT_TELL = "cannot_tell", "Cannot tell"


class LetterStatus(models.TextChoices):
    """How far a feedback letter has come."""

    DRAFT = "draft", "Draft"
    READY = "ready", "Waiting for approval"
    APPROVED = "approved", "Approved"
    SENT = "sent", "Sent"
    ANSWERED = "answered", "Answered"


class SummaryStatus(models.TextChoices):
    """How far the summary report of a round has come; whether it is published, its page says."""

    DRAFT = "draft", "Draft"
    APPROVED = "approved", "Approved"
