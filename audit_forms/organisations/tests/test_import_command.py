"""`manage.py import_register`: the same import from a shell."""

import io

import pytest
from django.core.management import CommandError, call_command

from audit_forms.organisations.enums import OrganisationKind
from audit_forms.organisations.models import Organisation
from audit_forms.organisations.register.progress import ProgressLine
from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.organisations.tests.register_files import academy, csv_bytes, many, school

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    def make(*rows, data=None):
        path = tmp_path / "register.csv"
        path.write_bytes(csv_bytes(rows) if data is None else data)
        return path

    return make


def run(path, *options):
    out = io.StringIO()
    call_command("import_register", path, *options, stdout=out)
    return out.getvalue()


def test_one_authority_is_imported(file):
    said = run(file(school(), academy(la="998")), "--la", "999", "--apply")
    assert "New: 1\n  line 2: Aldermoor Primary School (URN 900001)" in said
    assert "Done: 1 changes written." in said
    assert Organisation.objects.get().urn == 900001


def test_without_apply_and_without_a_terminal_nothing_is_written(file):
    assert "again with --apply" in run(file(school()), "--all")
    assert not Organisation.objects.exists()


def test_a_dry_run_only_shows(file):
    assert "Nothing was written." in run(file(school()), "--all", "--dry-run")
    assert not Organisation.objects.exists()


def test_old_and_new_are_shown_and_a_second_run_changes_nothing(file):
    run(file(school()), "--all", "--apply")
    said = run(file(school(pupils="")), "--all", "--apply")
    assert "number of pupils: 210 → (empty)" in said
    assert "1 schools unchanged.\nNothing was written." in run(file(school(pupils="")), "--all", "--apply")


def test_long_lists_are_cut_short(file):
    assert "… and 2 more" in run(file(*many(12)), "--all", "--dry-run")


@pytest.mark.parametrize(
    ("rows", "words"),
    [([school(la="998")], "No row has the LA"), ([school(), school()], "stands twice, on lines 2 and 3")],
)
def test_an_unusable_file_ends_the_command_with_the_reason(file, rows, words):
    with pytest.raises(CommandError, match=f"register.csv: .*{words}.* Nothing was imported"):
        run(file(*rows), "--la", "999")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "nowhere.csv", "--all")


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_progress_is_a_bar_on_a_terminal_and_plain_lines_elsewhere():
    terminal, log = Terminal(), io.StringIO()
    for stream in (terminal, log):
        progress = ProgressLine(stream)
        for share in (0.1, 0.101, 0.5, 1):
            progress("Reading", share)
        progress("Writing", 1)
        progress.close()
    assert terminal.getvalue().count("\r") == 3
    assert "█" in terminal.getvalue()
    assert log.getvalue().splitlines() == ["Reading: 10%", "Reading: 50%", "Reading: 100%", "Writing: 100%"]


def test_agencies_keep_their_sector_and_size(file):
    OrganisationFactory(agency=True, name="Aldermoor Primary School", sector="voluntary", is_small=True)
    agencies = Organisation.objects.filter(kind=OrganisationKind.AGENCY)
    before = agencies.values().get()
    run(file(school(), academy()), "--all", "--apply")
    assert agencies.values().get() == before
    assert not Organisation.objects.schools().exclude(sector="", is_small=False).exists()
