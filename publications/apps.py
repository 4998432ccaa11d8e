"""Framework, audit outcomes, briefings and newsletters, and who is sent them."""

from datetime import timedelta

from django.apps import AppConfig

from portal import jobs
from portal.outbox import lists


class PublicationsConfig(AppConfig):
    """App registration, the jobs, and the lists that the outbox asks."""

    name = "publications"
    verbose_name = "Publications"

    def ready(self) -> None:
        """Have the outbox ask before each mail to a subscriber and tell what became of it; send, forget and remind."""
        here = "publications.list_mail"
        lists.register("subscriber", wants=f"{here}.wants_mail", note=f"{here}.note_outcome")
        lists.register("sign-up", wants=f"{here}.is_still_asked", note=f"{here}.leave_sign_up")
        lists.register("newsletter", wants="publications.deliveries.wants_mail", note="publications.deliveries.note")
        jobs.register("send newsletters", timedelta(seconds=3), "publications.deliveries.send_newsletters")
        jobs.register("forget subscribers", timedelta(hours=1), "publications.services.forgetting.forget")
        jobs.register("mail on topics", timedelta(minutes=1), "publications.digests.run")
        jobs.register("remind of the framework's review", timedelta(hours=6), "publications.reminders.remind_of_review")
