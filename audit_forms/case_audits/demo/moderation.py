"""A demo audit in moderation: three cases, police and hospitals, some grades agreed, one dissent."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from audit_forms.case_audits.enums import AuditStatus, InvolvementStatus, Presence
from audit_forms.case_audits.grading import Scale, domains_asked, domains_of
from audit_forms.case_audits.models import (
    AgreedGrade,
    Attendance,
    BlindGrade,
    Case,
    CaseAudit,
    Dissent,
    GradeChange,
    Involvement,
    LearningTheme,
    Moderation,
    Programme,
    ThemeTag,
)
from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.models import Membership
from audit_forms.questionnaires.enums import EditionStatus, QuestionnaireKind
from audit_forms.questionnaires.models import Edition
from audit_forms.questionnaires.selection import count_questions
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Answer, NamedWriter, Return
from portal.accounts.models import User
from publications.enums import AuditMethod
from publications.models import Theme

TITLE = "Children living with domestic abuse"
PEOPLE = ("police", "health")
AGES = ("1_to_4", "5_to_10", "11_to_15")
# Places on the scale of grades, the best first: police's and health's for each case, one after another.
BLIND = ((0, 2), (1, 1), (1, 2), (0, 1), (2, 2), (1, 3))
THEMES = ("Hearing the child", "Drift between meetings", "Sharing what is known")
REASON = "Hospitals saw the later months too; the child was heard in the end."
WORDS = "We still think that the first weeks were too slow for this child."


def load_moderation_demo(edition: Edition | None = None) -> CaseAudit | None:
    """Build it once, with the newest published case-audit tool unless another is given; None where there is none."""
    known: CaseAudit | None = CaseAudit.objects.filter(title=TITLE).first()
    tools = Edition.objects.filter(status=EditionStatus.PUBLISHED, questionnaire__kind=QuestionnaireKind.CASE_AUDIT)
    edition = edition or tools.first()
    if known is not None or edition is None:
        return known
    unit = User.objects.get(email="unit@demo.example")
    audit = make_audit(edition)
    cases = [Case.objects.create(audit=audit, age_band=age, added_by=unit) for age in AGES]
    for place, name in enumerate(PEOPLE):
        lead, auditor = (User.objects.get(email=f"{name}-{role}@demo.example") for role in ("lead", "auditor"))
        organisation = Membership.objects.get(user=auditor, role=MembershipRole.AUDITOR).organisation
        audit.asked.create(organisation=organisation)
        for case in cases:
            add_grades(add_part(case, organisation, lead, auditor), place, cases.index(case), auditor)
    _hold(audit, cases, unit)
    return audit


def make_audit(edition: Edition) -> CaseAudit:
    today, now = timezone.localdate(), timezone.now()
    week = timedelta(weeks=1)
    programme, _ = Programme.objects.get_or_create(year=f"{today.year}-{(today.year + 1) % 100:02d}")
    theme, _ = Theme.objects.get_or_create(slug="domestic-abuse", defaults={"name": "Domestic abuse"})
    return CaseAudit.objects.create(
        title=TITLE,
        edition=edition,
        programme=programme,
        status=AuditStatus.MODERATION,
        theme=theme,
        reason="Police and schools report more children living with domestic abuse.",
        method=AuditMethod.DEEP_DIVE,
        cases_planned=len(AGES),
        practice_from=today - 52 * week,
        practice_to=today - 6 * week,
        chair=User.objects.get(email="audit-chair@demo.example"),
        opens_at=now - 6 * week,
        involvement_due_on=today - 5 * week,
        deadline=now - 2 * week,
        assurance_due_on=today - week,
        moderation_on=today,
        report_due_on=today + 2 * week,
        approval_due_on=today + 4 * week,
        publish_on=today + 6 * week,
        impact_due_on=today + 26 * week,
        lawful_basis="Public task: section 16, Children Act 2004.",
        dpia_reference="DPIA-DEMO-2",
        minimisation="Pseudonyms only.",
        retention_until=today + 60 * week,
    )


def add_part(case: Case, organisation: Any, lead: User, auditor: User) -> Involvement:
    now = timezone.now()
    asked = count_questions(case.audit.edition, organisation.facts)
    given = Return.objects.create(
        exercise=case.audit,
        organisation=organisation,
        subject=case.reference,
        is_confidential=True,
        status=ReturnStatus.ACCEPTED,
        facts=organisation.facts,
        attempt=1,
        started_at=now,
        submitted_at=now,
        questions_total=asked,
        questions_complete=asked,
    )
    NamedWriter.objects.create(audit_return=given, user=auditor, named_by=lead)
    status = InvolvementStatus.COUNTERSIGNED
    facts = {"answered_at": now, "answered_by": lead, "audit_return": given}
    part: Involvement = Involvement.objects.create(case=case, organisation=organisation, status=status, **facts)
    signed = {"declared_at": now, "countersigned_by": lead, "countersigned_at": now}
    part.appointments.create(auditor=auditor, named_by=lead, **signed)
    return part


def add_grades(part: Involvement, place: int, number: int, auditor: User) -> None:
    """The agency's blind grades and those of its return, which are a little kinder here and there."""
    grades = list(reversed(Scale.of(part.case.audit.edition).grades))
    for at, domain in enumerate(domains_asked(part.audit_return)):
        rank = min(BLIND[(at + number) % len(BLIND)][place], len(grades) - 1)
        BlindGrade.objects.create(involvement=part, question_key=domain.key, level=grades[rank], entered_by=auditor)
        if domain.question:
            kinder = max(rank - (at + place) % 2, 0)
            Answer.objects.create(
                audit_return=part.audit_return,
                question=domain.question,
                level=grades[kinder],
                text="Records and conversations with the team were read for this.",
                updated_by=auditor,
            )


def _hold(audit: CaseAudit, cases: list[Case], unit: User) -> None:
    """The meeting so far: the first case begun."""
    now = timezone.now()
    moderation = Moderation.objects.create(
        audit=audit, meets_at=now.replace(minute=0, second=0, microsecond=0), place="Merrowdale Town Hall, room 3",
        papers="1. Welcome\n2. The cases\n3. What we have learned", opened_at=now,
    )  # fmt: skip
    grades = list(reversed(Scale.of(audit.edition).grades))
    first = domains_of(audit.edition)[0]
    agreed = {"level": grades[min(1, len(grades) - 1)], "reason": REASON}
    AgreedGrade.objects.create(case=cases[0], question_key=first.key, agreed_by=audit.chair, **agreed)
    change = {"after": agreed["level"], "reason": REASON, "changed_by": audit.chair}
    GradeChange.objects.create(case=cases[0], question_key=first.key, **change)
    part = cases[0].involvements.get(appointments__auditor__email="health-auditor@demo.example")
    author = part.appointments.get().auditor
    common = {"case": cases[0], "question_key": first.key, "organisation": part.organisation}
    Dissent.objects.create(words=WORDS, written_by=author, **common)
    for words in THEMES:
        LearningTheme.objects.get_or_create(words=words)
    theme = LearningTheme.objects.get(words=THEMES[0])
    ThemeTag.objects.create(audit=audit, case=cases[0], theme=theme, tagged_by=unit)
    Attendance.objects.create(
        moderation=moderation, user=author, name=str(author), agency=str(part.organisation), presence=Presence.ROOM
    )
