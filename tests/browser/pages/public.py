"""Pages that anyone may read, and the way in."""

from tests.browser.screens import Mistake, Screen
from tests.browser.seed import INVITATION, SIGNING_LINK
from tests.browser.seed_readers import ASKER, CONFIRMED, LEAVER, READER, STOPPED

SUBSCRIBING = "publications/subscribing"
ASK = "Send me a link to confirm"

PUBLIC = [
    Screen("home/home_page.html", "filled", "/"),
    Screen("home/search.html", "filled", "/search/?q=children"),
    Screen("home/search.html", "empty", "/search/?q=zzzz"),
    Screen("home/search.html", "case", "/search/?q=neglect&theme=neglect&audience=professionals"),
    Screen("home/search.html", "long", f"/search/?q={'Llanfairpwllgwyngyllgogerychwyrndrobwll' * 2}"),
    Screen("home/information_page.html", "filled", "/professionals/schools/"),
    Screen("home/information_page.html", "case", "/families/children-and-young-people/"),
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
    Screen("publications/events.html", "filled", "/events/"),
    Screen("publications/events.html", "case", "/events/?when=past"),
    Screen("publications/event.html", "filled", "{page:publications.eventpage}"),
    Screen("publications/summary.html", "filled", "{page:publications.summaryfindingspage}"),
    Screen("publications/topics.html", "filled", "/topics/"),
    Screen("publications/topic.html", "filled", "/topics/neglect/"),
    Screen("publications/topic.html", "empty", "/topics/safer-schools/"),
    Screen("insight/said.html", "filled", "/you-said-we-did/"),
    Screen("home/report_problem.html", "filled", "/report-a-problem/?page=/search/"),
    Screen(
        "home/report_problem.html",
        "error",
        "/report-a-problem/?page=/search/",
        mistake=Mistake("Send", {"email": "reader@"}),
    ),
    Screen("home/problem_reported.html", "filled", "/report-a-problem/sent/"),
    Screen("publications/subscribe.html", "filled", "/subscribe/"),
    Screen("publications/subscribe.html", "error", "/subscribe/", mistake=Mistake(ASK, {"email": "ada at school"})),
    Screen(f"{SUBSCRIBING}/check_mail.html", "filled", "/subscribe/check-your-mail/"),
    Screen(f"{SUBSCRIBING}/confirm.html", "filled", f"/subscribe/confirm/{ASKER}/"),
    Screen(f"{SUBSCRIBING}/confirmed.html", "filled", f"/subscribe/confirm/{CONFIRMED}/"),
    Screen(f"{SUBSCRIBING}/too_old.html", "filled", "/subscribe/confirm/long-ago/", status=404),
    Screen(f"{SUBSCRIBING}/preferences.html", "filled", f"/subscribe/preferences/{READER}/?saved=yes"),
    Screen(f"{SUBSCRIBING}/preferences.html", "long", f"/subscribe/preferences/{READER}/"),
    Screen(f"{SUBSCRIBING}/leave.html", "filled", f"/subscribe/leave/{READER}/"),
    Screen(f"{SUBSCRIBING}/leave.html", "read-only", f"/subscribe/leave/{LEAVER}/"),
    Screen(f"{SUBSCRIBING}/leave.html", "empty", f"/subscribe/leave/{STOPPED}/"),
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
