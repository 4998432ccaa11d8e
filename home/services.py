"""What changes on the public site's own rows."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from home.models import PartnershipSettings, ProblemReport
from portal.accounts.throttle import network_of
from portal.outbox.services import queue_mail

COUNTED = timedelta(hours=1)
# A school's whole staff may stand behind one address; all together a partnership's editors can read so many.
MOST_FROM_ONE_ADDRESS = 10
MOST_AT_ALL = 60
SENDER_KEPT = timedelta(days=1)
REPORTS_KEPT = timedelta(days=365)


class TooManyReports(Exception):
    """So many came within the hour that no more are taken now."""


@transaction.atomic
def report_problem(
    *, key: UUID, page: str, words: str, email: str, address: str, partnership: PartnershipSettings
) -> ProblemReport:
    """Keep what a reader says is wrong with a page, and tell the partnership that there is a report.

    Anybody may. `key` is the form's own: a form sent twice is one report. The mail says nothing of what was written.
    Raises TooManyReports.
    """
    known = ProblemReport.objects.filter(key=key).first()
    if known:
        return known
    sender = salted_hmac("home.problem", network_of(address), algorithm="sha256").hexdigest()
    recent = ProblemReport.objects.filter(reported_at__gt=timezone.now() - COUNTED)
    if recent.filter(sender=sender).count() >= MOST_FROM_ONE_ADDRESS or recent.count() >= MOST_AT_ALL:
        raise TooManyReports
    report = ProblemReport.objects.create(key=key, page=page, words=words, email=email, sender=sender)
    if partnership.contact_email:
        queue_mail(
            to=partnership.contact_email,
            subject="Somebody has reported a problem with a page",
            template="problem_reported",
            context={
                "button_path": reverse("home_problemreport_modeladmin_index"),
                "button_text": "Read the reports",
            },
            once_key=f"problem:{key}",
        )
    return report


def forget_old_reports() -> None:
    """Empty what tells senders apart after a day, and delete reports after a year; a background job calls this."""
    now = timezone.now()
    ProblemReport.objects.filter(reported_at__lt=now - SENDER_KEPT).exclude(sender="").update(sender="")
    ProblemReport.objects.filter(reported_at__lt=now - REPORTS_KEPT).delete()
