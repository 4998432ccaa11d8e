"""A demo audit whose loop is closed: published, followed, its impact reviewed. It tells what its public page tells."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from django.utils.html import strip_tags

from audit_forms.case_audits import services
from audit_forms.case_audits.demo.moderation import add_grades, add_part
from audit_forms.case_audits.demo.programme import DOMAIN
from audit_forms.case_audits.demo.running import approved_audit
from audit_forms.case_audits.efficacy import HOURS_KEY, USEFUL_KEY
from audit_forms.case_audits.enums import AgeBand, AuditStatus, Body, CaseStatus, InvolvementStatus, Subject, Verdict
from audit_forms.case_audits.forms.planning import tools
from audit_forms.case_audits.grading import Scale, domains_of
from audit_forms.case_audits.models import AgreedGrade, Case, CaseAudit, ImpactReview, ReauditQuestion, Report
from audit_forms.improvement import services as improvement
from audit_forms.improvement.enums import ActionSource, ActionStatus, SourceKind, UpdateKind
from audit_forms.improvement.models import Action, Recommendation
from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.models import Membership, Organisation
from audit_forms.questionnaires.models import Question
from audit_forms.returns.models import Answer
from portal.accounts.models import User
from portal.trail.models import AuditTrail
from publications.models import AuditOutcomePage

AGO = timedelta(weeks=60)
# When each stage ended, in weeks after the start.
PASSED = {
    "start": 0, "close_returns": 4, "open_moderation": 5, "end_moderation": 6, "approve_report": 10, "publish": 12,
    "review_impact": 27, "close": 28,
}  # fmt: skip
PEOPLE = ("police", "health")
AGES = (AgeBand.FROM_1_TO_4, AgeBand.FROM_5_TO_10, AgeBand.FROM_11_TO_15, AgeBand.UNDER_1)
HOURS = ((9, 7.5, 8, 6), (11, 10, 8.5, 7))
SAID = ("Time to talk about one family in depth was welcome.", "The three questions are used in supervision now.")


def load_closed() -> None:
    """Build it once from the oldest public outcome; without one, or without a published tool, there is nothing."""
    page = AuditOutcomePage.objects.live().exclude(briefing=None).order_by("published_on").first()
    if page is None or not tools().exists() or CaseAudit.objects.filter(title=page.title).exists():
        return
    people = {name: User.objects.get(email=f"{name}@{DOMAIN}") for name in ("unit", "unit2", "group", "executive")}
    start = timezone.localdate() - AGO
    audit = approved_audit(
        page.title,
        ("What was different for the child?",),
        start,
        theme=page.theme,
        reason="A priority of the partnership’s plan for the year.",
        method=page.method,
        dpia_reference="DPIA-DEMO-0",
        minimisation="Pseudonyms only; identities were erased at closure.",
    )
    CaseAudit.objects.filter(pk=audit.pk).update(status=AuditStatus.PUBLISHED)
    audit.refresh_from_db()
    _put_on_record(audit, start, people)
    _audit_cases(audit, people["unit"])
    report = report_of(audit, page, people, is_done=True)
    _act_on(audit, report, people["unit"])
    _follow(audit, report, people)


def _put_on_record(audit: CaseAudit, start: date, people: dict[str, User]) -> None:
    """The approvals, and each stage on the day it ended."""
    for body, who, weeks in ((Body.GROUP, "group", -4), (Body.EXECUTIVE, "executive", -2)):
        audit.approvals.create(
            subject=Subject.PLAN, body=body, verdict=Verdict.AGREED, decided_by=people[who],
            decided_at=_at(start, weeks),
        )  # fmt: skip
    audit.approvals.create(
        subject=Subject.REPORT, body=Body.GROUP, verdict=Verdict.AGREED, decided_by=people["group"],
        decided_at=_at(start, PASSED["approve_report"]),
    )  # fmt: skip
    for name, weeks in PASSED.items():
        AuditTrail.objects.create(
            at=_at(start, weeks), actor=people["unit"], action=f"audit.{name}", target_id=str(audit.pk),
            target_type=audit._meta.label_lower,
        )  # fmt: skip


def _at(start: date, weeks: int) -> datetime:
    return timezone.make_aware(datetime.combine(start + timedelta(weeks=weeks), time(10)))


def _audit_cases(audit: CaseAudit, unit: User) -> None:
    """Two agencies' audits of each case, with their effort, and the grades agreed."""
    cases = [Case.objects.create(audit=audit, age_band=age, added_by=unit, status=CaseStatus.ACTIVE) for age in AGES]
    grades = list(reversed(Scale.of(audit.edition).grades))
    for place, name in enumerate(PEOPLE):
        lead, auditor = (User.objects.get(email=f"{name}-{role}@{DOMAIN}") for role in ("lead", "auditor"))
        organisation = Membership.objects.get(user=auditor, role=MembershipRole.AUDITOR).organisation
        audit.asked.create(organisation=organisation)
        for number, case in enumerate(cases):
            part = add_part(case, organisation, lead, auditor)
            add_grades(part, place, number, auditor)
            _tell_effort(part.audit_return, str(HOURS[place][number]), auditor)
            part.status = InvolvementStatus.MODERATED
            part.save(update_fields=["status"])
    for number, case in enumerate(cases):
        for at, domain in enumerate(domains_of(audit.edition)):
            rank = 1 + (at + number) % 2
            AgreedGrade.objects.create(
                case=case, question_key=domain.key, level=grades[rank], agreed_by=audit.chair, reason="As discussed."
            )


