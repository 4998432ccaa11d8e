"""Framework, audit outcomes, briefings and newsletters, and who is sent them."""

from datetime import timedelta

from django.apps import AppConfig

from portal import jobs
from portal.outbox import lists


class PublicationsConfig(AppConfig):
    """App registration, the lists that the outbox asks, and the job that sends newsletters."""

    name = "publications"
    verbose_name = "Publications"

    def ready(self) -> None:
        """Have the outbox ask before each mail to a subscriber and tell what became of it; send newsletters."""
        lists.register(
            "subscriber", wants="publications.list_mail.wants_mail", note="publications.list_mail.note_outcome"
        )
        lists.register("newsletter", wants="publications.deliveries.wants_mail", note="publications.deliveries.note")
        jobs.register("send newsletters", timedelta(seconds=3), "publications.deliveries.send_newsletters")
