"""Deterministic returns for tests; traits are named after states."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from audit_forms.organisations.enums import Capacity
from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from audit_forms.questionnaires.enums import AnswerType
from audit_forms.questionnaires.selection import count_questions
from audit_forms.questionnaires.tests.factories import (
    EditionFactory,
    QuestionFactory,
    SectionFactory,
    SignOffStepFactory,
    publish,
    shipped_edition,
)
from audit_forms.returns import services
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.models import Exercise, NamedWriter, Return
from portal.accounts.tests.factories import UserFactory


class ExerciseFactory(DjangoModelFactory):
    """An exercise that opened a week ago and is due in thirty days; trait `past` was due yesterday."""

    class Meta:
        model = Exercise

    class Params:
        past = factory.Trait(deadline=factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=1)))

    title = "Section 175 self-assessment 2026 to 2027"
    edition = factory.SubFactory(EditionFactory, published=True)
    opens_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=7))
    deadline = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=30))


class ReturnFactory(DjangoModelFactory):
    """A draft nobody has begun. `in_status(...)` takes one further, by the services."""

    class Meta:
        model = Return

    exercise = factory.SubFactory(ExerciseFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    facts = factory.LazyAttribute(lambda each: each.organisation.facts)
    questions_total = factory.LazyAttribute(lambda each: count_questions(each.exercise.edition, each.facts))


class Cast:
    """The people around one return: lead, contributor, head, chair, viewer, the Business Unit, a stranger."""

    def __init__(self, audit_return):
        school = audit_return.organisation
        self.lead = MembershipFactory(organisation=school, user__name="Dee Lead").user
        self.colleague = MembershipFactory(organisation=school, role="contributor", user__name="Col League").user
        self.head = MembershipFactory(organisation=school, head=True, user__name="Hetty Head").user
        self.chair = MembershipFactory(organisation=school, chair=True, user__name="Charlie Chair").user
        self.viewer = MembershipFactory(organisation=school, role="viewer").user
        self.auditor = MembershipFactory(organisation=school, role="auditor").user
        self.leaver = MembershipFactory(organisation=school, ended=True).user
        self.stranger = MembershipFactory().user
        self.unit = UserFactory(unit=True, name="Uma Unit")
        self.superuser = UserFactory(admin=True)


COLUMNS = [
    {"key": "on", "label": "Date", "kind": "date", "required": True},
    {"key": "event", "label": "What happened", "kind": "long", "required": True},
    {"key": "who", "label": "Who", "kind": "short", "required": False},
]


def case_return(sector="police"):
    """A return of the case-audit tool that ships with the portal, by an agency of that sector; no round asks for it."""
    edition = shipped_edition("case-audit-2026.yaml")
    agency = OrganisationFactory(agency=True, sector=sector)
    exercise = ExerciseFactory(edition=edition, title="Neglect, autumn 2026")
    return ReturnFactory(exercise=exercise, organisation=agency, subject="K-7QX-M4T-P", is_confidential=True)


class CaseCast:
    """The people around one case audit: who is named to write, the lead who signs, the Business Unit, a stranger."""

    def __init__(self, audit_return):
        agency = audit_return.organisation
        self.signatory = MembershipFactory(organisation=agency, user__name="Al Lead").user
        self.writer = MembershipFactory(organisation=agency, role="auditor", user__name="Wanda Writer").user
        NamedWriter.objects.create(audit_return=audit_return, user=self.writer, named_by=self.signatory)
        self.unit = UserFactory(unit=True, name="Uma Unit")
        self.stranger = MembershipFactory().user


def fill_case(audit_return, writer, **other):
    """Answer every question of the tool with the best grade and plain words; `other` names parts that differ."""
    for asked in asked_sections(audit_return):
        posted = {}
        for question in asked.questions:
            given = {
                AnswerType.RATING: {"level": "good", "text": "Seen in the record."},
                AnswerType.LONG_TEXT: {"text": "Plain words."},
                AnswerType.SHORT_TEXT: {"text": "Community nurse"},
                AnswerType.NUMBER: {"number": "3"},
                AnswerType.DATE: {"date": "1/3/2026"},
                AnswerType.CHOICE: {"choice": next(iter(each["value"] for each in question.choices), "")},
                AnswerType.ROWS: {f"rows.0.{each['key']}": CELLS[each["kind"]] for each in question.columns},
            }[AnswerType(question.answer_type)]
            posted |= {f"{question.key}.{part}": text for part, text in given.items()}
            posted[f"{question.key}.version"] = "0"
        named = {name.replace("__", "."): text for name, text in other.items()}
        posted |= {name: text for name, text in named.items() if f"{name.partition('.')[0]}.version" in posted}
        services.save_answers(audit_return=audit_return, section=asked.section.key, posted=posted, actor=writer)
    return refreshed(audit_return)


def submit_case(audited, people):
    """Answer the whole audit, send it, and have the agency's lead confirm it."""
    fill_case(audited, people.writer)
    services.send_for_sign_off(audit_return=audited, actor=people.writer)
    audited.refresh_from_db()
    services.confirm(audit_return=audited, attempt=1, actor=people.signatory)
    audited.refresh_from_db()
    return audited


