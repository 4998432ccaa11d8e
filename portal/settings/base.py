"""Settings shared by every environment; what differs comes from environment variables (`.env.example`)."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

from portal.settings.accounts import *
from portal.settings.languages import further_languages

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# Everything the portal writes (database, private files, mail in local runs) lives here.
DATA_DIR = Path(env("DATA_DIR", default=str(BASE_DIR / "var")))
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "portal",
    "portal.trail",
    "portal.outbox",
    "portal.accounts",
    "home",
    "publications",
    "audit_forms.organisations",
    "audit_forms.questionnaires",
    "audit_forms.returns",
    "audit_forms.improvement",
    "audit_forms.insight",
    "audit_forms.self_assessments",
    "audit_forms.case_audits",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "formtools",
    "wagtail_modeladmin",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "portal.accounts.admin_config.PeopleConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
]

MIDDLEWARE = [
    "portal.middleware.ReferenceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pads each answer by a random length, so that compression tells nothing about secrets in it (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.middleware.MaintenanceMiddleware",
    "portal.middleware.PrivateResponsesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.accounts.sessions.SessionLimitsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.accounts.factor_gate.SecondFactorMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "home.middleware.RefusedPublishingMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database -------------------------------------------------------------------------------------
# On SQLite these three settings are what keeps acknowledged answers safe and writers from failing
# (docs/decisions/0003); `portal.checks` refuses to start with anything else.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'portal.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = None
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# A cache that all worker processes share: rate limits and used codes live in it (bars M10).
CACHES = {"default": env.cache("CACHE_URL", default="dbcache://portal_cache")}

# How many proxies of ours stand in front; each adds the address it saw to X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

# --- Public pages kept in each process (docs/decisions/0029) ----------------------------------------
# Megabytes for each process; 0 switches it off.
PAGE_CACHE_MB = env.int("PAGE_CACHE_MB", default=16)
# The addresses whose answers may be kept: those that are the same for everybody who is not signed in.
PAGE_CACHE_VIEWS = {"wagtail_serve", "sitemap", "home:robots", "publications:feed", "publications:feed_of"}
# What these answers are made of beside pages, settings and snippets, which are watched by themselves. An answer that
# reads anything else is not kept, and a test says so.
PAGE_CACHE_WATCHES = [
    "wagtailcore.Page",
    "wagtailcore.Site",
    "wagtailcore.Locale",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.Collection",
    "wagtailimages.Image",
    "wagtailimages.Rendition",
    "wagtaildocs.Document",
    "publications.BriefingCount",
    "publications.FrameworkVersion",
]
# What migrations alone write.
PAGE_CACHE_FIXED = ["contenttypes.ContentType"]

# --- Mail: everything goes through the database outbox; `run_jobs` hands it to this address. ------
EMAIL_BACKEND = "portal.outbox.backend.OutboxBackend"
OUTBOX_TRANSPORT = env.email("EMAIL_URL", default=f"filemail:///{DATA_DIR / 'mail'}")
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Safeguarding portal <portal@demo.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
# Languages that pages may be written in beside English (docs/decisions/0038); with none, nothing here takes effect.
CONTENT_LANGUAGES = env.list("CONTENT_LANGUAGES", default=[])
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en-gb", "English"), *further_languages(CONTENT_LANGUAGES)]
WAGTAIL_I18N_ENABLED = bool(CONTENT_LANGUAGES)
if WAGTAIL_I18N_ENABLED:
    INSTALLED_APPS += ["wagtail.locales", "wagtail.contrib.simple_translation"]
    # Before what looks an address up.
    MIDDLEWARE.insert(
        MIDDLEWARE.index("django.middleware.common.CommonMiddleware"), "portal.languages.PathLanguageMiddleware"
    )
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# --- Files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
PRIVATE_ROOT = DATA_DIR / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None},
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "tmp"
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, exist_ok=True)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# --- Browser hardening ----------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/admin/"],
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    },
}

# --- Wagtail --------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Safeguarding portal"
WAGTAILADMIN_BASE_URL = env("BASE_URL", default="http://127.0.0.1:8000")
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
# A page or collection behind a shared password would be a second kind of door (bars S7).
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
# Takes out of each picture where and when it was taken, and asks what it shows.
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.forms_images.PictureForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAIL_AUTOSAVE_INTERVAL = 4000
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# --- Portal ---------------------------------------------------------------------------------------
# Where clamd listens: tcp://host:3310 or unix:///run/clamav/clamd.ctl; "off" says that there is none on purpose.
CLAMD_URL = env("CLAMD_URL", default="")
# Seconds to wait for it; meanwhile nobody but the person who adds the file waits.
CLAMD_TIMEOUT = env.int("CLAMD_TIMEOUT", default=20)
# Earlier keys of the vault of identities; the key itself is set where it is known what it protects.
VAULT_KEY_FALLBACKS = env.list("VAULT_KEY_FALLBACKS", default=[])

# The longest single answer the portal stores; longer ones are refused with a message (bars R20).
ANSWER_MAX_LENGTH = 200_000

# An alert of immediate risk: hours on working days until it is acknowledged, and until its organisation assures.
ALERT_ACKNOWLEDGE_HOURS = env.float("ALERT_ACKNOWLEDGE_HOURS", default=4)
ALERT_ASSURE_HOURS = env.float("ALERT_ASSURE_HOURS", default=24)

# While this file exists every page answers 503 with a page that says so.
MAINTENANCE_FILE = DATA_DIR / "maintenance"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"reference": {"()": "portal.errors.ReferenceFilter"}},
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s [%(reference)s] %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["reference"]}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    # Each saved page starts and ends tasks of the search index; only their failures are news.
    "loggers": {name: {"level": "WARNING"} for name in ("django_tasks", "fido2", "pikepdf")},
}
