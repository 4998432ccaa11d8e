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


class ReviewView(models.TextChoices):
    """What a reviewer thinks of a rating that a setting gave itself."""

    AGREE = "agree", "Agree"
    LOWER = "lower", "Would rate lower"
    HIGHER = "higher", "Would rate higher"
    CANNOT_TELL = "cannot_tell", "Cannot tell"


class LetterStatus(models.TextChoices):
    """How far a feedback letter has come."""

    DRAFT = "draft", "Draft"
    APPROVED = "approved", "Approved"
    SENT = "sent", "Sent"
    ANSWERED = "answered", "Answered"


class SummaryStatus(models.TextChoices):
    """How far the summary report of a round has come; whether it is published, its page says."""

    DRAFT = "draft", "Draft"
    APPROVED = "approved", "Approved"
