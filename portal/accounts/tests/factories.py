"""Deterministic people for tests; traits are named after states, and give them portal-wide roles."""

from datetime import timedelta

import factory
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory, Password

from portal.accounts.enums import Role
from portal.accounts.models import Invitation, User

PASSWORD = "three plain words"


class UserFactory(DjangoModelFactory):
    """A person with no role who signs in with PASSWORD: `UserFactory(unit=True)` works in the Business Unit."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        admin = factory.Trait(is_superuser=True, is_staff=True)
        inactive = factory.Trait(is_active=False)
        invited = factory.Trait(is_active=False, password=Password(None))

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@demo.example")
    password = Password(PASSWORD)

    @factory.post_generation
    def unit(self, create, extracted, **kwargs):
        join(self, Role.BUSINESS_UNIT, extracted)

    @factory.post_generation
    def editor(self, create, extracted, **kwargs):
        join(self, Role.EDITORS, extracted)

    @factory.post_generation
    def moderator(self, create, extracted, **kwargs):
        join(self, Role.MODERATORS, extracted)


class InvitationFactory(DjangoModelFactory):
    """An invitation that can be used; its link is not known, as only the hash is kept."""

    class Meta:
        model = Invitation

    user = factory.SubFactory(UserFactory, invited=True)
    token_hash = factory.Sequence(lambda n: f"{n:064d}")
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


def join(user, role, wanted):
    """Put the person into the role's group."""
    if wanted:
        user.groups.add(Group.objects.get_or_create(name=role)[0])
