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


class SubscriberRole(TextChoices):
    """What a subscriber does, so that editors know whom they write for; nobody has to say."""

    SCHOOL = "school", "I work in a school or college"
    EARLY_YEARS = "early-years", "I work in early years or childcare"
    HEALTH = "health", "I work in health"
    POLICE = "police", "I work for the police or probation"
    SOCIAL_CARE = "social-care", "I work in children’s social care"
    COUNCIL = "council", "I work for another service of the council"
    VOLUNTARY = "voluntary", "I work or volunteer for a charity, club or faith group"
    FAMILY = "family", "I am a parent or carer"
    OTHER = "other", "None of these"


class StopReason(TextChoices):
    """Why a subscriber gets no more mail."""

    LEFT = "left", "Left by themselves"
    REFUSED = "refused", "Their mail server says there is no such address"
    UNREACHED = "unreached", "Their mail server would not take our mail, again and again"
    BUSINESS_UNIT = "business-unit", "Stopped by the Business Unit"


class MailingStatus(TextChoices):
    """How far the sending of an issue of the newsletter has come."""

    DRAFT = "draft", "Draft"
    SCHEDULED = "scheduled", "Scheduled"
    SENDING = "sending", "Sending"
    PAUSED = "paused", "Paused"
    SENT = "sent", "Sent"
    CANCELLED = "cancelled", "Cancelled"


# While a mailing is in one of these its content is frozen and its audience is being worked through.
UNDER_WAY = (MailingStatus.SENDING, MailingStatus.PAUSED)


class DeliveryStatus(TextChoices):
    """What became of one subscriber's copy."""

    QUEUED = "queued", "On its way"
    SENT = "sent", "Taken by their mail server"
    FAILED = "failed", "Refused by their mail server"
    SKIPPED = "skipped", "Not sent: they left, or the mailing was cancelled"


class BriefingUse(TextChoices):
    """What readers may say of a briefing, by a button."""

    READ = "read", "I have read this"
    DISCUSSED = "discussed", "We discussed it in our team"


class AboutAbuse(TextChoices):
    """Whether a page offers a quick way off it; a theme says it for its pages, and a page may say otherwise."""

    AS_THEME = "theme", "As its theme says"
    YES = "yes", "Yes"
    NO = "no", "No"


class EventKind(TextChoices):
    """What people come for."""

    EVENT = "event", "Event"
    TRAINING = "training", "Training"
