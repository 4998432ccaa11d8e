"""Deterministic actions, recommendations and alerts; traits are named after states."""

import datetime
from dataclasses import replace
from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from audit_forms.improvement import services
from audit_forms.improvement.alerts import clock
from audit_forms.improvement.enums import (
    ActionSource,
    ActionStatus,
    AlertAbout,
    AlertStatus,
    Priority,
    SourceKind,
    Told,
)
from audit_forms.improvement.models import Action, Alert, Recommendation
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


class AlertFactory(DjangoModelFactory):
    """An alert that was raised just now; traits `acknowledged`, `assured` and `closed` are further."""

    class Meta:
        model = Alert

    class Params:
        acknowledged = factory.Trait(
            status=AlertStatus.ACKNOWLEDGED,
            acknowledged_at=factory.LazyFunction(timezone.now),
            acknowledged_by=factory.SubFactory(UserFactory),
        )
        assured = factory.Trait(
            acknowledged=True,
            status=AlertStatus.ASSURANCE_GIVEN,
            assurance="The gate is locked now.",
            assured_at=factory.LazyFunction(timezone.now),
            assured_by=factory.SubFactory(UserFactory),
        )
        closed = factory.Trait(
            assured=True,
            status=AlertStatus.CLOSED,
            closed_because="Seen and tried.",
            closed_at=factory.LazyFunction(timezone.now),
            closed_by=factory.SubFactory(UserFactory),
        )

    key = factory.LazyFunction(uuid4)
    organisation = factory.SubFactory(OrganisationFactory)
    about = AlertAbout.CHILD
    known = "The gate stands open during breaks."
    told = [Told.NOBODY]
    raised_by = factory.SubFactory(UserFactory)
    raised_at = factory.LazyFunction(timezone.now)
    acknowledge_by = factory.LazyAttribute(lambda each: clock.acknowledge_by(each.raised_at))
    assure_by = factory.LazyAttribute(lambda each: clock.assure_by(each.raised_at))


KNOWN = "SECRET the gate stands open during breaks."


class Alarm:
    """A school whose contributor has raised an alert by the service, and the people around it."""

    def __init__(self, *, raised=True):
        self.school = OrganisationFactory(name="Secret School")
        self.lead = MembershipFactory(organisation=self.school, user__name="Dee Lead").user
        self.colleague = MembershipFactory(organisation=self.school, role="contributor", user__name="Col League").user
        self.viewer = MembershipFactory(organisation=self.school, role="viewer").user
        self.auditor = MembershipFactory(organisation=self.school, role="auditor").user
        self.head = MembershipFactory(organisation=self.school, head=True, user__name="Hetty Head").user
        self.chair = MembershipFactory(organisation=self.school, chair=True, user__name="Charlie Chair").user
        self.leaver = MembershipFactory(organisation=self.school, ended=True).user
        self.stranger = MembershipFactory().user
        self.unit = UserFactory(unit=True, name="Uma Unit")
        self.unit2 = UserFactory(unit=True, name="Ulf Unit")
        self.superuser = UserFactory(admin=True)
        self.alert = self.sound() if raised else None

    def sound(self, person="colleague", **details):
        """Raise the alert, or another."""
        facts = {"about": "child", "known": KNOWN, "told": ("nobody",)}
        report = services.Report(**{name: details.pop(name, value) for name, value in facts.items()})
        report = replace(report, kept=details.pop("kept", False), told_words=details.pop("told_words", ""))
        details = {"key": uuid4(), "organisation": self.school, "actor": getattr(self, person), **details}
        return services.raise_alert(report=report, **details)

    @property
    def now(self):
        """The alert as the database has it."""
        return Alert.objects.with_context().get(pk=self.alert.pk)

    def do(self, verb, person, /, **details):
        """Call the service of that name on the alert as it is now."""
        current = self.now
        details.setdefault("version", current.version)
        return getattr(services, verb)(alert=current, actor=getattr(self, person), **details)

    def reach(self, status):
        """Take the alert as far as that status."""
        if status != AlertStatus.RAISED:
            self.do("acknowledge_alert", "lead")
        if status in (AlertStatus.ASSURANCE_GIVEN, AlertStatus.CLOSED):
            self.do("give_assurance", "lead", note="The gate is locked now.")
        if status == AlertStatus.CLOSED:
            self.do("close_alert", "unit", note="Seen and tried.")
        return self.now
