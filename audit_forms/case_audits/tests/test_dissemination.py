"""The dissemination record: what there is of each way, and what is missing, in words."""

import datetime
import uuid

import pytest
from bs4 import BeautifulSoup

from audit_forms.case_audits import services
from audit_forms.case_audits.dissemination import MISSING, PARTLY, THERE, records_of_dissemination
from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.listing import RECORDS_PER_PAGE
from audit_forms.case_audits.models import CaseAudit, Report
from audit_forms.case_audits.tests.factories import CaseAuditFactory, World
from publications.tests.factories import (
    BriefingFactory,
    BriefingIndexFactory,
    NewsletterFactory,
    NewsletterIndexFactory,
    OutcomeFactory,
    OutcomeIndexFactory,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 1, 30)


@pytest.fixture
def world():
    """A published audit whose report has not been passed on at all."""
    found = World(AuditStatus.PUBLISHED)
    Report.objects.create(audit=found.audit, drafted_by=found.chair, finding="Seen, seldom alone.")
    return found


@pytest.fixture
def pages(world):
    """Its page and briefing, published."""
    report = world.audit.report
    report.outcome_page = OutcomeFactory(parent=OutcomeIndexFactory(), title="Seen alone", published_on=DAY)
    report.briefing_page = BriefingFactory(parent=BriefingIndexFactory(), published_on=DAY)
    report.save()
    return report


def ways(world):
    record = records_of_dissemination(CaseAudit.objects.filter(pk=world.audit.pk))[0]
    return {way.name: (way.tone, way.words) for way in record.ways}


def issue_about(page, **facts):
    """An issue whose first story leads to the page."""
    link = {"words": "What the audit found", "page": page.page_ptr, "address": ""}
    other = {"words": "Our guide", "page": None, "address": "https://example.org/"}
    stories = [("story", {"heading": "Story", "text": "Short.", "link": each}) for each in (link, other)]
    return NewsletterFactory(parent=NewsletterIndexFactory(), stories=stories, **facts)


def told(world, agency):
    services.enter_feedback(
        audit=world.audit, organisation=agency.organisation, key=uuid.uuid4(), actor=agency.auditor,
        given_on=DAY, way="meeting", people=12, said="",
    )  # fmt: skip


def test_at_first_everything_is_missing_and_says_so(world):
    found = ways(world)
    assert {tone for tone, _ in found.values()} == {MISSING}
    assert found["Staff told"][1] == f"None of {world.audit.asked.count()} agencies has told its staff."


def test_what_is_published_is_dated(world, pages):
    assert ways(world)["Page"] == (THERE, "Published Friday 30 January 2026.")
    pages.briefing_page.unpublish()
    assert ways(world)["Briefing"] == (MISSING, "Written, but not published.")


def test_a_published_issue_that_links_to_the_page_counts(world, pages):
    assert ways(world)["Newsletter"][0] == MISSING
    issue_about(pages.outcome_page, published_on=datetime.date(2026, 2, 27))
    assert ways(world)["Newsletter"] == (THERE, "In the issue of Friday 27 February 2026.")


def test_an_issue_that_is_not_out_is_half_the_way(world, pages):
    pages.newsletter_page = issue_about(pages.outcome_page, live=False, title="Newsletter 12")
    pages.save()
    assert ways(world)["Newsletter"] == (PARTLY, "In the draft of “Newsletter 12”, which is not out yet.")


def test_staff_are_told_agency_by_agency(world):
    told(world, world.police)
    asked = world.audit.asked.count()
    assert ways(world)["Staff told"] == (PARTLY, f"1 of {asked} agencies, last on Friday 30 January 2026.")
    for each in world.audit.asked.exclude(organisation=world.police.organisation):
        world.audit.staff_feedback.create(
            organisation=each.organisation, given_on=DAY, way="meeting", people=1, entered_by=world.unit,
            key=uuid.uuid4(),
        )  # fmt: skip
    assert ways(world)["Staff told"][0] == THERE


def test_training_is_linked_and_dated(world):
    services.link_training(audit=world.audit, title="Seeing children", url="", held_on=DAY, actor=world.unit)
    assert ways(world)["Training"] == (THERE, "Seeing children, Friday 30 January 2026.")


def test_the_list_says_in_words_what_is_still_to_do(world, pages, client):
    client.force_login(world.unit)
    main = BeautifulSoup(client.get("/programme/dissemination/").content, "html.parser").main
    words = " ".join(main.get_text(" ").split())
    assert "0 of 1 published audit passed on in all five ways" in words
    assert "Still to do: newsletter, staff told, training." in words
    assert main.find("a", href=pages.outcome_page.url)
    assert [each.get_text(strip=True) for each in main.select(".portal-rating")].count("Missing") == 3


def test_the_list_is_filtered_by_year(world, client):
    client.force_login(world.unit)
    year = world.audit.programme.year
    other = CaseAuditFactory(status=AuditStatus.PUBLISHED, edition=world.audit.edition, programme__year="2031-32")
    page = client.get(f"/programme/dissemination/?year={year}").content.decode()
    assert world.audit.reference in page
    assert other.reference not in page
    assert other.reference in client.get("/programme/dissemination/?year=unknown").content.decode()


def test_a_long_list_has_pages_that_keep_the_year_and_counts_all(world, client):
    client.force_login(world.unit)
    year = world.audit.programme
    more = {"status": AuditStatus.PUBLISHED, "edition": world.audit.edition, "programme": year}
    CaseAuditFactory.create_batch(RECORDS_PER_PAGE, **more)
    page = BeautifulSoup(client.get(f"/programme/dissemination/?year={year.year}").content, "html.parser")
    assert "0 of 11 published audits" in " ".join(page.main.get_text(" ").split())
    assert len(page.select(".portal-record__audit")) == RECORDS_PER_PAGE
    following = page.select_one(".govuk-pagination__next a")["href"]
    assert f"year={year.year}" in following
    rest = BeautifulSoup(client.get(f"/programme/dissemination/{following}").content, "html.parser")
    assert len(rest.select(".portal-record__audit")) == 1
    assert ", page 2 of 2" in rest.title.text


def test_an_audit_that_is_not_published_has_no_record_yet(client):
    running = World(AuditStatus.RUNNING)
    client.force_login(running.unit)
    assert "No audit is published yet" in client.get("/programme/dissemination/").content.decode()


@pytest.mark.parametrize(("who", "status"), [("unit", 200), ("group", 200), ("chair", 404), ("stranger", 404)])
def test_who_reads_the_record(world, client, who, status):
    client.force_login(getattr(world, who))
    assert client.get("/programme/dissemination/").status_code == status


def test_many_audits_cost_no_more_questions(world, pages, client, django_assert_max_num_queries):
    client.force_login(world.unit)
    client.get("/programme/dissemination/")
    for _ in range(5):
        audit = CaseAuditFactory(status=AuditStatus.PUBLISHED, edition=world.audit.edition)
        Report.objects.create(audit=audit, drafted_by=world.chair, finding="Seen.")
    with django_assert_max_num_queries(26):
        client.get("/programme/dissemination/")
