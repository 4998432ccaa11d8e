"""Start-up checks: settings under which answers could be lost or shown to the wrong person stop the portal.

`manage.py check` asks those about settings; `manage.py check --database default`, `migrate` and the start of the web
server (`refuse_unsafe_start`) also ask those about the database itself.
"""

import stat
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import django
import wagtail
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Tags, Warning, register, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections

TAG = "portal"
DEMO_DOMAIN = "@demo.example"
# The words with which keys begin that stand in this repository or in Django's own examples, and protect nothing.
KNOWN_KEYS = ("local-demo-only", "django-insecure", "changeme", "secret")
SHORTEST_KEY = 50
SHORTEST_VAULT_KEY = 40
# File systems on which SQLite's locks cannot be trusted.
NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "ceph", "glusterfs", "afs", "fuse.sshfs"}
MOUNTS = Path("/proc/mounts")
OLDEST_DJANGO = (5, 2, 19)
OLDEST_WAGTAIL = (7, 4, 4)
# What R2 demands of every connection, as the numbers and words SQLite answers with: synchronous 2 is FULL.
PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


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
    if settings.CACHES["default"]["BACKEND"].endswith(("LocMemCache", "DummyCache")):
        return [
            Error(
                "The cache is private to each worker process.",
                hint="Set CACHE_URL to dbcache://portal_cache or a Redis address.",
                id="portal.E002",
            )
        ]
    return []


def check_debug(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A live portal never shows its insides."""
    if _is_live() and settings.DEBUG:
        return [Error("DEBUG is on in production.", hint="Remove DEBUG from the settings.", id="portal.E003")]
    return []


def check_secret_key(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The key that signs sessions and links must be long and known to nobody."""
    key = settings.SECRET_KEY
    if not _is_live() or (len(key) >= SHORTEST_KEY and not key.lower().startswith(KNOWN_KEYS)):
        return []
    return [
        Error(
            "SECRET_KEY is short or publicly known.",
            hint="Set SECRET_KEY to the output of: python -c 'import secrets; print(secrets.token_urlsafe(64))'",
            id="portal.E004",
        )
    ]


def check_vault_key(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The key of the vault of identities must be long, known to nobody, and not the one that signs sessions."""
    key = settings.VAULT_KEY
    good = len(key) >= SHORTEST_VAULT_KEY and not key.lower().startswith(KNOWN_KEYS) and key != settings.SECRET_KEY
    if not _is_live() or good:
        return []
    return [
        Error(
            "VAULT_KEY is short, publicly known, or the same as SECRET_KEY.",
            hint="Set VAULT_KEY to the output of: python -c 'import secrets; print(secrets.token_urlsafe(32))'",
            id="portal.E010",
        )
    ]


def check_data_folder(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Nobody else on the machine may look into the folder with the database and the files."""
    if not _is_live() or not stat.S_IMODE(settings.DATA_DIR.stat().st_mode) & stat.S_IRWXO:
        return []
    return [
        Error(
            "Other users of this machine can read the data folder.",
            hint=f"chmod 700 {settings.DATA_DIR}",
            id="portal.E005",
        )
    ]


def check_file_system(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """SQLite's locks do not work on network file systems."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] != "django.db.backends.sqlite3" or not MOUNTS.exists():
        return []
    kind = file_system_of(Path(str(database["NAME"])).absolute(), MOUNTS.read_text())
    if kind not in NETWORK_FILE_SYSTEMS:
        return []
    return [
        Error(
            f"The SQLite database is on a network file system ({kind}).",
            hint="Put DATA_DIR on a disk of this machine, or use PostgreSQL.",
            id="portal.E006",
        )
    ]


def file_system_of(path: Path, mounts: str) -> str:
    """The kind of file system the path is on, from the text of /proc/mounts."""
    found = {Path(fields[1]): fields[2] for fields in (line.split() for line in mounts.splitlines())}
    return next((found[folder] for folder in [path, *path.parents] if folder in found), "")


def check_versions(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Older releases have known holes (bars S21)."""
    old = [
        f"{name} {'.'.join(map(str, version[:3]))}"
        for name, version, oldest in (
            ("Django", django.VERSION, OLDEST_DJANGO),
            ("Wagtail", wagtail.VERSION, OLDEST_WAGTAIL),
        )
        if tuple(version[:3]) < oldest
    ]
    if not old:
        return []
    return [Error(f"Too old to be safe: {', '.join(old)}.", hint="Install requirements.txt again.", id="portal.E007")]


def check_scanner(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A live portal asks a virus scanner about uploads, or says on purpose that it has none (bars S14)."""
    if not _is_live() or settings.CLAMD_URL:
        return []
    return [
        Warning(
            "Uploaded files are checked for what they are, but not for known viruses.",
            hint="Set CLAMD_URL to the address of clamd, or to off (docs/operators.md, “Virus scanner”).",
            id="portal.W001",
        )
    ]


def check_live_pragmas(app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """What the settings ask of SQLite must be in force on the connection itself (bars R2)."""
    if not databases or connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}
    wrong = {name: value for name, value in found.items() if value != PRAGMAS[name]}
    if not wrong:
        return []
    return [Error(f"SQLite ignores our settings: {wrong}.", hint="Is the disk read-only?", id="portal.E008")]


def check_demo_accounts(app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """A live portal must not have accounts whose password stands in the README (design, section 5)."""
    user = get_user_model()
    if not databases or not _is_live() or user._meta.db_table not in connection.introspection.table_names():
        return []
    if not user.objects.filter(email__iendswith=DEMO_DOMAIN).exists():
        return []
    return [
        Error(
            "There are demo accounts in this database.",
            hint="Start a live portal with a new, empty database, not with the demo's.",
            id="portal.E009",
        )
    ]


ABOUT_SETTINGS: list[Callable[..., list[CheckMessage]]] = [
    check_sqlite_options,
    check_shared_cache,
    check_debug,
    check_secret_key,
    check_vault_key,
    check_data_folder,
    check_file_system,
    check_versions,
    check_scanner,
]
ABOUT_DATABASE: list[Callable[..., list[CheckMessage]]] = [check_live_pragmas, check_demo_accounts]


def register_all() -> None:
    """Tell Django of each check."""
    for check in ABOUT_SETTINGS:
        register(check, TAG)
    for check in ABOUT_DATABASE:
        register(check, TAG, Tags.database)


def refuse_unsafe_start() -> None:
    """Run all of them before the first request. Raises ImproperlyConfigured with every fault and its cure."""
    faults = [message for message in run_checks(tags=[TAG], databases=["default"]) if message.is_serious()]
    # The server forks after this; a connection must not be shared by two processes.
    connections.close_all()
    if faults:
        raise ImproperlyConfigured("\n".join(f"{fault.id}: {fault.msg} {fault.hint}" for fault in faults))


def _is_live() -> bool:
    return not settings.DEMO_ACCOUNTS_ALLOWED
