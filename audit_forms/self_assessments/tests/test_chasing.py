"""Chasing: the right people, one mail each, once however often pressed, and not again for three days."""

import uuid

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.self_assessments import services
from audit_forms.self_assessments.models import Chase, ChasedReturn, Round
from audit_forms.self_assessments.segments import BY_PRESS, TEXTS, in_segment, sizes
from audit_forms.self_assessments.services.chasing import LONGEST_TEXT, PAUSE
from audit_forms.self_assessments.tests.factories import RoundFactory, expect
from portal.accounts.tests.factories import UserFactory
from portal.outbox.models import Message
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db
WORDS = "Please look at what is left."


def asked(exercise, lead=None, **fields):
    """A return of a school with a lead."""
    lead = lead or MembershipFactory()
    return expect(exercise, lead.organisation, **fields)


def chase(exercise, actor, returns, again=False, **changes):
    """Send what the plan shows."""
    plan = services.plan_chase(exercise=exercise, returns=returns, again=again)
    values = {"key": uuid.uuid4(), "segment": "ticked", "text": WORDS, "seen": plan.digest, "again": again}
    return services.chase(exercise=exercise, returns=returns, actor=actor, **(values | changes))


def address(exercise, query):
    return reverse("self_assessments:chase", args=[exercise.pk]) + query


