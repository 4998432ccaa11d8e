"""Case audits: the agencies' pages, and the Business Unit's pages of agencies' audits."""

from tests.browser.screens import Mistake, Screen

TOLD, AUDITED = "/audits/{row:told-part}/", "/audits/{row:audited-part}/"
CONFLICT = "{row:audited-conflict}"
UNIT = "/unit/case-audits/{row:audited-unit}/"

AGENCIES = [
    Screen("case_audits/agency/list.html", "filled", "/audits/", "police-lead"),
    Screen("case_audits/agency/list.html", "empty", "/audits/", "dsl"),
    Screen("case_audits/agency/case.html", "filled", TOLD, "police-lead"),
    Screen("case_audits/agency/case.html", "read-only", AUDITED, "police-lead"),
    Screen("case_audits/agency/act.html", "filled", f"{TOLD}historic/", "police-lead"),
    Screen("case_audits/agency/act.html", "error", f"{TOLD}historic/", "police-lead", Mistake("Historic only")),
    Screen("case_audits/unit/quality.html", "filled", f"{UNIT}quality/", "unit"),
    Screen("case_audits/unit/more_time.html", "filled", f"{UNIT}time/", "unit"),
    Screen("case_audits/unit/more_time.html", "error", f"{UNIT}time/", "unit", Mistake("Give more time")),
    Screen("case_audits/unit/conflict.html", "filled", CONFLICT, "unit"),
    Screen("case_audits/unit/conflict.html", "error", CONFLICT, "unit", Mistake("Declare the conflict")),
]
