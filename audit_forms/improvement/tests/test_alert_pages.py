"""The pages of alerts: two actions to raise one, on top of the screens concerned, nobody else finds it (bars R16)."""

from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from audit_forms.improvement.enums import AlertStatus
from audit_forms.improvement.models import Alert
from audit_forms.improvement.tests.factories import Alarm, AlertFactory
from audit_forms.improvement.tests.test_pages import page_of, text_of
from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from audit_forms.returns.tests.factories import ReturnFactory
from home.models import PartnershipSettings
from portal.accounts.tests.factories import UserFactory
from portal.outbox.models import Message

pytestmark = pytest.mark.django_db

RAISE = reverse("alerts:raise")
SAID = {"about": "child", "known": "The gate stands open.", "told": ["nobody"]}
TITLE = "Immediate risk or unsafe practice"


def fields_of(response):
    """The hidden fields of the form in the page's main part, as a browser sends them."""
    form = page_of(response).select_one("main form[method=post]")
    return {field["name"]: field["value"] for field in form.select("input[type=hidden]")}


def address(alert, verb):
    return reverse("alerts:act", args=[alert.reference, verb])


@pytest.fixture
def quiet(db):
    """A school where nothing has been raised yet."""
    return Alarm(raised=False)


def test_from_a_page_of_a_return_it_takes_two_actions(client, quiet):
    audit_return = ReturnFactory(organisation=quiet.school)
    MembershipFactory(user=quiet.colleague)  # in two schools: the return says which
    client.force_login(quiet.colleague)
    section = audit_return.edition.sections.get().key
    page = page_of(client.get(reverse("returns:section", args=[audit_return.reference, section])))
    way = page.find("a", string="Report an immediate risk")["href"]
    form = client.get(way)
    said = text_of(form)
    assert said.index("call 999") < said.index("What is it about?")
    answer = client.post(way, fields_of(form) | SAID)
    raised = Alert.objects.get()
    assert answer["Location"] == raised.get_absolute_url()
    assert (raised.organisation, raised.audit_return) == (quiet.school, audit_return)
    assert "The alert is raised" in text_of(client.get(answer["Location"]))


def test_the_numbers_come_from_the_partnerships_settings(client, quiet):
    partnership = PartnershipSettings.for_site(Site.objects.get(is_default_site=True))
    partnership.front_door_phone = "01632 960 999"
    partnership.save()
    client.force_login(quiet.viewer)
    page = page_of(client.get(RAISE))
    assert page.select_one("main a[href='tel:01632960999']").text == "01632 960 999"


def test_sent_twice_it_is_raised_once(client, quiet):
    client.force_login(quiet.colleague)
    fields = fields_of(client.get(RAISE)) | SAID
    places = {client.post(RAISE, fields)["Location"] for _ in range(3)}
    assert len(places) == Alert.objects.count() == 1


def test_the_business_unit_chooses_and_a_foreign_return_chooses_nothing(client, quiet):
    audit_return = ReturnFactory()
    client.force_login(quiet.unit)
    form = client.get(RAISE)
    fields = fields_of(form) | SAID
    assert "Choose the school or agency" in text_of(client.post(RAISE, fields))
    client.post(RAISE, fields | {"organisation": str(quiet.school.pk)})
    assert Alert.objects.get().organisation == quiet.school
    client.force_login(quiet.colleague)
    way = f"{RAISE}?return={audit_return.reference}"
    client.post(way, fields_of(client.get(way)) | SAID)
    mine = Alert.objects.get(raised_by=quiet.colleague)
    assert (mine.organisation, mine.audit_return) == (quiet.school, None)


def test_somebody_elses_school_cannot_be_named(client, quiet):
    MembershipFactory(user=quiet.colleague)
    client.force_login(quiet.colleague)
    fields = fields_of(client.get(RAISE)) | SAID | {"organisation": str(OrganisationFactory().pk)}
    assert client.post(RAISE, fields).status_code == 200
    assert not Alert.objects.exists()


