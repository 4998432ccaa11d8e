"""The approved versions of the framework, each as it was read while it held."""

from django.db import models
from wagtail.models import Revision

from publications.models.framework import FrameworkPage
from publications.querysets import VersionQuerySet


class FrameworkVersion(models.Model):
    """One approved version: who approved it and when, what changed, and the words of that day.

    The words are the revision that was published; Wagtail keeps one that is pointed to. Written by
    `services.keep_version` when the framework is published, never by hand.
    """

    framework = models.ForeignKey(FrameworkPage, on_delete=models.CASCADE, related_name="versions")
    version = models.CharField(max_length=20)
    approved_on = models.DateField()
    approved_by = models.CharField(max_length=120)
    change_note = models.CharField("what changed", max_length=300, blank=True)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    superseded_on = models.DateField(null=True, blank=True)
    superseded_by = models.CharField("superseded by version", max_length=20, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        """Newest first; each number once, and one version in force at a time."""

        ordering = ["-approved_on", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["framework", "version"], name="framework_version_once"),
            models.UniqueConstraint(
                fields=["framework"],
                condition=models.Q(superseded_on__isnull=True),
                name="one_framework_version_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.version}"

    @property
    def is_in_force(self) -> bool:
        """Nothing newer was approved."""
        return self.superseded_on is None
