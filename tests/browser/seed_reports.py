"""A report that is being written and one that was published lately, written by `seed.write()`."""

from datetime import timedelta

from django.utils import timezone

from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.models import CaseAudit, Moderation, Report
from audit_forms.case_audits.tests.factories import CaseAuditFactory
from audit_forms.organisations.models import Organisation
from audit_forms.questionnaires.enums import QuestionnaireKind
from audit_forms.questionnaires.models import Edition
from audit_forms.self_assessments.demo.people import DOMAIN, HOSPITALS, POLICE
from portal.accounts.models import User

WRITTEN, PUBLISHED = "Report being written", "Published lately"


def write(long_text: str, long_word: str) -> None:
    """Both, with one judgement and one recommendation each; the first has the longest words."""
    edition = Edition.objects.published().filter(questionnaire__kind=QuestionnaireKind.CASE_AUDIT).first()
    for title, status, text, area in (
        (WRITTEN, AuditStatus.REPORT_DRAFTED, long_text, long_word[:60]),
        (PUBLISHED, AuditStatus.PUBLISHED, "Fathers are met sooner.", "Working with the family"),
    ):
        chair = User.objects.get(email=f"audit-chair@{DOMAIN}")
        audit = CaseAuditFactory(governed=True, title=title, status=status, edition=edition, chair=chair)
        for name in (POLICE, HOSPITALS):
            audit.asked.create(organisation=Organisation.objects.get(name=name))
        Moderation.objects.create(audit=audit)
        add_report(audit, text, area)


def add_report(audit: CaseAudit, text: str, area: str) -> None:
    """A report whose texts are that text."""
    texts = dict.fromkeys(("method_words", "worked_well", "worried_us", "judgement", "what_to_do", "questions"), text)
    report = Report.objects.create(audit=audit, drafted_by=audit.chair, finding=text[:180], **texts)
    report.judgements.create(question_key="voice-grade", area=area, grade="good")
    due_on = timezone.localdate() + timedelta(weeks=20)
    made = report.recommendations.create(change=text[:250], responsible_group="Group", due_on=due_on, measure=text)
    made.organisations.set(Organisation.objects.filter(name=POLICE))
