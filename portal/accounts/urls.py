"""The one door. Only the parts of allauth in use have an address: no sign-up, no address management, no social login.

The last group stands before Wagtail's own addresses and leads its side doors here, or closes them (bars S7).
"""

from allauth.account import views as allauth_views
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import RedirectView

from portal.accounts import admin_views, factor_views, views
from portal.accounts.step_up import View, fresh_factor_required


def closed(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """No way in here."""
    raise Http404


# allauth's views answer any method; unused ones are refused (bars S18).
reads_and_posts = require_http_methods(["GET", "HEAD", "POST"])
to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)
to_reset = RedirectView.as_view(url="/accounts/password/reset/")

account_patterns = [
    path("", views.home, name="account_home"),
    path("digest/", views.digest, name="account_digest"),
    path("session/", views.session, name="account_session"),
    path("invitation/<str:token>/", views.AcceptInvitationView.as_view(), name="account_invitation"),
    path("login/", reads_and_posts(allauth_views.login), name="account_login"),
    path("logout/", reads_and_posts(allauth_views.logout), name="account_logout"),
    path("password/change/", reads_and_posts(allauth_views.password_change), name="account_change_password"),
    path("password/reset/", reads_and_posts(allauth_views.password_reset), name="account_reset_password"),
    path("password/reset/done/", require_safe(allauth_views.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        reads_and_posts(allauth_views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        require_safe(allauth_views.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]


def changes_factors(view: View) -> View:
    """Asks who it is as other pages do: allauth itself would send an interrupted form without the person's hand."""
    guarded: View = reads_and_posts(login_required(fresh_factor_required(view)))
    return guarded


# The second step, and showing again who one is. Names are allauth's own, as it sends people from one to the other.
factor_patterns = [
    path("again/", reads_and_posts(factor_views.PasswordAgainView.as_view()), name="account_reauthenticate"),
    path("second-step/", require_safe(factor_views.OverviewView.as_view()), name="mfa_index"),
    path("second-step/check/", reads_and_posts(factor_views.CheckView.as_view()), name="mfa_authenticate"),
    path("second-step/again/", reads_and_posts(factor_views.CodeAgainView.as_view()), name="mfa_reauthenticate"),
    path("second-step/app/", changes_factors(factor_views.AddAppView.as_view()), name="mfa_activate_totp"),
    path("second-step/app/remove/", changes_factors(factor_views.RemoveAppView.as_view()), name="mfa_deactivate_totp"),
    path("second-step/codes/", require_safe(factor_views.CodesView.as_view()), name="mfa_view_recovery_codes"),
    path(
        "second-step/codes/new/",
        changes_factors(factor_views.NewCodesView.as_view()),
        name="mfa_generate_recovery_codes",
    ),
    path("second-step/passkey/", changes_factors(factor_views.AddPasskeyView.as_view()), name="mfa_add_webauthn"),
    path(
        "second-step/passkey/again/",
        reads_and_posts(factor_views.PasskeyAgainView.as_view()),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "second-step/passkey/<int:pk>/remove/",
        changes_factors(factor_views.RemovePasskeyView.as_view()),
        name="mfa_remove_webauthn",
    ),
]

side_door_patterns = [
    path("admin/login/", to_sign_in),
    path("admin/logout/", reads_and_posts(allauth_views.logout)),
    re_path(r"^admin/password_reset/", to_reset),
    path("admin/account/", admin_views.account),
    # People are switched off, never deleted: their answers and signatures stay theirs.
    re_path(r"^admin/users/delete/", closed),
    path("admin/bulk/accounts/user/delete/", closed),
    # Wagtail's pages for testing error pages (ASVS 15.2.3).
    path("admin/test404/", closed),
    path("admin/failwhale/", closed),
    path("_util/login/", to_sign_in),
    re_path(r"^_util/authenticate_with_password/", closed),
    re_path(r"^documents/authenticate_with_password/", closed),
]
