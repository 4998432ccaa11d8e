"""Words for kinds of organisation, their duties and the parts people play in them."""

from django.db import models


class OrganisationKind(models.TextChoices):
    """What sort of body it is."""

    SCHOOL = "school", "School or college"
    TRUST = "trust", "Academy trust"
    AGENCY = "agency", "Agency"


class Sector(models.TextChoices):
    """What an agency does; decides which questions of a tool apply to it."""

    POLICE = "police", "Police"
    HEALTH = "health", "Health"
    CHILDRENS_SERVICES = "childrens_services", "Children’s services"
    EDUCATION = "education", "Education"
    ADULT_SERVICES = "adult_services", "Adult services"
    PUBLIC_HEALTH = "public_health", "Public health"
    YOUTH_JUSTICE = "youth_justice", "Youth justice"
    PROBATION = "probation", "Probation"
    HOUSING = "housing", "Housing"
    VOLUNTARY = "voluntary", "Voluntary and community"
    OTHER = "other", "Other"


class Duty(models.TextChoices):
    """The law under which the body must keep children safe."""

    S175 = "s175", "Section 175, Education Act 2002"
    S157 = "s157", "Section 157, Education Act 2002"
    S11 = "s11", "Section 11, Children Act 2004"
    UNDECIDED = "undecided", "To be decided"
    NONE = "none", "No duty of its own"


class DutySource(models.TextChoices):
    """Where the duty comes from: a person's decision is never overwritten by an import."""

    REGISTER = "register", "From the establishment type"
    PERSON = "person", "Decided by the Business Unit"


class Phase(models.TextChoices):
    """Phase of education, as the national register names it."""

    NURSERY = "nursery", "Nursery"
    PRIMARY = "primary", "Primary"
    MIDDLE = "middle", "Middle"
    SECONDARY = "secondary", "Secondary"
    SIXTEEN_PLUS = "sixteen_plus", "16 plus"
    ALL_THROUGH = "all_through", "All-through"
    NOT_APPLICABLE = "not_applicable", "Not applicable"


class Establishment(models.TextChoices):
    """Broad establishment type, which decides the duty and which questions apply."""

    MAINTAINED = "maintained", "Maintained school"
    ACADEMY = "academy", "Academy"
    FREE_SCHOOL = "free_school", "Free school"
    INDEPENDENT = "independent", "Independent school"
    SPECIAL = "special", "Special school"
    ALTERNATIVE_PROVISION = "alternative_provision", "Alternative provision"
    FURTHER_EDUCATION = "further_education", "Further education"
    OTHER = "other", "Other"


class RegisterStatus(models.TextChoices):
    """Status in the national register."""

    OPEN = "open", "Open"
    PROPOSED_TO_CLOSE = "proposed_to_close", "Open, but proposed to close"
    PROPOSED_TO_OPEN = "proposed_to_open", "Proposed to open"
    CLOSED = "closed", "Closed"


OPEN_STATUSES = frozenset({RegisterStatus.OPEN, RegisterStatus.PROPOSED_TO_CLOSE})

# The register's reasons for closing which mean that the school goes on under a new URN.
REASONS_TO_GO_ON = ("Academy Converter", "For Academy", "Academy Free School", "Transferred to new sponsor")


class MembershipRole(models.TextChoices):
    """The part a person plays for an organisation."""

    LEAD = "lead", "Lead"
    CONTRIBUTOR = "contributor", "Contributor"
    SIGNATORY = "signatory", "Signatory"
    AUDITOR = "auditor", "Auditor"
    VIEWER = "viewer", "Viewer"


class MemberState(models.TextChoices):
    """Whether a member can sign in; derived, never stored."""

    ACTIVE = "active", "Active"
    INVITED = "invited", "Invited"
    SWITCHED_OFF = "switched_off", "Switched off"


class Capacity(models.TextChoices):
    """In what capacity a signatory confirms a return."""

    HEAD = "head", "Head teacher or principal"
    CHAIR = "chair", "Chair of governors or trustees"
    BOARD = "board", "Board-level lead"
    AGENCY_LEAD = "lead", "Agency lead"


class ImportStatus(models.TextChoices):
    """How far one import of the national register has come."""

    READING = "reading", "Being read"
    PREVIEWED = "previewed", "Waits for confirmation"
    APPLIED = "applied", "Applied"
    DISCARDED = "discarded", "Discarded"


class ChangeKind(models.TextChoices):
    """What an import would do to one school or trust."""

    NEW = "new", "New"
    CHANGED = "changed", "Changed"
    CLOSED = "closed", "Closed"
    REOPENED = "reopened", "Reopened"
    NEW_TRUST = "new_trust", "New trust"
    RENAMED_TRUST = "renamed_trust", "Renamed trust"
    LINKED = "linked", "Linked to its successor"
    REFUSED = "refused", "Refused"
    ABSENT = "absent", "Not in the file"


# Kinds that write something; the others only inform.
WRITING_KINDS = tuple(kind for kind in ChangeKind if kind not in (ChangeKind.REFUSED, ChangeKind.ABSENT))
SCHOOL_KINDS = (ChangeKind.NEW, ChangeKind.CHANGED, ChangeKind.CLOSED, ChangeKind.REOPENED)
TRUST_KINDS = (ChangeKind.NEW_TRUST, ChangeKind.RENAMED_TRUST)
