"""The page inventory: every template of the portal in each of its states, and the demo account that sees it.

`test_inventory.py` fails when a template is missing here. Accounts and states that the demo content does not have come
from `seed.py`.
"""

from tests.browser.screens import Mistake, Screen
from tests.browser.seed import INVITATION

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
    Screen("publications/index.html", "filled", "/audit-outcomes/"),
    Screen("publications/index.html", "empty", "/audit-outcomes/?year=1999"),
    Screen("publications/outcome.html", "filled", "{page:publications.auditoutcomepage}"),
    Screen("publications/briefing.html", "filled", "{page:publications.briefingpage}"),
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
]

RESPONDENTS = [
    Screen("account/home.html", "filled", "/accounts/", "dsl"),
    Screen("account/logout.html", "filled", "/accounts/logout/", "dsl"),
    Screen("account/password_change.html", "filled", "/accounts/password/change/", "dsl"),
    Screen(
        "account/password_change.html", "error", "/accounts/password/change/", "dsl", Mistake("Change the password")
    ),
    Screen("403.html", "filled", "/returns/{of:colleague:draft}/withdraw/", "colleague", status=403),
    Screen("returns/home.html", "filled", "/returns/", "dsl"),
    Screen("returns/home.html", "empty", "/returns/", "police-auditor"),
    Screen("returns/home.html", "long", "/returns/", "long"),
    Screen("returns/task_list.html", "filled", "/returns/{of:dsl:draft}/", "dsl"),
    Screen("returns/task_list.html", "read-only", "/returns/{of:changes:changes_requested}/", "changes"),
    Screen("returns/section.html", "filled", "/returns/{of:dsl:draft}/section/governance/", "dsl"),
    Screen("returns/section.html", "empty", "/returns/{of:dsl:draft}/section/impact/", "dsl"),
    Screen("returns/section.html", "long", "/returns/{of:long:draft}/section/governance/", "long"),
    Screen(
        "returns/section.html",
        "error",
        "/returns/{of:dsl:draft}/section/profile/",
        "dsl",
        Mistake("Save and continue", {"person-head.trained_on": "the other day"}),
    ),
    Screen("returns/check.html", "filled", "/returns/{of:dsl:draft}/check/", "dsl"),
    Screen("returns/check.html", "long", "/returns/{of:long:draft}/check/", "long"),
    Screen("returns/send.html", "filled", "/returns/{of:ready:draft}/send/", "ready"),
    Screen("returns/send.html", "error", "/returns/{of:ready:draft}/send/", "ready", Mistake("Send for sign-off")),
    Screen("returns/sign.html", "filled", "/returns/{of:signer:awaiting_sign_off}/sign/", "signer"),
    Screen(
        "returns/sign.html",
        "error",
        "/returns/{of:signer:awaiting_sign_off}/sign/",
        "signer",
        Mistake("Send back", {"reason": ""}),
    ),
    Screen("returns/whole.html", "read-only", "/returns/{of:dsl:accepted}/", "dsl"),
    Screen("returns/whole.html", "long", "/returns/{of:long:draft}/read/", "long"),
    Screen("returns/receipt.html", "filled", "/returns/{of:dsl:accepted}/receipt/", "dsl"),
    Screen("organisations/people.html", "filled", "/organisations/{row:school}/people/", "dsl"),
    Screen("organisations/people.html", "long", "/organisations/{row:long}/people/", "long"),
    Screen(
        "organisations/people.html",
        "error",
        "/organisations/{row:school}/people/",
        "dsl",
        Mistake("Send the invitation", {"name": "A Colleague", "email": "not an address"}),
    ),
    Screen(
        "organisations/end_membership.html",
        "filled",
        "/organisations/{row:school}/people/{row:colleague}/end/",
        "dsl",
    ),
]

