"""The inspection pack: what is in it, what never leaves, and who gets it."""

import hashlib
import io
import json
import zipfile
from datetime import timedelta
from uuid import uuid4

import pikepdf
import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import storages
from django.urls import reverse
from django.utils import timezone

from audit_forms.case_audits import vault
from audit_forms.case_audits.agreed import shifts_at_moderation
from audit_forms.case_audits.models import CaseIdentity, IdentityReading
from audit_forms.case_audits.moderation import moderation_summary
from audit_forms.case_audits.tests.loops import FINDING, LoopWorld
from audit_forms.case_audits.tests.meetings import Meeting
from audit_forms.improvement.tests.factories import RecommendationFactory
from audit_forms.insight.models import InspectionPack
from audit_forms.insight.pack import services
from audit_forms.organisations.tests.factories import OrganisationFactory
from portal.accounts.tests.factories import UserFactory
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db
YEAR = "2026-27"
SECTIONS = ["plan", "reports", "grades", "response-rates", "recommendations", "loop-board", "efficacy"]


@pytest.fixture
def world():
    """A published audit with a report of ordinary words."""
    found = LoopWorld()
    report = found.report
    report.worked_well = "Staff know whom to call.\nRecords are clear."
    report.worried_us = "Children are seldom seen alone."
    report.save()
    report.judgements.create(question_key="first", area="The child’s voice", grade="good", reason="Most were heard.")
    return found


def make(world):
    """Ask for the pack and let the job make it."""
    pack = services.request_pack(years=[YEAR], key=uuid4(), actor=world.unit)
    services.make_packs()
    pack.refresh_from_db()
    return pack


def files_of(pack):
    with storages["private"].open(pack.stored_name) as stored, zipfile.ZipFile(io.BytesIO(stored.read())) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def words_of(answer):
    assert answer.status_code == 200
    return " ".join(BeautifulSoup(answer.content, "html.parser").select_one("main").text.split())


def test_it_holds_a_page_and_a_pdf_of_every_section_and_each_file_has_its_hash(world):
    pack = make(world)
    files = files_of(pack)
    wanted = {"index.html", "style.css", "manifest.json"}
    wanted |= {f"{name}.html" for name in SECTIONS} | {f"pdf/{name}.pdf" for name in SECTIONS}
    assert set(files) == wanted
    manifest = json.loads(files["manifest.json"])
    assert {each["name"] for each in manifest["files"]} == wanted - {"manifest.json"}
    for each in manifest["files"]:
        content = files[each["name"]]
        assert (each["bytes"], each["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert (manifest["years"], manifest["format"]) == ([YEAR], "inspection-pack")
    assert pack.file_name == f"inspection-pack-{timezone.localdate().isoformat()}.zip"


def test_its_pages_open_without_a_connection(world):
    files = files_of(make(world))
    for name in [each for each in files if each.endswith(".html")]:
        page = BeautifulSoup(files[name], "html.parser")
        assert page.html["lang"] == "en-GB"
        assert page.title.text
        assert len(page.select("h1")) == 1
        assert not page.select("script, [src], [style], style")
        for link in page.select("[href]"):
            assert link["href"] in files, (name, link["href"])
    assert b"@media print" in files["style.css"]


def test_its_pdfs_are_tagged_with_title_and_language(world):
    files = files_of(make(world))
    for name in [each for each in files if each.endswith(".pdf")]:
        with pikepdf.open(io.BytesIO(files[name])) as pdf:
            assert bool(pdf.Root.MarkInfo.Marked), name
            assert str(pdf.Root.Lang).startswith("en"), name
            with pdf.open_metadata() as metadata:
                assert metadata["dc:title"], name
                assert "pdfuaid:part" in metadata, name


def test_it_tells_what_was_found_and_what_became_of_it(world):
    files = files_of(make(world))
    told = {name: BeautifulSoup(files[f"{name}.html"], "html.parser").text for name in SECTIONS}
    assert "Seen alone" in told["plan"]
    assert "Staff know whom to call." in told["reports"]
    assert "10 or fewer" in told["grades"]
    assert FINDING in told["recommendations"]
    assert "Put an action on your plan." in told["loop-board"]
    assert "Deep dive" in told["efficacy"]


def test_the_same_at_the_same_moment_is_the_same_file(world):
    first, second = make(world), make(world)
    InspectionPack.objects.filter(pk=second.pk).update(
        requested_at=first.requested_at, made_at=None, begun_at=None, failed_at=None
    )
    services.make_packs()
    second.refresh_from_db()
    assert files_of(first) == files_of(second)
    with storages["private"].open(first.stored_name) as one, storages["private"].open(second.stored_name) as other:
        assert one.read() == other.read()


def test_nothing_of_the_vault_no_pseudonym_and_no_school_is_in_it(world):
    school = OrganisationFactory(name="Alder Hill School")
    RecommendationFactory(to=[school], finding="Doors were open.")
    identity = {"name": "Zebedee Quillfeather", "born_on": "2023-05-03", "address": "1 Made Up Road", "identifiers": ""}
    secret = vault.seal(world.case.reference, identity)
    CaseIdentity.objects.create(case=world.case, secret=secret, erase_on=timezone.localdate())
    files = files_of(make(world))
    assert not IdentityReading.objects.exists()
    text = "".join(content.decode() for name, content in files.items() if not name.endswith(".pdf"))
    told = [value for value in identity.values() if value]
    for hidden in (world.case.reference, "Alder Hill", *told, str(world.unit), str(world.chair)):
        assert hidden not in text
    assert "1 school" in text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("See case {case}.", "is the pseudonym of a case"),
        ("NHS number 943 476 5919.", "looks like an NHS number"),
        ("Ring her on 07700 900123.", "telephone number"),
        ("Two children were not seen.", "so few that a child could be recognised"),
        ("Alder Hill School was weak.", "singles out no school"),
    ],
)
def test_what_must_not_leave_stops_the_pack_and_says_what_to_mend(world, client, words, told):
    OrganisationFactory(name="Alder Hill School")
    world.report.worried_us = words.format(case=world.case.reference)
    world.report.save()
    pack = make(world)
    assert pack.made_at is None
    assert pack.stored_name == ""
    client.force_login(world.unit)
    page = words_of(client.get(reverse("pack:status", args=[pack.key])))
    assert "Nothing has left the portal." in page
    assert "“Seen alone”, what worried us:" in page
    assert told in page
    assert client.get(reverse("pack:fetch", args=[pack.key])).status_code == 404


