"""Words for the states of a case audit and of each agency's part in it."""

from django.db import models


class AuditStatus(models.TextChoices):
    """How far a case audit is (design, section 4)."""

    DRAFT = "draft", "Draft"
    AGREED = "agreed", "Agreed by the group"
    APPROVED = "approved", "Approved by the Executive"
    RUNNING = "running", "Running"
    QUALITY_ASSURANCE = "quality_assurance", "Quality assurance"
    MODERATION = "moderation", "Moderation"
    REPORT_DRAFTED = "report_drafted", "Report drafted"
    REPORT_APPROVED = "report_approved", "Report approved"
    PUBLISHED = "published", "Published"
    IMPACT_REVIEWED = "impact_reviewed", "Impact reviewed"
    CLOSED = "closed", "Closed"


# While it is planned, what it looks at and when may still be changed.
PLANNED_STATUSES = frozenset({AuditStatus.DRAFT, AuditStatus.AGREED, AuditStatus.APPROVED})
# While agencies work on it, cases are added, withdrawn and answered for.
AGENCY_STATUSES = frozenset({AuditStatus.RUNNING, AuditStatus.QUALITY_ASSURANCE})
# From here on what was agreed is open to every agency that took part.
AGREED_MATERIAL_STATUSES = frozenset(
    {
        AuditStatus.REPORT_DRAFTED,
        AuditStatus.REPORT_APPROVED,
        AuditStatus.PUBLISHED,
        AuditStatus.IMPACT_REVIEWED,
        AuditStatus.CLOSED,
    }
)
# What agencies found, side by side, is open to those with a part in the case.
MODERATED_STATUSES = frozenset({AuditStatus.MODERATION, *AGREED_MATERIAL_STATUSES})


APPROVED_REPORT_STATUSES = AGREED_MATERIAL_STATUSES - {AuditStatus.REPORT_DRAFTED}


class Body(models.TextChoices):
    """Who decides on a plan or a report."""

    GROUP = "group", "Quality and Impact Group"
    EXECUTIVE = "executive", "Executive"
    UNIT = "unit", "Business Unit"


class Subject(models.TextChoices):
    """What was decided on."""

    PLAN = "plan", "Plan"
    REPORT = "report", "Report"


class Verdict(models.TextChoices):
    """What was decided."""

    AGREED = "agreed", "Agreed"
    SENT_BACK = "sent_back", "Sent back"


class CaseStatus(models.TextChoices):
    """Whether a case is audited."""

    ACTIVE = "active", "Audited"
    WITHDRAWN = "withdrawn", "Withdrawn"


class InvolvementStatus(models.TextChoices):
    """How far one agency is with one case; once countersigned, its return's own states say more (design, section 4)."""

    NOTIFIED = "notified", "Told, no answer yet"
    NIL_RETURN = "nil_return", "Not known to us"
    HISTORIC = "historic", "Historic only"
    ACKNOWLEDGED = "acknowledged", "Involved, no auditor yet"
    AUDITOR_NAMED = "auditor_named", "Auditor named"
    COUNTERSIGNED = "countersigned", "Independence countersigned"
    MODERATED = "moderated", "Moderated"
    WITHDRAWN = "withdrawn", "Case withdrawn"


# The agency knows the child and is to audit its part.
AUDITING_STATUSES = frozenset(
    {
        InvolvementStatus.ACKNOWLEDGED,
        InvolvementStatus.AUDITOR_NAMED,
        InvolvementStatus.COUNTERSIGNED,
        InvolvementStatus.MODERATED,
    }
)
# The agency needs to know, or still knows, who the child is.
IDENTIFYING_STATUSES = frozenset(
    {
        InvolvementStatus.NOTIFIED,
        InvolvementStatus.ACKNOWLEDGED,
        InvolvementStatus.AUDITOR_NAMED,
        InvolvementStatus.COUNTERSIGNED,
    }
)
# The agency's auditor is countersigned, so that the part is moderated.
GRADED_STATUSES = frozenset({InvolvementStatus.COUNTERSIGNED, InvolvementStatus.MODERATED})


# Nothing is asked of the agency.
OVER_STATUSES = frozenset({InvolvementStatus.NIL_RETURN, InvolvementStatus.HISTORIC, InvolvementStatus.WITHDRAWN})


class EndReason(models.TextChoices):
    """Why an auditor no longer audits a case."""

    CONFLICT = "conflict", "Conflict of interest"
    REPLACED = "replaced", "Somebody else was named"
    LEFT = "left", "Left the agency"
    WITHDRAWN = "withdrawn", "The case was withdrawn"


