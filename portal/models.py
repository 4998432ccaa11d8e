"""What the project itself keeps: when each background job is due, and the version of the public site."""

from django.db import models
from django.utils import timezone


class Job(models.Model):
    """One background job's timetable; `portal.jobs` says what it does.

    `due_at` is also the claim: whoever moves it on runs the job, so two schedulers never run it at the same time.
    """

    name = models.CharField(max_length=100, primary_key=True)
    due_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        """Listed by name."""

        ordering = ["name"]
        default_permissions = ()

    def __str__(self):
        return self.name


class SiteVersion(models.Model):
    """One row whose word triggers change with anything a public page is made of; `portal.pagecache` reads it."""

    token = models.CharField(max_length=36)

    wagtail_reference_index_ignore = True

    class Meta:
        """No one's to edit."""

        default_permissions = ()

    def __str__(self):
        return self.token
