"""What a person may do with the newsletter and with those who are sent publications."""

from typing import Any

from wagtail.models import TaskState

from portal.accounts.enums import Role
from portal.accounts.permissions import has_role, is_business_unit
from publications.models import NewsletterPage

WRITERS = (Role.EDITORS, Role.MODERATORS)


def can_keep_subscribers(user: Any) -> bool:
    """The Business Unit and administrators see addresses, take a list out and stop somebody who asked them to.

    Editors write for all and need nobody's address.
    """
    return is_business_unit(user) or bool(user.is_active and user.is_superuser)


def can_count_readers(user: Any) -> bool:
    """Whoever writes or keeps sees how many read, by what they do and which topics they follow."""
    return can_keep_subscribers(user) or any(has_role(user, role) for role in WRITERS)


def may_send_newsletters(user: Any) -> bool:
    """Whether the person may prepare, start and stop mailings: editors, moderators and administrators."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or any(has_role(user, role) for role in WRITERS)


def is_read_by_two(page: NewsletterPage, user: Any) -> bool:
    """Whether somebody besides the last writer has read what is published.

    That is so where a second person approved it in the workflow, or where the one who sends it did not write it.
    """
    revision = page.live_revision
    if revision is None or revision.user_id is None or revision.user_id != user.pk:
        return True
    approved = TaskState.objects.filter(revision=revision, status=TaskState.STATUS_APPROVED)
    return bool(approved.exclude(finished_by=revision.user_id).exists())
