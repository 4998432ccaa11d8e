"""A file is checked in a process of its own: what fails there is refused, and nothing else suffers."""

import io
import sys

import pytest

from audit_forms.returns.files import apart
from audit_forms.returns.files.refusal import Refused
from audit_forms.returns.tests.files.making import pdf, picture, rezipped, word


def test_ordinary_files_pass_and_hostile_ones_are_refused_with_their_reason():
    assert apart.check_apart(io.BytesIO(picture((4000, 3000))), "Bild ŵ.jpg").label == "JPG picture"
    with pytest.raises(Refused, match="holds macros"):
        apart.check_apart(io.BytesIO(rezipped(word(), add=[("word/vbaProject.bin", b"x")])), "-c.docx")


def test_a_process_that_breaks_or_hangs_refuses_the_file(monkeypatch):
    monkeypatch.setattr(apart, "PATIENCE_SECONDS", 0.001)
    with pytest.raises(Refused, match="could not be checked"):
        apart.check_apart(io.BytesIO(pdf()), "a.pdf")
    monkeypatch.setattr(apart, "PATIENCE_SECONDS", 50)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(Refused, match="could not be checked"):
        apart.check_apart(io.BytesIO(pdf()), "a.pdf")
