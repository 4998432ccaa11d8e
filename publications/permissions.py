"""Who may do what with the newsletter, as plain questions."""

from typing import Any

from wagtail.models import TaskState

from portal.accounts.enums import Role
from portal.accounts.permissions import has_role
from publications.models import NewsletterPage


def may_send_newsletters(user: Any) -> bool:
    """Whether the person may prepare, start and stop mailings: editors, moderators and administrators."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or has_role(user, Role.EDITORS) or has_role(user, Role.MODERATORS)


def is_read_by_two(page: NewsletterPage, user: Any) -> bool:
    """Whether somebody besides the last writer has read what is published.

    That is so where a second person approved it in the workflow, or where the one who sends it did not write it.
    """
    revision = page.live_revision
    if revision is None or revision.user_id is None or revision.user_id != user.pk:
        return True
    approved = TaskState.objects.filter(revision=revision, status=TaskState.STATUS_APPROVED)
    return bool(approved.exclude(finished_by=revision.user_id).exists())
