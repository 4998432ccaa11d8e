"""The summary report of a round: drafted from protected numbers, approved by a second person, told once."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from audit_forms.insight.rounds.keeping import catch_up
from audit_forms.insight.tests.factories import submit
from audit_forms.organisations.enums import Phase
from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from audit_forms.returns.enums import ReturnStatus
from audit_forms.self_assessments import services
from audit_forms.self_assessments.models import Quotation, SummaryReport, Theme
from audit_forms.self_assessments.models.summary import TEXTS
from audit_forms.self_assessments.summary.documents import make_pdf_of, make_word_of
from audit_forms.self_assessments.tests.factories import RoundFactory, expect
from audit_forms.self_assessments.tests.summaries import WEAK, answered, drafted, filled, finished, summary_round
from home.tests.factories import home_page
from portal.accounts.tests.factories import UserFactory
from portal.outbox.models import Message
from portal.trail.models import AuditTrail
from portal.workflow import Stale
from publications.models import SummaryFindingsIndexPage, SummaryFindingsPage
from tests.support.pdf_reading import open_pdf, squeezed, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(db):
    return home_page().add_child(instance=SummaryFindingsIndexPage(title="Self-assessments", slug="self-assessments"))


@pytest.fixture
def round_():
    return summary_round()


@pytest.fixture
def full(round_):
    return filled(round_)


@pytest.fixture
def colleague():
    return UserFactory(unit=True)


def cells_of(report, title):
    (chart,) = [each for each in report.charts if each["title"] == title]
    return {row["title"]: row["cells"] for row in chart["rows"]}


def address(name, exercise, *more):
    return reverse(f"self_assessments:{name}", args=[exercise.pk, *more])


def test_the_draft_tells_what_can_be_worked_out_by_hand(full, unit):
    report = drafted(full, unit)
    # 40 of 50; section A: 160 answers of which 20 weak; section B: 80 answers, all of the highest rating.
    assert report.response == "40 of 50 schools answered (80%)."
    assert report.key_findings.splitlines()[:2] == [
        "92% of all answers are “In place”.",
        "75% of schools say that they fully meet every legal duty.",
    ]
    assert report.finding == "Schools are most sure of “Curriculum”, and least of “Governance”."
    assert report.strengths == "Curriculum: 100% of answers are “In place”."
    assert "“A1 Is a1 so?”: not yet fully met in 10 of 40 schools." in report.concerns
    assert cells_of(report, "Who answered")["All"] == ["50", "40", "80%"]
    assert cells_of(report, "How settings rate themselves")["Governance"] == ["140", "10", "10", "88%"]
    assert cells_of(report, "Legal duties not yet fully met") == {"A1 Is a1 so?": ["30", "10"]}
    assert report.hidden == []


def test_small_numbers_are_kept_back_in_words_charts_and_documents_alike(round_, unit):
    answered(round_, 20)
    answered(round_, 3, WEAK)
    report = drafted(round_, unit)
    row = cells_of(report, "How settings rate themselves")["Governance"]
    assert row.count("c") >= 2
    assert [each["parts"] for chart in report.charts for each in chart["rows"] if "c" in each["cells"]] == [[], []]
    assert sum(each["number"] for each in report.hidden) >= 2
    text = " ".join(getattr(report, name) for name in TEXTS)
    assert "A1" not in text
    assert "87%" not in text
    with open_pdf(make_pdf_of(report)) as pdf:
        assert squeezed("not yet fully met in 3") not in text_of(pdf)


@pytest.mark.parametrize("number", [0, 1, 4])
def test_of_none_one_or_four_nothing_is_told_and_nothing_fails(round_, unit, number):
    for each in range(number):
        submit(round_, WEAK if each else None)
    report = drafted(round_, unit)
    assert report.charts == []
    assert "Too few schools have answered" in report.finding
    assert not any(character.isdigit() for character in report.strengths + report.concerns + report.key_findings)
    assert make_pdf_of(report)
    assert make_word_of(report)


def test_all_alike_says_so(round_, unit):
    answered(round_, 12)
    report = drafted(round_, unit)
    assert report.finding == "Schools rate all sections alike."
    assert report.response == "12 of 12 schools answered (100%)."


def test_phases_of_few_are_told_of_together(round_, unit):
    answered(round_, 20, phase=Phase.PRIMARY)
    answered(round_, 6, phase=Phase.SECONDARY)
    answered(round_, 7, phase=Phase.NURSERY)
    cells = cells_of(drafted(round_, unit), "Who answered")
    assert cells == {"Primary": ["20", "20", "100%"], "Others": ["13", "13", "100%"], "All": ["33", "33", "100%"]}


def test_it_is_drafted_once_and_keeps_its_figures_until_they_are_taken_anew(full, unit):
    report = drafted(full, unit)
    answered(full, 10)
    assert drafted(full, unit) == report
    assert SummaryReport.objects.get().charts == report.charts
    again = services.take_figures(report=report, actor=unit)
    assert cells_of(again, "Who answered")["All"] == ["60", "50", "83%"]
    assert again.response == report.response
    assert AuditTrail.objects.filter(action="round.summary_drafted").count() == 1
    with pytest.raises(ValidationError):
        drafted(RoundFactory(scheduled=True), unit)


def test_two_writers_never_overwrite_each_other(full, unit):
    report = drafted(full, unit)
    saved = services.save_summary(report=report, version=1, texts={"finding": "One."}, actor=unit)
    assert services.save_summary(report=report, version=1, texts={"finding": "One."}, actor=unit).version == 2
    with pytest.raises(Stale):
        services.save_summary(report=report, version=1, texts={"finding": "Two."}, actor=unit)
    assert saved.finding == "One."


def test_whoever_wrote_last_does_not_approve_and_its_page_is_a_frozen_draft(full, unit, colleague, index):
    theme = Theme.objects.create(exercise=full, name="Filtering", named_by=unit)
    common = {"theme": theme, "audit_return": full.returns.filter(status="submitted").first(), "question_key": "a1"}
    Quotation.objects.create(text="We check it.", proposed_by=unit, released_by=colleague, **common)
    Quotation.objects.create(text="Not released.", proposed_by=unit, **common)
    report = finished(full, unit)
    with pytest.raises(PermissionDenied):
        services.approve_summary(report=report, actor=unit)
    with pytest.raises(IntegrityError), transaction.atomic():
        SummaryReport.objects.update(approved_by=unit)
    for _ in range(2):
        report = services.approve_summary(report=report, actor=colleague)
    page = SummaryFindingsPage.objects.get()
    assert (report.page, page.live, page.finding) == (page, False, "Words on finding.")
    assert [block.value["title"] for block in page.charts] == [chart["title"] for chart in report.charts]
    assert [list(block.value["quotations"]) for block in page.voices] == [["We check it."]]
    with pytest.raises(PermissionDenied):
        services.save_summary(report=report, version=report.version, texts={"finding": "No."}, actor=unit)


def test_its_numbers_go_to_the_ledger_once_when_it_is_approved(full, unit, colleague, index):
    report = finished(full, unit)
    assert not full.releases.exists()
    report = services.approve_summary(report=report, actor=colleague)
    report = services.open_summary_again(report=report, reason="A slip", actor=unit)
    services.approve_summary(report=report, actor=colleague)
    assert full.releases.get().key == "summary-report"


def test_one_more_return_cannot_be_worked_out_from_two_reports(full, unit, colleague, index):
    report = services.approve_summary(report=finished(full, unit), actor=colleague)
    report = services.open_summary_again(report=report, reason="Late returns", actor=unit)
    submit(full, WEAK)
    catch_up()
    again = services.take_figures(report=report, actor=unit)
    assert any("could be subtracted" in each["words"] for each in again.hidden)
    # One more return brought Governance from 140 answers of the highest rating to 142.
    assert "142" not in str(again.charts)


def test_opened_again_it_needs_a_reason_and_its_page_is_gone(full, unit, colleague, index):
    report = services.approve_summary(report=finished(full, unit), actor=colleague)
    with pytest.raises(ValidationError):
        services.open_summary_again(report=report, reason=" ", actor=unit)
    report = services.open_summary_again(report=report, reason="A slip", actor=unit)
    assert report.is_draft
    assert not SummaryFindingsPage.objects.exists()
    report = services.approve_summary(report=report, actor=colleague)
    report.page.get_latest_revision().publish()
    with pytest.raises(PermissionDenied):
        services.open_summary_again(report=report, reason="Late", actor=unit)


def test_without_a_listing_it_is_not_approved(full, unit, colleague):
    with pytest.raises(ValidationError, match="no listing"):
        services.approve_summary(report=finished(full, unit), actor=colleague)


def test_once_published_each_lead_is_told_once_and_without_a_finding(full, unit, colleague, index):
    for organisation in (full.returns.first().organisation, full.returns.last().organisation):
        lead = MembershipFactory(organisation=organisation).user
    MembershipFactory(organisation=full.returns.first().organisation, user=lead)
    withdrawn = expect(full, OrganisationFactory(), status=ReturnStatus.WITHDRAWN)
    MembershipFactory(organisation=withdrawn.organisation)
    report = services.approve_summary(report=finished(full, unit), actor=colleague)
    Message.objects.all().delete()
    assert services.tell_of_summaries() == 0
    report.page.get_latest_revision().publish()
    assert (services.tell_of_summaries(), services.tell_of_summaries()) == (1, 0)
    mails = Message.objects.all()
    assert len(mails) == 2
    assert not any("Words on" in mail.text for mail in mails)


def test_the_pages_lead_from_a_press_to_a_draft_page(client, unit_client, unit, full, index):
    page = address("summary", full)
    assert "Draft the report" in unit_client.get(page).content.decode()
    assert unit_client.post(page).url == page
    assert "Before it can be approved" in unit_client.get(page).content.decode()
    write = address("write_summary", full)
    assert "Write the summary report" in unit_client.get(write).content.decode()
    typed = {name: f"Words on {name}." for name in TEXTS} | {"version": 1}
    assert unit_client.post(write, typed).url == page
    assert "after you opened the page" in unit_client.post(write, typed | {"finding": "Other."}).content.decode()
    assert ">Approve the report<" not in unit_client.get(page).content.decode()
    client.force_login(UserFactory(unit=True))
    assert ">Approve the report<" in client.get(page).content.decode()
    client.post(address("approve_summary", full))
    assert "Its page is a draft" in client.get(page).content.decode()
    assert client.get(write).url == page
    again = address("open_summary_again", full)
    assert "Say why the report is opened again." in client.post(again, {"reason": ""}).content.decode()
    for name in ("summary_pdf", "summary_word"):
        assert client.get(address(name, full)).status_code == 200
    SummaryFindingsPage.objects.get().get_latest_revision().publish()
    public = client.get(SummaryFindingsPage.objects.get().url).content.decode()
    assert "How settings rate themselves" in public
    assert public.count("<table") == 3
    client.post(again, {"reason": "x"})
    assert SummaryFindingsPage.objects.get().live
