"""Each step of each journey is heard as its snapshot says, and nothing on it is without a name (bars A9)."""

from collections import Counter

import pytest
import yaml

from tests.browser.names_and_roles import FOLDER, Heard, compare, differences
from tests.browser.seed import SIGNING_LINK
from tests.support.casework import newest_code

pytestmark = pytest.mark.browser

S175, S11, UNIT = "/returns/{of:dsl:draft}/", "/returns/{of:police-lead:draft}/", "/unit/rounds/{row:schools}/"
# journey -> step -> account and address
JOURNEYS = {
    "frame": {
        "signed-out": ("", "/accounts/login/"),
        "respondent": ("dsl", "/actions/calendar/"),
        "unit": ("unit", "/unit/programme/"),
    },
    "s175": {
        "1-my-returns": ("dsl", "/returns/"),
        "2-task-list": ("dsl", S175),
        "3-what-changed": ("dsl", f"{S175}what-changed/"),
        "4-people": ("dsl", f"{S175}section/profile/"),
        "5-ratings": ("dsl", f"{S175}section/governance/"),
        "6-check": ("dsl", f"{S175}check/"),
        "7-send": ("ready", "/returns/{of:ready:draft}/send/"),
        "8-sign": ("signer", "/returns/{of:signer:awaiting_sign_off}/sign/"),
        "9-receipt": ("dsl", "/returns/{of:dsl:accepted}/receipt/"),
        "profile": ("dsl", "/returns/{of:dsl:accepted}/profile/"),
    },
    "s11": {
        "1-task-list": ("police-lead", S11),
        "2-section": ("police-lead", f"{S11}section/senior-lead/"),
        "3-recommendations": ("asked", "/actions/returns/{of:asked:draft}/recommendations/"),
        "4-check": ("police-lead", f"{S11}check/"),
    },
    "evidence": {
        "1-give": ("dsl", f"{S175}evidence/policy-approved/"),
        "2-found": ("dsl", f"{S175}evidence/board-training/{{row:minutes}}/found/"),
        "3-library": ("dsl", "/returns/evidence/"),
    },
    "together": {
        "1-invite": ("dsl", "/organisations/{row:school}/people/"),
        "2-assign": ("dsl", f"{S175}assign/"),
        "3-comments": ("dsl", f"{S175}comments/board-lead/"),
    },
    "assurance": {
        "1-desk": ("unit", "/returns/{row:noted}/assure/"),
        "2-decide": ("unit", "/returns/{row:noted}/assure/decide/"),
    },
    "tracker": {
        "1-tracker": ("unit", UNIT),
        "2-chase": ("unit", f"{UNIT}chase/?segment=in_progress"),
        "3-reminders": ("unit", f"{UNIT}reminders/"),
    },
    "actions": {
        "1-plan-of-a-return": ("asked", "/actions/returns/{of:asked:draft}/plan/"),
        "2-list": ("dsl", "/actions/"),
        "3-board": ("dsl", "/actions/board/"),
        "4-action": ("dsl", "/actions/{row:action}/"),
        "5-close": ("unit", "/actions/{row:waiting}/close/"),
    },
}
SAME_PAGE = {"sign-off-3-confirm"}  # as s175-8-sign: with or without an account
BY_LINK = ["sign-off-1-link", "sign-off-2-code", "sign-off-3-confirm", "sign-off-4-signed"]


@pytest.mark.parametrize("journey", JOURNEYS)
def test_each_step_is_heard_as_it_was(open_as, places, journey):
    found = []
    for step, (account, address) in JOURNEYS[journey].items():
        page = open_as(account)
        page.goto(places.resolve(address))
        found += compare(page, f"{journey}-{step}")
    assert found == []


def test_signing_by_link_is_heard_as_it_was(new_seeded_server, visit):
    server = new_seeded_server()
    page = visit(server)
    page.goto(f"/returns/sign/{SIGNING_LINK}/")
    found = compare(page, BY_LINK[0])
    page.get_by_role("button", name="Send me a code").click()
    page.wait_for_load_state()
    found += compare(page, BY_LINK[1])
    page.get_by_label("The code from the e-mail").fill(newest_code(server))
    page.get_by_role("button", name="Open the return").click()
    page.get_by_role("button", name="Confirm", exact=True).wait_for()
    found += compare(page, BY_LINK[2])
    page.get_by_role("button", name="Confirm", exact=True).click()
    page.wait_for_url("**/signed/")
    found += compare(page, BY_LINK[3])
    assert found == []


def test_every_snapshot_belongs_to_a_step_and_has_a_title_of_its_own():
    kept = {file.stem: yaml.safe_load(file.read_text())["title"] for file in FOLDER.glob("*.yaml")}
    assert set(kept) == {f"{journey}-{step}" for journey, steps in JOURNEYS.items() for step in steps} | set(BY_LINK)
    titles = Counter(kept[name] for name in kept if name not in SAME_PAGE)
    assert [title for title, times in titles.items() if times > 1] == []


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<button></button>", "without a name: - button"),
        ("<input type=text>", "without a name: - textbox"),
        ("<a href='/x'><img src='data:,' alt=''></a>", "without a name: - link"),
        ("<h1>Two</h1>", "2 headings of the first level"),
        ("<header role=banner>Again</header>", "not one banner"),
    ],
)
def test_what_is_not_heard_is_found(browser, body, problem):
    page = browser.new_page()
    good = "<header role=banner>A</header><main><p role=status></p><h1>One</h1>{}</main><footer>End</footer>"
    page.set_content(f"<html lang=en-GB><title>T</title><body>{good.format('')}</body></html>")
    assert Heard.of(page).problems() == []
    page.set_content(f"<html lang=en-GB><title>T</title><body>{good.format(body)}</body></html>")
    assert any(problem in each for each in Heard.of(page).problems())
    page.close()


def test_a_page_that_says_another_thing_is_not_as_it_was():
    assert differences('- button "Save"\n', '- button "Send"\n') == [
        'no longer: - button "Save"',
        'new: - button "Send"',
    ]
    assert differences("- a\n- b\n", "- b\n- a\n- a\n") == []


def test_a_snapshot_holds_the_first_entries_of_a_list():
    entries = "".join(f'    - listitem:\n      - link "{name}"\n' for name in "abcd")
    heard = Heard("T", "en-GB", f'- main:\n  - list:\n{entries}  - button "Save"\n')
    kept = [line.strip() for line in heard.written().splitlines()[4:]]
    assert kept == ["- list:", "- listitem:", '- link "a"', "- listitem:", '- link "b"', '- button "Save"']