def soup(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def fields_of(page):
    """What the page's form would post."""
    form = next(form for form in page.select("main form") if form.find("textarea"))
    hidden = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    return hidden | {"text": form.find("textarea").text.strip()}


def test_five_presses_send_one_mail_to_each_person(unit_client, exercise):
    lead = MembershipFactory()
    MembershipFactory(organisation=lead.organisation)
    returns = [asked(exercise, lead), asked(exercise)]
    page = soup(unit_client.get(address(exercise, "?segment=not_started")))
    assert page.find("button", value="send").text == "Send to 3 people"
    for _ in range(5):
        assert unit_client.post(address(exercise, "?segment=not_started"), fields_of(page) | {"step": "send"}).url
    assert Chase.objects.count() == 1
    assert Message.objects.count() == 3
    assert all("," not in message.to for message in Message.objects.all())
    assert AuditTrail.objects.filter(action="round.chased").count() == 1
    assert {row.audit_return for row in ChasedReturn.objects.all()} == set(returns)


def test_one_person_with_two_returns_gets_one_mail(unit, exercise):
    lead = MembershipFactory()
    returns = [asked(exercise, lead), asked(exercise, MembershipFactory(user=lead.user))]
    assert chase(exercise, unit, returns).people == 1
    mail = Message.objects.get()
    assert all(each.reference in mail.text for each in returns)
    assert "Open your returns" in mail.text


def test_it_goes_to_leads_or_to_the_signatory_whose_turn_it_is(unit, exercise):
    lead = MembershipFactory()
    head = MembershipFactory(organisation=lead.organisation, head=True)
    MembershipFactory(organisation=lead.organisation, chair=True)
    MembershipFactory(organisation=lead.organisation, contributor=True)
    audit_return = asked(exercise, lead)
    for status, person in (
        (ReturnStatus.DRAFT, lead),
        (ReturnStatus.AWAITING_SIGN_OFF, head),
        (ReturnStatus.CHANGES_REQUESTED, lead),
    ):
        Return.objects.filter(pk=audit_return.pk).update(status=status, attempt=1)
        plan = services.plan_chase(exercise=exercise, returns=[audit_return])
        assert [letter.person for letter in plan.letters] == [person.user]


@pytest.mark.parametrize("status", ["submitted", "accepted", "withdrawn"])
def test_what_waits_for_nobody_is_never_chased(exercise, status):
    plan = services.plan_chase(exercise=exercise, returns=[asked(exercise, status=status)])
    assert not plan.letters
    assert not plan.unreachable


def test_a_closed_school_is_never_chased(exercise):
    closed = MembershipFactory(organisation__closed=True)
    assert not services.plan_chase(exercise=exercise, returns=[asked(exercise, closed)]).letters
    assert dict(sizes(exercise))["not_started"] == 0


def test_who_cannot_be_reached_is_listed_with_a_way_to_invite(unit_client, exercise):
    invited = MembershipFactory(user=UserFactory(invited=True, name="Ivy Invited"))
    nobody = OrganisationFactory(name="Empty School")
    switched_off = MembershipFactory(user=UserFactory(inactive=True, name="Otto Off"))
    MembershipFactory(organisation=switched_off.organisation)
    for organisation in (invited.organisation, nobody, switched_off.organisation):
        expect(exercise, organisation)
    page = soup(unit_client.get(address(exercise, "?segment=not_started")))
    text = " ".join(page.main.get_text(" ").split())
    assert "Send to 1 person" in text
    assert "Ivy Invited: invited, has not come yet" in text
    assert "Otto Off: switched off" in text
    assert "Nobody is there as lead" in text
    links = {link["href"] for link in page.main.select("a") if "nvite" in link.text}
    assert reverse("organisations:people", args=[nobody.pk]) in links
    assert len(links) == 3


def test_nobody_is_chased_twice_in_three_days_unless_said_so(unit_client, unit, exercise):
    chased = asked(exercise)
    chase(exercise, unit, [chased])
    asked(exercise)
    query = "?segment=not_started"
    page = soup(unit_client.get(address(exercise, query)))
    assert "1 more was chased in the last 3 days and is left out" in " ".join(page.main.get_text(" ").split())
    unit_client.post(address(exercise, query), fields_of(page) | {"step": "send"})
    assert Message.objects.count() == 2
    page = soup(unit_client.get(address(exercise, query)))
    assert page.find("button", value="send") is None
    fields = fields_of(page) | {"again": "on"}
    page = soup(unit_client.post(address(exercise, query), fields | {"step": "preview"}))
    assert page.find("button", value="send").text == "Send to 2 people"
    unit_client.post(address(exercise, query), fields_of(page) | {"again": "on", "step": "send"})
    assert Message.objects.count() == 4
    with time_machine.travel(timezone.now() + PAUSE * 1.01):
        assert len(services.plan_chase(exercise=exercise, returns=[chased]).letters) == 1


def test_what_has_moved_since_is_shown_again_and_not_sent(unit_client, exercise):
    first, query = asked(exercise), "?segment=not_started"
    asked(exercise)
    page = soup(unit_client.get(address(exercise, query)))
    Return.objects.filter(pk=first.pk).update(status=ReturnStatus.SUBMITTED)
    page = soup(unit_client.post(address(exercise, query), fields_of(page) | {"step": "send"}))
    assert "Something has changed since you opened the page" in page.select_one(".govuk-error-summary").text
    assert page.find("button", value="send").text == "Send to 1 person"
    assert not Message.objects.exists()
    unit_client.post(address(exercise, query), fields_of(page) | {"step": "send"})
    assert Message.objects.count() == 1


def test_the_preview_is_the_mail(unit_client, exercise):
    lead = MembershipFactory(user__name="Dee Lead")
    asked(exercise, lead)
    query = "?segment=not_started"
    page = soup(unit_client.get(address(exercise, query)))
    fields = fields_of(page) | {"text": "Line one.\r\n\r\nLine <b>two</b>."}
    page = soup(unit_client.post(address(exercise, query), fields | {"step": "preview"}))
    shown = page.select_one(".portal-mail__text").text
    assert not Message.objects.exists()
    unit_client.post(address(exercise, query), fields | {"step": "send"})
    mail = Message.objects.get()
    assert mail.text.strip() == shown.strip()
    assert "Dear Dee Lead" in shown
    assert "Line one.\n\nLine <b>two</b>." in shown
    assert "Line &lt;b&gt;two&lt;/b&gt;." in mail.html
    assert mail.subject == f"From the partnership: {exercise.title}"


@pytest.mark.parametrize(
    "text", ["", "   ", "x" * (LONGEST_TEXT + 1), "Dear {name}", "As for ALDER school, we are worried."]
)
def test_a_text_that_does_not_fit_everybody_is_refused(unit_client, exercise, text):
    asked(exercise, MembershipFactory(organisation__name="Alder School"))
    query = "?segment=not_started"
    fields = fields_of(soup(unit_client.get(address(exercise, query)))) | {"text": text, "step": "send"}
    page = soup(unit_client.post(address(exercise, query), fields))
    assert page.select_one(".govuk-error-summary a")["href"] == "#id_text"
    assert page.find("textarea").text.strip() == text.strip()
    assert not Message.objects.exists()


def test_only_the_business_unit_chases(exercise):
    audit_return = asked(exercise)
    for stranger in (UserFactory(admin=True), MembershipFactory().user):
        with pytest.raises(PermissionDenied):
            chase(exercise, stranger, [audit_return])
    assert not Chase.objects.exists()


def test_a_round_that_is_closed_or_planned_is_not_chased(unit, unit_client):
    for exercise in (RoundFactory(over=True, closed_at=timezone.now()), RoundFactory(scheduled=True)):
        audit_return = asked(exercise)
        with pytest.raises(ValidationError, match=r"closed|not opened"):
            chase(exercise, unit, [audit_return])
        assert unit_client.get(address(exercise, "?segment=overdue")).status_code == 302


def test_a_return_of_another_round_is_not_chased_here(unit, exercise):
    foreign = asked(RoundFactory())
    with pytest.raises(ValidationError, match="nobody to tell"):
        chase(exercise, unit, [foreign])


def test_each_segment_has_its_returns_and_its_words(exercise):
    now = timezone.now()
    made = {
        "not_started": asked(exercise),
        "in_progress": asked(exercise, started_at=now),
        "stuck": asked(exercise, status=ReturnStatus.AWAITING_SIGN_OFF),
        "changes": asked(exercise, status=ReturnStatus.CHANGES_REQUESTED, submitted_at=now),
    }
    late = asked(exercise, started_at=now, extended_until=now)
    asked(exercise, status=ReturnStatus.ACCEPTED, submitted_at=now)
    running = Round.objects.get(pk=exercise.pk)
    for segment, audit_return in made.items():
        assert audit_return in in_segment(running, segment, {})
    assert list(in_segment(running, "overdue", {})) == [late]
    assert dict(sizes(running)) == {"not_started": 1, "in_progress": 2, "stuck": 1, "overdue": 1, "changes": 1}
    assert set(TEXTS) == set(BY_PRESS)
    assert all(len(text) <= LONGEST_TEXT for text in TEXTS.values())


def test_ticked_and_filtered_returns_can_be_chased(unit_client, exercise):
    alder = asked(exercise, MembershipFactory(organisation__name="Alder School"))
    asked(exercise, MembershipFactory(organisation__name="Birch School"))
    for query in (f"?segment=ticked&return={alder.reference}", "?segment=shown&search=alder"):
        page = soup(unit_client.get(address(exercise, query)))
        assert page.find("button", value="send").text == "Send to 1 person"
    for query in ("?segment=ticked", "?segment=unknown", ""):
        assert unit_client.get(address(exercise, query)).status_code == 302


def test_the_tracker_and_the_return_say_when_and_by_whom(unit_client, unit, client, exercise):
    lead = MembershipFactory(organisation__name="Alder School")
    chased = asked(exercise, lead)
    asked(exercise, MembershipFactory(organisation__name="Birch School"))
    chase(exercise, unit, [chased])
    tracker = reverse("self_assessments:tracker", args=[exercise.pk])
    rows = soup(unit_client.get(tracker + "?sort=-chased")).select(".portal-tracker tbody tr")
    assert f"by {unit.name}" in rows[0].text
    assert "Alder School" in rows[0].text
    rows = soup(unit_client.get(tracker + "?sort=chased")).select(".portal-tracker tbody tr")
    assert "Alder School" in rows[0].text  # what was never chased comes last
    assert f"by {unit.name}" in soup(unit_client.get(chased.get_absolute_url())).main.text
    client.force_login(lead.user)
    assert "Chased" not in soup(client.get(chased.get_absolute_url())).main.text
