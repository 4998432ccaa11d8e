"""Nobody publishes what only they have read."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from wagtail.models import AbstractGroupApprovalTask


class SecondPersonTask(AbstractGroupApprovalTask):
    """A step of Wagtail's moderation in which somebody other than the last writer reads and approves the page."""

    class Meta:
        """As the admin names it."""

        verbose_name = "check by a second person"
        verbose_name_plural = "checks by a second person"

    def get_actions(self, obj: Any, user: AbstractBaseUser) -> list[tuple[str, str, bool]]:
        """Wagtail's choices (approve, request changes), or none for the person who made the latest changes."""
        revision = obj.get_latest_revision()
        if revision and revision.user_id == user.pk:
            return []
        return super().get_actions(obj, user)

    @classmethod
    def get_description(cls) -> str:
        """What the workflow editor says of it."""
        return "Members of the chosen groups approve the page; nobody approves their own changes."
