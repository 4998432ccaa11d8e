"""What the vault keeps, nobody reads without its key, and nothing opens another case's."""

import pytest
from cryptography.fernet import Fernet

from audit_forms.case_audits import vault

IDENTITY = {"name": "Invented Child", "born_on": "2021-05-03", "address": "1 Made Up Road", "identifiers": "none"}


def test_what_was_sealed_opens_for_its_case():
    assert vault.unseal("K-7QX-M4T-P", vault.seal("K-7QX-M4T-P", IDENTITY)) == IDENTITY


def test_the_secret_shows_nothing_and_is_never_the_same_twice():
    first, second = (vault.seal("K-7QX-M4T-P", IDENTITY) for _ in range(2))
    assert first != second
    assert b"Invented" not in first


def test_a_secret_moved_to_another_case_opens_nothing():
    with pytest.raises(vault.VaultClosed, match="another case"):
        vault.unseal("K-222-222-2", vault.seal("K-7QX-M4T-P", IDENTITY))


@pytest.mark.parametrize(
    "secret", [b"", b"nonsense", Fernet(b"0" * 42 + b"g=").encrypt(b"{}")], ids=["empty", "nonsense", "another key"]
)
def test_anything_else_opens_nothing(secret):
    with pytest.raises(vault.VaultClosed, match="key"):
        vault.unseal("K-7QX-M4T-P", secret)


def test_an_earlier_key_still_opens_what_it_sealed(settings):
    secret = vault.seal("K-7QX-M4T-P", IDENTITY)
    settings.VAULT_KEY_FALLBACKS = [settings.VAULT_KEY]
    settings.VAULT_KEY = "another key of forty characters and more"
    assert vault.unseal("K-7QX-M4T-P", secret) == IDENTITY
    settings.VAULT_KEY_FALLBACKS = []
    with pytest.raises(vault.VaultClosed):
        vault.unseal("K-7QX-M4T-P", secret)
