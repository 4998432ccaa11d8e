"""Moderation of case audits."""

from tests.browser.screens import Mistake, Screen

BEFORE = "/moderation/{row:meeting-before}/"
DURING = "/moderation/{row:meeting}/"
AFTER = "/moderation/{row:meeting-after}/"
CASE = f"{DURING}{{row:meeting-case}}/"
FOLDER = "case_audits/moderation"

MODERATION = [
    Screen(f"{FOLDER}/meeting.html", "filled", DURING, "audit-chair"),
    Screen(f"{FOLDER}/meeting.html", "empty", BEFORE, "audit-chair"),
    Screen(f"{FOLDER}/meeting.html", "read-only", AFTER, "police-lead"),
    Screen(f"{FOLDER}/meeting.html", "error", AFTER, "audit-chair", Mistake("Open moderation again")),
    Screen(f"{FOLDER}/blind.html", "filled", f"{BEFORE}blind/", "police-auditor"),
    Screen(f"{FOLDER}/case.html", "filled", f"{CASE}?domain=overall", "audit-chair"),
    Screen(f"{FOLDER}/case.html", "error", f"{CASE}?domain=overall", "audit-chair", Mistake("Agree this grade")),
    Screen(f"{FOLDER}/case.html", "read-only", f"{AFTER}{{row:meeting-after-case}}/?domain=overall", "police-lead"),
    Screen(f"{FOLDER}/room.html", "filled", f"{CASE}?view=room", "audit-chair"),
    Screen(f"{FOLDER}/attendance.html", "filled", f"{DURING}attendance/", "unit"),
    Screen(
        f"{FOLDER}/attendance.html",
        "error",
        f"{DURING}attendance/",
        "unit",
        Mistake("Save who came", {"name": "Guest Speaker"}),
    ),
    Screen(f"{FOLDER}/excuse.html", "filled", f"{BEFORE}excuse/{{row:meeting-part}}/", "audit-chair"),
    Screen(
        f"{FOLDER}/excuse.html",
        "error",
        f"{BEFORE}excuse/{{row:meeting-part}}/",
        "audit-chair",
        Mistake("Excuse the return"),
    ),
    Screen(
        "case_audits/unit/moderation.html",
        "filled",
        "/unit/case-audits/{row:meeting-before}/moderation/",
        "unit",
    ),
    Screen(
        "case_audits/unit/moderation.html",
        "error",
        "/unit/case-audits/{row:meeting-before}/moderation/",
        "unit",
        Mistake("Save the meeting", {"day": "some day", "place": "Town Hall"}),
    ),
]
