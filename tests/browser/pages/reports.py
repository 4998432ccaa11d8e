"""The report of a case audit, and what follows it."""

from tests.browser.screens import Mistake, Screen

WRITTEN = "/reports/{row:report-written}/"
CLOSED = "{row:report-closed}/"
FOLLOWED = "/efficacy/{row:report-published}/"
REPORTS_FOLDER, FOLLOWING, EFFICACY = "case_audits/reports", "case_audits/following", "case_audits/efficacy"

REPORTS = [
    Screen(f"{REPORTS_FOLDER}/undrafted.html", "filled", "/reports/{row:meeting-after}/", "audit-chair"),
    Screen(f"{REPORTS_FOLDER}/report.html", "long", WRITTEN, "audit-chair"),
    Screen(f"{REPORTS_FOLDER}/report.html", "read-only", f"/reports/{CLOSED}", "group"),
    Screen(f"{REPORTS_FOLDER}/write.html", "filled", f"{WRITTEN}write/", "audit-chair"),
    Screen(
        f"{REPORTS_FOLDER}/write.html",
        "error",
        f"{WRITTEN}write/",
        "audit-chair",
        Mistake("Save the report", {"1.measure": "", "1.responsible_group": ""}),
    ),
    Screen(f"{EFFICACY}/methods.html", "filled", "/efficacy/", "group"),
    Screen(f"{EFFICACY}/audit.html", "filled", f"/efficacy/{CLOSED}", "group"),
    Screen(f"{EFFICACY}/audit.html", "error", FOLLOWED, "group", Mistake("Save the review")),
    Screen(f"{FOLLOWING}/follow_up.html", "filled", f"{FOLLOWED}follow-up/", "unit"),
    Screen(f"{FOLLOWING}/follow_up.html", "read-only", f"/efficacy/{CLOSED}follow-up/", "executive"),
    Screen(f"{FOLLOWING}/dissemination.html", "filled", "/programme/dissemination/", "unit"),
    Screen(f"{FOLLOWING}/dissemination.html", "empty", "/programme/dissemination/?year=2026-27", "unit"),
    Screen("insight/loop/board.html", "filled", "/programme/loop/", "group"),
    Screen("insight/loop/loop.html", "filled", "/programme/loop/{row:recommendation}/", "unit"),
    Screen(f"{FOLLOWING}/impact.html", "filled", f"{FOLLOWED}impact/", "unit"),
    Screen(f"{FOLLOWING}/impact.html", "error", f"{FOLLOWED}impact/", "unit", Mistake("Finish the review")),
    Screen(f"{FOLLOWING}/feedback.html", "filled", f"{FOLLOWED}feedback/", "police-lead"),
    Screen(f"{FOLLOWING}/feedback.html", "error", f"{FOLLOWED}feedback/", "police-lead", Mistake("Save")),
]
