"""Merrowdale's section 11 rounds: the last one, two years ago, is complete; this year's has agencies in every state."""

from datetime import timedelta
from itertools import cycle

from django.utils import timezone

from audit_forms.organisations.enums import Capacity
from audit_forms.self_assessments.demo.people import DOMAIN, HOSPITALS, POLICE
from audit_forms.self_assessments.demo.rounds import IN_PROGRESS, NOT_STARTED, Plot, due_in, make_round, next_year, tell
from portal.accounts.models import User

# The section 11 round comes every second year and ends six weeks after the schools'.
EVERY = 2
AFTER_THE_SCHOOLS = timedelta(weeks=6)
OPENED_DAYS_AGO = 68
SIGNED = ("send", f"confirm {Capacity.BOARD}", "submit")
SUBMITTED = Plot(steps=SIGNED)
ACCEPTED = Plot(steps=(*SIGNED, "accept"))
PLOTS = {
    POLICE: Plot((0.42, 0.42)),
    HOSPITALS: Plot(steps=(*SIGNED, "request_changes")),
    "NHS Merrowdale Integrated Care Board": ACCEPTED,
    "Merrowdale Community Health Services": Plot(steps=("send",)),
    "Merrowdale Mental Health Services": Plot(steps=("send", f"decline {Capacity.BOARD}")),
    "Merrowdale Council Children's Services": SUBMITTED,
    "Merrowdale Council Education and Early Years": Plot((0.7, 0.7)),
    "Merrowdale Council Adult Services": Plot(steps=SIGNED, due_days_ago=25),
    "Merrowdale Council Public Health": NOT_STARTED,
    "Merrowdale Youth Justice Service": ACCEPTED,
    "Merrowdale Probation Service": Plot((0, 0.1), ("withdraw",)),
    "Merrowdale Homes": Plot((0.3, 0.3), due_days_ago=9),
    "Tarrowby Family Project": SUBMITTED,
    "Merrowdale Voluntary Youth Forum": IN_PROGRESS,
}


def load_agency_rounds() -> None:
    """Make both rounds with their returns, unless they are there."""
    year = next_year()
    unit = User.objects.get(email=f"unit@{DOMAIN}")
    before = make_round("s11", "wt-2023", due_in(year - EVERY) + AFTER_THE_SCHOOLS)
    if before:
        tell(before, unit, cycle([ACCEPTED]), {}, ends=before.deadline + timedelta(days=40))
    now = make_round("s11", "wt-2026", due_in(year) + AFTER_THE_SCHOOLS, OPENED_DAYS_AGO)
    if now:
        tell(now, unit, cycle([NOT_STARTED]), PLOTS, ends=timezone.now())
