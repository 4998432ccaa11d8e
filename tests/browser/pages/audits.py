"""The programme of case audits, and the Business Unit's pages of one."""

from tests.browser.screens import Mistake, Screen

UNIT = "/unit/case-audits"
READY, RUNNING, LONG = "{row:audit-ready}", "{row:audit-running}", "{row:audit-long}"

AUDITS = [
    Screen("case_audits/programme.html", "filled", "/programme/", "group"),
    Screen("case_audits/programme.html", "read-only", "/programme/", "audit-chair"),
    Screen("case_audits/programme.html", "empty", "/programme/?year={row:empty-year}", "executive"),
    Screen("case_audits/plan.html", "filled", "/programme/{row:audit-agreed}/", "executive"),
    Screen("case_audits/plan.html", "error", "/programme/{row:audit-agreed}/", "executive", Mistake("Send back")),
    Screen("case_audits/plan.html", "long", f"/programme/{LONG}/", "group"),
    Screen("case_audits/plan.html", "read-only", f"/programme/{RUNNING}/", "audit-chair"),
    Screen("case_audits/plan_form.html", "filled", "/programme/plan/", "group"),
    Screen("case_audits/plan_form.html", "long", f"/programme/{LONG}/change/", "group"),
    Screen(
        "case_audits/plan_form.html",
        "error",
        "/programme/plan/",
        "unit",
        Mistake("Save the plan", {"title": "About a move", "moderation_on": "soon", "line_2": "What helped?"}),
    ),
    Screen("case_audits/drop.html", "filled", f"/programme/{LONG}/drop/", "group"),
    Screen("case_audits/calendar.html", "filled", "/programme/calendar/", "group"),
    Screen("case_audits/unit/list.html", "filled", f"{UNIT}/", "unit"),
    Screen("case_audits/unit/list.html", "empty", f"{UNIT}/?search=zzzz", "unit"),
    Screen("case_audits/unit/audit.html", "filled", f"{UNIT}/{READY}/", "unit"),
    Screen("case_audits/unit/audit.html", "long", f"{UNIT}/{LONG}/", "unit"),
    Screen("case_audits/unit/audit.html", "read-only", f"{UNIT}/{RUNNING}/", "unit"),
    Screen("case_audits/unit/agencies.html", "filled", f"{UNIT}/{READY}/agencies/", "unit"),
    Screen("case_audits/unit/more_agencies.html", "filled", f"{UNIT}/{RUNNING}/agencies/more/", "unit"),
    Screen(
        "case_audits/unit/more_agencies.html",
        "error",
        f"{UNIT}/{RUNNING}/agencies/more/",
        "unit",
        Mistake("Ask these agencies as well"),
    ),
    Screen("case_audits/unit/governance.html", "filled", f"{UNIT}/{READY}/governance/", "unit"),
    Screen(
        "case_audits/unit/governance.html",
        "error",
        f"{UNIT}/{READY}/governance/",
        "unit",
        Mistake("Save the note", {"retention_until": "soon", "dpia_reference": "DPIA-8"}),
    ),
    Screen("case_audits/unit/chair.html", "filled", f"{UNIT}/{READY}/chair/?q=demo.example", "unit"),
    Screen("case_audits/unit/chair.html", "empty", f"{UNIT}/{READY}/chair/?q=zzzz", "unit"),
    Screen("case_audits/unit/chair.html", "error", f"{UNIT}/{LONG}/chair/?q=celeste", "unit", Mistake("Name as chair")),
    Screen("case_audits/unit/dates.html", "filled", f"{UNIT}/{RUNNING}/dates/", "unit"),
    Screen(
        "case_audits/unit/dates.html",
        "error",
        f"{UNIT}/{RUNNING}/dates/",
        "unit",
        Mistake("Move the dates", {"moderation_on": "soon"}),
    ),
    Screen("case_audits/unit/start.html", "filled", f"{UNIT}/{READY}/start/", "unit"),
    Screen("case_audits/unit/start.html", "read-only", f"{UNIT}/{{row:audit-bare}}/start/", "unit"),
    Screen("case_audits/unit/close_returns.html", "filled", f"{UNIT}/{RUNNING}/close-returns/", "unit"),
]
