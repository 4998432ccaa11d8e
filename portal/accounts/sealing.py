"""Sealing the secrets of second factors, so that a copy of the database alone opens no account (bars M10, S8).

The key is made from `VAULT_KEY`, as that of the identities of case audits is, and is another one: what one opens, the
other does not. Fernet is authenticated encryption (AES-128-CBC with HMAC-SHA256).
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

KEY_BYTES = 32


class SealClosed(Exception):
    """The secret cannot be opened: it was sealed with a key that is not there any more, or was tampered with."""


def seal(text: str) -> str:
    """The secret as it may stand in the database."""
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The secret itself; raises SealClosed."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken as wrong:
        raise SealClosed("No key that is set opens this secret.") from wrong


def reseal(sealed: str) -> str:
    """The same secret sealed with the key in force; raises SealClosed."""
    try:
        return _keys().rotate(sealed.encode()).decode()
    except InvalidToken as wrong:
        raise SealClosed("No key that is set opens this secret.") from wrong


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(_derived(key)) for key in (settings.VAULT_KEY, *settings.VAULT_KEY_FALLBACKS)])


def _derived(key: str) -> bytes:
    hkdf = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"second factors")
    return base64.urlsafe_b64encode(hkdf.derive(key.encode()))
