"""Start-up checks: settings under which answers could be lost or shown to the wrong person stop the portal."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error


def check_sqlite_options(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """SQLite must run with immediate transactions, WAL and synchronous=FULL (bars M1, M3, R2)."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] != "django.db.backends.sqlite3":
        return []
    options = database.get("OPTIONS", {})
    pragmas = options.get("init_command", "").replace(" ", "").lower()
    wanted = ("journal_mode=wal", "synchronous=full", "foreign_keys=on")
    if options.get("transaction_mode") == "IMMEDIATE" and all(pragma in pragmas for pragma in wanted):
        return []
    return [
        Error(
            "SQLite is not set up to keep acknowledged answers.",
            hint="Use SQLITE_OPTIONS of portal.settings.base unchanged.",
            id="portal.E001",
        )
    ]


def check_shared_cache(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Rate limits and used sign-in codes must be shared by all worker processes (bars M10)."""
    if settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
        return [
            Error(
                "The cache is private to each worker process.",
                hint="Set CACHE_URL to dbcache://portal_cache or a Redis address.",
                id="portal.E002",
            )
        ]
    return []