def test_without_a_school_or_agency_the_page_says_whom_to_call(client):
    client.force_login(UserFactory())
    page = client.get(RAISE)
    assert "call 999" in text_of(page)
    assert "tell the Business Unit" in text_of(page)
    assert not page_of(page).select("main form")
    assert client.post(RAISE, {"key": str(uuid4()), **SAID}).status_code == 403


def test_what_may_identify_a_child_is_asked_about_once_and_nothing_is_lost(client, quiet):
    client.force_login(quiet.colleague)
    fields = fields_of(client.get(RAISE)) | SAID | {"known": "Ring 07700 900123"}
    warned = client.post(RAISE, fields)
    assert "telephone number" in text_of(warned)
    assert page_of(warned).select_one("textarea[name=known]").text.strip() == "Ring 07700 900123"
    assert not Alert.objects.exists()
    client.post(RAISE, fields | {"kept": "on"})
    assert Alert.objects.get().known == "Ring 07700 900123"
    refused = client.post(RAISE, fields_of(client.get(RAISE)) | SAID | {"known": "NHS number 943 476 5919"})
    assert "An alert never says who a child is" in text_of(refused)
    assert Alert.objects.count() == 1


@pytest.mark.parametrize("verb", ["", "acknowledge", "assurance", "close", "ask-again", "note"])
def test_a_foreign_alert_is_not_there(client, alarm, verb):
    place = address(alarm.alert, verb) if verb else alarm.alert.get_absolute_url()
    for who in ("viewer", "auditor", "leaver", "stranger", "superuser"):
        client.force_login(getattr(alarm, who))
        assert client.get(place).status_code == 404, who
        assert client.post(place, {"version": "1", "note": "Words"}).status_code in (404, 405), who
    assert alarm.now.version == 1


def test_each_reader_is_offered_their_one_next_step(client, alarm):
    steps = {
        AlertStatus.RAISED: {"lead": "acknowledge", "unit": "acknowledge", "colleague": ""},
        AlertStatus.ACKNOWLEDGED: {"head": "assurance", "unit": "", "colleague": ""},
        AlertStatus.ASSURANCE_GIVEN: {"lead": "", "unit": "close", "colleague": ""},
    }
    for status, wanted in steps.items():
        alarm.alert = AlertFactory(organisation=alarm.school, raised_by=alarm.colleague)
        alarm.reach(status)
        for who, step in wanted.items():
            client.force_login(getattr(alarm, who))
            section = page_of(client.get(alarm.alert.get_absolute_url())).select_one(
                "section[aria-labelledby=next-step]"
            )
            assert (section.form["action"] if section else "") == (address(alarm.alert, step) if step else ""), who


def test_the_whole_way_by_its_pages(client, alarm):
    def press(who, verb, **said):
        client.force_login(getattr(alarm, who))
        page = client.get(alarm.alert.get_absolute_url())
        form = page_of(page).select_one(f"form[action='{address(alarm.alert, verb)}']")
        fields = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
        return client.post(form["action"], fields | said, follow=True)

    assert "You have acknowledged the alert" in text_of(press("lead", "acknowledge"))
    assert "Write what is new" in text_of(press("colleague", "note", note=" "))
    press("colleague", "note", note="A colleague stands there.")
    press("lead", "assurance", note="The gate is locked.")
    press("unit", "ask-again", note="Who locks it?")
    press("head", "assurance", note="The caretaker locks it, and the office checks.")
    said = text_of(press("unit", "close", note="Seen and tried."))
    assert alarm.now.status == AlertStatus.CLOSED
    for words in ("A colleague stands there.", "Who locks it?", "Closed by Uma Unit", "Hetty Head"):
        assert words in said


def test_an_old_page_says_so_and_keeps_what_was_written(client, alarm):
    client.force_login(alarm.lead)
    fields = fields_of(client.get(alarm.alert.get_absolute_url()))
    alarm.do("add_note", "unit", note="First")
    answer = client.post(address(alarm.alert, "note"), fields | {"note": "Second"})
    assert "after you opened the page" in text_of(answer)
    assert "Second" in answer.content.decode()
    assert client.post(address(alarm.alert, "note"), {"note": "No version"}, follow=True).status_code == 200
    assert alarm.now.updates.count() == 2


