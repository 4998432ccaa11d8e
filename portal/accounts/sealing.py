"""Sealing the secrets of second factors, so that a copy of the database alone opens no account (bars M10, S8).

The key is made from `VAULT_KEY`, as that of the identities of case audits is, and is another one: what one opens, the
other does not. Fernet is authenticated encryption (AES-128-CBC with HMAC-SHA256).
"""

from cryptography.fernet import InvalidToken

from portal.keys import keys_for

PURPOSE = b"second factors"


class SealClosed(Exception):
    """The secret cannot be opened: it was sealed with a key that is not there any more, or was tampered with."""


def seal(text: str) -> str:
    """The secret as it may stand in the database."""
    return keys_for(PURPOSE).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The secret itself; raises SealClosed."""
    try:
        return keys_for(PURPOSE).decrypt(sealed.encode()).decode()
    except InvalidToken as wrong:
        raise SealClosed("No key that is set opens this secret.") from wrong


def reseal(sealed: str) -> str:
    """The same secret sealed with the key in force; raises SealClosed."""
    try:
        return keys_for(PURPOSE).rotate(sealed.encode()).decode()
    except InvalidToken as wrong:
        raise SealClosed("No key that is set opens this secret.") from wrong
