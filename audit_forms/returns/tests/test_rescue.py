"""Text typed into a page whose session is gone: kept, offered to its writer, shown to nobody else (bars R6)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit_forms.organisations.models import Membership
from audit_forms.returns import owner, parts, services
from audit_forms.returns.models import Answer, RescuedText
from audit_forms.returns.tests.test_section_pages import hidden

TYPED = {
    "long_text.text": "Long typed",
    "short_text.text": "Short",
    "rated-0.level": "red",
    "rated-0.action_by": "1/2/3x",
}


@pytest.fixture
def address(full_return):
    return reverse("returns:section", args=[full_return.reference, "everything"])


@pytest.fixture
def form(client, full_cast, address):
    """The page as the lead's browser has it, and what was typed."""
    client.force_login(full_cast.lead)
    return hidden(client.get(address)) | TYPED


def test_after_the_session_ran_out_everything_typed_is_kept_and_offered(client, full_cast, address, form):
    client.logout()
    answer = client.post(address, form)
    assert answer.status_code == 302
    assert answer.url == f"/accounts/login/?next={address.replace('/', '%2F')}"
    kept = RescuedText.objects.get()
    assert kept.user == full_cast.lead
    assert {name: kept.data[name] for name in TYPED} == TYPED
    assert not Answer.objects.exists()
    client.force_login(full_cast.lead)
    offered = client.get(address).content.decode()
    assert "We kept what you typed here" in offered
    assert "Long typed" not in offered
    put_in = client.get(f"{address}?put_in=1")
    page = put_in.content.decode()
    assert ">&#10;Long typed</textarea>" in page
    assert 'value="1/2/3x"' in page
    assert not Answer.objects.exists()
    done = client.post(address, hidden(put_in) | TYPED | {"rated-0.action_by": "1/2/2027"})
    assert done.status_code == 302
    assert Answer.objects.get(question__key="long_text").text == "Long typed"
    assert not RescuedText.objects.exists()


def test_what_was_rescued_conflicts_with_what_a_colleague_wrote_meanwhile(
    client, full_cast, address, form, full_return
):
    client.logout()
    client.post(address, form)
    posted = {"long_text.version": "0", "long_text.text": "Colleague's"}
    services.save_answers(audit_return=full_return, section="everything", posted=posted, actor=full_cast.colleague)
    client.force_login(full_cast.lead)
    sent = hidden(client.get(f"{address}?put_in=1")) | TYPED | {"rated-0.action_by": ""}
    answer = client.post(address, sent)
    assert "Col League saved another answer" in answer.content.decode()
    assert Answer.objects.get(question__key="long_text").text == "Colleague's"
    assert RescuedText.objects.exists()


@pytest.mark.parametrize("who", ["colleague", "head", "unit", "stranger"])
def test_another_person_on_the_same_browser_sees_nothing(client, full_cast, address, form, who):
    client.logout()
    client.post(address, form)
    other = getattr(full_cast, who)
    client.force_login(other)
    for page in (address, f"{address}?put_in=1", "/returns/", address.partition("section")[0]):
        text = client.get(page, follow=True).content.decode()
        assert "Long typed" not in text
        assert "We kept what you typed" not in text
    client.post(reverse("returns:discard", args=[address.split("/")[2], "everything"]))
    assert RescuedText.objects.get().user == full_cast.lead


def test_a_form_sent_while_somebody_else_is_signed_in_is_kept_for_its_writer(client, full_cast, address, form):
    client.force_login(full_cast.colleague)
    client.post(address, form)
    assert not Answer.objects.exists()
    assert RescuedText.objects.get().user == full_cast.lead


def test_a_refused_security_token_loses_nothing(full_cast, address, form):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(full_cast.lead)
    answer = strict.post(address, form)
    assert (answer.status_code, answer.url) == (302, address)
    assert RescuedText.objects.get().data["long_text.text"] == "Long typed"
    signed_out = Client(enforce_csrf_checks=True).post(address, form)
    assert "/accounts/login/" in signed_out.url


def test_a_refused_security_token_without_an_owner_is_refused_as_ever(full_cast, address, form):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(full_cast.lead)
    assert strict.post(address, form | {"owner": "forged"}).status_code == 403
    assert strict.post("/accounts/logout/", {}).status_code == 403
    assert not RescuedText.objects.exists()


def test_a_token_opens_nothing_for_somebody_who_may_no_longer_write(client, full_cast, address, form):
    client.logout()
    Membership.objects.filter(user=full_cast.lead).update(ended_at=timezone.now())
    client.post(address, form)
    assert not RescuedText.objects.exists()


def test_only_fields_of_the_section_are_kept_and_only_what_a_database_can_hold(full_return, full_cast):
    posted = {"long_text.version": "0", "long_text.text": "a\0b\ud800"}
    posted |= {"extra.version": "0", "extra.text": "Other section", "csrfmiddlewaretoken": "t", "status": "x"}
    services.keep_typed_text(audit_return=full_return, section="everything", posted=posted, owner=full_cast.lead)
    data = RescuedText.objects.get().data
    assert data == {"long_text.text": "a\ufffdb?", "long_text.version": "0", "long_text.base": ""}


def test_what_a_second_window_or_autosave_could_not_save_is_kept_beside_the_first(full_return, full_cast):
    blank = parts.digest({"text": ""})
    untouched = {"long_text.version": "0", "long_text.base": blank, "long_text.text": ""}
    for posted in (
        {"long_text.version": "0", "long_text.base": blank, "long_text.text": "First window"},
        untouched | {"number.version": "0", "number.number": "many"},
        {"rated-0.version": "0", "rated-0.level": "green", "rated-0.confirmed": "on"},
    ):
        assert services.keep_typed_text(
            audit_return=full_return, section="everything", posted=posted, owner=full_cast.lead
        )
    data = RescuedText.objects.get().data
    assert data["long_text.text"] == "First window"
    assert data["number.number"] == "many"
    assert (data["rated-0.level"], data["rated-0.confirmed"]) == ("green", "on")


def test_a_page_nobody_had_changed_leaves_nothing_to_keep(client, full_cast, address):
    client.force_login(full_cast.lead)
    page = client.get(address)
    unchanged = hidden(page) | {"short_text.text": full_cast.lead.memberships.get().organisation.name}
    client.logout()
    client.post(address, unchanged)
    assert not RescuedText.objects.exists()


def test_discarded_text_is_gone(client, full_cast, full_return, address, form):
    client.logout()
    client.post(address, form)
    client.force_login(full_cast.lead)
    answer = client.post(reverse("returns:discard", args=[full_return.reference, "everything"]))
    assert answer.url == address
    assert not RescuedText.objects.exists()


def test_kept_text_is_offered_for_seven_days_and_then_deleted(full_return, full_cast):
    posted = {"long_text.version": "0", "long_text.text": "Old"}
    services.keep_typed_text(audit_return=full_return, section="everything", posted=posted, owner=full_cast.lead)
    assert services.purge_rescued() == 0
    RescuedText.objects.update(rescued_at=timezone.now() - timedelta(days=7, minutes=1))
    assert not RescuedText.objects.offered_to(full_cast.lead).exists()
    assert services.purge_rescued() == 1


def test_owner_tokens_are_not_forged_or_kept_for_ever(full_return, full_cast, time_machine):
    token = owner.token(full_cast.lead, full_return, "everything")
    assert owner.read(token)["user"] == full_cast.lead.pk
    assert owner.read(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    time_machine.move_to(timezone.now() + timedelta(days=8))
    assert owner.read(token) is None
