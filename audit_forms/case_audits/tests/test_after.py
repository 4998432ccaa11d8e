"""After publication: staff told, training linked, a question for next year, impact, closing, and how it was done."""

import datetime
import uuid

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit_forms.case_audits import services
from audit_forms.case_audits.efficacy import measures_of, records_of
from audit_forms.case_audits.enums import AuditStatus, InvolvementStatus
from audit_forms.case_audits.models import CaseAudit, CaseIdentity, EfficacyReview, Report, StaffFeedback
from audit_forms.case_audits.tests.factories import CaseAuditFactory, World
from audit_forms.case_audits.workflow import TransitionRefused
from audit_forms.questionnaires.enums import AnswerType
from audit_forms.questionnaires.tests.factories import EditionFactory, QuestionFactory, SectionFactory
from audit_forms.returns.models import Answer
from portal.trail.models import AuditTrail
from portal.trail.services import record
from portal.workflow import Stale

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 1, 30)


@pytest.fixture
def world():
    """A published audit with one recommendation."""
    found = World(AuditStatus.PUBLISHED)
    report = Report.objects.create(audit=found.audit, drafted_by=found.chair, finding="Seen, seldom alone.")
    report.recommendations.create(
        change="See children alone", responsible_group="Group", due_on=DAY, measure="Re-audit"
    )
    return found


def told(world, actor=None, key=None, **facts):
    """The police told its staff."""
    facts = {"given_on": DAY, "way": "meeting", "people": 12, "said": "More time is needed."} | facts
    police = world.police
    return services.enter_feedback(
        audit=world.audit,
        organisation=police.organisation,
        key=key or uuid.uuid4(),
        actor=actor or police.auditor,
        **facts,
    )


def lines(world):
    """Before and now of each recommendation."""
    wanted = world.audit.report.recommendations.all()
    return {each.pk: {"before": "Seldom", "after": "Mostly", "change": "partly"} for each in wanted}


def test_feedback_sent_twice_is_kept_once(world):
    key = uuid.uuid4()
    told(world, key=key)
    told(world, key=key)
    assert StaffFeedback.objects.count() == 1


@pytest.mark.parametrize("who", ["health.lead", "police.viewer", "unit", "group", "chair", "stranger"])
def test_only_the_agencys_own_leads_and_auditors_enter_its_feedback(world, who):
    person = world
    for name in who.split("."):
        person = getattr(person, name)
    with pytest.raises(PermissionDenied):
        told(world, actor=person)


def test_before_publication_there_is_no_feedback_to_enter(world):
    CaseAudit.objects.update(status=AuditStatus.REPORT_APPROVED)
    with pytest.raises(PermissionDenied):
        told(world)


def test_the_follow_up_page_says_what_is_missing(world, client):
    told(world)
    client.force_login(world.group)
    page = client.get(f"/efficacy/{world.audit.reference}/follow-up/").content.decode()
    assert "12 people" in page
    assert "no feedback to staff is entered by Demo Health." in page
    assert "Missing: none is linked." in page


def test_training_linked_twice_stands_once(world):
    for _ in range(2):
        services.link_training(audit=world.audit, title="Seeing the child", url="", held_on=DAY, actor=world.unit)
    assert world.audit.training.count() == 1


def test_a_question_is_put_once_into_an_edition_that_is_being_written(world):
    section = SectionFactory(edition=EditionFactory())
    for _ in range(2):
        services.write_reaudit_question(
            audit=world.audit, text="Is each child seen alone?", section=section, actor=world.unit
        )
    assert section.questions.get().text == "Is each child seen alone?"


def test_a_published_edition_takes_no_question(world):
    section = EditionFactory(published=True).sections.get()
    with pytest.raises(TransitionRefused, match="published"):
        services.write_reaudit_question(audit=world.audit, text="Seen?", section=section, actor=world.unit)


def test_impact_is_reviewed_once_and_the_audit_closes_once(world):
    for _ in range(2):
        services.review_impact(audit=world.audit, conclusion="Safer", lines=lines(world), actor=world.unit)
        services.close_audit(audit=world.audit, actor=world.unit)
    world.audit.refresh_from_db()
    assert world.audit.status == AuditStatus.CLOSED
    assert AuditTrail.objects.filter(action__in=["audit.review_impact", "audit.close"]).count() == 2


def test_closing_erases_who_the_children_are_at_once(world):
    kept = CaseIdentity.objects.create(case=world.case, secret=b"sealed", erase_on=datetime.date(2099, 1, 1))
    services.review_impact(audit=world.audit, conclusion="Safer", lines=lines(world), actor=world.unit)
    services.close_audit(audit=world.audit, actor=world.unit)
    kept.refresh_from_db()
    assert (bytes(kept.secret), kept.erased_at is not None) == (b"", True)


def test_no_recommendation_is_left_out_of_the_impact(world):
    with pytest.raises(TransitionRefused, match="each recommendation"):
        services.review_impact(audit=world.audit, conclusion="Safer", lines={}, actor=world.unit)


@pytest.mark.parametrize("who", ["group", "executive", "chair", "stranger", "superuser"])
def test_only_the_business_unit_reviews_impact_and_closes(world, who):
    person = getattr(world, who)
    with pytest.raises(PermissionDenied):
        services.review_impact(audit=world.audit, conclusion="Safer", lines=lines(world), actor=person)
    with pytest.raises(PermissionDenied):
        services.close_audit(audit=world.audit, actor=person)


