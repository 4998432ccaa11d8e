"""Which rounds, and which files made of them."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from audit_forms.organisations.enums import RegisterStatus
from audit_forms.organisations.models import Membership
from audit_forms.returns.enums import RECEIVED_STATUSES
from audit_forms.returns.querysets import READING_ROLES
from audit_forms.self_assessments.enums import LetterStatus
from audit_forms.self_assessments.permissions import can_read_analysis
from portal.accounts.permissions import is_business_unit
from portal.background import BackgroundWorkQuerySet

# How long a workbook lies ready to be fetched.
EXPORT_LIFETIME = timedelta(days=1)
# How long a reading of free text lies ready; the themes that people named in it stay.
READING_LIFETIME = timedelta(days=30)


class RoundQuerySet(models.QuerySet):
    """Selections of rounds."""

    def visible_to(self, user: Any) -> "RoundQuerySet":
        """Rounds as such are the Business Unit's; respondents see their own returns."""
        return self.all() if is_business_unit(user) else self.none()

    def analysed_by(self, user: Any) -> "RoundQuerySet":
        """Rounds whose sums the person may read: those that have opened."""
        return self.filter(opened_at__isnull=False) if can_read_analysis(user) else self.none()

    def running(self) -> "RoundQuerySet":
        """Rounds that have opened and are not closed."""
        return self.filter(opened_at__isnull=False, closed_at__isnull=True)

    def due_to_open(self) -> "RoundQuerySet":
        """Scheduled rounds whose opening time has come."""
        return self.filter(opened_at__isnull=True, opens_at__lte=timezone.now())


class RoundExportQuerySet(BackgroundWorkQuerySet):
    """Selections of workbooks made of rounds."""

    lifetime = EXPORT_LIFETIME

    def visible_to(self, user: Any) -> "RoundExportQuerySet":
        """Those the person asked for, as long as they may see rounds at all; nobody else's, ever."""
        return self.filter(requested_by=user) if is_business_unit(user) else self.none()


class SampleQuerySet(models.QuerySet):
    """Selections of deep-dive samples."""

    def visible_to(self, user: Any) -> "SampleQuerySet":
        """Only the Business Unit sees who was drawn."""
        return self.all() if is_business_unit(user) else self.none()


class DeepDiveQuerySet(models.QuerySet):
    """Selections of deep dives."""

    def visible_to(self, user: Any) -> "DeepDiveQuerySet":
        """Only the Business Unit; a setting sees its letter, never the review behind it."""
        return self.all() if is_business_unit(user) else self.none()

    def standing(self) -> "DeepDiveQuerySet":
        """Those that were not taken out."""
        return self.filter(ended_at__isnull=True)

    def settled(self) -> "DeepDiveQuerySet":
        """Those whose every reading is finished: the first, and the second too where the return is read twice.

        Only then does anybody but its writer see a review, so that neither reader knows of the other's before.
        """
        reviews: Any = self.model._meta.get_field("reviews").related_model
        finished = reviews.objects.finished().filter(deep_dive=models.OuterRef("pk"))
        first = models.Exists(finished.filter(is_second=False))
        second = models.Exists(finished.filter(is_second=True))
        return self.filter(first).filter(models.Q(is_read_twice=False) | second)

    def to_follow_up(self) -> "DeepDiveQuerySet":
        """Those with a day on which the setting is asked again."""
        return self.standing().settled().filter(follow_up_on__isnull=False)


class ReviewQuerySet(models.QuerySet):
    """Selections of reviews."""

    def visible_to(self, user: Any) -> "ReviewQuerySet":
        """A person's own; anybody else's in the Business Unit once every reading of the return is finished."""
        if not is_business_unit(user):
            return self.none()
        deep_dives: Any = self.model._meta.get_field("deep_dive").related_model
        return self.filter(models.Q(reviewer=user) | models.Q(deep_dive__in=deep_dives.objects.settled()))

    def written_by(self, user: Any) -> "ReviewQuerySet":
        """A person's own reviews, as long as they work in the Business Unit."""
        return self.filter(reviewer=user) if is_business_unit(user) else self.none()

    def finished(self) -> "ReviewQuerySet":
        """Those that will not change any more."""
        return self.filter(finished_at__isnull=False)


