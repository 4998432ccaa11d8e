"""Deterministic people for tests; traits give them portal-wide roles."""

import factory
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from portal.accounts.enums import Role
from portal.accounts.models import User


class UserFactory(DjangoModelFactory):
    """An active person with no role: `UserFactory(unit=True)` works in the Business Unit."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        admin = factory.Trait(is_superuser=True, is_staff=True)
        inactive = factory.Trait(is_active=False)

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@demo.example")

    @factory.post_generation
    def unit(self, create, extracted, **kwargs):
        join(self, Role.BUSINESS_UNIT, extracted)

    @factory.post_generation
    def editor(self, create, extracted, **kwargs):
        join(self, Role.EDITORS, extracted)


def join(user, role, wanted):
    """Put the person into the role's group."""
    if wanted:
        user.groups.add(Group.objects.get_or_create(name=role)[0])