def test_it_is_asked_for_in_one_press_made_apart_and_fetched_on_record(world, client):
    client.force_login(world.unit)
    page = client.get(reverse("pack:ask"))
    key = BeautifulSoup(page.content, "html.parser").select_one("input[name=key]")["value"]
    for _ in range(2):
        answer = client.post(reverse("pack:ask"), {"key": key, "years": [YEAR]})
    assert InspectionPack.objects.count() == 1
    assert "waits for its turn" in words_of(client.get(answer.url))
    assert client.get(f"{answer.url}pack.zip").status_code == 404
    assert services.make_packs() == 1
    assert services.make_packs() == 0
    assert "is ready" in words_of(client.get(answer.url))
    response = client.get(f"{answer.url}pack.zip")
    assert zipfile.is_zipfile(io.BytesIO(b"".join(response)))
    taken = AuditTrail.objects.filter(action__startswith="pack.").values_list("action", flat=True)
    assert list(taken) == ["pack.requested", "pack.fetched"]
    assert "no-store" in response["Cache-Control"]


def test_a_year_is_chosen(world, client):
    client.force_login(world.unit)
    answer = client.post(reverse("pack:ask"), {"key": uuid4()})
    assert "Choose at least one year." in words_of(answer)
    assert client.post(reverse("pack:ask"), {"key": uuid4(), "years": ["1999-00"]}).status_code == 200


def test_nobody_else_gets_it_and_its_asker_only_while_of_the_business_unit(world, client):
    pack = make(world)
    pages = [reverse(f"pack:{name}", args=[pack.key]) for name in ("status", "fetch")]
    for person in (UserFactory(unit=True), world.group, world.executive, world.chair, world.police.lead):
        client.force_login(person)
        assert [client.get(page).status_code for page in pages] == [404, 404]
    client.force_login(world.unit)
    assert client.get(pages[0]).status_code == 200
    assert zipfile.is_zipfile(io.BytesIO(b"".join(client.get(pages[1]))))
    world.unit.groups.clear()
    assert [client.get(page).status_code for page in pages] == [404, 404]


def test_what_could_not_be_made_says_so(world, client, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(storages["private"], "save", _full_disk)
        pack = make(world)
    client.force_login(world.unit)
    assert "Something went wrong on our side." in words_of(client.get(reverse("pack:status", args=[pack.key])))


def _full_disk(*words):
    raise OSError(28, "No space left on device")


def test_a_job_that_was_stopped_is_taken_up_again(world):
    services.request_pack(years=[YEAR], key=uuid4(), actor=world.unit)
    InspectionPack.objects.update(begun_at=timezone.now() - timedelta(minutes=1))
    assert services.make_packs() == 0
    InspectionPack.objects.update(begun_at=timezone.now() - timedelta(minutes=11))
    assert services.make_packs() == 1


def test_after_a_day_it_is_gone(world):
    pack = make(world)
    assert services.purge_packs() == 0
    InspectionPack.objects.update(requested_at=timezone.now() - timedelta(days=1))
    assert services.purge_packs() == 1
    assert not storages["private"].exists(pack.stored_name)


def test_the_share_that_moderation_changed_is_what_the_matrix_says():
    meeting = Meeting()
    meeting.open()
    meeting.agree(level="green")
    changes = [each.changes for each in moderation_summary(meeting.audit).domains]
    changed, compared = sum(each.raised + each.lowered for each in changes), sum(each.compared for each in changes)
    assert compared
    assert shifts_at_moderation([meeting.audit]) == {meeting.audit.pk: changed / compared}
