"""Settings of `make run`: production's behaviour on this machine, over plain HTTP, with demo accounts allowed."""

from portal.settings.base import *

SECRET_KEY = env(
    "SECRET_KEY",
    default="local-demo-only-this-key-protects-nothing-and-production-refuses-it",
)
VAULT_KEY = env("VAULT_KEY", default="local-demo-only-this-vault-protects-nothing-and-production-refuses-it")
DEMO_ACCOUNTS_ALLOWED = True
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# The demo accounts sign in with their password alone.
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=False)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
