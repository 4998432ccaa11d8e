"""After a conflict of interest nothing of the case is read: random stories, over querysets and over HTTP (bars S6)."""

import random

import pytest
from django.test import Client

from audit_forms.case_audits import services
from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.permissions import can_report_conflict
from audit_forms.case_audits.tests.agencies import appoint, check_quality, now
from audit_forms.case_audits.tests.factories import World
from audit_forms.case_audits.tests.reads import CANARY, pages_read, rows_read, section_of
from audit_forms.organisations.tests.factories import MembershipFactory
from audit_forms.returns import services as returns
from audit_forms.returns.models import RescuedText, UploadedWorkbook
from audit_forms.returns.tests.factories import fill, refreshed
from portal.outbox.models import Message
from tests.support.effort import trials

pytestmark = pytest.mark.django_db
SEQUENCES = trials(16, 200)
CHUNKS = 8


class Story:
    """One case of the police, taken a random number of steps, with a draft, comments and a workbook on the way."""

    STEPS = ("involved", "named", "declared", "countersigned", "written", "sent", "submitted", "asked", "accepted")

    def __init__(self, world, chance):
        self.world, self.chance, self.agency, self.upload = world, chance, world.police, None
        self.part = world.involve(world.police, case=world.add_case())
        self.auditor = chance.choice([world.police.auditor, world.police.lead])
        self.other_lead = world.second_lead if self.auditor == world.police.lead else world.police.lead

    def run(self):
        """Take some of the steps."""
        for step in self.STEPS[: self.chance.randint(1, len(self.STEPS))]:
            getattr(self, step)()

    @property
    def audit_return(self):
        return refreshed(now(self.part).audit_return)

    def involved(self):
        services.acknowledge(involvement=self.part, actor=self.agency.lead)

    def named(self):
        services.name_auditor(involvement=self.part, auditor=self.auditor, actor=self.other_lead)

    def declared(self):
        services.declare_independence(involvement=self.part, actor=self.auditor)

    def countersigned(self):
        services.countersign(involvement=self.part, actor=self.other_lead)

    def written(self):
        fill(self.audit_return, self.auditor, CANARY)
        section = self.audit_return.edition.sections.get()
        RescuedText.objects.create(user=self.auditor, audit_return=self.audit_return, section=section, data={})
        self.upload = UploadedWorkbook.objects.create(
            audit_return=self.audit_return, uploaded_by=self.auditor, posted={}, cells={}
        )
        returns.write_comment(audit_return=self.audit_return, question="first", text=CANARY, actor=self.auditor)

    def sent(self):
        returns.send_for_sign_off(audit_return=self.audit_return, actor=self.auditor)

    def submitted(self):
        returns.confirm(audit_return=self.audit_return, attempt=self.audit_return.attempt, actor=self.other_lead)

    def asked(self):
        if self.chance.random() < 0.5:
            returns.request_changes(audit_return=self.audit_return, notes={"first": CANARY}, actor=self.world.unit)

    def accepted(self):
        if self.audit_return.status == "submitted":
            check_quality(self.audit_return, self.world.unit)
            returns.accept(audit_return=self.audit_return, actor=self.world.unit)

    def conflict(self):
        """Somebody has one: the auditor, or a lead who never wrote a word; said by whoever may."""
        person = self.chance.choice([self.auditor, self.auditor, self.other_lead])
        actor = self.chance.choice([person, self.other_lead, self.world.unit])
        if not can_report_conflict(actor, now(self.part), person):  # not named yet, and no lead: others say it
            actor = self.world.unit
        services.declare_conflict(involvement=self.part, person=person, conflict="Mine", actor=actor)
        return person

    def go_on(self, person):
        """What happens afterwards: another auditor, who writes and sends on."""
        lead = next(each for each in (self.world.third_lead, self.other_lead) if each != person)
        part = now(self.part)
        if part.status == "acknowledged":
            self.agency.lead, before = lead, self.agency.lead
            appoint(part, self.agency, self.world.police.second_auditor)
            self.agency.lead = before
            if self.audit_return.status == "draft":
                fill_again(self.audit_return, self.world.police.second_auditor)
                returns.send_for_sign_off(audit_return=self.audit_return, actor=self.world.police.second_auditor)


def fill_again(audit_return, writer):
    """Both questions answered, whatever was there."""
    versions = {row.question.key: str(row.version) for row in audit_return.answers.select_related("question")}
    posted = {f"{key}.version": versions.get(key, "0") for key in ("first", "second")}
    posted |= {"first.level": "green", "first.text": CANARY, "second.text": f"{CANARY} again"}
    section = audit_return.edition.sections.get().key
    returns.save_answers(audit_return=audit_return, section=section, posted=posted, actor=writer)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_nothing_is_read_after_the_declaration(chunk):
    world = World()
    world.second_lead, world.third_lead = (
        MembershipFactory(organisation=world.police.organisation).user for _ in range(2)
    )
    read = []
    for number in range(chunk, SEQUENCES, CHUNKS):
        chance = random.Random(number)  # a story that can be told again
        story = Story(world, chance)
        story.run()
        person = story.conflict()
        told = Message.objects.filter(to=person.email).count()
        story.go_on(person)
        if chance.random() < 0.2:
            CaseAudit.objects.update(status=AuditStatus.MODERATION)
        read += [(number, each) for each in rows_read(person, story.part.case)]
        read += [(number, each) for each in pages_read(Client(), person, now(story.part), story.upload)]
        assert Message.objects.filter(to=person.email).count() == told, number
        CaseAudit.objects.update(status=AuditStatus.RUNNING)
    assert read == []


def test_the_ruler_sees_what_an_auditor_reads():
    world = World()
    world.second_lead = world.third_lead = MembershipFactory(organisation=world.police.organisation).user
    story = Story(world, random.Random(1))
    story.auditor, story.other_lead = world.police.auditor, world.police.lead
    for step in Story.STEPS[:5]:
        getattr(story, step)()
    rows = {"case", "identity", "part", "audited", "read", "written", "answers", "comments", "drafts", "workbooks"}
    assert rows_read(world.police.auditor, story.part.case) == rows
    read = " ".join(pages_read(Client(), world.police.auditor, now(story.part), story.upload))
    assert section_of(now(story.part)) in read
    for part in ("autosave", "history", "workbook/answers.xlsx", "comments", "/audits/"):
        assert part in read
