"""The person who signs in, and the invitation that let them in."""

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

from portal.accounts.querysets import InvitationQuerySet, UserManager


class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by e-mail address. Accounts begin with an invitation; there is no sign-up."""

    email = models.EmailField("email address", unique=True)
    name = models.CharField("full name", max_length=150)
    is_active = models.BooleanField("active", default=True)
    is_staff = models.BooleanField(
        default=False,
        help_text="Kept for Wagtail's own checks; grants nothing by itself.",
    )
    gets_digest = models.BooleanField(
        "weekly summary by e-mail",
        default=True,
        help_text="Counts and dates on Monday mornings, while something waits.",
    )
    factors_reset_at = models.DateTimeField(null=True, blank=True, editable=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    wagtail_reference_index_ignore = True

    class Meta:
        """Case does not make two addresses."""

        verbose_name = "person"
        verbose_name_plural = "people"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_ci")]

    def __str__(self):
        return self.name or self.email

    def get_full_name(self):
        """Full name, as Wagtail's admin shows it."""
        return self.name

    def get_short_name(self):
        """First word of the name, for greetings."""
        return self.name.split(" ")[0] if self.name else self.email

    @property
    def first_name(self):
        """Wagtail's admin and history read a first name; ours is one field."""
        return self.get_short_name()

    @cached_property
    def role_names(self) -> frozenset[str]:
        """Names of the portal-wide roles (`accounts.enums.Role`) this person holds."""
        return frozenset(self.groups.values_list("name", flat=True))


class Invitation(models.Model):
    """A one-time link by which an invited person sets a password. Only the token's hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """Newest first."""

        ordering = ["-created_at"]
        default_permissions = ()

    def __str__(self):
        return f"Invitation of {self.user}"


class FailedSignIn(models.Model):
    """One wrong password: from which address, and for whom, as a hash. Kept for a quarter of an hour (`throttle`)."""

    address = models.CharField(max_length=45)
    who = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        """Counted by address, newest first."""

        indexes = [models.Index(fields=["address", "at"], name="accounts_failed_recent")]
        default_permissions = ()

    def __str__(self):
        return f"{self.address} at {self.at:%H:%M:%S}"
