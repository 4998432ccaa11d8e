"""The Business Unit's pages of cases: what an officer sees and does, and what nobody else reaches."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from audit_forms.case_audits.enums import AuditStatus, CaseStatus
from audit_forms.case_audits.models import Case, CaseBatch, CaseIdentity
from audit_forms.case_audits.tests.factories import CaseAuditFactory, World

pytestmark = pytest.mark.django_db
LIST = "3\tInvented Child\t\t1 Made Up Road\n99\tSecret Person\n8\tAnother Invented\n"


@pytest.fixture
def world():
    """An audit that the Executive has approved, with one case."""
    return World(status=AuditStatus.APPROVED)


@pytest.fixture
def unit(world, client):
    """A browser of an officer of the Business Unit."""
    client.force_login(world.unit)
    return client


def at(world, rest=""):
    return f"/unit/case-audits/{world.audit.reference}/cases/{rest}"


def words(answer):
    return answer.content.decode()


def given(unit, world, text=LIST):
    """The address of the page that says what was understood of the list."""
    answer = unit.post(at(world, "list/"), {"text": text})
    assert answer.status_code == 302, words(answer)
    return answer["Location"]


def test_an_officer_adds_a_case(world, unit):
    sent = {"key": str(uuid4()), "age_band": "1_to_4", "name": "Invented Child", "born_on": "3 May 2023"}
    for _ in range(2):
        assert unit.post(at(world, "add/"), sent)["Location"] == at(world)
    assert Case.objects.count() == 2
    page = words(unit.get(at(world)))
    assert "is added" in page
    assert "Invented" not in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"age_band": ""}, "Choose an age"),
        ({"name": ""}, "Give a name or an identifier"),
        ({"born_on": "soon"}, "Enter a real date"),
        ({"born_on": "1/1/2090"}, "in the future"),
    ],
)
def test_what_is_missing_is_said_beside_what_was_typed(world, unit, changes, said):
    sent = {"key": str(uuid4()), "age_band": "1_to_4", "name": "Invented Child", "address": "1 Made Up Road", **changes}
    page = words(unit.post(at(world, "add/"), sent))
    assert said in page
    assert "1 Made Up Road" in page
    assert Case.objects.count() == 1


def test_without_the_vault_the_page_asks_for_no_identity_and_says_why(world, unit):
    world.audit.uses_vault = False
    world.audit.save()
    page = words(unit.get(at(world, "add/")))
    assert "travels outside the portal" in page
    assert 'name="name"' not in page
    unit.post(at(world, "add/"), {"key": str(uuid4()), "age_band": "1_to_4", "name": "Invented Child"})
    assert not CaseIdentity.objects.exists()


def test_a_pasted_list_is_looked_at_first_and_its_bad_lines_are_named(world, unit):
    page = words(unit.get(given(unit, world)))
    assert "2 of 3 lines were understood" in page
    assert "<strong>Line 2</strong>: Begin with the age" in page
    assert "Line 1: age 1 to 4, a name, an address" in page
    assert not any(part in page for part in ("Invented", "Secret", "Made Up"))
    assert Case.objects.count() == 1


def test_the_good_lines_are_added_once(world, unit):
    check = given(unit, world)
    for _ in range(2):
        assert "2 cases are added" in words(unit.post(check, {"step": "add"}, follow=True))
    assert Case.objects.count() == 3


def test_a_list_is_shown_in_full_to_be_mended_and_given_again(world, unit):
    check = given(unit, world)
    page = words(unit.post(check, {"step": "show"}))
    assert "Secret Person" in page
    assert 'autocomplete="off"' in page
    again = unit.post(at(world, "list/"), {"text": LIST.replace("99", "9"), "replaces": check.split("/")[-2]})
    assert "3 of 3 lines were understood" in words(unit.get(again["Location"]))
    assert CaseBatch.objects.count() == 1
    assert unit.get(check).status_code == 404


def test_a_list_is_thrown_away(world, unit):
    unit.post(given(unit, world), {"step": "discard"})
    assert not CaseBatch.objects.exists()


def test_nobody_else_reaches_a_list_that_waits(world, unit):
    check = given(unit, world)
    for other in (world.unit2, world.group, world.chair, world.superuser):
        unit.force_login(other)
        assert unit.get(check).status_code == 404
        assert unit.post(check, {"step": "show"}).status_code == 404


def test_nothing_of_a_list_lies_in_the_session_or_the_database_in_clear(world, unit):
    given(unit, world)
    assert "Invented" not in str(dict(unit.session))
    assert b"Invented" not in bytes(CaseBatch.objects.get().secret)


def test_a_list_that_the_vault_cannot_open_is_told_in_words(world, unit, settings):
    check = given(unit, world)
    settings.VAULT_KEY = "another key that nobody has ever sealed anything with"
    assert "VAULT_KEY" in words(unit.get(check, follow=True))


@pytest.mark.parametrize(("text", "said"), [("", "one of the two"), ("Age\tName", "There is no case in it")])
def test_an_empty_list_is_asked_for_again(world, unit, text, said):
    assert said in words(unit.post(at(world, "list/"), {"text": text}))


def test_a_workbook_made_from_the_template_is_read_and_its_bad_cells_are_named(world, unit):
    template = b"".join(unit.get(at(world, "list/template/")).streaming_content)
    book: Workbook = load_workbook(BytesIO(template))
    book.active.append([3, "Invented Child", "3/5/2023"])
    book.active.append(["four", "=A1"])
    file = BytesIO()
    book.save(file)
    upload = SimpleUploadedFile("cases.xlsx", file.getvalue())
    page = words(unit.post(at(world, "list/"), {"file": upload}, follow=True))
    assert "1 of 2 lines was understood" in page
    assert "Cell B3 holds a formula" in page


def test_what_is_no_workbook_is_refused_in_words(world, unit):
    page = words(unit.post(at(world, "list/"), {"file": SimpleUploadedFile("cases.xlsx", b"no workbook")}))
    assert "not an .xlsx workbook" in page


def test_a_case_is_withdrawn_with_a_reason(world, unit):
    address = at(world, f"{world.case.reference}/withdraw/")
    assert "Say why" in words(unit.post(address, {"reason": ""}))
    for _ in range(2):
        unit.post(address, {"reason": "The family has moved away."})
    world.case.refresh_from_db()
    assert world.case.status == CaseStatus.WITHDRAWN
    assert "The family has moved away." in words(unit.get(at(world, f"{world.case.reference}/")))
    assert unit.get(address).status_code == 302


def test_from_moderation_on_the_pages_offer_no_change(world, unit):
    world.audit.status = AuditStatus.MODERATION
    world.audit.save()
    assert "Add a case" not in words(unit.get(at(world)))
    assert unit.get(at(world, "add/")).status_code == 302
    assert unit.get(at(world, "list/")).status_code == 302
    assert unit.get(at(world, f"{world.case.reference}/withdraw/")).status_code == 302


@pytest.mark.parametrize("who", ["group", "executive", "chair", "stranger", "superuser"])
def test_to_everybody_else_the_pages_are_not_there(world, client, who):
    client.force_login(getattr(world, who))
    for rest in (
        "",
        "add/",
        "list/",
        "list/template/",
        f"{world.case.reference}/",
        f"{world.case.reference}/withdraw/",
    ):
        assert client.get(at(world, rest)).status_code == 404


def test_a_case_is_found_under_its_own_audit_only(world, unit):
    other = CaseAuditFactory(edition=world.audit.edition)
    assert unit.get(f"/unit/case-audits/{other.reference}/cases/{world.case.reference}/").status_code == 404


def test_a_theme_that_an_audit_has_is_not_deleted_in_the_admin(world, client):
    client.force_login(world.superuser)
    theme = world.audit.theme
    answer = client.post(f"/admin/snippets/publications/theme/delete/{theme.pk}/")
    assert answer.status_code == 302
    assert type(theme).objects.filter(pk=theme.pk).exists()
