"""Questionnaires as rows: editions, rating scales, sections, questions, sign-off steps."""

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from audit_forms.organisations.enums import Capacity
from audit_forms.questionnaires.enums import (
    CASE_KINDS,
    SELF_ASSESSMENT_KINDS,
    AnswerType,
    ColumnKind,
    DutyLevel,
    EditionStatus,
    Prefill,
    QuestionnaireKind,
    Tone,
)
from audit_forms.questionnaires.querysets import EditionQuerySet


class RatingScale(ClusterableModel):
    """An ordered set of rating levels; scales are data, so a partnership may use its own words."""

    key = models.SlugField(unique=True)
    title = models.CharField(max_length=150)

    wagtail_reference_index_ignore = True

    class Meta:
        """Alphabetical."""

        ordering = ["title"]

    def __str__(self):
        return self.title


class RatingLevel(models.Model):
    """One level of a scale, with guidance on when to choose it and what choosing it demands."""

    scale = ParentalKey(RatingScale, on_delete=models.CASCADE, related_name="levels")
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    sort_order_field = "position"
    key = models.SlugField()
    label = models.CharField(max_length=60)
    tone = models.CharField(max_length=10, choices=Tone)
    meaning = models.TextField("when to choose it")
    score = models.SmallIntegerField(null=True, blank=True, help_text="Empty leaves the level out of every sum.")
    demands_action = models.BooleanField(default=False)
    demands_reason = models.BooleanField(default=False)
    demands_evidence = models.BooleanField(default=False)
    asks_about_risk = models.BooleanField(
        "asks about immediate risk",
        default=False,
        help_text="Whoever chooses it must say at once whether somebody is at immediate risk.",
    )
    confirmation = models.CharField(
        max_length=200,
        blank=True,
        help_text="Text of an extra tick offered at this level.",
    )

    wagtail_reference_index_ignore = True

    class Meta:
        """In the order shown."""

        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["scale", "key"], name="questionnaires_level_key")]

    def __str__(self):
        return self.label


class Questionnaire(models.Model):
    """An audit tool over the years; its editions hold the questions."""

    key = models.SlugField(unique=True)
    kind = models.CharField(max_length=15, choices=QuestionnaireKind)
    title = models.CharField(max_length=200)

    wagtail_reference_index_ignore = True

    class Meta:
        """Alphabetical."""

        ordering = ["title"]

    def __str__(self):
        return self.title


