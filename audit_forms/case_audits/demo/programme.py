"""What Merrowdale plans: an audit that waits for the Executive, and an emergent one that waits for the group."""

from datetime import date, timedelta
from typing import Any

from audit_forms.case_audits import services
from audit_forms.case_audits.forms.planning import next_start, tools
from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.timetable import moments, practice_window, proposed_dates
from portal.accounts.models import User
from portal.dates import year_of
from publications.enums import AuditMethod
from publications.models import Theme

DOMAIN = "demo.example"
AFTER = timedelta(weeks=10)
PLANNED = {
    "title": "Children whose families move often",
    "reason": "Three agencies have told the group of children who were lost from view after a move.",
    "method": AuditMethod.WIDER_SAMPLE,
    "cases_planned": 20,
    "is_emergent": False,
}
PLANNED_LINES = (
    "Did each service know of the move, and pass on what it knew?",
    "Was the child seen and heard in the new place?",
    "Who noticed that a move was part of a pattern?",
)
EMERGENT = {
    "title": "Bruising in babies who do not yet move",
    "reason": "A rapid review asked how far the multi-agency protocol is followed.",
    "method": AuditMethod.DEEP_DIVE,
    "cases_planned": 4,
    "is_emergent": True,
}
EMERGENT_LINES = ("Was every bruise looked at by a paediatrician the same day?", "Whose explanation was asked for?")


def load_programme() -> None:
    """Both plans, once; without a published audit tool there is nothing to plan with."""
    edition = tools().first()
    if edition is None or CaseAudit.objects.filter(title=PLANNED["title"]).exists():
        return
    group, unit = (User.objects.get(email=f"{name}@{DOMAIN}") for name in ("group", "unit"))
    start = next_start()
    planned = plan(unit, start + AFTER, PLANNED, PLANNED_LINES)
    services.agree_plan(audit=planned, version=planned.version, actor=group)
    plan(group, start, EMERGENT, EMERGENT_LINES)


def plan(actor: Any, start: date, words: dict[str, Any], lines: tuple[str, ...]) -> CaseAudit:
    """A plan with everything proposed from its start."""
    theme, _ = Theme.objects.get_or_create(slug="neglect", defaults={"name": "Neglect"})
    since, until = practice_window(start)
    return services.plan_audit(
        actor=actor,
        year=year_of(start),
        key_lines=lines,
        theme=theme,
        edition=tools().first(),
        practice_from=since,
        practice_to=until,
        **words,
        **moments(proposed_dates(start)),
    )
