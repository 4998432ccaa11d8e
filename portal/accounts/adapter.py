"""How allauth behaves here: by invitation only, sparing with mail, and patient with a school's shared address."""

import logging
import threading
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from portal.accounts import factor_adapter, factor_services, factors, services, sessions, throttle
from portal.accounts.models import User
from portal.accounts.permissions import may_enter_admin
from portal.outbox.services import queue_mail, render_mail

logger = logging.getLogger(__name__)

# Hashing a password keeps a core busy. Were every thread of a worker process at it, people at work would wait behind
# the guessers (bars S9, M6); docs/decisions/0012 has the measurements.
SIGN_INS_AT_ONCE = 2
hashing = threading.BoundedSemaphore(SIGN_INS_AT_ONCE)


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Accounts begin with an invitation; nobody signs up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or the password is wrong.",
        "busy": "Many people are signing in at this moment. Enter your password again in a few seconds.",
        "enter_current_password": "This is not your current password.",
        "incorrect_password": "The password is wrong.",
        "too_many_login_attempts": "Too many wrong codes. Try again in a quarter of an hour.",
        "rate_limited": "Too many wrong codes. Try again in a quarter of an hour.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Never: the forms are the only way in, so that there is one way to watch."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """As allauth's; but nobody who is signed in is sent on to an admin that would only send them back here."""
        user = self.request.user
        leads_round = (
            url.startswith(reverse("wagtailadmin_home")) and user.is_authenticated and not may_enter_admin(user)
        )
        return super().is_safe_url(url) and not leads_round

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the account page, where the message says it worked."""
        return reverse("account_home")

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Answer 429 where there were too many wrong passwords, before anything is hashed (bars S9, M6)."""
        address = self.get_client_ip(request)
        if throttle.is_locked(email=credentials["email"], address=address):
            logger.warning("Too many failed sign-ins from %s", address)
            raise ImmediateHttpResponse(respond_429(request))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The person with these credentials; one whose account is switched off looks like a wrong password (S10).

        Raises ValidationError, before any hashing, while this process checks as many passwords as it may.
        """
        if not hashing.acquire(blocking=False):
            raise self.validation_error("busy")
        try:
            user = super().authenticate(request, **credentials)
        finally:
            hashing.release()
        return user if user and user.is_active else None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count it, and leave a line for whoever looks into an attack; never the name or the password."""
        address = self.get_client_ip(request)
        logger.warning("Failed sign-in from %s", address)
        throttle.note_failure(email=credentials["email"], address=address)

    def login(self, request: HttpRequest, user: User) -> None:
        """Start the session, whose clock begins now, and record it."""
        super().login(request, user)
        sessions.begin(request)
        services.note_sign_in(user=user, network=throttle.network_of(self.get_client_ip(request)))

    def set_password(self, user: User, password: str) -> None:
        """Set and record it; every other session of the person ends with the old password."""
        services.set_password(user=user, password=password)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Queue the link to a new password, to the address we hold, not the one that was typed."""
        words = _reset_words(context["uid"], context["key"])
        queue_mail(to=user.email, subject="Choose a new password", template="password_reset", context=words)

    def pretend_password_reset(self) -> None:
        """Do the same work for an address without an account, and send nothing (bars S10)."""
        render_mail("password_reset", _reset_words("0", default_token_generator.make_token(User(pk=0))))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Unless the person has just shown who they are, signing in included."""
        return not factors.is_fresh(self.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The factor of whoever has one, else the password."""
        return factor_adapter.methods_of(user, super().get_reauthentication_methods(user))

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Whether it is the person's password; wrong ones count as at signing in."""
        known = self.authenticate(self.request, email=user.email, password=password)
        return known is not None and known.pk == user.pk

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the person what changed about how they sign in, at the one address we hold."""
        if template_prefix in factor_services.CHANGES:
            factor_services.note_change(user=user, change=template_prefix)
            return
        queue_mail(
            to=user.email,
            subject="Your password was changed",
            template="password_changed",
            context={
                "when": timezone.now(),
                "button_path": reverse("account_reset_password"),
                "button_text": "Choose a new password",
            },
        )


def _reset_words(uid: str, key: str) -> dict[str, str]:
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})
    return {"button_path": path, "button_text": "Choose a new password"}
