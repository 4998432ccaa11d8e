"""What a case audit adds to the loops of its recommendations: passed on how, asked again where, changed what."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone

from audit_forms.case_audits import permissions
from audit_forms.case_audits.dissemination import STAFF_TOLD, DisseminationRecord, records_of_dissemination
from audit_forms.case_audits.enums import Change
from audit_forms.case_audits.models import CaseAudit, ReauditQuestion, ReportRecommendation
from audit_forms.improvement.models import Recommendation
from audit_forms.insight.loop.chain import Link, Origin, Part, Standing, Step
from portal.dates import format_day

UNIT = "The Business Unit"
PAGES = ("outcome", "briefing", "newsletter")
CHANGED = {Change.YES: Standing.THERE, Change.PARTLY: Standing.PARTLY, Change.NO: Standing.MISSING}


class Reviewed(NamedTuple):
    """What the impact review says of one recommendation; nothing where there is none yet."""

    change: str | None
    before: str | None
    after: str | None


def readers(user: Any) -> Q | None:
    """A chair follows what came of the audits that they chair."""
    if not permissions.chairs_an_audit(user):
        return None
    raised = ReportRecommendation.objects.filter(report__audit__chair=user, raised__isnull=False)
    return Q(pk__in=raised.values("raised"))


def origins(recommendations: Sequence[Recommendation], user: Any) -> dict[int, Origin]:
    """Of those that a report made: the audit, and what is known of it from publication on."""
    raised = ReportRecommendation.objects.filter(raised__in=[each.pk for each in recommendations]).order_by()
    columns = ("raised", "report__audit", "impact__change", "impact__before", "impact__after")
    made = {key: (audit, Reviewed(*said)) for key, audit, *said in raised.values_list(*columns)}
    audits = _audits({audit for audit, _ in made.values()})
    shared = {
        record.audit.pk: _origin(record.audit, record, user) for record in records_of_dissemination(audits.values())
    }
    found = {}
    for key, (audit, reviewed) in made.items():
        origin = shared[audit]
        impact = _impact(reviewed, audits[audit], origin.links[Step.REAUDIT].address)
        found[key] = replace(origin, links={**origin.links, Step.IMPACT: impact})
    return found


def _audits(keys: set[int]) -> dict[int, CaseAudit]:
    pages = [f"report__{name}_page" for name in PAGES]
    questions = ReauditQuestion.objects.select_related("question__section__edition")
    related = CaseAudit.objects.select_related("programme", "theme", *pages).prefetch_related(
        "staff_feedback", "training", Prefetch("reaudit_questions", queryset=questions)
    )
    return related.in_bulk(keys)


def _origin(audit: CaseAudit, record: DisseminationRecord, user: Any) -> Origin:
    """What all recommendations of the audit share."""
    follows = permissions.can_compare_methods(user)
    address = reverse("efficacy:follow_up", args=[audit.reference]) if follows else ""
    links = (_passed_on(record, address), _asked_again(audit, address))
    report = reverse("reports:report", args=[audit.reference])
    by_step = {link.step: link for link in links}
    return Origin(audit.title, audit.programme.year, str(audit.theme), report, by_step)


def _passed_on(record: DisseminationRecord, address: str) -> Link:
    parts = tuple(Part(way.name, Standing(way.tone), way.words, way.page, way.address) for way in record.ways)
    done = len(parts) - len(record.missing)
    standing = Standing.THERE if not record.missing else Standing.PARTLY if done else Standing.MISSING
    words = f"{done} of {len(parts)} ways."
    words += f" Still to do: {', '.join(record.missing).lower()}." if record.missing else ""
    return Link(Step.DISSEMINATION, standing, words, *_owed(record), address, parts)


def _owed(record: DisseminationRecord) -> tuple[str, str]:
    """What is to be done next to pass it on, and by whom: agencies tell their staff, the rest is the unit’s."""
    if record.missing == [STAFF_TOLD]:
        return "Tell your staff what the audit found, and enter it.", ", ".join(record.silent)
    rest = [name.lower() for name in record.missing if name != STAFF_TOLD]
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


def _impact(reviewed: Reviewed, audit: CaseAudit, address: str) -> Link:
    if reviewed.change is None:
        standing = Standing.NOT_DUE if timezone.localdate() <= audit.impact_due_on else Standing.MISSING
        words = f"To be reviewed by {format_day(audit.impact_due_on)}."
        return Link(Step.IMPACT, standing, words, "Review the impact.", UNIT, address)
    change = Change(reviewed.change)
    standing = CHANGED[change]
    words = f"{change.label}. Before: {reviewed.before} Now: {reviewed.after}"
    return Link(Step.IMPACT, standing, words, "Say what else has to happen.", "The Quality and Impact Group", address)
