"""The vault: who a case's child is, encrypted with a key of its own (`VAULT_KEY`), apart from everything else.

Authenticated encryption by the `cryptography` library's Fernet (AES-128-CBC with HMAC-SHA256). What is sealed carries
the case it belongs to, so that a secret moved to another row opens nothing.
"""

import json
from collections.abc import Mapping

from cryptography.fernet import InvalidToken

from portal.keys import keys_for

FIELDS = ("name", "born_on", "address", "identifiers")
PURPOSE = b"case identity vault"


class VaultClosed(Exception):
    """The secret cannot be opened: it was sealed with another key, for another case, or was tampered with."""


def seal(case: str, identity: Mapping[str, str]) -> bytes:
    """Encrypt an identity for the case of that pseudonym. `identity` maps names in `FIELDS` to texts."""
    text = json.dumps({"case": case, **{name: identity.get(name, "") for name in FIELDS}})
    return keys_for(PURPOSE).encrypt(text.encode())


def unseal(case: str, secret: bytes) -> dict[str, str]:
    """The identity that was sealed for the case; raises VaultClosed."""
    opened: dict[str, str] = json.loads(_open(secret))
    if opened.pop("case", "") != case:
        raise VaultClosed("This identity belongs to another case.")
    return opened


def seal_list(key: str, text: str) -> bytes:
    """Encrypt a list of cases that waits to be confirmed under that key."""
    return keys_for(PURPOSE).encrypt(json.dumps({"list": key, "text": text}).encode())


def unseal_list(key: str, secret: bytes) -> str:
    """The list that was sealed under the key; raises VaultClosed."""
    opened: dict[str, str] = json.loads(_open(secret))
    if opened.get("list") != key:
        raise VaultClosed("This is another list.")
    return opened["text"]


def reseal(secret: bytes) -> bytes:
    """The same content sealed with the key in force; raises VaultClosed where no key that is left opens it."""
    try:
        return keys_for(PURPOSE).rotate(bytes(secret))
    except InvalidToken as wrong:
        raise VaultClosed("This identity cannot be opened with the vault's key.") from wrong


def _open(secret: bytes) -> bytes:
    try:
        return keys_for(PURPOSE).decrypt(bytes(secret))
    except InvalidToken as wrong:
        raise VaultClosed("This identity cannot be opened with the vault's key.") from wrong
