"""An import shows what it would do and does exactly that, once; nothing where file or portal have changed since."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit_forms.organisations.enums import (
    ChangeKind,
    Duty,
    DutySource,
    Establishment,
    ImportStatus,
    OrganisationKind,
    RegisterStatus,
)
from audit_forms.organisations.models import Organisation, RegisterChange, RegisterImport
from audit_forms.organisations.register import services
from audit_forms.organisations.register.reader import RegisterFileError
from audit_forms.organisations.tests.factories import MembershipFactory
from audit_forms.organisations.tests.register_files import academy, csv_file, many, school
from portal.accounts.tests.factories import UserFactory
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db


def previewed(*rows, la_code="", actor=None, file=None):
    return services.preview_import(file=file or csv_file(*rows), file_name="register.csv", la_code=la_code, actor=actor)


def applied(*rows, la_code=""):
    return services.apply_import(register_import=previewed(*rows, la_code=la_code), actor=None)


def kinds(register_import):
    return list(register_import.changes.values_list("kind", "name"))


def only_change(register_import):
    return register_import.changes.get()


def test_a_preview_writes_no_organisation():
    made = previewed(school(), academy())
    assert Organisation.objects.count() == 0
    assert made.status == ImportStatus.PREVIEWED
    assert made.counts == {"new": 2, "new_trust": 1}
    assert made.rows == 2


def test_what_was_previewed_is_written():
    applied(school(), academy())
    maintained, converted = Organisation.objects.schools().order_by("urn")
    assert (maintained.name, maintained.duty, maintained.duty_source) == (
        "Aldermoor Primary School",
        Duty.S175,
        DutySource.REGISTER,
    )
    assert maintained.address == "Alder Lane\nMerrow"
    assert (converted.establishment, converted.duty, converted.has_sixth_form) == (
        Establishment.ACADEMY,
        Duty.S157,
        True,
    )
    assert converted.opened_on.isoformat() == "1974-09-01"
    assert (converted.trust.name, converted.trust.trust_code, converted.trust.kind) == (
        "Bracken Learning Trust",
        "51001",
        OrganisationKind.TRUST,
    )


def test_the_same_file_again_changes_nothing():
    applied(school(), academy())
    again = previewed(school(), academy())
    assert (again.writes, again.unchanged, kinds(again)) == (0, 2, [])


def test_a_change_names_the_field_with_old_and_new_words():
    applied(school())
    change = only_change(previewed(school(name="Aldermoor Primary and Nursery School", pupils="")))
    assert change.kind == ChangeKind.CHANGED
    assert change.line == 2
    assert change.differences == [
        ["name", "Aldermoor Primary School", "Aldermoor Primary and Nursery School"],
        ["number of pupils", "210", ""],
    ]


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("Open", "Closed", ChangeKind.CLOSED),
        ("Open, but proposed to close", "Closed", ChangeKind.CLOSED),
        ("Closed", "Open", ChangeKind.REOPENED),
        ("Proposed to open", "Open", ChangeKind.CHANGED),
        ("Open", "Open, but proposed to close", ChangeKind.CHANGED),
    ],
)
def test_closing_and_reopening_are_told_from_other_changes(before, after, kind):
    applied(school(status=before))
    assert only_change(previewed(school(status=after))).kind == kind


def test_a_closed_school_is_closed_and_keeps_its_people():
    applied(school())
    lead = MembershipFactory(organisation=Organisation.objects.get())
    applied(school(status="Closed", closed="31-08-2026", because="Closure"))
    closed = Organisation.objects.get()
    assert (closed.status, closed.closed_on.isoformat(), closed.closed_because) == (
        RegisterStatus.CLOSED,
        "2026-08-31",
        "Closure",
    )
    assert list(closed.memberships.all()) == [lead]


def test_a_decision_about_the_duty_is_never_overwritten():
    applied(school(kind="Non-maintained special school"))
    Organisation.objects.update(duty=Duty.S157, duty_source=DutySource.PERSON)
    assert previewed(school(kind="Non-maintained special school")).writes == 0
    applied(school(kind="Community special school", name="Renamed"))
    assert Organisation.objects.get().duty == Duty.S157


def test_only_one_authority_and_schools_already_known_are_taken():
    applied(school(urn="900050", la="998"))
    made = previewed(
        school(), school(urn="900050", la="998", name="Moved"), school(urn="900051", la="997"), la_code="999"
    )
    assert kinds(made) == [("new", "Aldermoor Primary School"), ("changed", "Moved")]


def test_an_authority_without_schools_is_a_mistake():
    with pytest.raises(RegisterFileError, match="No row has the LA"):
        previewed(school(), la_code="876")
    assert not RegisterImport.objects.exists()


def test_schools_that_are_not_in_the_file_are_listed_and_left():
    applied(school(), school(urn="900050", name="Gone"), school(urn="900051", la="998"))
    made = previewed(school(), la_code="999")
    assert (kinds(made), made.writes) == ([("absent", "Gone")], 0)


def test_refused_rows_say_why_and_the_others_are_taken():
    made = services.apply_import(register_import=previewed(school(), school(urn="x", name="Bad")), actor=None)
    refused = made.changes.get(kind=ChangeKind.REFUSED)
    assert (refused.name, refused.line, refused.urn) == ("Bad", 3, None)
    assert "URN “x”" in refused.reason
    assert Organisation.objects.count() == 1


def test_a_trust_is_one_organisation_whatever_the_number_of_its_schools():
    applied(academy(), academy(urn="900060"), academy(urn="900061", trust_code="51002", trust="Another Trust"))
    assert Organisation.objects.filter(kind=OrganisationKind.TRUST).count() == 2


def test_a_trust_follows_its_new_name():
    applied(academy())
    made = applied(academy(trust="Bracken and Birch Trust"))
    assert kinds(made)[0] == ("renamed_trust", "Bracken and Birch Trust")
    assert Organisation.objects.get(trust_code="51001").name == "Bracken and Birch Trust"


def test_leaving_a_trust_is_a_change():
    applied(academy())
    made = applied(academy(trust_code="", trust=""))
    assert only_change(made).differences == [["trust", "Bracken Learning Trust", ""]]
    assert Organisation.objects.schools().get().trust is None


def test_a_schools_own_fields_are_not_touched_by_the_register():
    applied(school())
    Organisation.objects.update(email="office@aldermoor.example")
    applied(school(name="Renamed"))
    assert Organisation.objects.get().email == "office@aldermoor.example"


def test_confirming_twice_imports_once():
    made = previewed(school())
    first = services.apply_import(register_import=made, actor=None)
    second = services.apply_import(register_import=made, actor=None)
    assert first.applied_at == second.applied_at
    assert AuditTrail.objects.filter(action="register.imported").count() == 1


def test_the_trail_holds_the_counts_and_the_files_fingerprint():
    unit = UserFactory(unit=True)
    made = services.apply_import(register_import=previewed(school(), actor=unit), actor=unit)
    entry = AuditTrail.objects.about(made).get()
    assert entry.actor == unit
    assert entry.data == {"file_digest": made.file_digest, "la_code": "", "counts": {"new": 1}}


@pytest.mark.parametrize("change", [{"name": "Renamed"}, {"duty": Duty.NONE, "duty_source": DutySource.PERSON}])
def test_a_preview_is_not_applied_once_an_organisation_has_changed(change):
    applied(school())
    made = previewed(school(pupils="99"))
    Organisation.objects.update(**change)
    with pytest.raises(services.PreviewOutdatedError):
        services.apply_import(register_import=made, actor=None)
    assert Organisation.objects.get().pupils == 210


def test_a_preview_is_not_applied_once_the_file_has_changed():
    made = previewed(school())
    storages["private"].delete(made.stored_name)
    storages["private"].save(made.stored_name, ContentFile(b"something else"))
    with pytest.raises(services.PreviewOutdatedError):
        services.apply_import(register_import=made, actor=None)
    assert not Organisation.objects.exists()


def test_a_new_preview_takes_the_place_of_one_out_of_date():
    applied(school())
    made = previewed(school(pupils="99"))
    Organisation.objects.update(pupils=98)
    renewed = services.renew_preview(register_import=made, actor=None)
    assert only_change(renewed).differences == [["number of pupils", "98", "99"]]
    services.apply_import(register_import=renewed, actor=None)
    with pytest.raises(services.PreviewOutdatedError):
        services.apply_import(register_import=made, actor=None)
    assert Organisation.objects.get().pupils == 99


def test_a_preview_whose_file_is_gone_cannot_be_renewed():
    made = previewed(school())
    storages["private"].delete(made.stored_name)
    with pytest.raises(RegisterFileError, match="Upload it again"):
        services.renew_preview(register_import=made, actor=None)


def test_a_fault_at_the_end_leaves_nothing_behind(stored_files):
    broken = csv_file(*many(2500), school(urn="500000"))
    with pytest.raises(RegisterFileError, match="URN 500000 stands twice, on lines 2 and 2502"):
        previewed(file=broken)
    assert not RegisterImport.objects.exists()
    assert not RegisterChange.objects.exists()
    assert stored_files() == []


def test_the_file_is_kept_until_it_was_used(stored_files, django_capture_on_commit_callbacks):
    made = previewed(school())
    assert len(stored_files()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        services.apply_import(register_import=made, actor=None)
    assert stored_files() == []


def test_a_discarded_preview_takes_its_file_along(stored_files):
    made = previewed(school())
    services.discard_import(register_import=made, actor=None)
    made.refresh_from_db()
    assert (made.status, stored_files()) == (ImportStatus.DISCARDED, [])
    with pytest.raises(services.PreviewOutdatedError):
        services.apply_import(register_import=made, actor=None)


def test_imports_are_purged_after_a_week(stored_files):
    old, new = previewed(school()), previewed(school())
    RegisterImport.objects.filter(pk=old.pk).update(uploaded_at=timezone.now() - services.KEPT_FOR)
    services.purge_imports()
    assert list(RegisterImport.objects.all()) == [new]
    assert len(stored_files()) == 1


def test_only_the_business_unit_imports():
    lead = MembershipFactory().user
    with pytest.raises(PermissionDenied):
        previewed(school(), actor=lead)
    made = previewed(school())
    for verb in (services.apply_import, services.renew_preview, services.discard_import):
        with pytest.raises(PermissionDenied):
            verb(register_import=made, actor=lead)


def queries_for(rows):
    with CaptureQueriesContext(
        connection,
    ) as preview_queries:
        made = previewed(file=csv_file(*rows))
    with CaptureQueriesContext(connection) as apply_queries:
        services.apply_import(register_import=made, actor=None)
    return len(preview_queries), len(apply_queries)


def test_queries_grow_by_the_thousand_rows_and_not_by_the_row():
    """Bars P7: two thousand more rows cost the same number of queries wherever they come."""
    counts = [queries_for(many(number, first_urn=first)) for number, first in ((1000, 1_000_000), (3000, 2_000_000))]
    (small_preview, small_apply), (large_preview, large_apply) = counts
    assert large_preview - small_preview <= 2 * 40
    assert large_apply - small_apply <= 2 * 80
