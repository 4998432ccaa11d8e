"""Cleaning up what nobody needs any more."""

from importlib import import_module

from django.conf import settings


def clear_expired_sessions() -> None:
    """Delete sessions that have run out."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
