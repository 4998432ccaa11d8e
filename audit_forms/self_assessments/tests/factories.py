"""Deterministic rounds for tests."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from audit_forms.questionnaires.tests.factories import EditionFactory
from audit_forms.returns.models import Return
from audit_forms.self_assessments.models import Round


class RoundFactory(DjangoModelFactory):
    """A round that opened a week ago and runs for a month; traits `scheduled`, `over` and `s11`."""

    class Meta:
        model = Round

    class Params:
        scheduled = factory.Trait(
            opened_at=None,
            opens_at=factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=7)),
            deadline=factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=60)),
        )
        over = factory.Trait(
            opened_at=factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=60)),
            opens_at=factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=60)),
            deadline=factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=7)),
        )
        s11 = factory.Trait(edition__questionnaire__s11=True)

    edition = factory.SubFactory(EditionFactory, published=True)
    title = factory.Sequence(lambda n: f"Round {n}")
    year = "2026-27"
    opens_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=7))
    deadline = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=30))
    opened_at = factory.SelfAttribute("opens_at")


def expect(exercise, organisation, **fields):
    """The organisation's return to the round, in the state that the fields say."""
    defaults = {"facts": organisation.facts, "questions_total": 2}
    return Return.objects.create(exercise=exercise, organisation=organisation, **(defaults | fields))
