"""The case audits of the matrix's world: a plan, with who chairs it."""

from datetime import date, timedelta
from types import SimpleNamespace

from django.utils import timezone

from audit_forms.case_audits.models import CaseAudit, Programme
from audit_forms.questionnaires.enums import EditionStatus, QuestionnaireKind
from audit_forms.questionnaires.models import Edition, Questionnaire
from publications.enums import AuditMethod
from publications.models import Theme


def add_audits(world: SimpleNamespace, title: str) -> None:
    """A tool for audits, and `plan`, a draft plan of that title."""
    tool = Questionnaire.objects.create(key="matrix-tool", kind=QuestionnaireKind.CASE_AUDIT, title="Tool")
    edition = Edition.objects.create(
        questionnaire=tool,
        key="matrix-tool",
        title="Tool",
        guidance="Guidance",
        in_force_from=date(2026, 9, 1),
        lead_statement="I have checked this.",
        rating_scale=world.edition.rating_scale,
    )
    Edition.objects.filter(pk=edition.pk).update(status=EditionStatus.PUBLISHED, published_at=timezone.now())
    world.plan = add_audit(world, title)


def add_audit(world: SimpleNamespace, title: str) -> CaseAudit:
    """A draft plan of that title, which the role `audit_chair` chairs and which asks the agency."""
    theme, _ = Theme.objects.get_or_create(slug="matrix", defaults={"name": "Matrix"})
    now, today = timezone.now(), timezone.localdate()
    weeks = {name: today + timedelta(weeks=number) for number, name in enumerate(CaseAudit.DATES)}
    moments = {"opens_at": now, "deadline": now + timedelta(weeks=2)}
    audit: CaseAudit = CaseAudit.objects.create(
        programme=Programme.objects.get_or_create(year="2026-27")[0],
        title=title,
        theme=theme,
        reason=title,
        edition=Edition.objects.get(key="matrix-tool"),
        method=AuditMethod.DEEP_DIVE,
        practice_from=today - timedelta(days=365),
        practice_to=today,
        chair=world.people["audit_chair"],
        **{**weeks, **moments},
    )
    audit.asked.create(organisation=world.agency)
    return audit
