"""Readers whose links are known: one who waits to confirm, one who has, one who left and one who was stopped."""

from django.utils import timezone

from publications.enums import StopReason
from publications.models import SignUp, Subscriber, Theme

DOMAIN = "people.example"
ASKER, CONFIRMED, READER, LEAVER, STOPPED = (
    f"a-key-of-{who}" for who in ("an-asker", "one-who-confirmed", "a-reader", "a-leaver", "someone-stopped")
)


def add_readers() -> None:
    """Make them."""
    themes = Theme.objects.all()
    asker = SignUp.objects.create(email=f"asker@{DOMAIN}", key=ASKER, wants_digest=True)
    asker.themes.set(themes)
    long_name = "a-very-long-name-of-a-person-who-reads-everything-that-is-published"
    reader = Subscriber.objects.create(email=f"{long_name[:60]}@{DOMAIN}", key=READER, wants_digest=True, role="school")
    reader.themes.set(themes[:2])
    SignUp.objects.create(email=reader.email, key=CONFIRMED)
    gone = {"stopped_at": timezone.now()}
    Subscriber.objects.create(email=f"leaver@{DOMAIN}", key=LEAVER, stop_reason=StopReason.LEFT, **gone)
    Subscriber.objects.create(email=f"stopped@{DOMAIN}", key=STOPPED, stop_reason=StopReason.REFUSED, **gone)