def test_an_audit_is_not_closed_before_its_impact_is_reviewed(world):
    with pytest.raises(PermissionDenied):
        services.close_audit(audit=world.audit, actor=world.unit)


def test_of_two_who_review_at_once_the_second_is_told(world):
    said = {"worked": "Few cases, deep.", "next_time": "Begin earlier.", "usefulness": 4}
    services.review_efficacy(audit=world.audit, version=0, actor=world.group, **said)
    services.review_efficacy(audit=world.audit, version=0, actor=world.group, **said)
    assert EfficacyReview.objects.get().version == 1
    with pytest.raises(Stale):
        services.review_efficacy(audit=world.audit, version=0, actor=world.unit, **said | {"usefulness": 2})


def passed(audit, actor, **weeks):
    """Put each transition on record, so many weeks after the start."""
    for name, after in weeks.items():
        with time_machine.travel(timezone.now() + datetime.timedelta(weeks=after)):
            record(actor=actor, action=f"audit.{name}", target=audit)


def test_figures_are_worked_out_from_the_trail_and_the_returns(world):
    passed(
        world.audit,
        world.unit,
        start=0,
        close_returns=4,
        open_moderation=5,
        end_moderation=6,
        approve_report=10,
        publish=12,
    )
    part = world.involve(world.police, InvolvementStatus.COUNTERSIGNED)
    part.audit_return.status = "accepted"
    part.audit_return.save()
    section = SectionFactory(edition=EditionFactory())
    for key, value in (("effort-hours", "7.5"), ("effort-helped", "4")):
        question = QuestionFactory(section=section, key=key, answer_type=AnswerType.NUMBER)
        Answer.objects.create(audit_return=part.audit_return, question=question, value=value)
    figures = measures_of(world.audit)
    assert [stage.days for stage in figures.stages] == [28, 7, 7, 28, 14, None]
    assert (figures.days, figures.hours, figures.tool_helped, figures.returns) == (84, (("Demo Police", 7.5),), 4, 1)
    assert (figures.recommendations, figures.done) == (1, 0)


def test_methods_are_compared_by_the_middle_of_their_audits(world):
    for weeks in (10, 20):
        audit = CaseAuditFactory(title=f"Audit {weeks}", edition=world.audit.edition, status=AuditStatus.CLOSED)
        passed(
            audit,
            world.unit,
            start=0,
            close_returns=1,
            open_moderation=2,
            end_moderation=3,
            approve_report=4,
            publish=weeks,
        )
    measured = [measures_of(each) for each in CaseAudit.objects.exclude(pk=world.audit.pk)]
    deep = records_of(measured)[0]
    assert (deep.audits, deep.days) == (2, 105)
    assert records_of(measured)[1].audits == 0


@pytest.mark.parametrize(
    ("who", "statuses"),
    [
        ("unit", [200, 200, 200, 404]),
        ("group", [200, 200, 200, 404]),
        ("executive", [200, 200, 200, 404]),
        ("chair", [404, 404, 404, 404]),
        ("stranger", [404, 404, 404, 404]),
    ],
)
def test_who_reads_what_followed(world, client, who, statuses):
    client.force_login(getattr(world, who))
    reference = world.audit.reference
    addresses = ["/efficacy/"] + [f"/efficacy/{reference}/{page}" for page in ("", "follow-up/", "feedback/")]
    assert [client.get(address).status_code for address in addresses] == statuses


def test_an_agency_enters_its_feedback_on_its_own_page_only(world, client):
    told(world, said="A word of the police")
    client.force_login(world.health.lead)
    address = f"/efficacy/{world.audit.reference}/feedback/"
    assert "A word of the police" not in client.get(address).content.decode()
    form = {
        "key": uuid.uuid4(),
        "organisation": world.police.organisation.pk,
        "given_on": "30/1/2026",
        "way": "meeting",
    }
    client.post(address, form | {"people": "3"})
    assert not StaffFeedback.objects.exclude(organisation=world.police.organisation).exists()
    client.post(address, form | {"people": "3", "organisation": world.health.organisation.pk})
    assert StaffFeedback.objects.filter(organisation=world.health.organisation).count() == 1


def test_feedback_that_says_who_a_child_is_is_not_kept(world, client):
    client.force_login(world.police.lead)
    form = {
        "key": uuid.uuid4(),
        "organisation": world.police.organisation.pk,
        "given_on": "30/1/2026",
        "way": "meeting",
    }
    page = client.post(
        f"/efficacy/{world.audit.reference}/feedback/", form | {"people": "3", "said": "NHS number 943 476 5919"}
    ).content.decode()
    assert "NHS number 943 476 5919</textarea>" in page
    assert not StaffFeedback.objects.exists()


def test_the_impact_form_leads_to_a_closed_audit(world, client):
    client.force_login(world.unit)
    address = f"/efficacy/{world.audit.reference}/"
    recommendation = world.audit.report.recommendations.get().pk
    form = {f"{recommendation}.before": "Seldom", f"{recommendation}.after": "Mostly"}
    page = client.post(f"{address}impact/", form | {"conclusion": "Safer"}).content.decode()
    assert "Choose whether it has changed." in page
    assert "Mostly</textarea>" in page
    client.post(f"{address}impact/", form | {"conclusion": "Safer", f"{recommendation}.change": "yes"})
    client.post(f"{address}close/")
    assert "The audit is closed." in client.get(f"{address}follow-up/").content.decode()
