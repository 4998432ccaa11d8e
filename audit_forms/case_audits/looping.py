"""What a case audit adds to the loops of its recommendations: passed on how, asked again where, changed what."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone

from audit_forms.case_audits import permissions
from audit_forms.case_audits.dissemination import DisseminationRecord, records_of_dissemination
from audit_forms.case_audits.enums import Change
from audit_forms.case_audits.models import CaseAudit, ReauditQuestion, ReportRecommendation
from audit_forms.improvement.models import Recommendation
from audit_forms.insight.loop.chain import Link, Origin, Part, Standing, Step
from portal.dates import format_day

UNIT = "The Business Unit"
PAGES = ("outcome", "briefing", "newsletter")
CHANGED = {Change.YES: Standing.THERE, Change.PARTLY: Standing.PARTLY, Change.NO: Standing.MISSING}


def readers(user: Any) -> Q | None:
    """A chair follows what came of the audits that they chair."""
    if not permissions.chairs_an_audit(user):
        return None
    raised = ReportRecommendation.objects.filter(report__audit__chair=user, raised__isnull=False)
    return Q(pk__in=raised.values("raised"))


def origins(recommendations: Sequence[Recommendation], user: Any) -> dict[int, Origin]:
    """Of those that a report made: the audit, and what is known of it from publication on."""
    raised = ReportRecommendation.objects.filter(raised__in=[each.pk for each in recommendations])
    made = list(raised.select_related("report", "impact"))
    audits = _audits({each.report.audit_id for each in made})
    records = {each.audit.pk: each for each in records_of_dissemination(audits.values())}
    found: dict[int, Origin] = {}
    for each in made:
        audit = audits[each.report.audit_id]
        key = each.raised_id or 0  # chosen by it above, so that it is there
        found[key] = _origin(each, audit, records[audit.pk], user)
    return found


def _audits(keys: set[int]) -> dict[int, CaseAudit]:
    pages = [f"report__{name}_page" for name in PAGES]
    questions = ReauditQuestion.objects.select_related("question__section__edition")
    related = CaseAudit.objects.select_related("programme", "theme", *pages).prefetch_related(
        "staff_feedback", "training", "asked__organisation", Prefetch("reaudit_questions", queryset=questions)
    )
    return related.in_bulk(keys)


def _origin(made: ReportRecommendation, audit: CaseAudit, record: DisseminationRecord, user: Any) -> Origin:
    follows = permissions.can_compare_methods(user)
    address = reverse("efficacy:follow_up", args=[audit.reference]) if follows else ""
    links = (_passed_on(audit, record, address), _asked_again(audit, address), _impact(made, audit, address))
    report = reverse("reports:report", args=[audit.reference])
    by_step = {link.step: link for link in links}
    return Origin(audit.title, audit.programme.year, str(audit.theme), report, by_step)


def _passed_on(audit: CaseAudit, record: DisseminationRecord, address: str) -> Link:
    parts = tuple(Part(way.name, Standing(way.tone), way.words, way.page, way.address) for way in record.ways)
    done = len(parts) - len(record.missing)
    standing = Standing.THERE if not record.missing else Standing.PARTLY if done else Standing.MISSING
    words = f"{done} of {len(parts)} ways."
    words += f" Still to do: {', '.join(record.missing).lower()}." if record.missing else ""
    return Link(Step.DISSEMINATION, standing, words, *_owed(audit, record.missing), address, parts)


def _owed(audit: CaseAudit, missing: list[str]) -> tuple[str, str]:
    """What is to be done next to pass it on, and by whom: agencies tell their staff, the rest is the unit’s."""
    if missing == ["Staff told"]:
        told = {each.organisation_id for each in audit.staff_feedback.all()}
        silent = [each.organisation for each in audit.asked.all() if each.organisation_id not in told]
        return "Tell your staff what the audit found, and enter it.", ", ".join(map(str, silent))
    rest = [name.lower() for name in missing if name != "Staff told"]
    return f"See to the {' and the '.join(rest)}." if rest else "", UNIT


def _asked_again(audit: CaseAudit, address: str) -> Link:
    put = [each.question.section.edition for each in audit.reaudit_questions.all() if each.question is not None]
    asked = next((edition for edition in put if edition.is_published), None)
    if asked is not None:
        return Link(Step.REAUDIT, Standing.THERE, f"A question stands in {asked.title}.", address=address)
    if put:
        words = f"A question stands in the draft of {put[0].title}."
        return Link(Step.REAUDIT, Standing.PARTLY, words, "Publish the edition.", UNIT, address)
    todo = "Put a question into next year’s tool."
    return Link(
        Step.REAUDIT, Standing.MISSING, "No question asks next year whether practice has changed.", todo, UNIT, address
    )


def _impact(made: ReportRecommendation, audit: CaseAudit, address: str) -> Link:
    line = getattr(made, "impact", None)
    if line is None:
        standing = Standing.NOT_DUE if timezone.localdate() <= audit.impact_due_on else Standing.MISSING
        words = f"To be reviewed by {format_day(audit.impact_due_on)}."
        return Link(Step.IMPACT, standing, words, "Review the impact.", UNIT, address)
    standing = CHANGED[Change(line.change)]
    words = f"{line.get_change_display()}. Before: {line.before} Now: {line.after}"
    return Link(Step.IMPACT, standing, words, "Say what else has to happen.", "The Quality and Impact Group", address)
