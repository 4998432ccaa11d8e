"""Edition files: every error names file, line and key; loading twice changes nothing; published ones stay."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from audit_forms.questionnaires.loading.problems import EditionFileError
from audit_forms.questionnaires.loading.reading import read_edition
from audit_forms.questionnaires.management.commands.load_editions import SHIPPED
from audit_forms.questionnaires.models import Edition, Question, RatingLevel, Section
from portal.trail.models import AuditTrail

GOOD = (Path(__file__).parent / "edition.yaml").read_text()


@pytest.fixture
def write(tmp_path):
    def write(*changes: tuple[str, str], name: str = "edition.yaml") -> Path:
        text = GOOD
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / name
        path.write_text(text)
        return path

    return write


def load(path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    call_command("load_editions", path, *options)
    return capsys.readouterr().out


def problems_of(path: Path) -> list[str]:
    with pytest.raises(EditionFileError) as error:
        read_edition(path)
    return [str(problem) for problem in error.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("    title: Governance\n", "", "line 28, sections[1].title: This key is missing."),
        ("duty: should", "duty: ought", 'line 35, sections[1].questions[1].duty: "ought" is not one of'),
        ("key: cover", "key: board-lead", 'questions[2].key: "board-lead" was already used on line 32.'),
        ("number: B2", "number: B1", 'line 41, sections[1].questions[2].number: "B1" was already used on line 33.'),
        ("number: B1", "number: B1234567", "questions[1].number: This is 8 characters long; 6 are allowed."),
        ("key: cover", "key: co ver", 'questions[2].key: "co ver" may hold only letters, digits'),
        ("2026-09-01", "1 September", 'line 9, edition.in_force_from: Give a date such as 2026-09-01, not "1 Sep'),
        ("2026-09-01", "2026-02-30", "edition.in_force_from: Give a date such as"),
        ("score: 2", "score: two", 'rating_scale.levels[1].score: Give a whole number or null, not "two".'),
        ("demands_reason: true", "demands_reason: maybe", 'demands_reason: Give true or false, not "maybe".'),
        ("green: Somebody does.", "blue: Nobody.", "descriptors.green: This key is missing."),
        ("green: Somebody does.", "green: ''", "descriptors.green: This must not be empty."),
        ("establishment: maintained", "type: maintained", "must_for.type: This key is not known here; known are"),
        ("[primary, nursery]", "[primary, infant]", 'applies_to.phase: "infant" is not one of nursery, primary'),
        ("boarding: true", "boarding: some", "applies_to.boarding: Give true or false"),
        ("boarding: true", "small: little", "applies_to.small: Give true or false"),
        (
            "phase: [primary, nursery]",
            "sector: [police, army]",
            'applies_to.sector: "army" is not one of police, health',
        ),
        ("answer_type: choice", "answer_type: date", "choices: Only a question of the type choice has choices."),
        ("  steps:\n", "  step:\n", "sign_off.step: This key is not known here; known are lead_statement, steps."),
        ("sections:\n", "sections: none\nparts:\n", "sections: Give a list with at least one entry."),
        ("text: Is there cover?", "text: [Is, there]", "questions[2].text: Give text here."),
        ("    letter: B\n", "    letter: B\n    letter: C\n", "line 30, sections[1].letter: This key is given twice."),
        ("title: Governance", "title: 'Governance", "This is not valid YAML: "),
    ],
)
def test_an_error_names_file_line_and_key(write, old, new, problem):
    found = problems_of(write((old, new)))
    assert any(problem in line for line in found), found
    assert all(line.startswith("edition.yaml, line ") for line in found)


def test_all_errors_are_listed_at_once_in_the_order_of_the_file(write):
    found = problems_of(write(("kind: s175", "kind: s99"), ("duty: local", "duty: law"), ("capacity: head", "x: y")))
    assert [line.split(", ")[1] for line in found] == ["line 3", "line 43", "line 50", "line 50"]


def test_a_file_in_another_encoding_is_named(tmp_path):
    path = tmp_path / "latin.yaml"
    path.write_bytes(GOOD.replace("Governance", "Gouvernance générale").encode("latin-1"))
    assert problems_of(path) == ["latin.yaml, line 1, the file: The file is not in UTF-8."]


@pytest.mark.django_db
def test_a_wrong_file_writes_nothing_and_the_others_are_loaded(write, capsys):
    wrong, good = write(("duty: should", "duty: ought"), name="wrong.yaml"), write()
    with pytest.raises(CommandError, match=r"wrong.yaml, line 35"):
        call_command("load_editions", wrong, good, "missing.yaml")
    assert Edition.objects.count() == 1


@pytest.mark.django_db
def test_a_file_becomes_an_edition_as_written(write, capsys):
    load(write(), capsys)
    edition = Edition.objects.get()
    lead, cover = Question.objects.filter(section__edition=edition)
    assert (edition.lead_statement, edition.is_published) == ("I have answered truthfully.", False)
    assert lead.must_for == {"establishment": ["maintained"]}
    assert [(d.level.key, d.text) for d in lead.descriptors.all()] == [("green", "Somebody does.")]
    assert (lead.allows_not_applicable, cover.allows_not_applicable) == (True, False)
    assert cover.choices == [{"value": "yes", "label": "Yes"}, {"value": "no", "label": "No"}]
    assert cover.applies_to == {"phase": ["primary", "nursery"], "boarding": True}


@pytest.mark.django_db
def test_a_second_run_changes_nothing_and_says_so(write, capsys):
    assert "new draft" in load(write(), capsys)
    before = list(Question.objects.values()), AuditTrail.objects.count()
    assert "unchanged" in load(write(), capsys)
    assert (list(Question.objects.values()), AuditTrail.objects.count()) == before


@pytest.mark.django_db
def test_publishing_happens_once(write, capsys):
    assert "new draft, published" in load(write(), capsys, "--publish")
    assert load(write(), capsys, "--publish").endswith("unchanged\n")


@pytest.mark.django_db
def test_a_changed_file_brings_a_draft_up_to_date(write, capsys):
    load(write(), capsys)
    assert "brought up to date" in load(write(("Is there cover?", "Is there always cover?")), capsys)
    assert Question.objects.get(key="cover").text == "Is there always cover?"
    assert Question.objects.count() == 2


@pytest.mark.django_db
def test_a_changed_file_of_a_published_edition_is_refused(write, capsys):
    load(write(), capsys, "--publish")
    with pytest.raises(CommandError, match="give it a new edition key to make a new edition"):
        load(write(("Is there cover?", "Reworded?")), capsys)
    assert Question.objects.get(key="cover").text == "Is there cover?"


@pytest.mark.django_db
def test_a_draft_edited_in_the_admin_is_not_overwritten(write, capsys):
    load(write(), capsys)
    Section.objects.update(title="Our own title")
    with pytest.raises(CommandError, match="has been edited in the admin"):
        load(write(("Is there cover?", "Reworded?")), capsys)
    assert Section.objects.get().title == "Our own title"


@pytest.mark.django_db
def test_a_scale_in_use_elsewhere_is_not_changed(write, capsys):
    load(write(), capsys)
    other = write(("key: kcsie-2026", "key: kcsie-2027"), ("label: In place", "label: Done"), name="next.yaml")
    with pytest.raises(CommandError, match="give yours a new key"):
        load(other, capsys)
    assert RatingLevel.objects.get(key="green").label == "In place"


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.name)
def test_shipped_editions_are_whole(path):
    assert read_edition(path)["sections"]
