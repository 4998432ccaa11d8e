"""Keys for what is kept sealed, made from `VAULT_KEY`: one for each purpose, and what one opens no other does.

Authenticated encryption by the `cryptography` library's Fernet (AES-128-CBC with HMAC-SHA256).
"""

import base64

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

KEY_BYTES = 32


def keys_for(purpose: bytes) -> MultiFernet:
    """The key in force for that purpose, and the earlier ones (`VAULT_KEY_FALLBACKS`) that open what they sealed."""
    secrets = (settings.VAULT_KEY, *settings.VAULT_KEY_FALLBACKS)
    return MultiFernet([Fernet(_derived(secret, purpose)) for secret in secrets])


def _derived(secret: str, purpose: bytes) -> bytes:
    hkdf = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose)
    return base64.urlsafe_b64encode(hkdf.derive(secret.encode()))
