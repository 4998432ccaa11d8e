"""`manage.py reset_second_step ADDRESS`: take away a lost second factor where nobody is left who could here."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.accounts.factor_services import take_factors
from portal.accounts.models import User


class Command(BaseCommand):
    """Takes somebody's second factors away; run twice, it does no harm."""

    help = "Take away the second factors of the person with that e-mail address, who sets up a new one."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("address", help="the e-mail address with which the person signs in")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take them away, and tell the person by mail; fails where nobody has that address."""
        person = User.objects.filter(email__iexact=options["address"]).first()
        if person is None:
            raise CommandError("Nobody has that address.")
        taken = take_factors(person=person, actor=None)
        self.stdout.write("Taken away; the person is told by mail." if taken else "This person has no second factor.")
