"""What is let in as evidence: at least sixty ordinary files, none refused; sixty hostile ones, none let in (S14)."""

import io

import pytest

from audit_forms.returns.files.checking import check_file
from audit_forms.returns.files.names import fit_name
from audit_forms.returns.files.refusal import Refused
from audit_forms.returns.tests.files.hostile import hostile_files
from audit_forms.returns.tests.files.ordinary import ordinary_files

ENOUGH = 60


def verdict(name, content):
    """Why the file is refused; None where it is taken."""
    try:
        check_file(io.BytesIO(content), name)
    except Refused as refused:
        return str(refused)
    return None


def test_no_ordinary_file_is_refused():
    files = list(ordinary_files())
    assert len(files) >= ENOUGH
    assert {name: reason for name, content in files if (reason := verdict(name, content))} == {}


def test_no_hostile_file_gets_through_and_every_refusal_says_what_to_do():
    told = {name: verdict(name, content) for name, content in hostile_files()}
    assert len(told) >= ENOUGH
    assert [name for name, reason in told.items() if reason is None] == []
    helps = ("Save", "Choose", "Print", "Add", "Open", "Give", "Make", "Export")
    assert [name for name, reason in told.items() if len(reason) > 300 or not any(w in reason for w in helps)] == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docm", b"PK\x03\x04", "can hold macros. Save it as .docx"),
        ("a.pdf", b"GIF89a\1\0\1\0", "(Graphics interchange format file"),
        ("a.heic", b"x", "Save or export it as JPG"),
        ("a.xyz", b"x", "Choose a PDF, Word (.docx)"),
    ],
)
def test_reasons_fit_the_file(name, content, words):
    assert words in verdict(name, content)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\ann\\policy.pdf", "policy.pdf"),
        ("../../etc/passwd", "passwd"),
        ("bad\r\nSet-Cookie: a=b.pdf", "badSet-Cookie_ a=b.pdf"),
        ('quo"te;s.pdf', "quo_te_s.pdf"),
        ("fdp.\u202efcod.exe", "fdp.fcod.exe"),
        ("Polisi ŵ.docx", "Polisi ŵ.docx"),
        ("\u200b.pdf", "file.pdf"),
        (" . ", "file"),
    ],
)
def test_names_are_made_fit_to_be_sent(given, kept):
    assert fit_name(given) == kept


def test_a_long_name_keeps_its_ending():
    name = fit_name("ŵ" * 300 + ".pdf")
    assert name.endswith("ŵ.pdf")
    assert len(name.encode()) <= 150
