"""Readers of the invented Merrowdale's newsletter: who asked for mail, what about, and three who have left."""

from itertools import cycle, islice

from django.db import transaction

from publications.enums import StopReason, SubscriberRole
from publications.models import SignUp, Subscriber, Theme
from publications.services.subscribing import Wishes, confirm, stop

NUMBER = 48
LEFT = (7, 19, 33)
# What people do, as often as they are among the readers of such a newsletter.
ROLES = [
    *[SubscriberRole.SCHOOL] * 5,
    *[SubscriberRole.HEALTH] * 3,
    *[SubscriberRole.SOCIAL_CARE] * 2,
    SubscriberRole.POLICE,
    SubscriberRole.EARLY_YEARS,
    SubscriberRole.VOLUNTARY,
    SubscriberRole.FAMILY,
    "",
]


@transaction.atomic
def load_demo_subscribers() -> None:
    """Let them ask and confirm, once; nobody is sent a mail."""
    if Subscriber.objects.exists():
        return
    themes = list(Theme.objects.order_by("slug"))
    for number, role in enumerate(islice(cycle(ROLES), NUMBER), start=1):
        followed = tuple(themes[place % len(themes)] for place in range(number, number + number % 3))
        wishes = Wishes(number % 8 != 0 or not followed, bool(followed), followed, role)
        sign_up = SignUp.objects.create(email=f"reader-{number:02}@demo.example")
        sign_up.themes.set(wishes.themes)
        sign_up.wants_newsletter, sign_up.wants_digest, sign_up.role = (
            wishes.wants_newsletter,
            wishes.wants_digest,
            role,
        )
        sign_up.save()
        subscriber = confirm(sign_up=sign_up)
        sign_up.delete()
        if number in LEFT:
            stop(subscriber=subscriber, reason=StopReason.LEFT)
