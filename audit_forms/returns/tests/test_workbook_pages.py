"""The pages of the workbook, and who may bring one back."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from audit_forms.returns import services
from audit_forms.returns.models import Answer, UploadedWorkbook
from audit_forms.returns.tests.factories import in_status
from audit_forms.returns.tests.workbooks import bring_back, cell_of, opened, saved, write


def test_who_may_bring_one_back(audit_return, cast):
    book = opened(audit_return)
    for person in (cast.head, cast.viewer, cast.unit, cast.stranger, cast.leaver):
        with pytest.raises(PermissionDenied):
            bring_back(audit_return, book, person)
    submitted = in_status("submitted", audit_return, cast)
    with pytest.raises(services.NotOpen):
        bring_back(submitted, book, cast.lead)


def test_nobody_else_sees_or_takes_over_an_upload(audit_return, cast, client):
    upload = bring_back(audit_return, opened(audit_return), cast.lead)
    address = f"/returns/{audit_return.reference}/workbook/{upload.pk}/"
    for person in (cast.colleague, cast.head, cast.unit, cast.stranger):
        client.force_login(person)
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
        assert client.post(f"{address}discard/").status_code == 404
    assert UploadedWorkbook.objects.count() == 1


def test_the_pages_from_download_to_taken_over(audit_return, cast, client):
    client.force_login(cast.lead)
    page = f"/returns/{audit_return.reference}/workbook/"
    answer = client.get(f"{page}answers.xlsx")
    assert "attachment" in answer["Content-Disposition"]
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    cell_of(book, "second.text").value = "Typed on the train"
    file = SimpleUploadedFile("mine.xlsx", saved(book).read())
    preview = client.post(page, {"file": file}, follow=True)
    assert "Typed on the train" in preview.text
    assert not Answer.objects.exists()
    done = client.post(preview.request["PATH_INFO"], follow=True)
    assert "1 answer taken over" in done.text
    assert Answer.objects.get().text == "Typed on the train"


def test_what_is_no_workbook_is_said_beside_the_field(audit_return, cast, client):
    client.force_login(cast.lead)
    page = f"/returns/{audit_return.reference}/workbook/"
    answer = client.post(page, {"file": SimpleUploadedFile("letter.xlsx", b"Dear all")})
    assert "This is not an .xlsx workbook" in answer.text
    assert "Error:" in answer.text
    assert client.post(page, {}).status_code == 200
    assert client.get(f"{page}other.xlsx").status_code == 404


def test_a_conflict_not_chosen_keeps_the_page(audit_return, cast, client):
    write(audit_return, cast.lead, second__version="0", second__text="first")
    book = opened(audit_return)
    cell_of(book, "second.text").value = "mine"
    write(audit_return, cast.colleague, second__version="1", second__text="theirs")
    upload = bring_back(audit_return, book, cast.lead)
    client.force_login(cast.lead)
    answer = client.post(f"/returns/{audit_return.reference}/workbook/{upload.pk}/")
    assert answer.status_code == 422
    assert "Choose which answer to keep" in answer.text
