"""A round's returns as files: filtered, safe to open, on record, and the workbook only for whom it was made."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.returns.enums import ReturnStatus
from audit_forms.self_assessments import services
from audit_forms.self_assessments.exporting import CHUNK
from audit_forms.self_assessments.models import RoundExport
from audit_forms.self_assessments.services import exporting
from audit_forms.self_assessments.tests.factories import expect
from portal.accounts.tests.factories import UserFactory
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db


def address(name, exercise, *more, query=""):
    return reverse(f"self_assessments:{name}", args=[exercise.pk, *more]) + query


def ask(client, exercise, query="", key=None):
    """Press the button on the tracker; returns the page that it leads to."""
    answer = client.post(address("export_workbook", exercise, query=query), {"key": key or uuid4()})
    assert answer.status_code == 302
    return answer.url


@pytest.fixture
def slow(monkeypatch):
    """Every workbook is long enough to wait for the background job."""
    monkeypatch.setattr(exporting, "AT_ONCE", -1)


def words_of(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def rows_of(response):
    sheet = load_workbook(io.BytesIO(b"".join(response))).active
    return [[cell.value for cell in row] for row in sheet]


def test_the_csv_holds_the_filtered_returns_and_no_formula(unit_client, unit, exercise):
    expect(exercise, OrganisationFactory(name="=cmd()", trust=OrganisationFactory(is_trust=True)))
    expect(exercise, OrganisationFactory(name="Alder School"), status=ReturnStatus.ACCEPTED)

    response = unit_client.get(address("export_csv", exercise, query="?state=not_started"))

    rows = list(csv.reader(io.StringIO(b"".join(response).decode("utf-8-sig"))))
    assert response.streaming
    assert response["Content-Disposition"] == (
        f'attachment; filename="section-175-and-157-2026-27-returns-{timezone.localdate().isoformat()}.csv"'
    )
    assert [row[0] for row in rows] == ["Organisation", "'=cmd()"]
    assert rows[1][6] == "Not started"
    taken = AuditTrail.objects.get(action="round.exported")
    assert (taken.actor, taken.data) == (unit, {"format": "csv", "filters": ["state"]})


def test_every_return_is_in_the_file_once_in_the_order_of_the_tracker(unit_client, exercise):
    names = [f"School {number:04d}" for number in range(CHUNK + 2)]
    for name in reversed(names):
        expect(exercise, OrganisationFactory(name=name))
    response = unit_client.get(address("export_csv", exercise, query="?sort=name"))
    rows = list(csv.reader(io.StringIO(b"".join(response).decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == names


def test_the_tracker_offers_both_with_its_filters(unit_client, exercise):
    expect(exercise, OrganisationFactory())
    page = words_of(unit_client.get(address("tracker", exercise, query="?state=not_started")))
    assert f'href="{address("export_csv", exercise)}?state=not_started"' in page
    assert f'action="{address("export_workbook", exercise)}?state=not_started"' in page


def test_a_short_workbook_is_ready_at_once_and_holds_the_same(unit_client, exercise):
    audit_return = expect(exercise, OrganisationFactory(name="@alder"), extension_reason="+1")
    expect(exercise, OrganisationFactory(), status=ReturnStatus.ACCEPTED)
    page = words_of(unit_client.get(ask(unit_client, exercise, "?state=not_started")))
    assert "Your workbook is ready" in page
    export = RoundExport.objects.get()
    response = unit_client.get(address("fetch_export", exercise, export.key))
    rows = rows_of(response)
    assert len(rows) == 2
    assert (rows[1][0], rows[1][1], rows[1][10]) == ("'@alder", audit_return.organisation.urn, "'+1")
    assert f"-returns-{timezone.localdate().isoformat()}.xlsx" in response["Content-Disposition"]
    actions = set(AuditTrail.objects.values_list("action", flat=True))
    assert {"round.exported", "round.export_fetched"} <= actions


def test_a_long_workbook_is_made_by_the_job_and_its_page_says_how_far_it_is(unit_client, exercise, slow, monkeypatch):
    for _ in range(3):
        expect(exercise, OrganisationFactory())
    monkeypatch.setattr("audit_forms.self_assessments.exporting.CHUNK", 2)
    page = ask(unit_client, exercise)
    assert "3 of 3 returns left" in words_of(unit_client.get(page))
    export = RoundExport.objects.get()
    assert unit_client.get(address("fetch_export", exercise, export.key)).status_code == 404
    seen = []
    monkeypatch.setattr(
        exporting, "workbook_file", lambda *words: _stop_half_way(words, lambda: seen.append(unit_client.get(page)))
    )
    assert services.make_exports() == 1
    assert "1 of 3 returns left" in words_of(seen[0])
    assert "Your workbook is ready" in words_of(unit_client.get(page))
    assert services.make_exports() == 0


def _stop_half_way(words, look):
    title, names, rows, widths = words
    given = [next(rows), next(rows), next(rows)]
    look()
    given += rows
    return _workbook_file(title, names, given, widths)


_workbook_file = exporting.workbook_file


def test_pressed_twice_it_is_one_workbook(unit_client, exercise):
    expect(exercise, OrganisationFactory())
    key = uuid4()
    assert ask(unit_client, exercise, key=key) == ask(unit_client, exercise, key=key)
    assert RoundExport.objects.count() == 1
    assert AuditTrail.objects.filter(action="round.exported").count() == 1
    assert unit_client.post(address("export_workbook", exercise), {"key": "nonsense"}).status_code == 400


def test_nobody_else_gets_a_workbook_and_its_asker_only_while_of_the_business_unit(client, unit, exercise):
    expect(exercise, OrganisationFactory())
    client.force_login(unit)
    page = ask(client, exercise)
    file = address("fetch_export", exercise, RoundExport.objects.get().key)
    assert len(rows_of(client.get(file))) == 2
    unit.groups.clear()
    assert [client.get(each).status_code for each in (page, file)] == [404, 404]
    client.force_login(UserFactory(unit=True))
    assert [client.get(each).status_code for each in (page, file)] == [404, 404]


def test_what_could_not_be_made_says_so_and_can_be_asked_for_again(unit_client, exercise, monkeypatch):
    expect(exercise, OrganisationFactory())
    with monkeypatch.context() as broken:
        broken.setattr(storages["private"], "save", _full_disk)
        assert "could not be made" in words_of(unit_client.get(ask(unit_client, exercise)))
    assert "is ready" in words_of(unit_client.get(ask(unit_client, exercise)))


def _full_disk(*words):
    raise OSError(28, "No space left on device")


def test_a_job_that_was_stopped_is_taken_up_again_and_never_by_two_at_once(unit_client, exercise, slow):
    expect(exercise, OrganisationFactory())
    ask(unit_client, exercise)
    RoundExport.objects.update(begun_at=timezone.now() - timedelta(minutes=1))
    assert services.make_exports() == 0
    RoundExport.objects.update(begun_at=timezone.now() - timedelta(minutes=11))
    assert services.make_exports() == 1


def test_after_a_day_the_file_is_gone(unit_client, exercise):
    expect(exercise, OrganisationFactory())
    page = ask(unit_client, exercise)
    stored = RoundExport.objects.get().stored_name
    assert services.purge_exports() == 0
    RoundExport.objects.update(requested_at=timezone.now() - timedelta(days=1))
    assert services.purge_exports() == 1
    assert not storages["private"].exists(stored)
    assert unit_client.get(page).status_code == 404
