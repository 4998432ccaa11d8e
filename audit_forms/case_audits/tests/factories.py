"""Deterministic case audits for tests; traits are named after states."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from audit_forms.case_audits import models
from audit_forms.case_audits.enums import AuditStatus, InvolvementStatus
from audit_forms.organisations.enums import Capacity, MembershipRole, Sector
from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from audit_forms.questionnaires.enums import QuestionnaireKind
from audit_forms.questionnaires.tests.factories import (
    EditionFactory,
    QuestionFactory,
    QuestionnaireFactory,
    SectionFactory,
    SignOffStepFactory,
    publish,
)
from audit_forms.returns.models import NamedWriter
from audit_forms.returns.tests.factories import ReturnFactory
from portal.accounts.enums import Role
from portal.accounts.tests.factories import UserFactory, join
from publications.enums import AuditMethod
from publications.models import Theme

WEEK = datetime.timedelta(weeks=1)


def in_weeks(number):
    """The day that many weeks from today."""
    return timezone.localdate() + number * WEEK


ACTION_COLUMNS = [
    {"key": "what", "label": "What", "kind": "long", "required": True},
    {"key": "who", "label": "Who", "kind": "short", "required": True},
    {"key": "by", "label": "By when", "kind": "date", "required": True},
]


def case_audit_edition(*, actions=False):
    """A small published case-audit tool: one graded question, one text, perhaps actions; the agency's lead signs."""
    questionnaire = QuestionnaireFactory(key="case-audit", kind=QuestionnaireKind.CASE_AUDIT, title="Case audit")
    edition = EditionFactory(questionnaire=questionnaire)
    section = SectionFactory(edition=edition)
    QuestionFactory(section=section, rated=True, key="first", number="4.1", text="How was the child heard?")
    QuestionFactory(section=section, key="second", number="4.2", text="What helped?", position=1)
    if actions:
        table = {"answer_type": "rows", "columns": ACTION_COLUMNS, "most": 10, "required": False}
        QuestionFactory(section=section, key="case-actions", number="17.1", text="Actions?", position=2, **table)
    SignOffStepFactory(edition=edition, capacity=Capacity.AGENCY_LEAD)
    return publish(edition)


class ProgrammeFactory(DjangoModelFactory):
    """The programme of 2026-27."""

    class Meta:
        model = models.Programme
        django_get_or_create = ("year",)

    year = "2026-27"


class ThemeFactory(DjangoModelFactory):
    """A theme of audits."""

    class Meta:
        model = Theme
        django_get_or_create = ("slug",)

    name = "Neglect"
    slug = "neglect"


class CaseAuditFactory(DjangoModelFactory):
    """An audit planned to begin today, in draft; trait `governed` has its information-governance note complete."""

    class Meta:
        model = models.CaseAudit

    class Params:
        governed = factory.Trait(
            lawful_basis="Public task: section 16, Children Act 2004.",
            dpia_reference="DPIA-12",
            minimisation="Pseudonyms only; identities in the vault.",
            retention_until=factory.LazyFunction(lambda: in_weeks(60)),
        )

    title = "Neglect of children under five"
    programme = factory.SubFactory(ProgrammeFactory)
    theme = factory.SubFactory(ThemeFactory)
    edition = factory.LazyFunction(case_audit_edition)
    reason = "Referrals for neglect have risen for two years."
    method = AuditMethod.DEEP_DIVE
    cases_planned = 6
    practice_from = factory.LazyFunction(lambda: in_weeks(-52))
    practice_to = factory.LazyFunction(lambda: in_weeks(0))
    opens_at = factory.LazyFunction(timezone.now)
    involvement_due_on = factory.LazyFunction(lambda: in_weeks(1))
    deadline = factory.LazyFunction(lambda: timezone.now() + 4 * WEEK)
    assurance_due_on = factory.LazyFunction(lambda: in_weeks(5))
    moderation_on = factory.LazyFunction(lambda: in_weeks(6))
    report_due_on = factory.LazyFunction(lambda: in_weeks(8))
    approval_due_on = factory.LazyFunction(lambda: in_weeks(10))
    publish_on = factory.LazyFunction(lambda: in_weeks(12))
    impact_due_on = factory.LazyFunction(lambda: in_weeks(26))


class Agency:
    """An agency with a lead, two auditors and a viewer."""

    def __init__(self, name, sector):
        self.organisation = OrganisationFactory(agency=True, name=name, sector=sector)
        self.lead = self._member(MembershipRole.LEAD)
        self.auditor = self._member(MembershipRole.AUDITOR)
        self.second_auditor = self._member(MembershipRole.AUDITOR)
        self.viewer = self._member(MembershipRole.VIEWER)

    def _member(self, role):
        return MembershipFactory(organisation=self.organisation, role=role).user


class World:
    """A running audit that asks two agencies about one case, with everybody around it."""

    def __init__(self, status=AuditStatus.RUNNING, **audit):
        self.unit, self.unit2 = UserFactory(unit=True), UserFactory(unit=True)
        self.group, self.executive = (
            UserFactory(),
            UserFactory(),
        )
        join(self.group, Role.QUALITY_AND_IMPACT_GROUP, True)
        join(self.executive, Role.EXECUTIVE, True)
        self.chair, self.stranger, self.superuser = UserFactory(), MembershipFactory().user, UserFactory(admin=True)
        self.police, self.health = Agency("Demo Police", Sector.POLICE), Agency("Demo Health", Sector.HEALTH)
        self.audit = CaseAuditFactory(governed=True, status=status, chair=self.chair, **audit)
        for agency in (self.police, self.health):
            self.audit.asked.create(organisation=agency.organisation)
        self.case = self.add_case()

    def add_case(self):
        """Another case, of which nobody has been told."""
        return models.Case.objects.create(audit=self.audit, added_by=self.unit, age_band="1_to_4")

    def involve(self, agency, status=InvolvementStatus.NOTIFIED, case=None):
        """That agency's part in the case, in that state, with what belongs to it."""
        part = models.Involvement.objects.create(
            case=case or self.case, organisation=agency.organisation, status=status
        )
        if status in (InvolvementStatus.AUDITOR_NAMED, InvolvementStatus.COUNTERSIGNED, InvolvementStatus.MODERATED):
            self._appoint(part, agency, countersigned=status != InvolvementStatus.AUDITOR_NAMED)
        return part

    def _appoint(self, part, agency, *, countersigned):
        now = timezone.now()
        signed = {"declared_at": now, "countersigned_by": agency.lead, "countersigned_at": now}
        part.appointments.create(auditor=agency.auditor, named_by=agency.lead, **(signed if countersigned else {}))
        if countersigned:
            part.audit_return = ReturnFactory(
                exercise=self.audit, organisation=agency.organisation, subject=part.case.reference, is_confidential=True
            )
            part.save()
            NamedWriter.objects.create(audit_return=part.audit_return, user=agency.auditor, named_by=agency.lead)