def _tell_effort(audit_return: Any, hours: str, auditor: User) -> None:
    for key, value in ((HOURS_KEY, hours), (USEFUL_KEY, "4")):
        question = Question.objects.filter(section__edition=audit_return.edition, key=key).first()
        if question is not None:
            Answer.objects.create(audit_return=audit_return, question=question, value=value, updated_by=auditor)


def report_of(audit: CaseAudit, page: AuditOutcomePage, people: dict[str, User], *, is_done: bool) -> Report:
    """The report that the public page was made of, with its recommendations: all done, or all open."""
    report: Report = Report.objects.create(
        audit=audit,
        finding=page.finding,
        method_words=f"{audit.get_method_display()}. Sample: {page.get_sample_display()} cases.",
        worked_well=_lines(page.worked_well),
        worried_us=_lines(page.worried_us),
        judgement=page.finding,
        what_to_do=_lines(page.will_change),
        questions="What would a child in our work say about this?\nWhat will we do differently from Monday?",
        process_learning="Conversations told us more than files; they need a room and an hour.",
        drafted_by=audit.chair,
        pages_made_at=timezone.now() - AGO + timedelta(weeks=11),
        pages_made_by=people["unit"],
        outcome_page=page,
        briefing_page=page.briefing,
        newsletter_page=page.newsletter,
    )
    for place, block in enumerate(page.grades):
        said = {name: block.value[name] for name in ("area", "grade", "reason")}
        report.judgements.create(question_key=f"domain-{place}", position=place, **said)
    organisations = Organisation.objects.filter(pk__in=audit.asked.values("organisation"))
    for place, block in enumerate(page.recommendations):
        made = _recommend(report, place, block.value, list(organisations), people["unit"])
        if is_done:
            improvement.mark_done(
                recommendation=made, version=made.version, reason="Seen in the impact review.", actor=people["unit"]
            )
    return report