class AgeBand(models.TextChoices):
    """The child's age in bands, so that it identifies nobody."""

    UNBORN = "unborn", "Unborn"
    UNDER_1 = "under_1", "Under 1"
    FROM_1_TO_4 = "1_to_4", "1 to 4"
    FROM_5_TO_10 = "5_to_10", "5 to 10"
    FROM_11_TO_15 = "11_to_15", "11 to 15"
    FROM_16_TO_17 = "16_to_17", "16 to 17"


class ReadingReason(models.TextChoices):
    """Why somebody opens an identity."""

    FIND = "find", "Find the record in our systems"
    CHECK = "check", "Check that the right child is audited"
    OTHER = "other", "Another reason"


class ErasedBecause(models.TextChoices):
    """Why an identity was erased."""

    RETENTION = "retention", "Its day had come"
    WITHDRAWAL = "withdrawal", "The case was withdrawn"
    CLOSURE = "closure", "The audit was closed"


class ChaseSegment(models.TextChoices):
    """For what agencies are chased."""

    NOT_ANSWERED = "not_answered", "Not answered"
    NO_AUDITOR = "no_auditor", "No auditor"
    OVERDUE = "overdue", "Overdue"


class PartState(models.TextChoices):
    """What a reader is told of an agency's part in a case: its own state, then that of its return."""

    NOT_TOLD = "not_told", "Not told yet"
    NOT_ANSWERED = "not_answered", "Not answered"
    NOT_KNOWN = "not_known", "Not known to them"
    HISTORIC = "historic", "Historic only"
    NO_AUDITOR = "no_auditor", "Involved, no auditor"
    AUDITOR_NAMED = "auditor_named", "Auditor named"
    COUNTERSIGNED = "countersigned", "Countersigned, not started"
    IN_PROGRESS = "in_progress", "Audit in progress"
    AWAITING_SIGN_OFF = "awaiting_sign_off", "Awaiting sign-off"
    SUBMITTED = "submitted", "Submitted"
    CHANGES_REQUESTED = "changes_requested", "Changes requested"
    ACCEPTED = "accepted", "Accepted"
    MODERATED = "moderated", "Moderated"
    WITHDRAWN = "withdrawn", "Case withdrawn"


class QualityPoint(models.TextChoices):
    """What the Business Unit looks at before it accepts an agency's audit."""

    DOMAINS = "domains", "Every domain is answered"
    EVIDENCE = "evidence", "The evidence supports the grades"
    CHILD = "child", "The child is visible: seen, heard, and told apart from the parents’ view"
    ANALYSIS = "analysis", "It analyses, and does not only describe"
    GOOD_PRACTICE = "good_practice", "Good practice is described in detail"
    ACTIONS = "actions", "Actions are specific, measurable, owned and dated"
    HINDSIGHT = "hindsight", "Practice is seen from the time, without hindsight"
    HOUSEHOLD = "household", "The whole household is covered"
    INDEPENDENCE = "independence", "The auditor’s independence is clear"
    IDENTIFIERS = "identifiers", "Nothing says who a child is without need"


class PartTask(models.TextChoices):
    """What an agency's part waits for."""

    ANSWER = "answer", "Say whether your agency is involved"
    NAME = "name", "Name an auditor"
    DECLARE = "declare", "Declare that you are independent"
    COUNTERSIGN = "countersign", "Countersign the auditor’s declaration"
    WRITE = "write", "Write the audit"
    CONFIRM = "confirm", "Read and confirm the audit"
    CHANGE = "change", "Make the changes asked for"


# What the agency's lead does; the rest is its auditor's.
LEADS_TASKS = frozenset({PartTask.ANSWER, PartTask.NAME, PartTask.COUNTERSIGN, PartTask.CONFIRM})
# What is wanted by the day on which auditors are to be named, not by the deadline of the audit.
INVOLVEMENT_TASKS = frozenset({PartTask.ANSWER, PartTask.NAME, PartTask.DECLARE, PartTask.COUNTERSIGN})
# From publication on agencies tell their staff, and what has changed is looked at.
FOLLOWED_STATUSES = frozenset({AuditStatus.PUBLISHED, AuditStatus.IMPACT_REVIEWED, AuditStatus.CLOSED})


class FeedbackWay(models.TextChoices):
    """How staff were told."""

    MEETING = "meeting", "Team meeting"
    SUPERVISION = "supervision", "Supervision"
    TRAINING = "training", "Training"
    WRITING = "writing", "In writing"


class Change(models.TextChoices):
    """Whether practice has changed as a recommendation asked."""

    YES = "yes", "Changed"
    PARTLY = "partly", "Partly changed"
    NO = "no", "Not changed"


class Presence(models.TextChoices):
    """How somebody was at the moderation meeting."""

    ROOM = "room", "In the room"
    REMOTE = "remote", "Remotely"
    APOLOGIES = "apologies", "Sent apologies"
