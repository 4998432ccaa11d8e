"""Autosave: the same service behind JSON."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from audit_forms.returns import owner
from audit_forms.returns.models import Answer, RescuedText
from audit_forms.returns.tests.factories import in_status


@pytest.fixture
def key(audit_return):
    return audit_return.edition.sections.get().key


@pytest.fixture
def send(client, audit_return, key):
    def call(data, **headers):
        address = reverse("returns:autosave", args=[audit_return.reference, key])
        body = data if isinstance(data, str | bytes) else json.dumps(data)
        return client.post(address, body, content_type="application/json", headers=headers)

    return call


def test_an_answer_is_saved_and_the_new_version_told(client, send, cast):
    client.force_login(cast.lead)
    told = send({"second.version": "0", "second.text": "Typing"}).json()
    assert told["state"] == "saved"
    assert len(told["time"]) == 5
    assert told["marks"]["second"]["version"] == 1
    again = send({"second.version": "1", "second.base": told["marks"]["second"]["base"], "second.text": "Typing on"})
    assert again.json()["marks"]["second"]["version"] == 2
    assert Answer.objects.get().text == "Typing on"


def test_a_conflict_is_told_with_the_other_persons_name_and_nothing_is_overwritten(client, send, cast):
    client.force_login(cast.colleague)
    send({"second.version": "0", "second.text": "Theirs"})
    client.force_login(cast.lead)
    answer = send({"second.version": "0", "second.text": "Mine"})
    assert (answer.status_code, answer.json()["state"]) == (200, "refused")
    assert answer.json()["conflicts"] == {"second": "Col League has changed this answer too."}
    assert "Theirs" not in answer.content.decode()
    assert Answer.objects.get().text == "Theirs"


def test_a_malformed_part_is_told_and_the_rest_saved(client, send, cast):
    client.force_login(cast.lead)
    told = send({"first.version": "0", "first.level": "red", "first.action_by": "soon"}).json()
    assert list(told["errors"]) == ["first.action_by"]
    assert told["marks"]["first"]["version"] == 1
    assert Answer.objects.get().level.key == "red"


@pytest.mark.parametrize(
    "body",
    ["", "nonsense", "[]", "null", '{"second.version": 1}', '{"second": {"version": "0"}}', b"\xff\xfe", "[" * 100_000],
)
def test_nonsense_changes_nothing_and_is_answered(client, send, cast, body):
    client.force_login(cast.lead)
    assert send(body).status_code == 200
    assert not Answer.objects.exists()


@pytest.mark.parametrize("text", ["\0", "\ud800", "a" * 1_000_000])
def test_text_that_cannot_be_kept_is_refused(client, send, cast, text):
    client.force_login(cast.lead)
    assert send({"second.version": "0", "second.text": text}).json()["state"] == "refused"
    assert not Answer.objects.exists()


def test_signed_out_it_keeps_the_text_for_its_writer(send, audit_return, cast, key):
    token = owner.token(cast.lead, audit_return, key)
    answer = send({"second.version": "0", "second.text": "Typing", "owner": token})
    assert (answer.status_code, answer.json()) == (401, {"state": "signed-out", "kept": True})
    assert RescuedText.objects.get().user == cast.lead
    assert not Answer.objects.exists()


def test_signed_out_without_proof_of_the_writer_nothing_is_kept(send):
    answer = send({"second.version": "0", "second.text": "Typing", "owner": "forged"})
    assert answer.json() == {"state": "signed-out", "kept": False}
    assert not RescuedText.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("head", 403), ("unit", 403), ("stranger", 404), ("leaver", 404)])
def test_only_writers_autosave(client, send, cast, who, status):
    client.force_login(getattr(cast, who))
    assert send({"second.version": "0", "second.text": "x"}).status_code == status
    assert not Answer.objects.exists()


def test_a_closed_return_says_so(client, send, audit_return, cast):
    in_status("awaiting_sign_off", audit_return, cast)
    client.force_login(cast.lead)
    answer = send({"second.version": "1", "second.text": "Too late"})
    assert (answer.status_code, answer.json()["state"]) == (409, "closed")
    assert "awaiting sign-off" in answer.json()["message"]


def test_it_demands_the_security_token_and_post(audit_return, cast, key):
    address = reverse("returns:autosave", args=[audit_return.reference, key])
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.lead)
    refused = strict.post(address, "{}", content_type="application/json")
    assert refused.status_code == 403
    assert strict.get(address).status_code == 405
