"""What the virus scanner's answers mean: a plain OK is clean, and nothing else is (M11)."""

import io

import pytest

from audit_forms.returns.files.checking import check_file
from audit_forms.returns.files.scanner import Verdict, scan
from audit_forms.returns.tests.clamd import fake_clamd
from audit_forms.returns.tests.files.hostile import infected_files
from audit_forms.returns.tests.files.making import EICAR, pdf


def test_clean_files_pass_and_reach_the_scanner_whole(settings):
    with fake_clamd(settings) as server:
        assert scan(io.BytesIO(pdf(200))) == Verdict.CLEAN
        assert server.seen == [pdf(200)]


def test_no_infected_file_passes_the_checks_and_the_scanner_together(settings):
    with fake_clamd(settings):
        for name, content in infected_files():
            check_file(io.BytesIO(content), name)
            assert scan(io.BytesIO(content)) == Verdict.INFECTED, name


@pytest.mark.parametrize(
    "answer",
    [
        "INSTREAM size limit exceeded. ERROR",
        "stream: OK, but not quite",
        "stream: Can't allocate memory ERROR",
        "UNKNOWN COMMAND",
        "",
        "x" * 9000,
        "stream: OK, cut",
        "slow",
    ],
)
def test_an_odd_answer_is_not_clean(settings, answer):
    settings.CLAMD_TIMEOUT = 0.3
    with fake_clamd(settings, answer or " "):
        assert scan(io.BytesIO(b"words")) == Verdict.UNKNOWN


def test_a_stream_too_long_for_the_scanner_is_not_clean(settings):
    with fake_clamd(settings):
        assert scan(io.BytesIO(b"a" * 26 * 1024 * 1024)) == Verdict.UNKNOWN


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:1", "unix:///nowhere/clamd.ctl", "http://127.0.0.1/", "nonsense", "tcp://"]
)
def test_a_scanner_that_is_not_there_is_no_answer(settings, address):
    settings.CLAMD_URL, settings.CLAMD_TIMEOUT = address, 0.3
    assert scan(io.BytesIO(EICAR)) == Verdict.UNKNOWN


@pytest.mark.parametrize("address", ["", "off"])
def test_without_a_scanner_the_checks_decide(settings, address):
    settings.CLAMD_URL = address
    assert scan(io.BytesIO(b"words")) == Verdict.CLEAN
