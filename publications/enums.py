"""Choices of the publications, each with the words that readers see."""

from django.db.models import TextChoices


class DocumentStatus(TextChoices):
    """Whether the framework is in force."""

    DRAFT = "draft", "Draft"
    APPROVED = "approved", "Approved"


class AuditMethod(TextChoices):
    """How a multi-agency audit looked at practice."""

    DEEP_DIVE = "deep-dive", "Deep dive into a few cases"
    WIDER_SAMPLE = "wider-sample", "Wider sample at less depth"
    FOCUS_GROUP = "focus-group", "Focus groups with practitioners"
    PRACTICE_CONVERSATION = "practice-conversation", "Practice conversations"


class SampleBand(TextChoices):
    """How many children's cases an audit looked at.

    Only bands are published, and the smallest reaches to ten: with a count under six, people who know the area could
    recognise a child.
    """

    UP_TO_10 = "up-to-10", "10 or fewer"
    FROM_11_TO_20 = "11-to-20", "11 to 20"
    FROM_21_TO_40 = "21-to-40", "21 to 40"
    OVER_40 = "over-40", "More than 40"


class Grade(TextChoices):
    """The agreed judgement on one part of practice, strongest first."""

    OUTSTANDING = "outstanding", "Outstanding"
    GOOD = "good", "Good"
    REQUIRES_IMPROVEMENT = "requires-improvement", "Requires improvement"
    INADEQUATE = "inadequate", "Inadequate"
    NOT_ENOUGH_EVIDENCE = "not-enough-evidence", "Not enough evidence"


# How many of the four steps of a drawn bar are filled.
GRADE_STEPS = {
    Grade.OUTSTANDING: 4,
    Grade.GOOD: 3,
    Grade.REQUIRES_IMPROVEMENT: 2,
    Grade.INADEQUATE: 1,
    Grade.NOT_ENOUGH_EVIDENCE: 0,
}


class RecommendationStatus(TextChoices):
    """How far a recommendation has come; "overdue" is derived from its date."""

    NOT_STARTED = "not-started", "Not started"
    IN_PROGRESS = "in-progress", "In progress"
    DONE = "done", "Done"


class Season(TextChoices):
    """The quarter of a newsletter."""

    SPRING = "spring", "Spring"
    SUMMER = "summer", "Summer"
    AUTUMN = "autumn", "Autumn"
    WINTER = "winter", "Winter"


class EventKind(TextChoices):
    """What people come for."""

    EVENT = "event", "Event"
    TRAINING = "training", "Training"
