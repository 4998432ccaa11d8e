"""The Business Unit's pages of an audit's cases, and the page on which an identity opens."""

from tests.browser.screens import Mistake, Screen

AUDIT = "/unit/case-audits/{row:audit}"
BARE = "/unit/case-audits/{row:bare-audit}"
IDENTITY = "/audits/{row:case}/identity/"

CASES = [
    Screen("case_audits/unit/cases.html", "filled", f"{AUDIT}/cases/", "unit"),
    Screen("case_audits/unit/cases.html", "empty", f"{BARE}/cases/", "unit"),
    Screen("case_audits/unit/grid.html", "filled", f"{AUDIT}/grid/", "unit"),
    Screen("case_audits/unit/grid.html", "empty", f"{BARE}/grid/", "unit"),
    Screen("case_audits/unit/grid.html", "long", f"{AUDIT}/grid/?state=not_answered", "unit"),
    Screen("case_audits/unit/add_case.html", "filled", f"{AUDIT}/cases/add/", "unit"),
    Screen("case_audits/unit/add_case.html", "empty", f"{BARE}/cases/add/", "unit"),
    Screen(
        "case_audits/unit/add_case.html",
        "error",
        f"{AUDIT}/cases/add/",
        "unit",
        Mistake("Add the case", {"born_on": "soon"}),
    ),
    Screen("case_audits/unit/give_list.html", "filled", f"{AUDIT}/cases/list/", "unit"),
    Screen("case_audits/unit/give_list.html", "error", f"{AUDIT}/cases/list/", "unit", Mistake("Check the list")),
    Screen("case_audits/unit/check_list.html", "filled", f"{AUDIT}/cases/list/{{row:case-list}}/", "unit"),
    Screen("case_audits/unit/case.html", "filled", f"{AUDIT}/cases/{{row:case}}/", "unit"),
    Screen("case_audits/unit/case.html", "read-only", f"{AUDIT}/cases/{{row:withdrawn-case}}/", "unit"),
    Screen("case_audits/unit/correct_identity.html", "filled", f"{AUDIT}/cases/{{row:case}}/identity/", "unit"),
    Screen(
        "case_audits/unit/correct_identity.html",
        "error",
        f"{AUDIT}/cases/{{row:case}}/identity/",
        "unit",
        Mistake("Save the correction", {"born_on": "soon"}),
    ),
    Screen("case_audits/unit/withdraw_case.html", "filled", f"{AUDIT}/cases/{{row:case}}/withdraw/", "unit"),
    Screen(
        "case_audits/unit/withdraw_case.html",
        "error",
        f"{AUDIT}/cases/{{row:case}}/withdraw/",
        "unit",
        Mistake("Withdraw the case"),
    ),
    Screen("case_audits/unit/chase.html", "filled", f"{AUDIT}/chase/?segment=not_answered", "unit"),
    Screen(
        "case_audits/unit/chase.html",
        "error",
        f"{AUDIT}/chase/?segment=overdue",
        "unit",
        Mistake("Look again", {"text": ""}),
    ),
    Screen("case_audits/unit/readings.html", "filled", f"{AUDIT}/readings/", "unit"),
    Screen("case_audits/unit/readings.html", "empty", f"{BARE}/readings/", "unit"),
    Screen("case_audits/identity.html", "filled", IDENTITY, "unit"),
    Screen("case_audits/identity.html", "read-only", "/audits/{row:withdrawn-case}/identity/", "unit"),
    Screen(
        "case_audits/identity.html", "error", IDENTITY, "unit", Mistake("Show who the child is", {"words": "Because."})
    ),
]
