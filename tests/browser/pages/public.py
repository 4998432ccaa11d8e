"""Pages that anyone may read, and the way in."""

from tests.browser.screens import Mistake, Screen
from tests.browser.seed import INVITATION, SIGNING_LINK

PUBLIC = [
    Screen("home/home_page.html", "filled", "/"),
    Screen("home/search.html", "filled", "/search/?q=children"),
    Screen("home/search.html", "empty", "/search/?q=zzzz"),
    Screen("home/search.html", "long", f"/search/?q={'Llanfairpwllgwyngyllgogerychwyrndrobwll' * 2}"),
    Screen("home/information_page.html", "filled", "/professionals/schools/"),
    Screen("home/section_page.html", "filled", "{page:home.sectionpage}"),
    Screen("home/contact_page.html", "filled", "{page:home.contactpage}"),
    Screen("home/accessibility_page.html", "filled", "{page:home.accessibilitypage}"),
    Screen("publications/framework.html", "filled", "/framework/"),
    Screen("publications/framework_version.html", "filled", "/framework/versions/2.1/"),
    Screen("publications/index.html", "filled", "/audit-outcomes/"),
    Screen("publications/index.html", "empty", "/audit-outcomes/?year=1999"),
    Screen("publications/outcome.html", "filled", "{page:publications.auditoutcomepage}"),
    Screen("publications/briefing.html", "filled", "{page:publications.briefingpage}"),
    Screen("publications/briefing.html", "long", "/briefings/the-morning-after/"),  # offers "Exit this page" too
    Screen("publications/newsletter.html", "filled", "{page:publications.newsletterpage}"),
    Screen("publications/subscribe.html", "filled", "/subscribe/"),
    Screen("404.html", "filled", "/no-such-page/", status=404),
    Screen("account/login.html", "filled", "/accounts/login/"),
    Screen("account/login.html", "error", "/accounts/login/", mistake=Mistake("Sign in", {"login": "dsl@demo"})),
    Screen("account/password_reset.html", "filled", "/accounts/password/reset/"),
    Screen("account/password_reset.html", "error", "/accounts/password/reset/", mistake=Mistake("Send the link")),
    Screen("account/password_reset_done.html", "filled", "/accounts/password/reset/done/"),
    Screen("account/password_reset_from_key.html", "empty", "/accounts/password/reset/key/1-set-password/"),
    Screen("account/password_reset_from_key_done.html", "filled", "/accounts/password/reset/key/done/"),
    Screen("account/invitation.html", "filled", f"/accounts/invitation/{INVITATION}/"),
    Screen(
        "account/invitation.html",
        "error",
        f"/accounts/invitation/{INVITATION}/",
        mistake=Mistake("Accept and sign in", {"name": "Invited Person", "password1": "short"}),
    ),
    Screen("account/invitation_unusable.html", "filled", "/accounts/invitation/used-long-ago/", status=404),
    Screen("returns/link.html", "filled", f"/returns/sign/{SIGNING_LINK}/"),
    Screen("returns/link_unusable.html", "filled", "/returns/sign/used-long-ago/", status=404),
]
