"""From what was agreed to public pages: who may do what, what is refused, and that each thing happens once."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import Page

from audit_forms.case_audits import services
from audit_forms.case_audits.composing import Domain, draft_of
from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.gate import problems_of
from audit_forms.case_audits.models import Judgement, Report
from audit_forms.case_audits.services.reporting import Wanted
from audit_forms.case_audits.tests.factories import World
from audit_forms.case_audits.workflow import TransitionRefused
from audit_forms.improvement.models import Recommendation
from audit_forms.insight.disclosure import NotReady
from home.models import HomePage
from portal.trail.models import AuditTrail
from portal.workflow import Stale
from publications.enums import Grade
from publications.models import (
    AuditOutcomeIndexPage,
    AuditOutcomePage,
    BriefingIndexPage,
    BriefingPage,
    NewsletterIndexPage,
    NewsletterPage,
)

pytestmark = pytest.mark.django_db

FINISHED = {
    "finding": "Children were seen, and seldom alone.",
    "method_words": "Deep dive. Sample: 10 or fewer cases.",
    "worked_well": "Health visitors shared what they knew early.",
    "worried_us": "Fathers were rarely part of the assessment.",
    "judgement": "Practice is sound and uneven.",
    "what_to_do": "See the child alone.\nAsk about the father.",
    "questions": "Who have we not spoken to?\nWhat would the child say?",
    "process_learning": "Start with the chronology.",
}
DAY = datetime.date(2099, 1, 30)


@pytest.fixture
def world():
    """An audit whose moderation has ended, and listings for its pages."""
    home = HomePage.objects.first() or Page.objects.get(depth=2)
    for model in (AuditOutcomeIndexPage, BriefingIndexPage, NewsletterIndexPage):
        home.add_child(instance=model(title=model.__name__, slug=model.__name__.lower()))
        home.refresh_from_db()
    return World(AuditStatus.REPORT_DRAFTED)


@pytest.fixture
def report(world):
    """A report that is finished, with one domain and one recommendation."""
    drafted = services.draft_report(audit=world.audit, actor=world.chair)
    Judgement.objects.update_or_create(
        report=drafted,
        question_key="voice",
        defaults={"area": "Child’s voice", "grade": Grade.GOOD, "reason": "Heard."},
    )
    return save(drafted, world.chair, world)


def save(report, actor, world, version=None, **texts):
    """Save a finished report, with the texts given instead."""
    wanted = Wanted("See children alone", [world.police.organisation], "Quality and Impact Group", DAY, "Re-audit")
    keys = report.judgements.values_list("question_key", flat=True)
    return services.save_report(
        report=report,
        version=version or report.version,
        texts=FINISHED | texts,
        judgements=dict.fromkeys(keys, (Grade.GOOD.value, "Heard and believed.")),
        recommendations=[wanted],
        actor=actor,
    )


def published(report, world):
    """Take a finished report to the public."""
    services.approve_report(report=report, note="", actor=world.group)
    services.make_pages(report=report, actor=world.unit)
    return services.publish_report(report=report, actor=world.unit2)


def test_the_middle_grade_is_proposed_and_the_weaker_of_two():
    good, weak = Grade.GOOD.value, Grade.REQUIRES_IMPROVEMENT.value
    assert Domain("voice", "Voice", {good: 2, weak: 1}).grade == Grade.GOOD
    assert Domain("voice", "Voice", {good: 1, weak: 1}).grade == Grade.REQUIRES_IMPROVEMENT
    assert Domain("voice", "Voice", {"na": 3}).grade == Grade.NOT_ENOUGH_EVIDENCE


def test_a_first_draft_says_what_was_strong_and_weak_and_counts_nothing(world):
    domains = [Domain("a", "Recording", {"good": 3}), Domain("b", "Child’s voice", {"inadequate": 2})]
    draft = draft_of(world.audit, domains, ["fathers"], cases=4, agencies=7)
    assert draft.finding == "Recording is a strength; child’s voice is not good enough yet."
    assert "10 or fewer cases" in draft.method_words
    assert draft.worried_us.startswith("Child’s voice")


@pytest.mark.parametrize("who", ["group", "executive", "stranger", "superuser"])
def test_only_the_chair_and_the_business_unit_draft_and_write(world, who):
    with pytest.raises(PermissionDenied):
        services.draft_report(audit=world.audit, actor=getattr(world, who))


def test_drafted_twice_there_is_one_report(world):
    services.draft_report(audit=world.audit, actor=world.chair)
    services.draft_report(audit=world.audit, actor=world.unit)
    assert Report.objects.count() == 1


def test_of_two_who_write_at_once_the_second_is_told(world, report):
    save(report, world.chair, world, version=report.version, judgement="Sound, and getting better.")
    with pytest.raises(Stale):
        save(report, world.unit, world, version=report.version, judgement="Uneven.")


def test_saved_twice_it_changes_once(world, report):
    again = save(report, world.chair, world, version=1)
    assert again.version == report.version


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("worried_us", "In two cases nobody asked.", "so few"),
        ("worked_well", "Case K-222-222-2 shows it.", "pseudonym"),
        ("judgement", "Call 01632 960 123 for more.", "says who a child is"),
        ("finding", "", "empty"),
        ("what_to_do", "fathers: say what to do.", "first draft"),
        ("questions", "Only this?", "Two or three"),
    ],
)
def test_a_report_that_says_too_much_or_is_unfinished_is_not_approved(world, report, field, text, words):
    told = save(report, world.chair, world, **{field: text})
    with pytest.raises(NotReady) as refused:
        services.approve_report(report=told, note="", actor=world.group)
    assert any(words in problem.words for problem in refused.value.problems)


@pytest.mark.parametrize("who", ["unit", "chair", "executive", "superuser"])
def test_only_the_group_approves(world, report, who):
    with pytest.raises(PermissionDenied):
        services.approve_report(report=report, note="", actor=getattr(world, who))


def test_approved_twice_it_counts_once_and_its_words_stay(world, report):
    services.approve_report(report=report, note="", actor=world.group)
    services.approve_report(report=report, note="", actor=world.group)
    assert AuditTrail.objects.filter(action="audit.approve_report").count() == 1
    with pytest.raises(PermissionDenied):
        save(report, world.chair, world, judgement="Another")


def test_pages_are_made_once_as_drafts_from_one_source(world, report):
    services.approve_report(report=report, note="", actor=world.group)
    services.make_pages(report=report, actor=world.unit)
    made = services.make_pages(report=report, actor=world.unit2)
    outcome, briefing = AuditOutcomePage.objects.get(), BriefingPage.objects.get()
    assert (outcome.live, briefing.live) == (False, False)
    assert outcome.finding == briefing.introduction == FINISHED["finding"]
    assert outcome.sample == "up-to-10"
    story = NewsletterPage.objects.get().get_latest_revision_as_object().stories[-1].value
    assert story["text"].startswith(FINISHED["finding"])
    assert made.pages_made_by == world.unit


def test_a_story_goes_into_the_newsletter_that_is_being_written(world, report):
    index = NewsletterIndexPage.objects.get()
    draft = NewsletterPage(title="Issue 9", slug="issue-9", number=9, season="winter", lead_heading="Lead", live=False)
    index.add_child(instance=draft)
    draft.save_revision(clean=False)
    services.approve_report(report=report, note="", actor=world.group)
    made = services.make_pages(report=report, actor=world.unit)
    assert made.newsletter_page == draft
    assert len(NewsletterPage.objects.get().get_latest_revision_as_object().stories) == 1


def test_whoever_made_the_pages_does_not_publish_them(world, report):
    services.approve_report(report=report, note="", actor=world.group)
    services.make_pages(report=report, actor=world.unit)
    for who in (world.unit, world.chair, world.group, world.superuser):
        with pytest.raises(PermissionDenied):
            services.publish_report(report=report, actor=who)


def test_published_pages_are_public_and_recommendations_followed_once(world, report, client):
    published(report, world)
    services.publish_report(report=report, actor=world.unit2)
    outcome = AuditOutcomePage.objects.get()
    page = client.get(outcome.url)
    assert page.status_code == 200
    assert FINISHED["finding"] in page.content.decode()
    assert outcome.briefing == BriefingPage.objects.get()
    raised = Recommendation.objects.get()
    assert list(raised.organisations.all()) == [world.police.organisation]
    assert AuditTrail.objects.filter(action="audit.publish").count() == 1


def test_opened_again_its_unpublished_pages_are_gone_and_a_reason_is_demanded(world, report):
    services.approve_report(report=report, note="", actor=world.group)
    services.make_pages(report=report, actor=world.unit)
    with pytest.raises(TransitionRefused, match="Say why"):
        services.open_report_again(report=report, note=" ", actor=world.chair)
    services.open_report_again(report=report, note="A figure is wrong.", actor=world.chair)
    assert not AuditOutcomePage.objects.exists()
    assert Report.objects.get().audit.status == AuditStatus.REPORT_DRAFTED


def test_what_is_public_is_not_opened_again(world, report):
    published(report, world)
    with pytest.raises(PermissionDenied):
        services.open_report_again(report=report, note="Late thought", actor=world.unit)


def test_a_page_deleted_in_between_is_told_in_words(world, report):
    services.approve_report(report=report, note="", actor=world.group)
    services.make_pages(report=report, actor=world.unit)
    BriefingPage.objects.get().delete()
    with pytest.raises(TransitionRefused, match="deleted"):
        services.publish_report(report=report, actor=world.unit2)


def test_pages_that_would_bar_readers_are_not_published_and_it_is_said_what_to_mend(world, report):
    services.approve_report(report=report, note="", actor=world.group)
    services.make_pages(report=report, actor=world.unit)
    outcome = AuditOutcomePage.objects.get()
    outcome.training = '<p>Book a course <a href="https://example.org/course/">here</a>.</p>'
    outcome.save_revision()
    with pytest.raises(TransitionRefused, match="“here” does not say where it leads"):
        services.publish_report(report=report, actor=world.unit2)
    assert not BriefingPage.objects.get().live
    assert Report.objects.get().audit.status == AuditStatus.REPORT_APPROVED


def test_more_than_five_recommendations_are_refused(world, report):
    wanted = Wanted("Do", [world.police.organisation], "Group", DAY, "Count")
    with pytest.raises(TransitionRefused, match="at most 5"):
        services.save_report(
            report=report,
            version=report.version,
            texts={},
            judgements={},
            recommendations=[wanted] * 6,
            actor=world.chair,
        )


@pytest.mark.parametrize(
    ("who", "status"), [("unit", 200), ("chair", 200), ("group", 200), ("executive", 404), ("stranger", 404)]
)
def test_who_reads_a_report_that_is_being_written(world, report, client, who, status):
    client.force_login(getattr(world, who))
    assert client.get(f"/reports/{world.audit.reference}/").status_code == status


def test_the_pages_lead_from_a_draft_to_the_public(world, client):
    address = f"/reports/{world.audit.reference}/"
    client.force_login(world.chair)
    assert "Draft the report" in client.get(address).content.decode()
    client.post(f"{address}draft/")
    form = {"version": "1", **FINISHED, "1.change": "See children alone", "1.due_on": "30/1/2099", "1.measure": "Audit"}
    form |= {"1.organisations": [str(world.police.organisation.pk)], "1.responsible_group": "Quality and Impact Group"}
    assert client.post(f"{address}write/", form).status_code == 302
    client.force_login(world.group)
    assert "Approve the report" in client.get(address).content.decode()
    client.post(f"{address}approve/", {"note": "Well done."})
    client.force_login(world.unit)
    client.post(f"{address}pages/")
    assert "other than" in client.get(address).content.decode()
    client.force_login(world.unit2)
    client.post(f"{address}publish/")
    client.logout()
    assert client.get(AuditOutcomePage.objects.get().url).status_code == 200


def test_a_recommendation_that_is_begun_must_be_whole_and_nothing_typed_is_lost(world, report, client):
    client.force_login(world.chair)
    form = {"version": report.version, **FINISHED, "1.change": "See children alone"}
    for each in report.judgements.all():
        form |= {f"grade.{each.question_key}": each.grade, f"reason.{each.question_key}": each.reason}
    page = client.post(f"/reports/{world.audit.reference}/write/", form).content.decode()
    assert "Recommendation 1: name the group that follows it." in page
    assert "See children alone</textarea>" in page
    assert problems_of(Report.objects.get()) == []
