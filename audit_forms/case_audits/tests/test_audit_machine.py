"""Whatever people send to whatever page in whatever order, an audit moves only as the table allows (bars R15).

Over HTTP, from the plan to its end: nine people, every button of the audit, and the two agencies' parts in its case.
"""

from django.db import transaction
from django.test import Client
from hypothesis import Phase
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from wagtail.models import Page

from audit_forms.case_audits.enums import PLANNED_STATUSES, AuditStatus, Change, QualityPoint
from audit_forms.case_audits.models import CaseAudit, Involvement, Report
from audit_forms.case_audits.tests.factories import World
from audit_forms.case_audits.tests.test_no_reads import fill_again
from audit_forms.case_audits.tests.test_reports import save as save_report
from audit_forms.case_audits.workflow import AUDIT
from audit_forms.questionnaires.selection import forget_editions
from home.models import HomePage
from portal.trail.models import AuditTrail
from publications.models import AuditOutcomeIndexPage, BriefingIndexPage, NewsletterIndexPage
from tests.support.effort import machine_settings

MOVES = {f"audit.{each.name}" for each in AUDIT.transitions}
EVERYBODY = ("group", "executive", "unit", "unit2", "chair", "police lead", "police auditor", "health lead", "stranger")
WHO = st.sampled_from(EVERYBODY)
AGENCIES = st.sampled_from(["police", "health"])
UNIT = {"unit", "unit2"}
# Who may take each step of the audit (design, section 1).
ALLOWED = {
    "agree": {"group"},
    "send_back": {"executive"},
    "approve": {"executive"},
    "start": UNIT,
    "close_returns": UNIT,
    "open_moderation": UNIT | {"chair"},
    "end_moderation": UNIT | {"chair"},
    "reopen_moderation": UNIT | {"chair"},
    "approve_report": {"group"},
    "send_report_back": UNIT | {"chair", "group"},
    "publish": UNIT,
    "review_impact": UNIT,
    "close": UNIT,
}
# Where each step of the audit is sent, and by whom it is taken when all goes well.
NEXT = {
    AuditStatus.DRAFT: ("group", "/programme/{audit}/agree/"),
    AuditStatus.AGREED: ("executive", "/programme/{audit}/approve/"),
    AuditStatus.APPROVED: ("unit", "/unit/case-audits/{audit}/start/"),
    AuditStatus.RUNNING: ("unit", "/unit/case-audits/{audit}/close-returns/"),
    AuditStatus.QUALITY_ASSURANCE: ("chair", "/moderation/{audit}/open/"),
    AuditStatus.MODERATION: ("chair", "/moderation/{audit}/end/"),
    AuditStatus.REPORT_DRAFTED: ("group", "/reports/{audit}/approve/"),
    AuditStatus.REPORT_APPROVED: ("unit2", "/reports/{audit}/publish/"),
    AuditStatus.PUBLISHED: ("unit", "/efficacy/{audit}/impact/"),
    AuditStatus.IMPACT_REVIEWED: ("unit", "/efficacy/{audit}/close/"),
}
BUTTONS = (*(address for _, address in NEXT.values()),)
OTHER_BUTTONS = (
    "/programme/{audit}/send-back/",
    "/moderation/{audit}/reopen/",
    "/reports/{audit}/draft/",
    "/reports/{audit}/pages/",
    "/reports/{audit}/open-again/",
)