class FeedbackLetterQuerySet(models.QuerySet):
    """Selections of feedback letters."""

    def visible_to(self, user: Any) -> "FeedbackLetterQuerySet":
        """All for the Business Unit; nobody else sees one before it is sent, and then on its own page only."""
        return self.all() if is_business_unit(user) else self.none()

    def received_by(self, user: Any) -> "FeedbackLetterQuerySet":
        """Sent letters about returns of the person's organisations, or of those that these have succeeded.

        Whoever reads the return reads its letter: it says nothing that the return's readers may not know.
        """
        mine = Membership.objects.of(user).in_roles(*READING_ROLES).values("organisation")
        about = models.Q(deep_dive__audit_return__organisation__in=mine)
        closed = models.Q(deep_dive__audit_return__organisation__status=RegisterStatus.CLOSED)
        taken_on = closed & models.Q(deep_dive__audit_return__organisation__successor__in=mine)
        return self.sent().filter(about | taken_on)

    def with_context(self) -> "FeedbackLetterQuerySet":
        """Brings along what every page of a letter shows."""
        return self.select_related(
            "deep_dive__audit_return__exercise__edition__questionnaire",
            "deep_dive__audit_return__organisation__successor",
            *("drafted_by", "edited_by", "approved_by", "replied_by"),
        )

    def sent(self) -> "FeedbackLetterQuerySet":
        """Those the setting has, answered or not."""
        return self.filter(sent_at__isnull=False)

    def waiting_for_unit(self) -> "FeedbackLetterQuerySet":
        """Those to be approved or sent, and answers that nobody in the Business Unit has read; the oldest first."""
        to_decide = models.Q(status__in=[LetterStatus.READY, LetterStatus.APPROVED])
        to_read = models.Q(status=LetterStatus.ANSWERED, reply_read_at__isnull=True)
        return self.filter(to_decide | to_read).order_by(Coalesce("replied_at", "edited_at"), "pk")


class FreeTextReadingQuerySet(BackgroundWorkQuerySet):
    """Selections of readings of free text."""

    lifetime = READING_LIFETIME

    def visible_to(self, user: Any) -> "FreeTextReadingQuerySet":
        """The Business Unit's; colleagues share them, as they share the themes."""
        return self.all() if is_business_unit(user) else self.none()


class ThemeQuerySet(models.QuerySet):
    """Selections of named themes."""

    def visible_to(self, user: Any) -> "ThemeQuerySet":
        """Only the Business Unit; others read what has been released and published."""
        return self.all() if is_business_unit(user) else self.none()


class QuotationQuerySet(models.QuerySet):
    """Selections of quotations."""

    def visible_to(self, user: Any) -> "QuotationQuerySet":
        """Only the Business Unit, as their returns are."""
        return self.all() if is_business_unit(user) else self.none()

    def publishable(self) -> "QuotationQuerySet":
        """Released by a second person, from a return that still stands."""
        return self.filter(released_by__isnull=False, audit_return__status__in=RECEIVED_STATUSES)


class SummaryReportQuerySet(models.QuerySet):
    """Selections of summary reports."""

    def visible_to(self, user: Any) -> "SummaryReportQuerySet":
        """The Business Unit's; everybody else reads the page that is made of it."""
        return self.all() if is_business_unit(user) else self.none()

    def published(self) -> "SummaryReportQuerySet":
        """Those whose page everybody may read."""
        return self.filter(page__live=True)

    def to_tell(self) -> "SummaryReportQuerySet":
        """Published, and nobody has been told yet."""
        return self.published().filter(told_at__isnull=True)
