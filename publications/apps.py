"""Framework, audit outcomes, briefings and newsletters, and who is sent them."""

from django.apps import AppConfig

from portal.outbox import lists


class PublicationsConfig(AppConfig):
    """App registration, and the list of subscribers that the outbox asks."""

    name = "publications"
    verbose_name = "Publications"

    def ready(self) -> None:
        """Have the outbox ask before each mail to a subscriber, and tell what became of it."""
        lists.register(
            "subscriber", wants="publications.list_mail.wants_mail", note="publications.list_mail.note_outcome"
        )