class AuditMachine(RuleBasedStateMachine):
    """Nine people press every button of an audit; one of the rules presses the one that leads on."""

    def __init__(self):
        super().__init__()
        self.before = transaction.savepoint()
        forget_editions()
        home = HomePage.objects.first() or Page.objects.get(depth=2)
        for model in (AuditOutcomeIndexPage, BriefingIndexPage, NewsletterIndexPage):
            home.add_child(instance=model(title=model.__name__, slug=model.__name__.lower()))
            home.refresh_from_db()
        self.world = world = World(AuditStatus.DRAFT)
        self.people = {name: getattr(world, name, None) for name in ("group", "executive", "unit", "unit2", "chair")}
        self.people |= {"police lead": world.police.lead, "police auditor": world.police.auditor}
        self.people |= {"health lead": world.health.lead, "stranger": world.stranger}
        self.clients = {}

    def teardown(self):
        """Each story begins in an empty portal."""
        transaction.savepoint_rollback(self.before)

    @property
    def audit(self):
        return CaseAudit.objects.get(pk=self.world.audit.pk)

    def send(self, who, address, **data):
        """Send a form as that person; no page ever fails, and a step is taken by those only who may."""
        before, known = self.audit, set(self.entries().values_list("pk", flat=True))
        if who not in self.clients:
            self.clients[who] = Client()
            self.clients[who].force_login(self.people[who])
        found = self.clients[who].post(address.format(audit=before.reference, case=self.world.case.reference), data)
        assert found.status_code in (200, 302, 403, 404), (address, found.status_code)
        for entry in self.entries().exclude(pk__in=known):
            assert entry.actor_id == self.people[who].pk
            assert who in ALLOWED[entry.action.removeprefix("audit.")], (who, entry.action)
        return found

    def entries(self):
        return AuditTrail.objects.about(self.world.audit).filter(action__in=MOVES).order_by("pk")

    def facts(self):
        """What the forms of the steps ask for, whichever is sent."""
        words = dict.fromkeys(("note", "reason", "conclusion"), "Said in general terms.")
        report = Report.objects.filter(audit=self.world.audit).first()
        for each in report.recommendations.all() if report else ():
            words |= {f"{each.pk}.before": "Seldom.", f"{each.pk}.after": "Often.", f"{each.pk}.change": Change.YES}
        return {"version": self.audit.version, **words}

    @rule(who=WHO, address=st.sampled_from([*BUTTONS, *OTHER_BUTTONS]))
    def press(self, who, address):
        self.send(who, address, **self.facts())

    @rule(often=st.integers(1, 4))
    def go_on(self, often):
        """What is missing for the next step is done, and the step is taken, so that whole stories are common."""
        for _ in range(often):
            status = self.audit.status
            if status not in NEXT:
                return
            self.get_ready(status)
            who, address = NEXT[status]
            self.send(who, address, **self.facts())
            assert self.audit.status != status, (status, "did not go on")

    @rule(
        who=WHO, verb=st.sampled_from(["involved", "nil", "countersign"]), agency=st.sampled_from(["police", "health"])
    )
    def answer(self, who, verb, agency):
        organisation = getattr(self.world, agency).organisation
        self.send(who, f"/audits/{{case}}/{organisation.pk}/{verb}/")

    @rule(who=WHO)
    def agree_a_grade(self, who):
        self.send(who, "/moderation/{audit}/{case}/?domain=overall", level="amber", reason="Seen.", version="0")

    def get_ready(self, status):
        """What a step needs besides its button, done by whoever does it."""
        if status == AuditStatus.RUNNING:
            self.hand_in()
        elif status == AuditStatus.QUALITY_ASSURANCE:
            self.assure()
        elif status == AuditStatus.MODERATION:
            self.send("chair", "/moderation/{audit}/{case}/?domain=overall", level="amber", reason="Seen.", version="0")
        elif status == AuditStatus.REPORT_DRAFTED:
            self.write_report()
        elif status == AuditStatus.REPORT_APPROVED:
            self.send("unit", "/reports/{audit}/pages/")
            if Report.objects.get(audit=self.world.audit).pages_made_by_id == self.people["unit2"].pk:
                self.send("unit2", "/reports/{audit}/open-again/", note="Made anew.")
                self.get_ready(AuditStatus.REPORT_DRAFTED)
                self.send("group", "/reports/{audit}/approve/", note="")
                self.send("unit", "/reports/{audit}/pages/")

    def part(self):
        return Involvement.objects.get(case=self.world.case, organisation=self.world.police.organisation)

    def hand_in(self):
        """The police take part as far as they have not."""
        here = f"/audits/{{case}}/{self.world.police.organisation.pk}/"
        auditor = self.world.police.auditor
        self.send("police lead", f"{here}involved/")
        self.send("police lead", f"{here}auditor/", auditor=auditor.pk)
        self.send("police auditor", f"{here}declare/", declaration="independent", conflict="")
        self.send("police lead", f"{here}countersign/")
        given = self.part().audit_return
        if given.status == "draft":
            fill_again(given, auditor)
            self.send("police auditor", f"/returns/{given.reference}/send/", agreed="on")
            given.refresh_from_db()
            self.send("police lead", f"/returns/{given.reference}/sign/", attempt=given.attempt)

    def assure(self):
        """The Business Unit accepts what came in; what did not is excused by the chair."""
        part = Involvement.objects.filter(case=self.world.case, audit_return__isnull=False).first()
        if part is None or part.audit_return.status != "submitted":
            return
        points = {f"{point}_met": "yes" for point in QualityPoint.values}
        here = f"/unit/case-audits/{{audit}}/returns/{part.audit_return.reference}/quality/"
        self.send("unit", here, version="0", **points)
        self.send("unit", f"/returns/{part.audit_return.reference}/assure/decide/", accept="1")

    def write_report(self):
        """The chair drafts and finishes the report."""
        self.send("chair", "/reports/{audit}/draft/")
        report = Report.objects.get(audit=self.world.audit)
        save_report(report, self.people["chair"], self.world)

    @invariant()
    def each_step_is_a_row_of_the_table_with_one_entry(self):
        status = AuditStatus.DRAFT
        for entry in self.entries():
            assert entry.data["source"] == status
            status = AUDIT.target_of(entry.action.removeprefix("audit."), status)
        assert status == self.audit.status

    @invariant()
    def agencies_know_nothing_before_the_start(self):
        if self.audit.status in PLANNED_STATUSES:
            assert not Involvement.objects.filter(case=self.world.case).exists()

    @invariant()
    def one_report_and_nothing_public_before_the_step_is_taken(self):
        reports = Report.objects.filter(audit=self.world.audit)
        assert reports.count() <= 1
        for report in reports:
            page = report.outcome_page
            if page is not None and self.audit.status in (AuditStatus.REPORT_DRAFTED, AuditStatus.REPORT_APPROVED):
                assert not page.live
            raised = [each.raised_id for each in report.recommendations.all()]
            if self.audit.status in (AuditStatus.PUBLISHED, AuditStatus.IMPACT_REVIEWED, AuditStatus.CLOSED):
                assert page.live
                assert all(raised)
            else:
                assert not any(raised)


class TestAuditMachine(AuditMachine.TestCase, TestCase):
    """A moderate number of runs in every suite; `THOROUGH=1` has it run as the bar asks."""

    settings = machine_settings(8, 25, phases=[Phase.explicit, Phase.generate])
