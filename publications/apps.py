"""Framework, audit outcomes, briefings, newsletters and events, and who is sent them."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.module_loading import import_string

from home import facets
from portal import jobs
from portal.outbox import lists


class PublicationsConfig(AppConfig):
    """App registration, the jobs, the lists that the outbox asks, and what search can be narrowed by."""

    name = "publications"
    verbose_name = "Publications"

    def ready(self) -> None:
        """Have the outbox ask before each mail to a subscriber and tell what became of it; send, forget and remind."""
        here = "publications.list_mail"
        lists.register("subscriber", wants=f"{here}.wants_mail", note=f"{here}.note_outcome")
        lists.register("sign-up", wants=f"{here}.is_still_asked", note=f"{here}.leave_sign_up")
        lists.register("newsletter", wants="publications.deliveries.wants_mail", note="publications.deliveries.note")
        jobs.register("send newsletters", timedelta(seconds=5), "publications.deliveries.send_newsletters")
        jobs.register("forget subscribers", timedelta(hours=1), "publications.services.forgetting.forget")
        jobs.register("mail on topics", timedelta(minutes=1), "publications.digests.run")
        jobs.register("remind of the framework's review", timedelta(hours=6), "publications.reminders.remind_of_review")
        # By path, because models cannot be imported yet when this module is.
        for name in ("THEME", "YEAR"):
            facets.register(import_string(f"publications.facets.{name}"))
