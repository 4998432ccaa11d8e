"""The multi-agency audit framework and its document control."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Revision
from wagtail.search import index

from home.models import BasePage
from publications.blocks import CycleStepBlock, FrameworkPartBlock, TermBlock
from publications.enums import DocumentStatus
from publications.framework_parts import FrameworkPart, number_parts
from publications.querysets import FrameworkManager
from publications.services.pages import keep_version


class FrameworkPage(BasePage):
    """How the partnership audits: the document itself, with version, approval and review."""

    kind_label = "Framework"

    introduction = RichTextField(
        features=["bold", "link"], help_text="What this document is for, in a short paragraph."
    )
    version = models.CharField(max_length=20, help_text="For example “3.1”. Raise it with each approval.")
    status = models.CharField(max_length=10, choices=DocumentStatus.choices, default=DocumentStatus.DRAFT)
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=120, blank=True, help_text="The body that approved it, not a person.")
    change_note = models.CharField(
        "what changed",
        max_length=300,
        blank=True,
        help_text="In one or two sentences, against the version before. Shown in the list of versions.",
    )
    review_on = models.DateField("review date", help_text="When it has to be looked at again.")
    cycle = StreamField(
        [("step", CycleStepBlock())], blank=True, max_num=9, help_text="Drawn as a loop here and on the home page."
    )
    cycle_part = models.PositiveSmallIntegerField(
        "part that shows the cycle", default=1, help_text="Number of the part in which the cycle is drawn."
    )
    body = StreamField([("part", FrameworkPartBlock())], help_text="The numbered parts of the framework.")
    glossary = StreamField(
        [("term", TermBlock())],
        blank=True,
        help_text="Words of the field. Each is explained beside the parts that use it.",
    )

    objects = FrameworkManager()
    content_panels = [
        HelpPanel(template="publications/admin/review_panel.html", heading="Review"),
        *BasePage.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("version"), FieldPanel("status")]),
                FieldRowPanel([FieldPanel("approved_on"), FieldPanel("approved_by")]),
                FieldPanel("change_note"),
                FieldPanel("review_on"),
            ],
            heading="Document control",
        ),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("cycle"), FieldPanel("cycle_part")], heading="Audit cycle"),
        FieldPanel("glossary"),
    ]
    search_fields = [*BasePage.search_fields, *map(index.SearchField, ["introduction", "body", "glossary"])]
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count = 1
    template = "publications/framework.html"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="approved_framework_says_when_and_by_whom",
                condition=models.Q(status=DocumentStatus.DRAFT)
                | (models.Q(approved_on__isnull=False) & ~models.Q(approved_by="")),
            )
        ]

    @property
    def is_draft(self) -> bool:
        """Not approved: readers see a mark on screen and in print."""
        return self.status != DocumentStatus.APPROVED

    @property
    def review_due(self) -> bool:
        """The review date has come."""
        return self.review_on is not None and self.review_on <= timezone.localdate()

    @property
    def summary(self) -> str:
        """For search results and shared links."""
        return self.search_description or "How the partnership audits its work, learns from it and checks what changed."

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds `versions`: every approved version, newest first."""
        return {**super().get_context(request, *args, **kwargs), "versions": list(self.versions.all())}

    @cached_property
    def parts(self) -> list[FrameworkPart]:
        """The parts with number, anchor and the words to explain beside each."""
        return number_parts(self.body, self.glossary)

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> None:
        """As every page, and an approved text is kept as a version, whichever way it is published.

        A translation is none: versions are numbered and superseded in the language in which they were approved.
        """
        super().publish(revision, user=user, **kwargs)
        published = type(self).objects.get(pk=self.pk)
        if published.language.is_main and published.live_revision_id == revision.pk:
            keep_version(framework=published, revision=revision, actor=user)

    def clean(self) -> None:
        """An approved document says when and by whom; dates follow each other; cycle steps name parts that exist."""
        super().clean()
        errors: dict[str, str] = {}
        if self.status == DocumentStatus.APPROVED and not self.approved_on:
            errors["approved_on"] = "Give the date of approval, or set the status back to draft."
        if self.status == DocumentStatus.APPROVED and not self.approved_by:
            errors["approved_by"] = "Say which body approved it, or set the status back to draft."
        if self.approved_on and self.approved_on > timezone.localdate():
            errors["approved_on"] = "The date of approval cannot be in the future."
        if self.approved_on and self.review_on and self.review_on <= self.approved_on:
            errors["review_on"] = "The review date has to come after the approval."
        errors |= self._errors_of_version()
        missing = sorted({step.value["part"] for step in self.cycle if (step.value["part"] or 0) > len(self.body)})
        if missing:
            errors["cycle"] = f"The page has {len(self.body)} parts; there is no part {missing[0]}."
        if errors:
            raise ValidationError(errors)

    def _errors_of_version(self) -> dict[str, str]:
        """An approved version follows the one in force, has a number of its own, and says what changed."""
        newest = self.versions.first() if self.pk and self.status == DocumentStatus.APPROVED else None
        if newest is None or newest.version == self.version:
            return {}
        if self.versions.filter(version=self.version).exists():
            return {"version": f"There was a version {self.version} already. Give the new text a number of its own."}
        errors = {}
        if not self.change_note.strip() or self.change_note == newest.change_note:
            errors["change_note"] = f"Say what changed against version {newest.version}, for the list of versions."
        if self.approved_on and self.approved_on < newest.approved_on:
            errors["approved_on"] = f"Version {newest.version} was approved later. Give the date of this approval."
        return errors
