"""Nobody publishes what only they have read."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from wagtail.models import AbstractGroupApprovalTask

from home.barriers import barriers_of

APPROVE = "approve"


class SecondPersonTask(AbstractGroupApprovalTask):
    """A step of Wagtail's moderation in which somebody other than the last writer reads and approves the page."""

    class Meta:
        """As the admin names it."""

        verbose_name = "check by a second person"
        verbose_name_plural = "checks by a second person"

    def get_actions(self, obj: Any, user: AbstractBaseUser) -> list[tuple[str, str, bool]]:
        """Wagtail's choices (approve, request changes), or none for the person who made the latest changes.

        While the page would bar readers there is nothing to approve (bars A11): changes can be requested.
        """
        revision = obj.get_latest_revision()
        if revision and revision.user_id == user.pk:
            return []
        actions = super().get_actions(obj, user)
        if revision and actions and barriers_of(revision.as_object()):
            return [each for each in actions if each[0] != APPROVE]
        return actions

    @classmethod
    def get_description(cls) -> str:
        """What the workflow editor says of it."""
        return "Members of the chosen groups approve the page; nobody approves their own changes."
