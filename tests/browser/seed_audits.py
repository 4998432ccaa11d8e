"""Case audits in states that the demo content does not have, written into a test server's copy of it."""

from datetime import timedelta

from django.utils import timezone

from audit_forms.case_audits.demo.programme import load_programme, plan
from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.forms.planning import next_start, tools
from audit_forms.case_audits.models import Case, CaseAudit, Programme
from audit_forms.organisations.enums import OrganisationKind
from audit_forms.organisations.models import Organisation
from audit_forms.questionnaires.enums import EditionStatus, QuestionnaireKind
from audit_forms.questionnaires.models import Edition, Questionnaire, RatingScale
from portal.accounts.models import User
from publications.enums import AuditMethod

READY, BARE, RUNNING = "Ready to start", "Nothing prepared", "Agencies are at work"
EMPTY_YEAR = "2019-20"
RETENTION = timedelta(weeks=120)


def write_audits(long_text: str, long_word: str) -> None:
    """A plan with the longest words, an approved audit that may start and one that may not, a running one."""
    if not tools().exists():
        add_tool()
    load_programme()
    group = User.objects.get(email="group@demo.example")
    common = {"method": AuditMethod.FOCUS_GROUP, "cases_planned": 9, "is_emergent": True}
    plan(group, next_start(), {**common, "title": f"About {long_word * 3}", "reason": long_text}, (long_word * 5,))
    Programme.objects.create(year=EMPTY_YEAR)
    bare = plan(group, next_start(), {**common, "title": BARE, "reason": "To be seen."}, ())
    CaseAudit.objects.filter(pk=bare.pk).update(status=AuditStatus.APPROVED)
    for title, status in ((READY, AuditStatus.APPROVED), (RUNNING, AuditStatus.RUNNING)):
        made = plan(group, next_start(), {**common, "title": title, "reason": "To be seen."}, ("What is seen?",))
        make_ready(made, status)


def add_tool() -> None:
    """A published case-audit edition without questions."""
    questionnaire = Questionnaire.objects.create(key="seed-tool", kind=QuestionnaireKind.CASE_AUDIT, title="Case audit")
    edition = Edition.objects.create(
        questionnaire=questionnaire,
        key="seed-tool",
        title="Case audit tool",
        guidance="The partnership’s framework",
        in_force_from=timezone.localdate(),
        lead_statement="I have checked this.",
        rating_scale=RatingScale.objects.first(),
    )
    Edition.objects.filter(pk=edition.pk).update(status=EditionStatus.PUBLISHED, published_at=timezone.now())


def make_ready(made: CaseAudit, status: str) -> None:
    """Give the audit all that its start needs, and that state."""
    chair = User.objects.get(email="audit-chair@demo.example")
    note = {"lawful_basis": "Public task.", "dpia_reference": "DPIA-7", "minimisation": "Pseudonyms only."}
    until = made.impact_due_on + RETENTION
    CaseAudit.objects.filter(pk=made.pk).update(status=status, chair=chair, retention_until=until, **note)
    for agency in Organisation.objects.open().filter(kind=OrganisationKind.AGENCY)[:4]:
        made.asked.create(organisation=agency)
    Case.objects.create(audit=made, added_by=User.objects.get(email="unit@demo.example"))
