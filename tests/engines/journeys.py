"""The main journeys, the same in every engine."""

from tests.engines.walking import WIDTHS, Walk
from tests.support.casework import AGE_SESSIONS
from tests.support.pdf_reading import open_pdf

TYPED = "Written in this engine, and found again."
SECTION = "/returns/{of:dsl:draft}/section/governance/"
BRIEFING = "{page:publications.briefingpage}"
ROUND = "/unit/rounds/{row:round}"
EXIT = ".govuk-exit-this-page__button"
WARNING = "dialog.portal-session-warning"
MINUTES_LATER = 28
# A rating that asks for an action, and a question in which the boxes for that are still folded.
RATING = "input[data-asks~=action]:not(:checked)"
FOLDED = "[data-question]:has([data-group=action][hidden]):has(input[data-asks~=action])"
# The server's clock is moved in its sessions; the page's own clock is moved here, and it looks at it when it is shown.
LATER = """
const now = Date.now.bind(Date);
window.Date.now = () => now() + arguments[0] * 60000;
document.dispatchEvent(new window.Event("visibilitychange"));
"""


def public_pages(walk: Walk) -> None:
    """What anybody reads: styles, fonts, widths, search from the head of the page, and the form for readers."""
    walk.look("home", "/")
    walk.look("framework", "/framework/")
    walk.look("outcome", "{page:publications.auditoutcomepage}")
    walk.look("briefing", BRIEFING)
    walk.look("search", "/search/?q=children")
    walk.look("subscribe", "/subscribe/")
    with walk.step("search finds something"):
        walk.go("/")
        walk.window.type("#search-top", "neglect")
        walk.window.press("Enter")
        walk.wait("return location.pathname === '/search/'", "Enter does not search.")
        walk.settle()
        walk.wait("return document.querySelector('.portal-list__title a')", "Nothing is found.")
    with walk.step("a wrong address is told beside its field"):
        walk.go("/subscribe/")
        walk.window.type("main input[name=email]", "ada at school")
        walk.window.click("main form[method=post] button[type=submit]")
        walk.wait("return document.querySelector('.govuk-error-summary')", "No error is told.")
        walk.settle()
    _on_paper(walk)
    with walk.step("the menu of a small screen opens"):
        walk.window.resize(WIDTHS[-1])
        walk.go("/")
        walk.window.click(".portal-menu__summary")
        walk.wait("return document.querySelector('.portal-menu nav, .portal-menu ul').checkVisibility()", "It is shut.")
        walk.measure("sideways", "clipped")
        walk.shoot("menu-390", WIDTHS[-1])
        walk.window.resize(WIDTHS[0])


def _on_paper(walk: Walk) -> None:
    walk.go(BRIEFING)
    printed = walk.window.print()
    if printed:
        with walk.step("a briefing prints on one sheet"):
            (walk.pictures / "briefing.pdf").write_bytes(printed)
            sheets = len(open_pdf(printed).pages)
            assert sheets == 1, f"It prints on {sheets} sheets."


def exit_this_page(walk: Walk) -> None:
    """The button that leaves a page about abuse, without leaving this machine."""
    walk.look("exit", "/briefings/the-morning-after/")
    with walk.step("Shift counts towards the exit"):
        walk.go("/briefings/the-morning-after/")
        walk.wait("return document.querySelector('.govuk-exit-this-page__indicator')", "The button has no script.")
        walk.window.press("Shift")
        lit = "return document.querySelectorAll('.govuk-exit-this-page__indicator-light--on').length === 1"
        walk.wait(lit, "No light shows that Shift was pressed.")
    with walk.step("the exit button leaves"):
        walk.window.run("document.querySelector(arguments[0]).href = '/framework/'", EXIT)
        walk.window.click(EXIT)
        walk.wait("return location.pathname === '/framework/'", "The page is still there.")
        walk.settle()


def answer_a_question(walk: Walk) -> None:
    """A lead answers a question: boxes unfold, the answer is saved while it is typed, and stays."""
    walk.look("sign-in", "/accounts/login/")
    walk.sign_in("dsl")
    walk.look("return", "/returns/{of:dsl:draft}/")
    walk.look("section", SECTION)
    with walk.step("a rating unfolds the boxes it asks for"):
        walk.go(SECTION)
        key = walk.window.run("return document.querySelector(arguments[0]).dataset.question", FOLDED)
        action = f"#question-{key} [data-group=action]"
        walk.window.click(f"#question-{key} {RATING}")
        walk.wait("return document.querySelector(arguments[0]).checkVisibility()", "They stay folded.", action)
        walk.measure("sideways", "clipped")
        walk.window.shoot(walk.pictures / "unfolded.png")
    with walk.step("an answer is saved as it is typed"):
        box = f"#question-{key} textarea[name='{key}.text']"
        walk.window.type(box, TYPED)
        walk.wait(
            "return document.getElementById('save-status').textContent.startsWith('Saved at')", "It is not saved."
        )
    with walk.step("the answer is there after loading the page again"):
        walk.window.reload()
        walk.settle()
        kept = walk.window.run("return document.querySelector(arguments[0]).value", box)
        assert TYPED in kept, f"The box holds {kept!r}."
    with walk.step("focus is never under the strip of a section"):
        walk.tab_back()
    _session_warning(walk)


def _session_warning(walk: Walk) -> None:
    with walk.step("the warning before the session ends opens, and Enter stays"):
        walk.go("/accounts/")
        walk.server.manage("shell", "-v0", "-c", AGE_SESSIONS.format(minutes=MINUTES_LATER))
        walk.window.run(LATER, MINUTES_LATER)
        walk.wait("return document.querySelector(arguments[0]).open", "No dialog opens.", WARNING)
        walk.window.shoot(walk.pictures / "session-warning.png")
        walk.window.press("Enter")
        walk.wait("return !document.querySelector(arguments[0]).open", "Enter does not close it.", WARNING)


def follow_a_round(walk: Walk) -> None:
    """The Business Unit's dense pages: tables whose headings stay, the loop board, charts."""
    walk.sign_in("unit")
    for name, address in {
        "tracker": f"{ROUND}/",
        "loop": "/programme/loop/",
        "analysis": f"{ROUND}/analysis/",
        "heat map": f"{ROUND}/analysis/heat-map/",
    }.items():
        walk.look(name, address)
        with walk.step(f"focus is never under the headings of the {name}"):
            walk.go(address)
            walk.tab_back()


def comfort(walk: Walk) -> None:
    """A reader's own colours and no movement."""
    with walk.step("forced colours and less movement are noticed"):
        walk.go("/")
        for wish in ("(forced-colors: active)", "(prefers-reduced-motion: reduce)"):
            assert walk.window.run("return matchMedia(arguments[0]).matches", wish), f"{wish} is not."
    walk.look("home in forced colours", "/")
    walk.look("outcome in forced colours", "{page:publications.auditoutcomepage}")
    walk.sign_in("dsl")
    walk.look("section in forced colours", SECTION)


JOURNEYS = (public_pages, exit_this_page, answer_a_question, follow_a_round)