def screens(alarm, audit_return):
    return {
        "lead": [reverse("returns:list"), audit_return.get_absolute_url(), reverse("improvement:list")],
        "head": [reverse("returns:list"), reverse("returns:read", args=[audit_return.reference])],
        "colleague": [reverse("returns:list"), reverse("account_home")],
        "unit": [reverse("self_assessments:unit"), reverse("returns:read", args=[audit_return.reference])],
    }


def test_it_stays_on_top_of_every_screen_concerned_until_it_is_closed(client, alarm):
    audit_return = ReturnFactory(organisation=alarm.school)
    for who, places in screens(alarm, audit_return).items():
        client.force_login(getattr(alarm, who))
        for place in places:
            said = text_of(client.get(place))
            assert TITLE in said, (who, place)
            assert "Acknowledge by" in said
            assert "Raised by Col League" in said
            assert said.index(TITLE) < 20
    client.force_login(alarm.viewer)
    assert TITLE not in text_of(client.get(reverse("returns:list")))
    alarm.reach(AlertStatus.CLOSED)
    for who, places in screens(alarm, audit_return).items():
        client.force_login(getattr(alarm, who))
        assert all(TITLE not in text_of(client.get(place)) for place in places)


def test_on_a_return_only_its_own_schools_alerts_stand(client, alarm):
    other = ReturnFactory()
    client.force_login(alarm.unit)
    assert TITLE not in text_of(client.get(reverse("returns:read", args=[other.reference])))


def test_unanswered_it_says_so_on_the_dashboards_without_job_or_mail(client, alarm):
    Alert.objects.update(acknowledge_by=alarm.alert.raised_at)
    Message.objects.all().delete()
    client.force_login(alarm.unit)
    said = text_of(client.get(reverse("self_assessments:unit")))
    assert "Not acknowledged since" in said
    assert "Out of time" in said


def test_the_list_is_filtered_and_has_what_waits_on_top(client, alarm):
    AlertFactory(closed=True)
    AlertFactory(assured=True, about="practice")
    client.force_login(alarm.unit)
    rows = [row.text for row in page_of(client.get(reverse("alerts:list"))).select("tbody th a")]
    assert rows == ["A child is at risk", "Practice is unsafe"]
    assert "3 alerts found" in text_of(client.get(f"{reverse('alerts:list')}?status=all"))
    assert "1 alert found" in text_of(client.get(f"{reverse('alerts:list')}?about=practice"))
    assert "No alert matches" in text_of(client.get(f"{reverse('alerts:list')}?about=adult"))
    client.force_login(alarm.stranger)
    assert "No alert is open" in text_of(client.get(reverse("alerts:list")))


def test_the_panel_takes_one_query_whatever_its_length(client, alarm):
    client.force_login(alarm.lead)
    places = [reverse("returns:list"), reverse("alerts:list"), alarm.alert.get_absolute_url()]

    def queries():
        counts = []
        for place in places:
            client.get(place)
            with CaptureQueriesContext(connection) as found:
                client.get(place)
            counts.append(len(found))
        return counts

    before = queries()
    for _ in range(7):
        AlertFactory(organisation=alarm.school)
    assert queries() == before
    with CaptureQueriesContext(connection) as found:
        assert "All alerts that are not closed" in text_of(client.get(places[0]))
    assert sum("improvement_alert" in query["sql"] for query in found) == 1


def test_signed_out_nobody_gets_in(client, alarm):
    for place in (reverse("alerts:list"), RAISE, alarm.alert.get_absolute_url(), address(alarm.alert, "note")):
        answer = client.get(place)
        assert urlsplit(answer["Location"]).path == "/accounts/login/"
    assert "Report an immediate risk" not in client.get("/accounts/login/").content.decode()
