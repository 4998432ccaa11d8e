"""Words for the states of a return."""

from django.db import models


class ReturnStatus(models.TextChoices):
    """Stored states (design, section 4). Not started, in progress, overdue and late are derived, never stored."""

    DRAFT = "draft", "Draft"
    AWAITING_SIGN_OFF = "awaiting_sign_off", "Awaiting sign-off"
    SUBMITTED = "submitted", "Submitted"
    CHANGES_REQUESTED = "changes_requested", "Changes requested"
    ACCEPTED = "accepted", "Accepted"
    WITHDRAWN = "withdrawn", "Withdrawn"


EDITABLE_STATUSES = frozenset({ReturnStatus.DRAFT, ReturnStatus.CHANGES_REQUESTED})
UNSUBMITTED_STATUSES = frozenset({ReturnStatus.DRAFT, ReturnStatus.AWAITING_SIGN_OFF})
RECEIVED_STATUSES = frozenset({ReturnStatus.SUBMITTED, ReturnStatus.CHANGES_REQUESTED, ReturnStatus.ACCEPTED})

# Returns that still wait for somebody at the school or agency, so that more time helps them.
EXTENDABLE_STATUSES = frozenset({*EDITABLE_STATUSES, ReturnStatus.AWAITING_SIGN_OFF})

# What the Business Unit may write notes on: submitted, or accepted and perhaps to be reopened.
NOTABLE_STATUSES = frozenset({ReturnStatus.SUBMITTED, ReturnStatus.ACCEPTED})


class Progress(models.TextChoices):
    """What a reader is told of a return: the stored state, with a draft told apart by what is in it and the date."""

    NOT_STARTED = "not_started", "Not started"
    IN_PROGRESS = "in_progress", "In progress"
    AWAITING_SIGN_OFF = "awaiting_sign_off", "Awaiting sign-off"
    SUBMITTED = "submitted", "Submitted"
    CHANGES_REQUESTED = "changes_requested", "Changes requested"
    ACCEPTED = "accepted", "Accepted"
    WITHDRAWN = "withdrawn", "Withdrawn"


class SectionState(models.TextChoices):
    """State of one section in the task list."""

    NOT_LOOKED_AT = "not_looked_at", "Not looked at"
    TO_CONFIRM = "to_confirm", "To confirm"
    STARTED = "started", "Started"
    COMPLETE = "complete", "Complete"
    OPTIONAL = "optional", "Optional"
    CLOSED = "closed", "No change asked for"


class Decision(models.TextChoices):
    """What a signatory decided."""

    CONFIRMED = "confirmed", "Confirmed"
    DECLINED = "declined", "Sent back"


class EvidenceKind(models.TextChoices):
    """What a piece of evidence is."""

    STATEMENT = "statement", "Statement"
    LINK = "link", "Link"
    FILE = "file", "File"


class FileState(models.TextChoices):
    """How far the check of a file is; only a clean one is given out (bars S14)."""

    QUARANTINE = "quarantine", "Being checked"
    CLEAN = "clean", "Checked"
    REFUSED = "refused", "Refused"
