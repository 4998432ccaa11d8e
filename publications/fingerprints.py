"""Knowing a forgotten address again without keeping it."""

from django.utils.crypto import salted_hmac


def fingerprint_of(email: str) -> str:
    """The same for the same address; without this portal's secret key nobody can try addresses against it."""
    return salted_hmac("publications.subscriber", email, algorithm="sha256").hexdigest()
