"""A plan as the form and the service want it."""

import datetime

from audit_forms.case_audits.forms.planning import tools
from audit_forms.case_audits.tests.factories import ThemeFactory, case_audit_edition
from audit_forms.case_audits.timetable import moments, practice_window, proposed_dates
from publications.enums import AuditMethod

START = datetime.date(2027, 3, 1)


def plan(start=START, **values):
    """A plan that begins on that day, with every date proposed."""
    since, until = practice_window(start)
    return {
        "year": "2026-27",
        "title": "Neglect of children under five",
        "theme": ThemeFactory(),
        "reason": "Referrals have risen.",
        "method": AuditMethod.DEEP_DIVE,
        "cases_planned": 6,
        "is_emergent": False,
        "edition": tools().first() or case_audit_edition(),
        "practice_from": since,
        "practice_to": until,
        "key_lines": ["Was the child heard?", "", "  Who knew of the home?  "],
        **moments(proposed_dates(start)),
        **values,
    }
