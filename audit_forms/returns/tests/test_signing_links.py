"""Signing by a one-time link: the right person, once, and only what was sent to them."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit_forms.organisations.tests.factories import MembershipFactory
from audit_forms.returns import services, signing
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import SigningLink
from audit_forms.returns.services.links import find_link
from audit_forms.returns.signing import Invitee, LinkUnusable
from audit_forms.returns.tests.factories import Cast, ReturnFactory, fill, in_status, refreshed
from audit_forms.returns.timeline import events_of
from audit_forms.returns.workflow import TransitionRefused
from portal.accounts.services import hash_token
from portal.outbox.models import Message
from portal.trail.models import AuditTrail

CHAIR = Invitee("Wilma Chair", "wilma@governors.example")
HEAD = Invitee("Hal Head", "hal@school.example")
TOKEN = re.compile(r"/returns/sign/([\w-]+)/")


def token_for(email):
    """The token in the newest mail to that address."""
    mails = Message.objects.filter(to=email, text__contains="/returns/sign/").order_by("-pk")
    return TOKEN.search(mails[0].text).group(1)


def code_for(email):
    """The code in the newest mail to that address."""
    return re.search(
        r"\b\d{6}\b", Message.objects.filter(to=email, subject__startswith="Your code").order_by("-pk")[0].text
    )[0]


def prove(token, email):
    services.send_code(token=token)
    return services.prove_code(token=token, code=code_for(email))


@pytest.fixture
def sent(audit_return, cast):
    """A return that waits for a head without an account, then for a chair without one."""
    fill(audit_return, cast.lead)
    invitees = {"head": HEAD, "chair": CHAIR}
    return services.send_for_sign_off(audit_return=audit_return, actor=cast.lead, invitees=invitees)


def test_the_first_signatory_gets_a_link_and_the_second_waits_for_their_turn(sent):
    assert [message.to for message in Message.objects.all()] == [HEAD.email]
    chair = SigningLink.objects.get(capacity="chair")
    assert (chair.name, chair.sent_at) == (CHAIR.name, None)
    token = token_for(HEAD.email)
    link = prove(token, HEAD.email)
    services.confirm(audit_return=sent, attempt=1, link=link)
    assert find_link(token_for(CHAIR.email)).name == CHAIR.name


def test_only_digests_are_kept(sent):
    token = token_for(HEAD.email)
    services.send_code(token=token)
    row = SigningLink.objects.filter(capacity="head").values().get()
    assert token not in str(row)
    assert code_for(HEAD.email) not in str(row)
    assert row["token_digest"] == hash_token(token)


def test_head_and_chair_sign_by_link_and_that_submits(sent):
    for who in (HEAD, CHAIR):
        link = prove(token_for(who.email), who.email)
        services.confirm(audit_return=sent, attempt=1, link=link)
    after = refreshed(sent)
    assert after.status == ReturnStatus.SUBMITTED
    assert [each.signatory for each in after.sign_offs.all()] == [HEAD.name, CHAIR.name]
    assert [each.signed_by for each in after.sign_offs.all()] == [None, None]
    told = [event.who for event in events_of(after) if event.words.startswith("Confirmed")]
    assert told == ["Hal Head, by link", "Wilma Chair, by link"]


def test_mail_and_trail_hold_no_answers_tokens_or_codes(audit_return, cast):
    fill(audit_return, cast.lead, text="CANARY")
    services.send_for_sign_off(audit_return=audit_return, actor=cast.lead, invitees={"head": HEAD})
    token = token_for(HEAD.email)
    services.confirm(audit_return=audit_return, attempt=1, link=prove(token, HEAD.email))
    for message in Message.objects.all():
        assert "CANARY" not in message.text + message.html + message.subject
    trail = str(list(AuditTrail.objects.values_list("data", flat=True)))
    assert token not in trail
    assert code_for(HEAD.email) not in trail
    assert code_for(HEAD.email) not in Message.objects.filter(subject__startswith="Your code").get().subject


def test_a_link_confirms_once_however_often_it_is_pressed(sent):
    link = prove(token_for(HEAD.email), HEAD.email)
    for _ in range(5):
        services.confirm(audit_return=sent, attempt=1, link=link)
    assert sent.sign_offs.count() == 1
    assert Message.objects.filter(to=CHAIR.email).count() == 1


def test_a_used_link_opens_nothing(sent):
    token = token_for(HEAD.email)
    services.confirm(audit_return=sent, attempt=1, link=prove(token, HEAD.email))
    with pytest.raises(LinkUnusable):
        services.send_code(token=token)


def test_sent_back_by_link_the_link_is_dead_and_after_the_resubmission_too(sent, cast):
    token = token_for(HEAD.email)
    link = prove(token, HEAD.email)
    services.decline(audit_return=sent, attempt=1, link=link, reason="B1 is too rosy")
    assert refreshed(sent).status == ReturnStatus.DRAFT
    assert "Hal Head, by link" in [event.who for event in events_of(refreshed(sent))]
    with pytest.raises(LinkUnusable):
        find_link(token)
    services.send_for_sign_off(audit_return=sent, actor=cast.lead, invitees={"head": HEAD})
    with pytest.raises(LinkUnusable):
        find_link(token)
    with pytest.raises(PermissionDenied):
        services.confirm(audit_return=sent, attempt=2, link=link)
    assert find_link(token_for(HEAD.email)).attempt == 2


def test_when_somebody_with_an_account_signs_first_the_link_is_dead(sent, cast):
    token = token_for(HEAD.email)
    link = prove(token, HEAD.email)
    services.confirm(audit_return=sent, attempt=1, actor=cast.head)
    with pytest.raises(LinkUnusable):
        find_link(token)
    with pytest.raises(PermissionDenied):
        services.confirm(audit_return=sent, attempt=1, link=link)


def test_a_link_opens_no_other_return(sent, cast):
    other = ReturnFactory(exercise=sent.exercise)
    others = Cast(other)
    in_status("awaiting_sign_off", other, others)
    link = prove(token_for(HEAD.email), HEAD.email)
    for verb, details in (("confirm", {}), ("decline", {"reason": "No"})):
        with pytest.raises(PermissionDenied):
            getattr(services, verb)(audit_return=other, attempt=1, link=link, **details)
    assert not other.sign_offs.exists()


def test_it_runs_out_after_a_fortnight_and_can_be_sent_again(sent, cast):
    token = token_for(HEAD.email)
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)):
        with pytest.raises(LinkUnusable):
            find_link(token)
        services.send_signing_link(audit_return=sent, capacity="head", invitee=HEAD, actor=cast.lead)
        assert find_link(token_for(HEAD.email)).name == HEAD.name


def test_sent_again_the_earlier_one_stops_and_a_double_click_sends_one(sent, cast):
    token = token_for(HEAD.email)
    for _ in range(3):
        services.send_signing_link(audit_return=sent, capacity="head", invitee=HEAD, actor=cast.lead)
    assert Message.objects.filter(to=HEAD.email).count() == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        for _ in range(3):
            services.send_signing_link(audit_return=sent, capacity="head", invitee=HEAD, actor=cast.lead)
        assert Message.objects.filter(to=HEAD.email).count() == 2
        with pytest.raises(LinkUnusable):
            find_link(token)


def test_taken_back_it_is_dead_and_those_with_an_account_are_asked(sent, cast):
    token = token_for(HEAD.email)
    for _ in range(2):
        services.revoke_signing_link(audit_return=sent, capacity="head", actor=cast.lead)
    with pytest.raises(LinkUnusable):
        find_link(token)
    assert Message.objects.filter(to=cast.head.email).count() == 1
    assert AuditTrail.objects.filter(action="return.signing_link_revoked").count() == 1


@pytest.mark.parametrize("who", ["colleague", "head", "chair", "viewer", "auditor", "leaver", "stranger", "unit"])
def test_only_the_lead_says_who_signs(sent, cast, who):
    actor = getattr(cast, who)
    with pytest.raises(PermissionDenied):
        services.send_signing_link(audit_return=sent, capacity="head", invitee=CHAIR, actor=actor)
    with pytest.raises(PermissionDenied):
        services.revoke_signing_link(audit_return=sent, capacity="head", actor=actor)


def test_no_link_for_a_step_that_is_done_or_not_asked(sent, cast):
    services.confirm(audit_return=sent, attempt=1, actor=cast.head)
    for capacity in ("head", "board"):
        with pytest.raises(TransitionRefused):
            services.send_signing_link(audit_return=sent, capacity=capacity, invitee=HEAD, actor=cast.lead)


@pytest.mark.parametrize("who", ["lead", "colleague"])
def test_nobody_who_writes_the_return_gets_a_link_to_sign_it(sent, cast, who):
    own = Invitee("Another Name", getattr(cast, who).email.upper())
    with pytest.raises(services.AddressRefused, match="somebody else"):
        services.send_signing_link(audit_return=sent, capacity="head", invitee=own, actor=cast.lead)
    assert SigningLink.objects.live().get(capacity="head").email == HEAD.email


def test_one_address_does_not_sign_in_two_capacities(sent, cast):
    for email in (CHAIR.email.upper(), cast.chair.email.upper()):
        with pytest.raises(services.AddressRefused, match="another person"):
            services.send_signing_link(audit_return=sent, capacity="head", invitee=Invitee("X", email), actor=cast.lead)
    services.confirm(audit_return=sent, attempt=1, link=prove(token_for(HEAD.email), HEAD.email))
    again = Invitee("Same Person", HEAD.email.upper())
    with pytest.raises(services.AddressRefused):
        services.send_signing_link(audit_return=sent, capacity="chair", invitee=again, actor=cast.lead)


def test_refused_addresses_stop_the_sending_for_sign_off_as_a_whole(audit_return, cast):
    fill(audit_return, cast.lead)
    own = {"head": Invitee("Me", cast.lead.email)}
    with pytest.raises(services.AddressRefused):
        services.send_for_sign_off(audit_return=audit_return, actor=cast.lead, invitees=own)
    assert refreshed(audit_return).status == ReturnStatus.DRAFT
    assert not SigningLink.objects.exists()


def test_who_becomes_a_writer_after_the_link_was_sent_cannot_sign(sent):
    token = token_for(HEAD.email)
    MembershipFactory(organisation=sent.organisation, role="contributor", user__email=HEAD.email)
    with pytest.raises(LinkUnusable):
        find_link(token)


def test_who_signed_by_link_does_not_sign_again_by_their_account(sent):
    services.confirm(audit_return=sent, attempt=1, link=prove(token_for(HEAD.email), HEAD.email))
    twin = MembershipFactory(organisation=sent.organisation, chair=True, user__email=HEAD.email).user
    with pytest.raises(PermissionDenied):
        services.confirm(audit_return=sent, attempt=1, actor=twin)


def test_a_code_proves_once(sent):
    token = token_for(HEAD.email)
    assert prove(token, HEAD.email) is not None
    assert services.prove_code(token=token, code=code_for(HEAD.email)) is None


def test_after_five_wrong_codes_the_right_one_is_wrong_too_until_a_new_one(sent):
    token = token_for(HEAD.email)
    services.send_code(token=token)
    right = code_for(HEAD.email)
    wrong = "000000" if right != "000000" else "111111"
    assert [services.prove_code(token=token, code=wrong) for _ in range(5)] == [None] * 5
    assert services.prove_code(token=token, code=right) is None
    with time_machine.travel(timezone.now() + timedelta(minutes=1, seconds=1)):
        assert prove(token, HEAD.email) is not None


def test_a_code_lasts_ten_minutes_and_is_of_its_link_only(sent, cast):
    token = token_for(HEAD.email)
    services.send_code(token=token)
    code = code_for(HEAD.email)
    with time_machine.travel(timezone.now() + timedelta(minutes=10, seconds=1)):
        assert services.prove_code(token=token, code=code) is None
    services.confirm(audit_return=sent, attempt=1, actor=cast.head)
    services.send_code(token=token_for(CHAIR.email))
    SigningLink.objects.filter(capacity="chair").update(
        code_digest=SigningLink.objects.get(capacity="head").code_digest
    )
    assert services.prove_code(token=token_for(CHAIR.email), code=code) is None


def test_codes_are_throttled_and_come_to_an_end(sent):
    token = token_for(HEAD.email)
    assert [services.send_code(token=token) for _ in range(5)] == [True, *[False] * 4]
    assert Message.objects.filter(to=HEAD.email).count() == 2
    SigningLink.objects.update(codes_sent=signing.MOST_CODES)
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert services.send_code(token=token) is False


@pytest.mark.parametrize("token", ["", "x", "\udce4", "a" * 5000])
def test_tokens_that_never_were_open_nothing(db, token):
    with pytest.raises(LinkUnusable):
        services.send_code(token=token)
