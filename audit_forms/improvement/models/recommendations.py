"""Changes that the partnership wants, and what each organisation says about them in its returns."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from audit_forms.improvement.enums import RecommendationStatus, ResponseState, SourceKind
from audit_forms.improvement.querysets import RecommendationQuerySet
from audit_forms.improvement.references import new_recommendation_reference
from audit_forms.organisations.models import Organisation
from audit_forms.returns.models import Exercise, Return


class Recommendation(models.Model):
    """A change the partnership wants of one organisation or of several, and how it will know that it came about."""

    reference = models.CharField(max_length=20, unique=True, default=new_recommendation_reference, editable=False)
    text = models.TextField("change wanted")
    finding = models.TextField("why: the finding")
    organisations = models.ManyToManyField(Organisation, related_name="recommendations")
    responsible_group = models.CharField("responsible group", max_length=200, blank=True)
    raised_on = models.DateField("raised on", default=timezone.localdate)
    due_on = models.DateField("due on")
    measure = models.TextField("how the effect will be measured")
    source_kind = models.CharField("comes from", max_length=20, choices=SourceKind)
    source_words = models.CharField("which one", max_length=200, blank=True)
    # The self-assessment round whose returns showed it, where it comes from one.
    exercise = models.ForeignKey(
        Exercise, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations", verbose_name="round"
    )
    # The public page that tells of it; what stands on none is never told of in public.
    published_in = models.ForeignKey(
        "publications.AuditOutcomePage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    status = models.CharField(
        max_length=12, choices=RecommendationStatus, default=RecommendationStatus.OPEN, editable=False
    )
    ended_on = models.DateField(null=True, blank=True, editable=False)
    ended_because = models.TextField("note on its end", blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RecommendationQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """What is due first on top."""

        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["status", "due_on"], name="recommendation_due")]
        default_permissions = ()

    def __str__(self):
        return self.reference

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("improvement:recommendation", args=[self.reference])

    @property
    def is_open(self) -> bool:
        """Whether it still stands."""
        return self.status == RecommendationStatus.OPEN

    @property
    def is_overdue(self) -> bool:
        """Whether it still stands after its day."""
        return self.is_open and self.due_on < timezone.localdate()

    @property
    def source(self) -> str:
        """Where it comes from in words."""
        return ": ".join(part for part in (self.get_source_kind_display(), self.source_words) if part)


class RecommendationResponse(models.Model):
    """What one return says about one recommendation; never changed once the return has been submitted.

    `asked` is the recommendation as it read then: its words may be put better later.
    """

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="responses")
    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="recommendation_responses")
    asked = models.TextField()
    state = models.CharField(max_length=10, choices=ResponseState, blank=True)
    done = models.TextField("what was done", blank=True)
    evidence = models.TextField("what shows it", blank=True)
    effect = models.TextField("effect on children", blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        """One for each recommendation and return."""

        ordering = ["recommendation__due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["audit_return", "recommendation"], name="improvement_one_response")
        ]
        default_permissions = ()

    def __str__(self):
        return f"Response to {self.recommendation_id} in return {self.audit_return_id}"

    @property
    def missing(self) -> list[str]:
        """What the response still needs, in words."""
        wanted = [(self.state, "Say how far you are"), (self.done, "Say what was done or what stands in the way")]
        if self.state in (ResponseState.DONE, ResponseState.PARTLY):
            wanted += [(self.evidence, "Say what shows it"), (self.effect, "Say what has changed for children")]
        return [words for value, words in wanted if not value.strip()]
