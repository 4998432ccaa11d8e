"""A case audit from its theme to changed practice, with everybody who takes part in a window of their own (issue 4)."""

import pytest

from tests.browser import auditing
from tests.support.browsing import login

pytestmark = pytest.mark.browser
TITLE = "Children who miss health appointments"
POLICE, HOSPITALS = "Merrowdale Police", "Merrowdale Hospitals NHS Trust"
ACCOUNTS = (
    "group", "executive", "unit", "unit2", "audit-chair",
    "police-lead", "police-auditor", "health-lead", "health-auditor",
)  # fmt: skip


def test_an_audit_goes_from_its_theme_to_changed_practice(portal_server, visit):
    """Planned, approved, prepared, audited by two agencies, assured, moderated, published, followed and closed."""
    people = {}
    for account in ACCOUNTS:
        people[account] = visit(portal_server, expected=("status of 404",))
        login(people[account], f"{account}@demo.example")
    unit, group, chair = people["unit"], people["group"], people["audit-chair"]
    audit = auditing.plan(group, TITLE)
    auditing.approve(people["executive"], audit)
    case = auditing.prepare(unit, audit, (POLICE, HOSPITALS), "audit-chair")
    given = {}
    for agency, auditor_name, level in (
        ("police", "Jonah Kirkallen", "requires-improvement"),
        ("health", "Elspeth Ikande", "good"),
    ):
        lead, auditor = people[f"{agency}-lead"], people[f"{agency}-auditor"]
        part = auditing.take_part(lead, auditor, case, auditor_name)
        auditing.open_identity(auditor, case)
        given[agency] = auditing.write_audit(auditor, part, {"voice-grade": level})
        auditing.hand_in(auditor, lead, given[agency], part)
        auditing.assure(unit, audit, given[agency])
    assert people["health-auditor"].goto(f"/returns/{given['police']}/read/").status == 404
    unit.goto(f"/unit/case-audits/{audit}/")
    auditing.press(unit, "Begin quality assurance")
    auditing.press(unit, "Begin quality assurance")
    auditing.grade_blind(people["police-auditor"], audit, "requires-improvement")
    auditing.grade_blind(people["health-auditor"], audit, "good")
    auditing.moderate(chair, audit, case)
    auditing.write_report(chair, audit, POLICE)
    auditing.publish(group, unit, people["unit2"], audit)
    auditing.read_outcome(visit(portal_server), TITLE)
    auditing.follow_up(people["police-lead"], unit, group, audit)
    auditing.see_it_closed(unit, audit, TITLE)
    assert people["police-auditor"].goto(f"/audits/{case}/identity/").status == 404