class Edition(ClusterableModel):
    """A questionnaire as it stands under one edition of the guidance. Once published it never changes."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="editions")
    key = models.SlugField()
    title = models.CharField(max_length=200)
    guidance = models.CharField(max_length=300)
    in_force_from = models.DateField()
    verification = models.TextField("verification note", blank=True)
    introduction = models.TextField(blank=True)
    lead_statement = models.TextField("lead's declaration")
    rating_scale = models.ForeignKey(RatingScale, on_delete=models.PROTECT, related_name="editions")
    status = models.CharField(
        max_length=10,
        choices=EditionStatus,
        default=EditionStatus.DRAFT,
        editable=False,
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Digest of the file it was loaded from: shows whether somebody has edited it since.
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = EditionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """Newest first."""

        ordering = ["-in_force_from", "title"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "key"], name="questionnaires_edition_key")]

    def __str__(self):
        return f"{self.questionnaire}: {self.title}"

    @property
    def is_self_assessment(self) -> bool:
        """Whether organisations say with it how they are themselves."""
        return self.questionnaire.kind in SELF_ASSESSMENT_KINDS

    @property
    def is_about_a_case(self) -> bool:
        """Whether its returns are about one child."""
        return self.questionnaire.kind in CASE_KINDS

    @property
    def is_published(self) -> bool:
        """Whether the edition is frozen."""
        return self.status == EditionStatus.PUBLISHED


class SignOffStep(models.Model):
    """Who confirms a return of this edition, in which order, with which words."""

    edition = ParentalKey(Edition, on_delete=models.CASCADE, related_name="sign_off_steps")
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    sort_order_field = "position"
    capacity = models.CharField(max_length=10, choices=Capacity)
    statement = models.TextField()
    asks_meeting_date = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        """In the order of signing."""

        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["edition", "capacity"], name="questionnaires_step_capacity")]

    def __str__(self):
        return self.get_capacity_display()


class Section(ClusterableModel):
    """A page of questions."""

    edition = ParentalKey(
        Edition,
        on_delete=models.CASCADE,
        related_name="sections",
        limit_choices_to={"status": EditionStatus.DRAFT},
    )
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    sort_order_field = "position"
    key = models.SlugField()
    letter = models.CharField(max_length=3)
    title = models.CharField(max_length=150)
    introduction = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        """In the order shown."""

        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="questionnaires_section_key")]

    def __str__(self):
        return f"{self.letter}. {self.title}"


class Question(ClusterableModel):
    """One question. Its key is set once and never derived from its words or number."""

    section = ParentalKey(Section, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    sort_order_field = "position"
    key = models.SlugField(max_length=60)
    number = models.CharField(max_length=6)
    text = models.TextField()
    help = models.TextField(blank=True)
    duty = models.CharField(max_length=10, choices=DutyLevel)
    must_for = models.JSONField("is a must for", default=dict, blank=True)
    reference = models.CharField("guidance reference", max_length=200, blank=True)
    answer_type = models.CharField(max_length=15, choices=AnswerType, default=AnswerType.RATING)
    required = models.BooleanField(default=True)
    allows_not_applicable = models.BooleanField(default=True)
    evidence_prompt = models.TextField(blank=True)
    suggested_action = models.TextField(blank=True)
    prefill = models.CharField(max_length=20, choices=Prefill, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    choices = models.JSONField(default=list, blank=True)
    columns = models.JSONField("columns of its table", default=list, blank=True)
    most = models.PositiveSmallIntegerField("most rows", null=True, blank=True)
    applies_to = models.JSONField(default=dict, blank=True)
    changed_note = models.TextField("changed since the last edition", blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        """In the order asked."""

        ordering = ["section__position", "position"]
        constraints = [models.UniqueConstraint(fields=["section", "key"], name="questionnaires_question_key")]

    def __str__(self):
        return f"{self.number} {self.text}"

    @property
    def is_timeline(self) -> bool:
        """Whether its rows are things that happened: their first column is the day, and they are read in its order."""
        return bool(self.columns) and self.columns[0]["kind"] == ColumnKind.DATE

    def clean(self):
        """Choices belong to choice questions, columns to tables, and each has its own key."""
        super().clean()
        self._clean_columns()
        values = [choice["value"] for choice in self.choices]
        if self.answer_type == AnswerType.CHOICE and not values:
            raise ValidationError({"choices": "Give the choices, one on each line: key = words."})
        if self.answer_type != AnswerType.CHOICE and values:
            raise ValidationError({"choices": "Only a question of the type “One of several” has choices."})
        if len(values) != len(set(values)) or not all(values):
            raise ValidationError({"choices": "Give each choice a key of its own."})

    def _clean_columns(self):
        keys = [column["key"] for column in self.columns]
        if self.answer_type == AnswerType.ROWS and not (keys and self.most):
            raise ValidationError({"columns": "Give the columns, one on each line, and how many rows there may be."})
        if self.answer_type != AnswerType.ROWS and (keys or self.most):
            raise ValidationError({"columns": "Only a question of the type “Rows of a table” has columns and rows."})
        if len(keys) != len(set(keys)) or not all(keys):
            raise ValidationError({"columns": "Give each column a key of its own."})
        if any(column["kind"] not in ColumnKind.values for column in self.columns):
            raise ValidationError({"columns": f"A column is one of {', '.join(ColumnKind.values)}."})


class Descriptor(models.Model):
    """What a question looks like at one rating level."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="descriptors")
    level = models.ForeignKey(RatingLevel, on_delete=models.PROTECT, related_name="descriptors")
    text = models.TextField()

    wagtail_reference_index_ignore = True

    class Meta:
        """In the order of the scale."""

        ordering = ["level__position"]
        constraints = [models.UniqueConstraint(fields=["question", "level"], name="questionnaires_descriptor_level")]

    def __str__(self):
        return f"{self.question.number} {self.level}"

    def clean(self):
        """The level is one of the edition's own scale."""
        super().clean()
        if self.level_id and self.level.scale_id != self.question.section.edition.rating_scale_id:
            raise ValidationError({"level": "Choose a level of the rating scale that the edition uses."})
