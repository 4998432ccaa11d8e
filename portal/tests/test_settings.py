"""What must be explicit in the settings (bars M16, section 6), and that production is safe as it ships (bars S13)."""

import json
import os
import secrets
import subprocess
import sys

import pytest
from django.conf import settings

from scripts.steps import ROOT

NAMES = [
    "DEBUG",
    "DEMO_ACCOUNTS_ALLOWED",
    "ALLAUTH_TRUSTED_PROXY_COUNT",
    "CSRF_COOKIE_NAME",
    "CSRF_COOKIE_SECURE",
    "DEFAULT_FROM_EMAIL",
    "SECURE_HSTS_SECONDS",
    "SECURE_SSL_REDIRECT",
    "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_NAME",
    "SESSION_COOKIE_PATH",
    "SESSION_COOKIE_DOMAIN",
    "SESSION_COOKIE_SAMESITE",
    "SESSION_COOKIE_SECURE",
]


def production(*command, **extra):
    """Run Python under the production settings with nothing but what `.env.example` calls for."""
    env = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "VAULT_KEY": secrets.token_urlsafe(32),
        "ALLOWED_HOSTS": "portal.example",
        "BASE_URL": "https://portal.example",
        "EMAIL_URL": "smtp+tls://user:word@mail.example:587",
        "CLAMD_URL": "unix:///run/clamav/clamd.ctl",
        **extra,
    }
    return subprocess.run([sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    """The production settings that matter, as another process reads them."""
    code = (
        f"import json; from django.conf import settings as s; print(json.dumps({{n: getattr(s, n) for n in {NAMES}}}))"
    )
    finished = production("-c", code, DATA_DIR=str(tmp_path_factory.mktemp("live") / "data"))
    return json.loads(finished.stdout)


def test_production_passes_djangos_own_check_without_a_warning(tmp_path):
    words = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    finished = production(*words, DATA_DIR=str(tmp_path / "data"))
    assert finished.returncode == 0, finished.stderr
    assert "no issues (0 silenced)" in finished.stdout


def test_production_refuses_to_start_unsafe(tmp_path):
    data = str(tmp_path / "data")
    finished = production("-c", "import portal.wsgi", DATA_DIR=data, SECRET_KEY="short")
    assert finished.returncode != 0
    assert "portal.E004: SECRET_KEY is short or publicly known." in finished.stderr
    assert "portal.E004" not in production("-c", "import portal.wsgi", DATA_DIR=data).stderr


@pytest.mark.parametrize("missing", ["SECRET_KEY", "VAULT_KEY", "ALLOWED_HOSTS", "EMAIL_URL"])
def test_production_names_what_it_needs_from_its_environment(tmp_path, missing):
    code = f"import os; del os.environ[{missing!r}]; from django.conf import settings; settings.DEBUG"
    finished = production("-c", code, DATA_DIR=str(tmp_path / "data"))
    assert finished.returncode != 0
    assert f"Set the {missing} environment variable" in finished.stderr


def test_production_cookies_stay_on_this_host_over_https(live):
    assert live["SESSION_COOKIE_NAME"] == "__Host-sessionid"
    assert live["CSRF_COOKIE_NAME"] == "__Host-csrftoken"
    assert live["SESSION_COOKIE_SECURE"]
    assert live["CSRF_COOKIE_SECURE"]
    assert live["SESSION_COOKIE_HTTPONLY"]
    # What the prefix demands: no domain, the whole path.
    assert (live["SESSION_COOKIE_DOMAIN"], live["SESSION_COOKIE_PATH"]) == (None, "/")


def test_production_is_https_only_without_demo_or_debug(live):
    assert live["SECURE_SSL_REDIRECT"]
    assert live["SECURE_HSTS_SECONDS"] >= 365 * 24 * 60 * 60
    assert not live["DEBUG"]
    assert not live["DEMO_ACCOUNTS_ALLOWED"]


def test_production_counts_visitors_behind_its_proxy_and_writes_from_its_own_address(live):
    assert live["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1
    assert live["DEFAULT_FROM_EMAIL"] == "no-reply@portal.example"


def test_mail_of_a_local_run_lies_beside_its_data(tmp_path):
    code = "from django.conf import settings; print(settings.OUTBOX_TRANSPORT['EMAIL_FILE_PATH'])"
    env = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "portal.settings.local", "DATA_DIR": str(tmp_path)}
    finished = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert finished.stdout.strip() == str(tmp_path / "mail"), finished.stderr


def test_what_djangos_defaults_would_leave_open_is_set():
    assert settings.FILE_UPLOAD_PERMISSIONS == 0o600
    assert settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS == 0o700
    assert settings.DATA_UPLOAD_MAX_NUMBER_FIELDS == 10_000
    assert settings.SECURE_CONTENT_TYPE_NOSNIFF
    assert settings.CSRF_COOKIE_HTTPONLY
    assert settings.X_FRAME_OPTIONS == "DENY"


def test_wagtail_calls_nobody_and_opens_no_door_of_its_own():
    assert settings.WAGTAILADMIN_LOGIN_URL == "account_login"
    assert not settings.WAGTAIL_PASSWORD_MANAGEMENT_ENABLED
    assert not settings.WAGTAIL_PASSWORD_RESET_ENABLED
    assert not settings.WAGTAIL_ENABLE_UPDATE_CHECK
    assert not settings.WAGTAIL_ENABLE_WHATS_NEW_BANNER
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
    assert settings.WAGTAILEMBEDS_FINDERS == []


def test_wagtail_takes_no_active_files():
    assert not {"svg", "html", "zip", "exe", "js"} & {
        *settings.WAGTAILDOCS_EXTENSIONS,
        *settings.WAGTAILIMAGES_EXTENSIONS,
    }


def test_autosave_of_pages_is_slow_enough_for_sqlite():
    assert settings.WAGTAIL_AUTOSAVE_INTERVAL >= 3000


def test_no_cache_stands_before_the_views():
    assert not [name for name in settings.MIDDLEWARE if "cache" in name.lower()]


def test_mail_of_a_local_portal_lies_in_its_data_folder(tmp_path):
    code = "from django.conf import settings as s; print(s.OUTBOX_TRANSPORT['EMAIL_FILE_PATH'])"
    env = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "portal.settings.local", "DATA_DIR": str(tmp_path)}
    finished = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    assert finished.stdout.strip() == str(tmp_path / "mail")


def test_everybody_must_have_a_second_factor_in_production_unless_told_otherwise(tmp_path):
    ask = "from django.conf import settings; print(settings.REQUIRE_SECOND_FACTOR)"
    data = str(tmp_path / "data")
    assert production("-c", ask, DATA_DIR=data).stdout.strip() == "True"
    assert production("-c", ask, DATA_DIR=data, REQUIRE_SECOND_FACTOR="off").stdout.strip() == "False"
