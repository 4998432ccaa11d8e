"""A self-assessment does not say who a child is: NHS numbers are refused, other signs are pointed out (bars G3)."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from audit_forms.questionnaires.models import Questionnaire
from audit_forms.returns import services
from audit_forms.returns.guarding import KEPT
from audit_forms.returns.tests.factories import fill, in_status
from portal.trail.models import AuditTrail

NHS = "Seen by CAMHS, NHS number 943 476 5919."
BORN = "J.B. 12/03/2014 was moved."
MOBILE = "Mum’s mobile is 07700 900123."


def section_of(audit_return):
    return audit_return.edition.sections.first().key


def post(client, audit_return, **fields):
    address = reverse("returns:section", args=[audit_return.reference, section_of(audit_return)])
    posted = {"first.version": "0", "first.level": "green", "second.version": "0", **fields}
    return client.post(address, {name.replace("__", "."): value for name, value in posted.items()})


@pytest.mark.parametrize("text", [NHS, BORN])
def test_an_identity_is_not_stored_and_nothing_else_is_lost(client, audit_return, cast, text):
    client.force_login(cast.lead)
    page = post(client, audit_return, first__text=text, second__text="Kept").content.decode()
    assert "<title>Error: " in page
    assert "A return never says who a child is." in page
    assert text in page
    stored = {row.question.key: row.text for row in audit_return.answers.select_related("question")}
    assert stored == {"first": "", "second": "Kept"}
    assert audit_return.answers.get(question__key="first").level.key == "green"


def test_autosave_says_that_it_is_not_saved(client, audit_return, cast):
    client.force_login(cast.lead)
    address = reverse("returns:autosave", args=[audit_return.reference, section_of(audit_return)])
    data = {"second.version": "0", "second.text": NHS}
    said = client.post(address, json.dumps(data), content_type="application/json").json()
    assert said["state"] == "refused"
    assert "looks like an NHS number" in said["errors"]["second.text"][0]
    assert not audit_return.answers.exists()
    said = client.post(address, json.dumps(data | {"second.text": MOBILE}), content_type="application/json").json()
    assert said["state"] == "saved"
    assert said["warnings"] == {"second": ["somebody’s telephone number: “07700 900123”"]}


def test_a_warning_stays_until_somebody_keeps_the_text_and_returns_when_it_changes(client, audit_return, cast):
    client.force_login(cast.lead)
    post(client, audit_return, second__text=MOBILE)
    address = reverse("returns:section", args=[audit_return.reference, section_of(audit_return)])
    check = reverse("returns:check", args=[audit_return.reference])
    for page in (address, check):
        assert "somebody’s telephone number: “07700 900123”" in client.get(page).content.decode()
    version = str(audit_return.answers.get(question__key="second").version)
    kept = {"second.version": version, "second.text": MOBILE, "keep_text": "second"}
    for _ in range(2):
        assert client.post(address, kept).url.endswith("#question-second")
    entry = AuditTrail.objects.about(audit_return).get(action=KEPT)
    assert entry.actor == cast.lead
    assert entry.data["question"] == "second"
    assert "07700" not in str(entry.data)
    assert client.post(address, {"keep_text": "foreign"}).status_code == 302
    for page in (address, check):
        assert "07700 900123”" not in client.get(page).content.decode()
    client.post(address, {"second.version": version, "second.text": f"{MOBILE} Or ring gran."})
    assert "“07700 900123”" in client.get(check).content.decode()


@pytest.mark.parametrize("who", ["head", "chair", "viewer", "auditor", "stranger", "unit"])
def test_only_writers_keep_a_text(audit_return, cast, who):
    fill(audit_return, cast.lead, text=MOBILE)
    with pytest.raises(PermissionDenied):
        services.keep_text(audit_return=audit_return, key="second", actor=getattr(cast, who))
    assert not AuditTrail.objects.filter(action=KEPT).exists()


def test_nothing_is_kept_where_nothing_was_found_or_the_return_is_closed(audit_return, cast):
    fill(audit_return, cast.lead)
    assert services.keep_text(audit_return=audit_return, key="second", actor=cast.lead) is False
    with pytest.raises(services.NotOpen):
        services.keep_text(audit_return=audit_return, key="foreign", actor=cast.lead)
    in_status("awaiting_sign_off", audit_return, cast)
    with pytest.raises(services.NotOpen):
        services.keep_text(audit_return=audit_return, key="second", actor=cast.lead)


def test_contacts_and_facts_are_left_alone(full_return, full_cast):
    posted = {"person.version": "0", "person.name": "Sam Lee", "person.email": "sam.lee@mail.example"}
    posted |= {"short_text.version": "0", "short_text.text": "Beck School, LS1 4AP"}
    saved = services.save_answers(audit_return=full_return, section="everything", posted=posted, actor=full_cast.lead)
    assert saved.is_clean
    assert saved.warnings == {}


def test_a_deep_dive_is_not_read(audit_return, cast):
    Questionnaire.objects.update(kind="deep_dive")
    saved = fill(audit_return, cast.lead, text=NHS)
    assert saved.is_clean
