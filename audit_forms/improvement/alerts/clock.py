"""An alert's clock: by when it is acknowledged, and by when its organisation says what it has done.

Hours count on working days, Monday to Friday. An alert raised outside the day's beginning and end starts its clock at
the next beginning. Public holidays count as working days, so that an alert climbs too early rather than too late.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

DAY = timedelta(days=1)
DAY_BEGINS, DAY_ENDS = 8, 18
SATURDAY = 5


def acknowledge_by(raised_at: datetime) -> datetime:
    """When an alert raised at that moment must be acknowledged (ALERT_ACKNOWLEDGE_HOURS)."""
    return after(raised_at, settings.ALERT_ACKNOWLEDGE_HOURS)


def assure_by(asked_at: datetime) -> datetime:
    """When the organisation must have given its assurance, asked for at that moment (ALERT_ASSURE_HOURS)."""
    return after(asked_at, settings.ALERT_ASSURE_HOURS)


def after(moment: datetime, hours: float) -> datetime:
    """So many hours later by the clock described above, in UK time."""
    moment = _begin(timezone.localtime(moment))
    days, rest = divmod(timedelta(hours=hours), DAY)
    for _ in range(days):
        moment = _on_working_day(moment + DAY)
    return _on_working_day(moment + rest)


def _begin(moment: datetime) -> datetime:
    """The moment itself within a working day, else the beginning of the next one."""
    begins = moment.replace(hour=DAY_BEGINS, minute=0, second=0, microsecond=0)
    if moment.weekday() < SATURDAY and DAY_BEGINS <= moment.hour < DAY_ENDS:
        return moment
    if moment.hour >= DAY_ENDS and moment.weekday() < SATURDAY:
        begins += DAY
    return _on_working_day(begins)


def _on_working_day(moment: datetime) -> datetime:
    """The same time of day on that day, or on the Monday after a weekend."""
    while moment.weekday() >= SATURDAY:
        moment += DAY
    return moment