CELLS = {"date": "3 March 2026", "long": "A visit.", "short": "The nurse"}


def all_kinds_edition(rated=1):
    """A published edition with one section of every answer type and a second one; head, then chair, sign."""
    edition = EditionFactory(introduction="About this form.")
    section = SectionFactory(edition=edition, key="everything", position=0)
    for number in range(rated):
        QuestionFactory(
            section=section,
            rated=True,
            key=f"rated-{number}",
            number=f"A{number}",
            position=number,
            help="Think of it this way.",
            evidence_prompt="Minutes, a log.",
            suggested_action="Name somebody.",
        )
    kinds = [kind for kind in AnswerType if kind != AnswerType.RATING]
    for position, kind in enumerate(kinds, start=rated):
        QuestionFactory(
            section=section,
            key=kind.value,
            number=f"A{position}",
            answer_type=kind,
            position=position,
            choices=[{"value": "yes", "label": "Yes"}, {"value": "no", "label": "No"}] if kind == "choice" else [],
            unit="hours" if kind == "number" else "",
            prefill="name" if kind == "short_text" else "",
            columns=COLUMNS if kind == "rows" else [],
            most=5 if kind == "rows" else None,
        )
    second = SectionFactory(edition=edition, key="more", letter="B", title="Curriculum", position=1)
    QuestionFactory(section=second, key="extra", number="B1", position=0)
    for position, capacity in enumerate((Capacity.HEAD, Capacity.CHAIR)):
        asks = capacity == Capacity.CHAIR
        SignOffStepFactory(edition=edition, capacity=capacity, position=position, asks_meeting_date=asks)
    return publish(edition)


def confidential_return(**fields):
    """A draft of an agency that only named people write: two questions, and the agency's lead signs."""
    edition = EditionFactory()
    section = SectionFactory(edition=edition)
    QuestionFactory(section=section, rated=True, key="first", number="A1")
    QuestionFactory(section=section, key="second", number="A2", position=1)
    SignOffStepFactory(edition=edition, capacity=Capacity.AGENCY_LEAD)
    fields = {"subject": "K7-MPRT", "is_confidential": True, **fields}
    return ReturnFactory(exercise=ExerciseFactory(edition=publish(edition)), **fields)


def fill(audit_return, lead, text="Minutes of the meeting"):
    """Answer both questions of the factory's small edition."""
    key = audit_return.edition.sections.get().key
    posted = {"first.version": "0", "first.level": "green", "first.text": text, "second.version": "0"}
    return services.save_answers(
        audit_return=audit_return, section=key, posted=posted | {"second.text": text}, actor=lead
    )


def in_status(status, audit_return, cast):
    """Take a draft to that state, as people would."""
    if status == "draft":
        return audit_return
    if status == "withdrawn":
        return services.withdraw(audit_return=audit_return, reason="Closed", actor=cast.unit)
    fill(audit_return, cast.lead)
    services.send_for_sign_off(audit_return=audit_return, actor=cast.lead)
    if status == "awaiting_sign_off":
        return refreshed(audit_return)
    audit_return.refresh_from_db()
    for person in (cast.head, cast.chair):
        services.confirm(audit_return=audit_return, attempt=audit_return.attempt, actor=person)
    if status == "changes_requested":
        services.request_changes(audit_return=audit_return, notes={"first": "Say more"}, actor=cast.unit)
    if status == "accepted":
        services.accept(audit_return=audit_return, actor=cast.unit)
    return refreshed(audit_return)


def refreshed(audit_return):
    """The return as the database has it."""
    return Return.objects.with_context().get(pk=audit_return.pk)
