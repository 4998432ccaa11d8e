"""Second factors as plain questions: who has one, when it was last shown, and whether that is fresh (bars S8, S26).

What was shown stands in the session: the password when it began, passkeys and codes in allauth's own record of it. A
factor taken from the person since (`User.factors_reset_at`) counts for nothing.
"""

import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from portal.accounts import sessions

# Setting a factor up shows that one has it; allauth records only its later use.
SET_UP = "factor_set_up_at"


def has_factor(user: Any) -> bool:
    """Whether the person has a passkey or an app; recovery codes alone are what is left of one."""
    factors = Authenticator.objects.filter(user_id=user.pk)
    return bool(user.is_authenticated and factors.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def note_set_up(request: HttpRequest) -> None:
    """The person has just set a factor up in this session."""
    request.session[SET_UP] = time.time()


def shown_at(request: HttpRequest) -> float:
    """When a factor was last shown in this session, in seconds; 0 where none was."""
    moments = [record["at"] for record in _records(request) if record["method"] == "mfa"]
    latest: float = max([request.session.get(SET_UP, 0), *moments])
    person: Any = request.user
    reset = person.factors_reset_at
    return 0 if reset and latest <= reset.timestamp() else latest


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person has just shown who they are: by their factor, or by the password where they have none."""
    if not request.user.is_authenticated:
        return False
    oldest = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    if shown_at(request) > oldest:
        return True
    return _password_at(request) > oldest and not has_factor(request.user)


def must_go_on(request: HttpRequest) -> bool:
    """Whether the person has yet to show or to set up a factor before they may see anything."""
    return settings.REQUIRE_SECOND_FACTOR and not shown_at(request)


def _password_at(request: HttpRequest) -> float:
    moments = [record["at"] for record in _records(request) if record["method"] == "password"]
    return max([request.session.get(sessions.BEGAN, 0), *moments])


def _records(request: HttpRequest) -> list[dict[str, Any]]:
    return get_authentication_records(request, request.user)