UNIT = [
    Screen("unit/home.html", "filled", "/unit/", "unit"),
    Screen("unit/tracker.html", "filled", "/unit/rounds/{row:round}/", "unit"),
    Screen("unit/tracker.html", "empty", "/unit/rounds/{row:round}/?search=zzzz", "unit"),
    Screen("unit/tracker.html", "read-only", "/unit/rounds/{row:planned}/", "unit"),
    Screen("unit/open_round.html", "filled", "/unit/rounds/{row:planned}/open/", "unit"),
    Screen("unit/deadline.html", "filled", "/unit/rounds/{row:round}/deadline/", "unit"),
    Screen(
        "unit/deadline.html",
        "error",
        "/unit/rounds/{row:round}/deadline/",
        "unit",
        Mistake("Move the deadline", {"day": "soon", "at": "5pm"}),
    ),
    Screen("unit/extend.html", "filled", "/unit/rounds/{row:round}/extend/?return={any:draft}", "unit"),
    Screen(
        "unit/extend.html",
        "error",
        "/unit/rounds/{row:round}/extend/?return={any:draft}",
        "unit",
        Mistake("Give more time", {"day": "soon", "reason": "The school moves."}),
    ),
    Screen("unit/chase.html", "filled", "/unit/rounds/{row:round}/chase/?segment=in_progress", "unit"),
    Screen("unit/chase.html", "empty", "/unit/rounds/{row:round}/chase/?segment=ticked&return=none", "unit"),
    Screen(
        "unit/chase.html",
        "error",
        "/unit/rounds/{row:round}/chase/?segment=in_progress",
        "unit",
        Mistake("See the mail first", {"text": ""}),
    ),
    Screen("unit/joiners.html", "filled", "/unit/rounds/{row:round}/add-missing/", "unit"),
    Screen("unit/reminders.html", "filled", "/unit/rounds/{row:round}/reminders/", "unit"),
    Screen("unit/closed.html", "filled", "/unit/rounds/{row:round}/closed/", "unit"),
    Screen("unit/closed.html", "empty", "/unit/rounds/{row:agencies}/closed/", "unit"),
    Screen("unit/close.html", "filled", "/unit/rounds/{row:round}/close/", "unit"),
    Screen("unit/programme.html", "filled", "/unit/programme/", "unit"),
    Screen("unit/plan_next.html", "filled", "/unit/programme/plan/{row:round}/", "unit"),
    Screen(
        "unit/plan_next.html",
        "error",
        "/unit/programme/plan/{row:round}/",
        "unit",
        Mistake("Plan the round", {"day_due": "soon"}),
    ),
    Screen("returns/reinstate.html", "filled", "/returns/{any:withdrawn}/reinstate/", "unit"),
    Screen(
        "returns/reinstate.html",
        "error",
        "/returns/{any:withdrawn}/reinstate/",
        "unit",
        Mistake("Ask for it again"),
    ),
    Screen("returns/whole.html", "filled", "/returns/{any:submitted}/", "unit"),
    Screen("returns/changes.html", "filled", "/returns/{any:submitted}/changes/", "unit"),
    Screen(
        "returns/changes.html", "error", "/returns/{any:submitted}/changes/", "unit", Mistake("Ask for these changes")
    ),
    Screen("returns/withdraw.html", "filled", "/returns/{any:draft}/withdraw/", "unit"),
    Screen("returns/withdraw.html", "error", "/returns/{any:draft}/withdraw/", "unit", Mistake("Withdraw")),
    Screen("questionnaires/editions.html", "filled", "/unit/editions/", "unit"),
    Screen("questionnaires/edition.html", "filled", "/unit/editions/{row:edition}/", "unit"),
    Screen("questionnaires/copy.html", "filled", "/unit/editions/{row:edition}/copy/", "unit"),
    Screen(
        "questionnaires/copy.html", "error", "/unit/editions/{row:edition}/copy/", "unit", Mistake("Make the draft")
    ),
    Screen("organisations/organisations.html", "filled", "/unit/organisations/", "unit"),
    Screen("organisations/organisations.html", "empty", "/unit/organisations/?q=zzzz", "unit"),
    Screen("organisations/organisation.html", "filled", "/unit/organisations/{row:school}/", "unit"),
    Screen("organisations/organisation.html", "long", "/unit/organisations/{row:long}/", "unit"),
    Screen("organisations/to_decide.html", "filled", "/unit/organisations/to-decide/", "unit"),
    Screen("organisations/decide_duty.html", "filled", "/unit/organisations/{row:undecided}/duty/", "unit"),
    Screen(
        "organisations/decide_duty.html",
        "error",
        "/unit/organisations/{row:undecided}/duty/",
        "unit",
        Mistake("Save the decision"),
    ),
    Screen("organisations/to_link.html", "filled", "/unit/organisations/to-link/", "unit"),
    Screen("organisations/link.html", "filled", "/unit/organisations/{row:closed}/successor/", "unit"),
    Screen(
        "organisations/link.html",
        "error",
        "/unit/organisations/{row:closed}/successor/",
        "unit",
        Mistake("Link the schools", {"urn": "12"}),
    ),
    Screen("organisations/import.html", "filled", "/unit/organisations/import/", "unit"),
    Screen(
        "organisations/import.html",
        "error",
        "/unit/organisations/import/",
        "unit",
        Mistake("Read the file and show the changes"),
    ),
    Screen("organisations/preview.html", "filled", "/unit/organisations/import/{row:import}/", "unit"),
]

PORTAL = [*RESPONDENTS, *UNIT]
SCREENS = [*PUBLIC, *PORTAL]
