"""Files are given out to those who may read the return they are given in, and in no way that could do harm (S15)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audit_forms.organisations.tests.factories import MembershipFactory
from audit_forms.returns import services
from audit_forms.returns.enums import FileState
from audit_forms.returns.files import storage
from audit_forms.returns.models import Evidence
from audit_forms.returns.tests.factories import ReturnFactory, in_status
from audit_forms.returns.tests.files.making import pdf
from portal.trail.models import AuditTrail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_folder")]


def give(audit_return, actor, name="policy.pdf", content=None):
    content = content or pdf()
    return services.give_file(
        audit_return=audit_return,
        question="first",
        title="",
        file=SimpleUploadedFile(name, content),
        file_name=name,
        in_force_since=None,
        actor=actor,
    ).use.evidence


def fetch(client, path, method="get", **headers):
    """The answer, read to its end and closed; `body` is what came."""
    response = getattr(client, method)(path, headers=headers)
    response.body = b"".join(response.streaming_content) if response.streaming else response.content
    for close in response._resource_closers:  # not close(), which would end the test's connection to the database
        close()
    return response


@pytest.fixture
def row(audit_return, cast):
    return give(audit_return, cast.lead)


@pytest.fixture
def address(audit_return, row):
    return reverse("returns:evidence_file", args=[audit_return.reference, row.pk])


@pytest.mark.parametrize("who", ["lead", "colleague", "head", "chair", "viewer", "unit"])
def test_readers_of_the_return_get_the_file(client, cast, address, who):
    client.force_login(getattr(cast, who))
    response = fetch(client, address)
    assert response.body == pdf()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="policy.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"
    assert not response.has_header("ETag")
    assert not response.has_header("Last-Modified")


@pytest.mark.parametrize("who", ["auditor", "leaver", "stranger", "superuser"])
def test_others_find_nothing_by_any_method_or_range(client, cast, audit_return, row, address, who):
    client.force_login(getattr(cast, who))
    own = reverse("returns:evidence_own_file", args=[row.pk])
    for path in (address, own):
        assert fetch(client, path).status_code == 404
        assert fetch(client, path, "head").status_code == 404
        assert fetch(client, path, range="bytes=0-9", if_none_match="*").status_code == 404


def test_signed_out_leads_to_the_sign_in(client, address):
    assert "/accounts/login/" in fetch(client, address, range="bytes=0-9").url


def test_a_membership_that_ends_ends_the_next_request_too(client, cast, audit_return, address):
    client.force_login(cast.viewer)
    assert fetch(client, address, range="bytes=0-9").status_code == 200
    cast.viewer.memberships.all().delete()
    assert fetch(client, address, range="bytes=10-19").status_code == 404
    assert fetch(client, address, "head").status_code == 404


def test_head_and_range_answer_with_the_whole_file_or_nothing(client, cast, address):
    client.force_login(cast.lead)
    head = fetch(client, address, "head")
    assert (head.status_code, head.body) == (200, b"")
    ranged = fetch(client, address, range="bytes=5-9")
    assert (ranged.status_code, ranged["Accept-Ranges"]) == (200, "none")
    assert ranged.body == pdf()


def test_own_return_and_foreign_evidence_is_not_there(client, cast, audit_return, row):
    other = ReturnFactory(exercise=audit_return.exercise)
    lead = MembershipFactory(organisation=other.organisation).user
    foreign = give(other, lead)
    client.force_login(cast.lead)
    for reference, pk in (
        (audit_return.reference, foreign.pk),
        (other.reference, row.pk),
        (other.reference, foreign.pk),
    ):
        assert client.get(reverse("returns:evidence_file", args=[reference, pk])).status_code == 404
    unused = give(other, lead, "b.pdf", pdf(2))
    services.remove_evidence(audit_return=other, question="first", evidence=unused, actor=lead)
    client.force_login(cast.unit)
    assert client.get(reverse("returns:evidence_file", args=[other.reference, unused.pk])).status_code == 404
    assert client.get(reverse("returns:evidence_file", args=[audit_return.reference, foreign.pk])).status_code == 404


@pytest.mark.parametrize("state", [FileState.QUARANTINE, FileState.REFUSED, ""])
def test_only_clean_files_leave_the_portal(client, cast, row, address, state):
    Evidence.objects.update(state=state)
    for who in ("lead", "unit"):
        client.force_login(getattr(cast, who))
        assert fetch(client, address).status_code == 404
        assert client.get(reverse("returns:evidence_own_file", args=[row.pk])).status_code == 404


def test_a_file_removed_after_submission_stays_readable_with_it(client, cast, audit_return, row, address):
    in_status("changes_requested", audit_return, cast)
    services.remove_evidence(audit_return=audit_return, question="first", evidence=row, actor=cast.lead)
    client.force_login(cast.unit)
    assert fetch(client, address).status_code == 200


def test_reading_by_the_business_unit_is_written_down(client, cast, audit_return, row, address):
    client.force_login(cast.lead)
    fetch(client, address)
    client.force_login(cast.unit)
    fetch(client, address, "head")
    assert not AuditTrail.objects.filter(action="evidence.read").exists()
    fetch(client, address)
    entry = AuditTrail.objects.get(action="evidence.read")
    assert (entry.actor, entry.data) == (cast.unit, {"reference": audit_return.reference})


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("a\r\nSet-Cookie: b=c.pdf", 'attachment; filename="aSet-Cookie_ b=c.pdf"'),
        ('quo"te\\.pdf', 'attachment; filename="file.pdf"'),
        ("fdp.\u202eexe.pdf", 'attachment; filename="fdp.exe.pdf"'),
        ("Polisi ŵ.pdf", "attachment; filename*=utf-8''Polisi%20%C5%B5.pdf"),
        ("a" * 400 + ".pdf", f'attachment; filename="{"a" * 146}.pdf"'),
    ],
)
def test_the_name_sent_is_harmless(client, cast, address, name, header):
    Evidence.objects.update(file_name=name[:255] if len(name) < 255 else name[-255:])
    client.force_login(cast.lead)
    assert fetch(client, address)["Content-Disposition"] == header


def test_a_file_that_is_gone_is_not_there(client, cast, row, address):
    storage.remove(row.stored_name)
    client.force_login(cast.lead)
    assert fetch(client, address).status_code == 404


def test_no_address_reaches_a_stored_file_by_its_name(client, cast, row):
    client.force_login(cast.lead)
    folder, name = row.stored_name.split("/")
    assert len(name) == 32
    for start in ("media/", "private/", "static/", "documents/", "returns/", ""):
        assert client.get(f"/{start}{folder}/{name}", follow=True).status_code == 404
        assert client.get(f"/{start}{name}", follow=True).status_code == 404


def test_ten_thousand_guesses_find_nothing_of_another_school(client, cast, row):
    stranger = cast.stranger
    found = Evidence.objects.kept_by(stranger).files_to_give_out()
    assert not found.filter(pk__in=range(1, 10_001)).exists()
    client.force_login(stranger)
    for pk in range(max(1, row.pk - 50), row.pk + 50):
        assert client.get(reverse("returns:evidence_own_file", args=[pk])).status_code == 404


def test_the_library_lists_what_is_where(client, cast, audit_return, row):
    client.force_login(cast.viewer)
    page = client.get(reverse("returns:evidence_library")).content.decode()
    assert "policy.pdf" in page
    assert f"A1 of {audit_return.exercise}" in page
    assert fetch(client, reverse("returns:evidence_own_file", args=[row.pk])).body == pdf()
    for who in ("stranger", "auditor", "unit"):
        client.force_login(getattr(cast, who))
        assert "policy.pdf" not in client.get(reverse("returns:evidence_library")).content.decode()