def _recommend(report: Report, place: int, said: Any, organisations: list[Organisation], unit: User) -> Recommendation:
    made = report.recommendations.create(
        position=place, change=said["change"], responsible_group="Quality and Impact Group", due_on=said["due"],
        measure="The same question in the next audit of this theme.",
    )  # fmt: skip
    made.organisations.set(organisations)
    facts = {"responsible_group": made.responsible_group, "due_on": made.due_on, "measure": made.measure}
    facts |= {"raised_on": min(timezone.localdate() - AGO + timedelta(weeks=12), made.due_on)}
    made.raised = improvement.raise_recommendation(
        organisations=organisations, actor=unit, text=made.change, finding=report.finding,
        source_kind=SourceKind.CASE_AUDIT, source_words=report.audit.title, published_in=report.outcome_page, **facts,
    )  # fmt: skip
    made.save(update_fields=["raised"])
    return made.raised


def _act_on(audit: CaseAudit, report: Report, unit: User) -> None:
    """Each agency has done something about each recommendation, which was closed; a tool asks about it again."""
    done = timezone.now() - AGO + timedelta(weeks=25)
    for made in report.recommendations.select_related("raised"):
        for agency in made.organisations.all():
            action = Action.objects.create(
                organisation=agency, source=ActionSource.RECOMMENDATION, recommendation=made.raised, who="Team leads",
                what=f"Put into supervision: {made.change}", due_on=timezone.localdate(done), opened_by=unit,
                status=ActionStatus.CLOSED, opened_at=done - timedelta(weeks=10), closed_at=done, closed_by=unit,
            )  # fmt: skip
            action.updates.create(kind=UpdateKind.CLOSE, note="Seen in ten records.", author=unit, at=done)
    question = Question.objects.filter(section__edition=audit.edition, key="voice-grade").first()
    ReauditQuestion.objects.create(audit=audit, text=question.text if question else "Was it so?", question=question)


def _follow(audit: CaseAudit, report: Report, people: dict[str, User]) -> None:
    """Staff told, training linked, impact and efficacy reviewed, closed: all by the services."""
    told_on = timezone.localdate() - AGO + timedelta(weeks=14)
    for place, name in enumerate(PEOPLE):
        auditor = User.objects.get(email=f"{name}-auditor@{DOMAIN}")
        organisation = Membership.objects.get(user=auditor, role=MembershipRole.AUDITOR).organisation
        services.enter_feedback(
            audit=audit, organisation=organisation, key=uuid5(NAMESPACE_URL, f"{audit.reference}/{name}"),
            actor=auditor, given_on=told_on, way="meeting", people=18 + 5 * place, said=SAID[place],
        )  # fmt: skip
    services.link_training(
        audit=audit, title="Talking with families early", url="", held_on=told_on + timedelta(weeks=3),
        actor=people["unit"],
    )  # fmt: skip
    lines = {
        each.pk: {"before": "Seldom, and seldom written down.", "after": "In most records read for the review.",
                  "change": "yes" if place else "partly"}
        for place, each in enumerate(report.recommendations.all())
    }  # fmt: skip
    # The stages are on record with their own days already, so the state alone is set here.
    services.review_efficacy(
        audit=audit, version=0, worked="Few cases, read closely, changed how teams talk.",
        next_time="Tell agencies two weeks earlier, so that auditors have time.", usefulness=4, actor=people["group"],
    )  # fmt: skip
    review = _review(audit, people["unit2"])
    for recommendation in report.recommendations.all():
        review.lines.create(recommendation=recommendation, **lines[recommendation.pk])
    CaseAudit.objects.filter(pk=audit.pk).update(status=AuditStatus.CLOSED)


def _review(audit: CaseAudit, reviewer: User) -> ImpactReview:
    """The impact review, on the day on which the trail has it."""
    review: ImpactReview = ImpactReview.objects.create(
        audit=audit, conclusion="Children are met sooner, and their own words stand in the record.",
        reviewed_by=reviewer, reviewed_at=timezone.now() - AGO + timedelta(weeks=PASSED["review_impact"]),
    )  # fmt: skip
    return review


def _lines(text: str) -> str:
    return "\n".join(line.strip() for line in strip_tags(text.replace("</li>", "\n")).splitlines() if line.strip())
