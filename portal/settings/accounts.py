"""Settings of people, passwords, sessions and sign-in, the same in every environment."""

from datetime import timedelta

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "portal.accounts.hashers.PortalArgon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60
INVITATION_LIFETIME = timedelta(days=14)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "/"

# Sessions end after the idle limit or the absolute one, whichever comes first (`portal.accounts.sessions`, bars S11).
SESSION_IDLE_LIMIT = timedelta(minutes=30)
SESSION_IDLE_LIMIT_BUSINESS_UNIT = timedelta(minutes=15)
SESSION_ABSOLUTE_LIMIT = timedelta(hours=12)
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = int(SESSION_ABSOLUTE_LIMIT.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_USE_SESSIONS = False
# Keeps text typed into a return before it hands over to portal.errors (bars R6).
CSRF_FAILURE_VIEW = "audit_forms.returns.views.rescue.csrf_failure"

ACCOUNT_ADAPTER = "portal.accounts.adapter.InvitationOnlyAdapter"
ACCOUNT_FORMS = {
    "login": "portal.accounts.forms.SignInForm",
    "reset_password": "portal.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "portal.accounts.forms.NewPasswordForm",
    "change_password": "portal.accounts.forms.ChangePasswordForm",
    "reauthenticate": "portal.accounts.factor_forms.PasswordAgainForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Invitations and resets prove the address. allauth's own table of addresses stays empty: a second list of them would
# go on opening an account after its address was changed. So its token generator, which fills it, is not used either.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
# Wrong passwords are counted by `portal.accounts.throttle`; these are allauth's limits on the rest of the door, each by
# network address ("ip"), by e-mail address ("key") or by person. Of "login_failed" only wrong codes are left.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "10/15m/key",
    "reauthenticate": "20/15m/user",
    "reset_password": "5/15m/key,60/15m/ip",
    "reset_password_from_key": "60/15m/ip",
    "change_password": "10/15m/user",
}

# Second factors (docs/decisions/0013): a passkey first, then codes from an app; recovery codes for when both are lost.
MFA_ADAPTER = "portal.accounts.factor_adapter.SealingAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "portal.accounts.factor_forms.CodeForm",
    "authenticate_webauthn": "portal.accounts.factor_forms.PasskeyForm",
    "reauthenticate": "portal.accounts.factor_forms.CodeAgainForm",
    "reauthenticate_webauthn": "portal.accounts.factor_forms.PasskeyAgainForm",
    "activate_totp": "portal.accounts.factor_forms.AddAppForm",
    "add_webauthn": "portal.accounts.factor_forms.AddPasskeyForm",
}
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Phones' clocks are seldom right to the second.
MFA_TOTP_TOLERANCE = 1
# How long it counts that somebody has shown who they are (bars S26), in seconds.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_REAUTHENTICATION_METHODS = {"password", "mfa"}
