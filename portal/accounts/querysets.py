"""Which people and invitations."""

from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.utils import timezone


class UserManager(BaseUserManager):
    """Makes people; looks them up whatever the case of the address."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Any:
        """A saved person with that address; without a password they cannot sign in until invited."""
        user: Any = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Any:
        """A saved administrator."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> Any:
        """The person with that address, whatever its case."""
        return self.get(email__iexact=username)

    def active_in(self, role: str) -> models.QuerySet:
        """Everybody who holds that portal-wide role and can sign in, each once."""
        return self.filter(is_active=True, groups__name=role).distinct()


class InvitationQuerySet(models.QuerySet):
    """Selections of invitations."""

    def usable(self) -> "InvitationQuerySet":
        """Not accepted, not run out, and the person not let in by another way meanwhile."""
        return self.filter(accepted_at__isnull=True, expires_at__gt=timezone.now(), user__is_active=False)

    def issued_since(self, moment: datetime) -> "InvitationQuerySet":
        """Those issued after the moment."""
        return self.filter(created_at__gt=moment)

    def with_token(self, token_hash: str) -> "InvitationQuerySet":
        """The usable one, if any, whose token has that hash."""
        return self.usable().filter(token_hash=token_hash)
