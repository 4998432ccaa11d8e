"""The sample of a round's returns that is read closely, and what its reviewers wrote."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit_forms.questionnaires.models import Question
from audit_forms.returns.models import Return
from audit_forms.self_assessments.enums import HowChosen, ReviewView
from audit_forms.self_assessments.models.rounds import Round
from audit_forms.self_assessments.querysets import DeepDiveQuerySet, ReviewQuerySet, SampleQuerySet


class Sample(models.Model):
    """One drawing of returns for a deep dive. From its frame and seed the same returns come again (bars G15).

    `frame` holds every return that was looked at when it was drawn, in a fixed order: its key, its stratum, its
    weight, and why it could not be drawn where that is so. Only what a drawing needs; no answer is copied. It is long,
    so pages leave it in the database; what they show of it stands in `frame_size` and at the returns drawn.
    `key` comes from the page it was drawn on, so that one press draws once (bars R5).
    """

    key = models.UUIDField(unique=True)
    exercise = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="samples")
    size = models.PositiveSmallIntegerField("returns to draw")
    seed = models.CharField(max_length=64)
    filters = models.JSONField(default=dict)
    strata = models.JSONField("what it is stratified by", default=list)
    is_weighted = models.BooleanField("weighted by risk", default=False)
    rest_rounds = models.PositiveSmallIntegerField("leave out who was sampled in so many rounds before", default=1)
    frame = models.JSONField(default=list)
    frame_size = models.PositiveIntegerField("returns looked at", default=0)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SampleQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """Newest first."""

        ordering = ["-drawn_at", "-pk"]
        default_permissions = ()

    def __str__(self):
        return f"Sample of {self.size} returns, {self.drawn_at:%Y-%m-%d}"


class DeepDive(models.Model):
    """One return that is read closely: how it was chosen, and how the whole of it was judged by its reviews."""

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="deep_dives")
    audit_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="deep_dives")
    how_chosen = models.CharField(max_length=10, choices=HowChosen, default=HowChosen.DRAWN)
    reason = models.TextField("why it was picked by hand", blank=True)
    stratum = models.CharField(max_length=200, blank=True)
    tickets = models.PositiveSmallIntegerField(default=1)
    because = models.JSONField("why it had more tickets", default=list)
    # About one in ten is read by a second person who does not see the first one's review.
    is_read_twice = models.BooleanField("has a second, blind reviewer", default=False)
    follow_up_on = models.DateField("follow up on", null=True, blank=True)
    ended_at = models.DateTimeField("taken out", null=True, blank=True, editable=False)
    end_reason = models.TextField("why it was taken out", blank=True)

    objects = DeepDiveQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """A return is read closely once in a sample; a hand-picked one says why."""

        ordering = ["sample", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "audit_return"], name="deep_dives_once_in_a_sample"),
            models.CheckConstraint(
                condition=~Q(how_chosen=HowChosen.BY_HAND) | ~Q(reason=""), name="deep_dives_by_hand_has_reason"
            ),
        ]
        default_permissions = ()

    def __str__(self):
        return f"Deep dive into return {self.audit_return_id}"

    @property
    def first_review(self) -> Any:
        """The review that the feedback is made from, with `reviews` loaded; None until somebody is named."""
        return next((review for review in self.reviews.all() if not review.is_second), None)


class Review(models.Model):
    """One reviewer's reading of one return, saved question by question; finished once, and never changed after."""

    deep_dive = models.ForeignKey(DeepDive, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_second = models.BooleanField("second, blind review", default=False)
    evidence_quality = models.TextField("quality of the evidence", blank=True)
    plan_quality = models.TextField("quality of the action plan", blank=True)
    conversation = models.TextField("notes of the conversation with the designated safeguarding lead", blank=True)
    strengths = models.JSONField("three strengths", default=list)
    next_steps = models.JSONField("three next steps", default=list)
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReviewQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """One first and at most one second review, by two people."""

        ordering = ["is_second", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["deep_dive", "is_second"], name="deep_dives_one_review_of_each_kind"),
            models.UniqueConstraint(fields=["deep_dive", "reviewer"], name="deep_dives_two_people"),
        ]
        default_permissions = ()

    def __str__(self):
        return f"Review of deep dive {self.deep_dive_id}"


class ReviewedQuestion(models.Model):
    """What a reviewer says of one answer; `version` grows with each change, so that no tab overwrites another."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="questions")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    view = models.CharField("your view", max_length=12, choices=ReviewView, blank=True)
    why = models.TextField(blank=True)
    strength = models.TextField("strength to share", blank=True)
    suggestion = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        """One row for each question."""

        constraints = [models.UniqueConstraint(fields=["review", "question"], name="deep_dives_question_once")]
        default_permissions = ()

    def __str__(self):
        return f"View of question {self.question_id}"
