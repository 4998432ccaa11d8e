"""Since when each publication can be read, as the mail on topics counts it."""

from django.db import models
from django.utils import timezone


class Appearance(models.Model):
    """A publication was seen to be readable by everybody; kept when it is withdrawn, so that it is new only once.

    Wagtail's own date of first publication is no measure: a page withdrawn for a day and published again keeps it, and
    would fall between two mails.
    """

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        """In the order of appearing."""

        ordering = ["since", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page_id} since {self.since:%Y-%m-%d %H:%M}"
