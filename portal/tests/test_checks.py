"""The portal does not start under settings that lose answers or show them to the wrong person (bars S13, R2)."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import override_settings

from portal import checks
from portal.accounts.tests.factories import UserFactory

LONG_KEY = "k3y" * 20
SQLITE_ONLY = pytest.mark.skipif(connection.vendor != "sqlite", reason="About SQLite.")


def live(**words):
    return override_settings(**{"DEMO_ACCOUNTS_ALLOWED": False, "SECRET_KEY": LONG_KEY, **words})


def ids(check, **words):
    return [fault.id for fault in check(None, **words)]


@pytest.fixture
def sqlite(monkeypatch):
    """Change what the settings say of SQLite; the open connection does not notice."""

    def change(name="/var/portal.sqlite3", **options):
        database = settings.DATABASES["default"]
        monkeypatch.setitem(database, "ENGINE", "django.db.backends.sqlite3")
        monkeypatch.setitem(database, "OPTIONS", {**settings.SQLITE_OPTIONS, **options})
        monkeypatch.setitem(database, "NAME", name)

    return change


@pytest.mark.parametrize(
    "options",
    [
        {"transaction_mode": "DEFERRED"},
        {"transaction_mode": None},
        {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"},
        {"init_command": "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"},
        {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"},
        {"init_command": ""},
    ],
)
def test_sqlite_without_our_settings_is_refused(sqlite, options):
    sqlite(**options)
    assert ids(checks.check_sqlite_options) == ["portal.E001"]


def test_sqlite_with_our_settings_is_accepted(sqlite):
    sqlite()
    assert ids(checks.check_sqlite_options) == []


def test_a_live_portal_without_a_virus_scanner_says_so():
    assert ids(checks.check_scanner) == []
    with live(CLAMD_URL=""):
        assert ids(checks.check_scanner) == ["portal.W001"]
    for address in ("off", "tcp://127.0.0.1:3310"):
        with live(CLAMD_URL=address):
            assert ids(checks.check_scanner) == []


@pytest.mark.parametrize("backend", ["locmem.LocMemCache", "dummy.DummyCache"])
def test_cache_of_one_process_is_refused(backend):
    with override_settings(CACHES={"default": {"BACKEND": f"django.core.cache.backends.{backend}"}}):
        assert ids(checks.check_shared_cache) == ["portal.E002"]


def test_debug_is_refused_in_production_only():
    with override_settings(DEBUG=True):
        assert ids(checks.check_debug) == []
        with live():
            assert ids(checks.check_debug) == ["portal.E003"]


@pytest.mark.parametrize(
    "key",
    [
        "short",
        "x" * 49,
        "django-insecure-" + "x" * 60,
        "local-demo-only-this-key-protects-nothing-and-production-refuses-it",
        "changeme" * 10,
    ],
)
def test_short_and_known_keys_are_refused_in_production(key):
    with live(SECRET_KEY=key):
        assert ids(checks.check_secret_key) == ["portal.E004"]


def test_long_unknown_key_is_accepted():
    with live():
        assert ids(checks.check_secret_key) == []


@pytest.mark.parametrize("key", ["short", "x" * 39, "local-demo-only-this-vault-protects-nothing-and-more", LONG_KEY])
def test_short_known_and_shared_vault_keys_are_refused_in_production(key):
    with live(VAULT_KEY=key):
        assert ids(checks.check_vault_key) == ["portal.E010"]


def test_long_unknown_vault_key_is_accepted():
    with live(VAULT_KEY="v4u1t" * 10):
        assert ids(checks.check_vault_key) == []


@pytest.mark.parametrize(
    ("mode", "faults"), [(0o700, []), (0o750, []), (0o755, ["portal.E005"]), (0o701, ["portal.E005"])]
)
def test_data_folder_open_to_everybody_is_refused(tmp_path, mode, faults):
    tmp_path.chmod(mode)
    with live(DATA_DIR=tmp_path):
        assert ids(checks.check_data_folder) == faults


MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
server:/share /srv nfs4 rw,vers=4.2 0 0
/dev/sdb1 /srv/local xfs rw 0 0
//nas/portal /mnt/nas cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/portal.sqlite3", "ext4"),
        ("/srv/portal/portal.sqlite3", "nfs4"),
        ("/srv/local/portal.sqlite3", "xfs"),
        ("/srvlocal/portal.sqlite3", "ext4"),
    ],
)
def test_file_system_is_that_of_the_nearest_mount(path, kind):
    assert checks.file_system_of(Path(path), MOUNTS) == kind


def test_sqlite_on_a_network_disk_is_refused(sqlite, tmp_path, monkeypatch):
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    monkeypatch.setattr(checks, "MOUNTS", mounts)
    sqlite(name="/mnt/nas/portal.sqlite3")
    assert ids(checks.check_file_system) == ["portal.E006"]
    sqlite(name="/var/portal.sqlite3")
    assert ids(checks.check_file_system) == []


@pytest.mark.parametrize(
    ("django", "wagtail", "refused"),
    [((5, 2, 18), (7, 4, 4), 1), ((5, 2, 19), (7, 4, 3), 1), ((6, 0, 0), (8, 0, 1), 0)],
)
def test_old_releases_are_refused(monkeypatch, django, wagtail, refused):
    monkeypatch.setattr(checks.django, "VERSION", (*django, "final", 0))
    monkeypatch.setattr(checks.wagtail, "VERSION", (*wagtail, "final", 1))
    assert ids(checks.check_versions) == ["portal.E007"] * refused


@SQLITE_ONLY
@pytest.mark.django_db
def test_settings_are_in_force_on_the_connection_itself():
    assert ids(checks.check_live_pragmas, databases=["default"]) == []


@SQLITE_ONLY
@pytest.mark.django_db
def test_connection_that_ignores_them_is_refused(monkeypatch):
    monkeypatch.setitem(checks.PRAGMAS, "synchronous", 1)
    assert ids(checks.check_live_pragmas, databases=["default"]) == ["portal.E008"]


@pytest.mark.django_db
def test_demo_accounts_are_refused_in_production_only():
    UserFactory(email="dsl@Demo.Example")
    assert ids(checks.check_demo_accounts, databases=["default"]) == []
    with live():
        assert ids(checks.check_demo_accounts, databases=["default"]) == ["portal.E009"]
        assert ids(checks.check_demo_accounts) == []


@pytest.mark.django_db
def test_server_does_not_start_with_demo_accounts(monkeypatch):
    monkeypatch.setattr(checks.connections, "close_all", lambda: None)
    UserFactory(email="dsl@demo.example")
    checks.refuse_unsafe_start()
    with live(DATA_DIR=settings.DATA_DIR), pytest.raises(ImproperlyConfigured, match=r"portal\.E009: There are demo"):
        checks.refuse_unsafe_start()
