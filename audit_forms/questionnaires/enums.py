"""Words for kinds of questionnaire and question."""

from django.db import models


class QuestionnaireKind(models.TextChoices):
    """What the questionnaire is for."""

    S175 = "s175", "Section 175 and 157 self-assessment"
    S11 = "s11", "Section 11 self-assessment"
    CASE_AUDIT = "case_audit", "Case audit"
    DEEP_DIVE = "deep_dive", "Deep dive"
    INTERIM = "interim", "Interim year"


# What an organisation says of itself, year by year. Evidence, carrying forward, comparison with peers, profiles, action
# plans and answers to recommendations belong to these only; a case audit has none of them.
SELF_ASSESSMENT_KINDS = frozenset({QuestionnaireKind.S175, QuestionnaireKind.S11, QuestionnaireKind.INTERIM})
# About one child: the identity guard refuses whatever may tell who that is, instead of asking (bars G3).
CASE_KINDS = frozenset({QuestionnaireKind.CASE_AUDIT})


class EditionStatus(models.TextChoices):
    """A published edition never changes."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"


class DutyLevel(models.TextChoices):
    """How binding a question is: "must" is a legal duty, "should" is followed unless there is good reason."""

    MUST = "must", "Must"
    SHOULD = "should", "Should"
    LOCAL = "local", "Local"


class AnswerType(models.TextChoices):
    """What an answer consists of."""

    RATING = "rating", "Rating with evidence"
    SHORT_TEXT = "short_text", "Short text"
    LONG_TEXT = "long_text", "Long text"
    NUMBER = "number", "Number"
    DATE = "date", "Date"
    CHOICE = "choice", "One of several"
    PERSON = "person", "Person with contact and training dates"
    ROWS = "rows", "Rows of a table"


class ColumnKind(models.TextChoices):
    """What one column of a table holds."""

    DATE = "date", "Date"
    SHORT = "short", "Short text"
    LONG = "long", "Long text"


class Change(models.TextChoices):
    """How a question differs from the same one in an earlier edition."""

    NEW = "new", "New question"
    NOW_APPLIES = "now_applies", "Not asked of you before"
    REWORDED = "reworded", "Reworded"
    DUTY = "duty", "How binding it is has changed"
    ANSWER = "answer", "Asks for another kind of answer"
    DESCRIPTORS = "descriptors", "Descriptions of the ratings changed"
    REFERENCE = "reference", "Guidance reference changed"
    NOTED = "noted", "Guidance changed"


class Tone(models.TextChoices):
    """The look of a rating level; each tone has a word, a shape and a colour."""

    BLUE = "blue", "Blue, star"
    GREEN = "green", "Green, full circle"
    AMBER = "amber", "Amber, half circle"
    RED = "red", "Red, ring"
    VIOLET = "violet", "Violet, open diamond"
    NEUTRAL = "neutral", "Grey, dash"


class Prefill(models.TextChoices):
    """Facts of the organisation offered as a first answer."""

    NAME = "name", "Name"
    URN = "urn", "URN"
    PHASE = "phase", "Phase"
    ESTABLISHMENT_TYPE = "establishment_type", "Establishment type"
    TRUST = "trust", "Trust"
    PUPILS = "pupils", "Number of pupils"
    HEAD_NAME = "head_name", "Head teacher or principal"
    SECTOR = "sector", "Sector of an agency"
