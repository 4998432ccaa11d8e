"""Whatever is sent to a return's pages, they answer, quickly, and without a fault of ours (bars S20)."""

import json

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from audit_forms.returns.tests.factories import in_status

TEXT = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["\0", "\ud800", "\u202e" * 500, "\U0001f600" * 2_000, "9" * 400, "-1", "1e999", "mine:9", "x" * 250_000]
    ),
)
PARTS = ["version", "base", "keep", "level", "text", "confirmed", "reason", "action_what", "action_who", "action_by"]
NAMES = st.one_of(
    st.builds("{}.{}".format, st.sampled_from(["first", "second", "note", "a"]), st.sampled_from([*PARTS, "first"])),
    st.sampled_from(
        ["owner", "leave", "put_in", "agreed", "attempt", "reason", "confirm", "send_back", "due_on", "meeting_date"]
    ),
    st.text(max_size=20),
)
DATA = st.dictionaries(NAMES, TEXT, max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | TEXT, lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner)
)
QUIET = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def encodable(data):
    """As a browser sends it: halves of surrogate pairs cannot leave it."""
    return {
        name.encode("utf-8", "replace").decode(): text.encode("utf-8", "replace").decode()
        for name, text in data.items()
    }


def answered(call):
    """Make the request; it must be answered without a server error."""
    answer = call()
    assert answer.status_code < 500
    return answer


@pytest.fixture
def section(audit_return):
    return reverse("returns:section", args=[audit_return.reference, audit_return.edition.sections.get().key])


@QUIET
@given(data=DATA)
@example(data={"first.version": "0", "first.action_by": "\0", "first.level": "red"})
@example(data={f"key{number}.version": "0" for number in range(10_000)})
def test_a_section_takes_any_form(client, cast, section, data):
    client.force_login(cast.lead)
    answered(lambda: client.post(section, encodable(data)))
    assert answered(lambda: client.get(section)).status_code == 200


@QUIET
@given(body=st.one_of(JSON.map(json.dumps), st.binary(max_size=200)))
def test_autosave_takes_any_body(client, cast, section, body):
    client.force_login(cast.lead)
    answered(lambda: client.post(f"{section}autosave/", body, content_type="application/json"))


@QUIET
@given(
    data=DATA,
    page=st.sampled_from(
        ["send", "sign", "signatories", "assign", "assure", "assure_note", "decide", "workbook", "withdraw"]
    ),
)
def test_decisions_take_any_form(client, audit_return, cast, data, page):
    who = {"send": cast.lead, "sign": cast.head}.get(page, cast.unit)
    client.force_login(who)
    answered(lambda: client.post(reverse(f"returns:{page}", args=[audit_return.reference]), encodable(data)))


@QUIET
@given(data=DATA)
def test_signing_takes_any_form(client, audit_return, cast, data):
    if audit_return.status == "draft" and not audit_return.answers.exists():
        in_status("awaiting_sign_off", audit_return, cast)
    client.force_login(cast.head)
    answered(lambda: client.post(reverse("returns:sign", args=[audit_return.reference]), encodable(data)))


@QUIET
@given(reference=st.text(min_size=1, max_size=30), step=st.text(min_size=1, max_size=30))
def test_any_address_is_answered(client, cast, reference, step):
    client.force_login(cast.lead)
    for path in (f"/returns/{reference}/", f"/returns/{reference}/section/{step}/"):
        answered(lambda path=path: client.get(path.encode("utf-8", "replace").decode()))
