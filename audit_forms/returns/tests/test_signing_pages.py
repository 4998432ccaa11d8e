"""The pages behind a link: scanners change nothing, the code opens one return, and nothing else is opened by it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit_forms.returns import services
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import SigningLink
from audit_forms.returns.tests.factories import Cast, ReturnFactory, fill, refreshed
from audit_forms.returns.tests.test_signing_links import CHAIR, HEAD, code_for, token_for
from portal.outbox.models import Message

GONE = "This link can no longer be used"


@pytest.fixture
def sent(audit_return, cast):
    fill(audit_return, cast.lead)
    invitees = {"head": HEAD, "chair": CHAIR}
    return services.send_for_sign_off(audit_return=audit_return, actor=cast.lead, invitees=invitees)


@pytest.fixture
def token(sent):
    return token_for(HEAD.email)


def page(name, token):
    return reverse(f"returns:{name}", args=[token])


def prove(client, token, email=HEAD.email):
    client.post(page("link_code", token))
    return client.post(page("link_prove", token), {"code": code_for(email)})


def test_before_the_code_nobody_and_nothing_is_named(client, sent, token):
    text = client.get(page("link", token)).text
    assert "Send me a code" in text
    for secret in (sent.reference, str(sent.organisation), HEAD.name, HEAD.email, "Minutes of the meeting"):
        assert secret not in text


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_scanners_that_follow_links_change_nothing(client, sent, token, method):
    before = list(SigningLink.objects.values()), Message.objects.count()
    for name in ("link", "link_code", "link_prove", "link_signed"):
        getattr(client, method)(page(name, token))
    assert (list(SigningLink.objects.values()), Message.objects.count()) == before
    assert not client.session.keys()


def test_the_whole_way_from_link_to_thank_you(client, sent, token):
    assert prove(client, token).url == page("link", token)
    text = client.get(page("link", token)).text
    assert str(sent.organisation) in text
    assert "Minutes of the meeting" in text
    assert f"Signed as {HEAD.name}" in text
    done = client.post(page("link", token), {"confirm": "1", "attempt": "1"}, follow=True)
    assert "You have confirmed the return" in done.text
    assert sent.sign_offs.get().signatory == HEAD.name
    assert "Minutes of the meeting" not in done.text


def test_a_second_click_finds_the_same_answer_and_changes_nothing(client, sent, token):
    prove(client, token)
    for _ in range(3):
        answer = client.post(page("link", token), {"confirm": "1", "attempt": "1"})
        assert answer.url == page("link_signed", token)
    assert sent.sign_offs.count() == 1
    assert client.get(page("link", token), follow=True).status_code == 200


def test_a_click_that_arrives_just_after_the_first_finds_the_same_answer(client, sent, token):
    prove(client, token)
    services.confirm(audit_return=sent, attempt=1, link=SigningLink.objects.get(capacity="head"))
    answer = client.post(page("link", token), {"confirm": "1", "attempt": "1"})
    assert answer.url == page("link_signed", token)
    assert client.get(page("link_signed", token)).status_code == 200
    assert Client().get(page("link_signed", token)).status_code == 404


def test_sent_back_with_a_reason(client, sent, token):
    prove(client, token)
    empty = client.post(page("link", token), {"send_back": "1", "attempt": "1", "reason": " "})
    assert "Say what should change" in empty.text
    done = client.post(page("link", token), {"send_back": "1", "attempt": "1", "reason": "Too rosy"}, follow=True)
    assert "You have sent the return back" in done.text
    assert refreshed(sent).status == ReturnStatus.DRAFT
    assert sent.sign_offs.get().reason == "Too rosy"


def test_the_proof_opens_no_other_page_and_no_other_link(client, sent, token):
    prove(client, token)
    assert client.get(reverse("returns:detail", args=[sent.reference])).status_code == 302
    assert client.get(reverse("returns:list")).status_code == 302
    other = ReturnFactory(exercise=sent.exercise)
    others = Cast(other)
    fill(other, others.lead)
    services.send_for_sign_off(audit_return=other, actor=others.lead, invitees={"head": CHAIR})
    second = token_for(CHAIR.email)
    assert "Send me a code" in client.get(page("link", second)).text
    assert client.post(page("link", second), {"confirm": "1", "attempt": "1"}).status_code == 404
    assert not other.sign_offs.exists()


def test_without_the_proof_nothing_is_signed(sent, token):
    Client().post(page("link_code", token))
    prove(Client(), token)  # somebody else's browser
    stranger = Client()
    for data in ({"confirm": "1", "attempt": "1"}, {"send_back": "1", "attempt": "1", "reason": "No"}):
        answer = stranger.post(page("link", token), data)
        assert answer.status_code == 404
        assert GONE in answer.text
    assert not sent.sign_offs.exists()


def test_the_proof_gets_a_session_key_of_its_own(client, sent, token):
    session = client.session
    session["planted"] = "1"
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    prove(client, token)
    assert client.session.session_key != planted
    attacker = Client()
    attacker.cookies["sessionid"] = planted
    assert "Send me a code" in attacker.get(page("link", token)).text


def test_the_proof_ends_after_half_an_hour_without_a_page(client, sent, token):
    prove(client, token)
    with time_machine.travel(timezone.now() + timedelta(minutes=25)):
        assert "What you confirm" in client.get(page("link", token)).text
    with time_machine.travel(timezone.now() + timedelta(minutes=50)):
        assert "What you confirm" in client.get(page("link", token)).text
    with time_machine.travel(timezone.now() + timedelta(minutes=81)):
        answer = client.post(page("link", token), {"confirm": "1", "attempt": "1"})
        assert "Half an hour has passed" in answer.text
        assert "Minutes of the meeting" not in answer.text
    assert not sent.sign_offs.exists()


def test_when_the_link_is_sent_again_an_open_page_signs_nothing(client, sent, cast, token):
    prove(client, token)
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        services.send_signing_link(audit_return=sent, capacity="head", invitee=HEAD, actor=cast.lead)
        assert client.post(page("link", token), {"confirm": "1", "attempt": "1"}).status_code == 404
    assert not sent.sign_offs.exists()


def test_links_that_open_nothing_all_get_the_same_page(client, sent, cast, token):
    pages = [client.get(page("link", "never-was"))]
    services.revoke_signing_link(audit_return=sent, capacity="head", actor=cast.lead)
    pages.append(client.get(page("link", token)))
    pages.append(client.post(page("link_code", token)))
    pages.append(client.post(page("link_prove", token), {"code": "123456"}))
    pages.append(client.post(page("link_prove", token)))
    pages.append(client.get(page("link_signed", token)))
    assert {each.status_code for each in pages} == {404}
    assert all(GONE in each.text and "safeguarding at your school" in each.text for each in pages)


def test_secrets_stay_in_this_browser(client, sent, token):
    for answer in (client.get(page("link", token)), client.get(page("link", "never-was")), prove(client, token)):
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["Cache-Control"] == "private, no-store"


def test_forms_are_checked_for_their_token_though_no_origin_is_told(sent, token):
    client = Client(enforce_csrf_checks=True, headers={"Origin": "null"})
    client.get(page("link", token))
    good = client.cookies["csrftoken"].value
    assert client.post(page("link_code", token)).status_code == 403
    assert client.post(page("link_code", token), {"csrfmiddlewaretoken": good}).status_code == 200
    headers = {"Origin": "https://elsewhere.example"}
    refused = client.post(page("link_code", token), {"csrfmiddlewaretoken": good}, headers=headers)
    assert refused.status_code == 403


def test_a_wrong_code_is_told_and_five_of_them_close_the_code(client, sent, token):
    client.post(page("link_code", token))
    right = code_for(HEAD.email)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        assert "not the code we sent last" in client.post(page("link_prove", token), {"code": wrong}).text
    assert client.post(page("link_prove", token), {"code": right}).status_code == 200
    assert "Send me a code" in client.get(page("link", token)).text


# --- The lead's pages ---------------------------------------------------------------------------------------------


def test_the_lead_sends_for_sign_off_with_a_link_to_the_chair(client, audit_return, cast):
    fill(audit_return, cast.lead)
    client.force_login(cast.lead)
    address = reverse("returns:send", args=[audit_return.reference])
    assert "Hetty Head, by signing in" in client.get(address).text
    data = {"agreed": "on", "head.way": "account", "chair.way": "link", "chair.name": "Wilma Chair"}
    refused = client.post(address, data)
    assert "Enter their e-mail address." in refused.text
    refused = client.post(address, data | {"chair.email": cast.lead.email.upper()})
    assert "leads or writes this return" in refused.text
    assert refreshed(audit_return).status == ReturnStatus.DRAFT
    client.post(address, data | {"chair.email": CHAIR.email})
    assert refreshed(audit_return).status == ReturnStatus.AWAITING_SIGN_OFF
    assert SigningLink.objects.get().email == CHAIR.email


def test_one_address_for_both_is_refused_on_the_form(client, audit_return, cast):
    fill(audit_return, cast.lead)
    client.force_login(cast.lead)
    data = {"agreed": "on"}
    for capacity in ("head", "chair"):
        data |= {f"{capacity}.way": "link", f"{capacity}.name": "N", f"{capacity}.email": "same@school.example"}
    answer = client.post(reverse("returns:send", args=[audit_return.reference]), data)
    assert "already the address of another person" in answer.text


def test_while_it_waits_the_lead_changes_who_signs(client, sent, cast, token):
    client.force_login(cast.lead)
    address = reverse("returns:signatories", args=[sent.reference])
    assert HEAD.email in client.get(address).text
    assert address in client.get(sent.get_absolute_url()).text
    data = {"head.way": "account", "chair.way": "link", "chair.name": CHAIR.name, "chair.email": CHAIR.email}
    assert client.post(address, data).status_code == 302
    assert [link.capacity for link in SigningLink.objects.live()] == ["chair"]
    client.post(address, data | {"head.way": "link", "head.name": "New Head", "head.email": "new@school.example"})
    assert SigningLink.objects.live().get(capacity="head").email == "new@school.example"
    refused = client.post(address, data | {"chair.email": cast.colleague.email})
    assert "leads or writes this return" in refused.text
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        client.post(address, {"again": "head"})
    assert Message.objects.filter(to="new@school.example").count() == 2


@pytest.mark.parametrize(("who", "status"), [("colleague", 403), ("head", 403), ("stranger", 404), ("unit", 403)])
def test_nobody_else_has_that_page(client, sent, cast, who, status):
    client.force_login(getattr(cast, who))
    address = reverse("returns:signatories", args=[sent.reference])
    assert client.get(address).status_code == client.post(address).status_code == status


def test_receipt_and_whole_return_say_that_it_was_by_link(client, sent, cast, token):
    prove(client, token)
    client.post(page("link", token), {"confirm": "1", "attempt": "1"})
    services.confirm(audit_return=sent, attempt=1, actor=cast.chair)
    client.force_login(cast.unit)
    for name in ("detail", "receipt"):
        text = client.get(reverse(f"returns:{name}", args=[sent.reference])).text
        assert f"Confirmed by {HEAD.name}, by link sent to {HEAD.email}" in text
        assert "Confirmed by Charlie Chair" in text
