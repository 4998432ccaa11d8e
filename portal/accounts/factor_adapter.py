"""How allauth keeps and names second factors here."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings

from portal.accounts import factors, sealing

WRONG_CODE = "The code is wrong, was used before or has run out. Enter the newest one."


class SealingAdapter(DefaultMFAAdapter):
    """Seals secrets; keeps one factor where one is asked for."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": "Set up another second step first: everybody must have one here.",
        "sealed": "Codes cannot be checked now. Use a passkey, or ask the partnership’s Business Unit.",
        "cannot_generate_recovery_codes": "Set up a passkey or an app first.",
    }

    def encrypt(self, text: str) -> str:
        """Sealed with a key that is not in the database."""
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret. Raises ValidationError, which the form shows, where no key that is set opens it."""
        try:
            return sealing.unseal(encrypted_text)
        except sealing.SealClosed as closed:
            raise self.validation_error("sealed") from closed

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one where everybody must have one."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        is_last = not others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        return not (settings.REQUIRE_SECOND_FACTOR and is_last)

    def get_totp_issuer(self) -> str:
        """The name under which apps list the account."""
        return str(settings.WAGTAIL_SITE_NAME)

    def build_totp_svg(self, url: str) -> str:
        """The picture to scan, as part of the page: a data address would need a hole in the content policy."""
        return super().build_totp_svg(url).partition("?>")[2].strip()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        """A name to begin with; people change it to that of their device."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return "My passkey" if number == 1 else f"Passkey {number}"

    def _get_site_name(self) -> str:
        return str(settings.WAGTAIL_SITE_NAME)


def methods_of(user: Any, offered: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of the ways to show who one is that allauth offers, those that count here, the strongest first.

    Whoever has a factor shows the factor: the password alone would be a way round it (bars S26).
    """
    order = {"mfa_reauthenticate:webauthn": 0, "mfa_reauthenticate": 1, "reauthenticate": 2}
    words = ["Use a passkey", "Use a code", "Use the password"]
    known = [{**way, "description": words[order[way["id"]]]} for way in offered if way["id"] in order]
    wanted = [way for way in known if (way["id"] != "reauthenticate") == factors.has_factor(user)]
    return sorted(wanted, key=lambda way: order[way["id"]])
