"""Deterministic actions and recommendations; traits are named after states."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from audit_forms.improvement import services
from audit_forms.improvement.enums import ActionSource, ActionStatus, Priority, SourceKind
from audit_forms.improvement.models import Action, Recommendation
from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from audit_forms.returns import services as return_services
from audit_forms.returns.tests.factories import refreshed
from portal.accounts.tests.factories import UserFactory


def days_from_now(days):
    return timezone.localdate() + datetime.timedelta(days=days)


class ActionFactory(DjangoModelFactory):
    """An open action of a school's own, due in thirty days; `overdue` was due ten days ago."""

    class Meta:
        model = Action

    class Params:
        in_progress = factory.Trait(status=ActionStatus.IN_PROGRESS)
        waiting = factory.Trait(
            status=ActionStatus.EVIDENCE_GIVEN, asked_to_close_at=factory.LazyFunction(timezone.now)
        )
        closed = factory.Trait(status=ActionStatus.CLOSED, closed_at=factory.LazyFunction(timezone.now))
        overdue = factory.Trait(due_on=factory.LazyFunction(lambda: days_from_now(-10)))

    organisation = factory.SubFactory(OrganisationFactory)
    source = ActionSource.OWN
    what = factory.Sequence(lambda n: f"Train the new staff, group {n}")
    who = "Deputy DSL"
    due_on = factory.LazyFunction(lambda: days_from_now(30))
    priority = Priority.AMBER


class RecommendationFactory(DjangoModelFactory):
    """An open recommendation to nobody yet: `RecommendationFactory(to=[organisation])`."""

    class Meta:
        model = Recommendation
        skip_postgeneration_save = True

    text = factory.Sequence(lambda n: f"Write down what children say, {n}")
    finding = "Children's words were missing in half of the records."
    due_on = factory.LazyFunction(lambda: days_from_now(60))
    measure = "A dip sample of ten records next spring."
    source_kind = SourceKind.SELF_ASSESSMENT
    source_words = "Section 11 round 2025"

    @factory.post_generation
    def to(self, create, extracted, **kwargs):
        if extracted:
            self.organisations.set(extracted)


class Plan:
    """A school with an action, and the people around it."""

    def __init__(self, **facts):
        self.school = OrganisationFactory()
        self.action = ActionFactory(organisation=self.school, **facts)
        self.lead = MembershipFactory(organisation=self.school, user__name="Dee Lead").user
        self.colleague = MembershipFactory(organisation=self.school, role="contributor").user
        self.viewer = MembershipFactory(organisation=self.school, role="viewer").user
        self.head = MembershipFactory(organisation=self.school, head=True).user
        self.auditor = MembershipFactory(organisation=self.school, role="auditor").user
        self.leaver = MembershipFactory(organisation=self.school, ended=True).user
        self.stranger = MembershipFactory().user
        self.unit = UserFactory(unit=True, name="Uma Unit")
        self.superuser = UserFactory(admin=True)

    @property
    def now(self):
        """The action as the database has it."""
        return Action.objects.with_context().get(pk=self.action.pk)

    def do(self, verb, person, /, **details):
        """Call the service of that name on the action as it is now."""
        current = self.now
        details.setdefault("version", current.version)
        return getattr(services, verb)(action=current, actor=getattr(self, person), **details)


AMBER = {"level": "amber", "what": "Name a deputy", "who": "The head", "by": "1 June 2027"}
RED = {**AMBER, "level": "red"}
GREEN = {"level": "green"}


def submit(audit_return, cast, answer):
    """Answer the rated question that way, have everybody confirm, and return the return as submitted."""
    section = audit_return.edition.sections.get().key
    versions = {row.question.key: row.version for row in audit_return.answers.select_related("question")}
    posted = {"first.level": answer["level"], "first.text": "Seen", "second.text": "Said"}
    posted |= {"first.action_what": answer.get("what", ""), "first.action_who": answer.get("who", "")}
    posted |= {"first.action_by": answer.get("by", "")}
    posted |= {f"{key}.version": str(versions.get(key, 0)) for key in ("first", "second")}
    saved = return_services.save_answers(audit_return=audit_return, section=section, posted=posted, actor=cast.lead)
    assert saved.is_clean, saved.form.errors
    return sign(audit_return, cast)


def sign(audit_return, cast):
    """Send it, and have head and chair confirm."""
    return_services.send_for_sign_off(audit_return=audit_return, actor=cast.lead)
    attempt = refreshed(audit_return).attempt
    for person in (cast.head, cast.chair):
        return_services.confirm(audit_return=audit_return, attempt=attempt, actor=person)
    return refreshed(audit_return)
