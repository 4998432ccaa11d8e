"""Our PDF and Word files as other programs read them: poppler and LibreOffice find each answer, in order (bars R20)."""

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterable

import pytest

from audit_forms.insight.documents.kinds import Kind
from audit_forms.insight.documents.making import make_document
from audit_forms.insight.documents.summary import CLOSING
from audit_forms.insight.reading import profile_of
from audit_forms.insight.tests.factories import AMBER, GREEN, NA, RED, exercise_with_profiles, submit
from audit_forms.organisations.tests.factories import OrganisationFactory
from conftest import missing

pytestmark = [pytest.mark.django_db, pytest.mark.crash]

SCHOOL = "St Ælfleda’s School"
LEVELS = {"a1": GREEN, "a2": AMBER, "a3": RED, "a4": AMBER, "b1": GREEN, "b2": NA}
# Words with numbers, so that a lost or moved one shows; 5,000 characters, of which the last are cut from a word.
LONGEST = " ".join(f"w{number:04}" for number in range(834))[:5000]
TYPED = "First line\r\nSecond\tafter a tab\n\n“Quoted”, <b>&amp;</b>, {0} #let x = 1, e\u0301, £ ½ –"
EMOJI = "Praise \U0001f600 and \U0001f469\u200d\U0001f467 for the team. " * 60
HEBREW, ARABIC = "שלום עולם והשלום", "مرحبا بكم في المدرسة"
STEP, WHO = "Ask every governor, one by one, and write down what they say. " * 60, "Dee Lead and others, " * 9
ENDLESS = "W" * 600
ANSWERS = {
    "a1": {"text": LONGEST},
    "a2": {"text": TYPED, "action_what": STEP, "action_who": WHO},
    "a3": {"text": HEBREW, "action_what": ARABIC},
    "a4": {"text": EMOJI, "action_what": f"Thank \U0001f600 {ENDLESS}"},
    "b1": {"text": ENDLESS},
    "b2": {"reason": "Nobody boards here. " * 50},
}
# A PDF names what its fonts cannot draw.
NAMES = {"\U0001f600": "[grinning face]", "\U0001f469": "[woman]", "\U0001f467": "[girl]"}
BY = "Friday 5 March 2027"
# What stands in the whole return and in the profile, in this order.
RETURN = [
    f"Return of {SCHOOL}", "A. Governance", "A1 Is a1 so?", "In place", LONGEST,
    "A2 Is a2 so?", "Partly in place", TYPED, "Action:", STEP, "Who:", WHO, "By when:", BY,
    "A3 Is a3 so?", "Not in place", HEBREW, "Action:", ARABIC, "Who:", "The lead", BY,
    "A4 Is a4 so?", "Partly in place", EMOJI, "Action:", f"Thank \U0001f600 {ENDLESS}", BY,
    "B. Curriculum", "B1 Is b1 so?", "In place", ENDLESS,
    "B2 Is b2 so?", "Not applicable", "Evidence for b2", "Nobody boards here. " * 50, "B3", "No answer",
]  # fmt: skip
PROFILE = [
    f"Profile of {SCHOOL}", "2 of 5 rated questions in place", "A2 Is a2 so?", "own judgement", "Section by section",
    "A. Governance", "1 2 1 0", "B. Curriculum", "1 0 0 1", "Strengths", "Actions",
    STEP, WHO, BY, "For", "A2 Is a2 so?", ARABIC, "The lead", BY, "A3 Is a3 so?", f"Thank \U0001f600 {ENDLESS}", BY,
    "A4 Is a4 so?", "About this document",
]  # fmt: skip
# One page for governors: it may shorten, with a mark, and then says so.
SUMMARY = [
    f"Profile of {SCHOOL}", "2 of 5 rated questions in place", "A2 Is a2 so?", "Ratings in each section",
    "What comes next", f"{BY}: Ask every governor, one by one", "…", CLOSING,
]  # fmt: skip
PDFS = {Kind.RETURN_PDF: RETURN, Kind.PROFILE_PDF: PROFILE, Kind.SUMMARY_PDF: SUMMARY}
WORDS = {Kind.RETURN_WORD: RETURN, Kind.PROFILE_WORD: PROFILE}
FOOTER = re.compile(rf"{SCHOOL}, R-\S+ +Page \d+ of \d+\s*\f")
# Space, the places where a long word may break, and the marks that poppler puts around right-to-left text.
UNSEEN = re.compile(r"[\s\u200b\u202a-\u202e]+")
TEXT = "txt:Text (encoded):UTF8"


@pytest.fixture
def made(tmp_path):
    """Make one document of the return as a file."""

    def make(kind):
        own = profile_of(submit(exercise_with_profiles(), LEVELS, OrganisationFactory(name=SCHOOL), more=ANSWERS))
        path = tmp_path / kind.value
        path.write_bytes(make_document(kind, own))
        return path

    return make


def poppler(command: str, *words: object) -> str:
    """What poppler's command prints."""
    program = shutil.which(command)
    if program is None:
        missing("poppler (poppler-utils)")
    done = subprocess.run([program, "-enc", "UTF-8", *map(str, words)], check=True, capture_output=True, timeout=60)
    # It prints a heading's title as the bytes of the file.
    return done.stdout.decode(errors="replace")


def read(text: str) -> str:
    """The text as a reader compares it: letters and marks, however lines and words are broken."""
    return UNSEEN.sub("", unicodedata.normalize("NFC", text))


def assert_in_order(text: str, expected: Iterable[str]) -> None:
    """Each of these stands in the text after the one before it."""
    text, place = read(text), 0
    for words in map(read, expected):
        found = text.find(words, place)
        assert found >= 0, f"not found, or not in its place: {words[:80]}"
        place = found + len(words)


def is_simple(text: str) -> bool:
    """Whether poppler reads it right by the tags, too.

    There it leaves right-to-left text as it is drawn, from its end, and passes over what follows a joiner of emoji in
    the same line: it takes the end of the joiner's own mark for the end of the paragraph's.
    """
    return all(unicodedata.bidirectional(letter) not in ("R", "AL") and letter != "\u200d" for letter in text)


@pytest.mark.parametrize("kind", PDFS)
def test_poppler_reads_every_answer_of_a_pdf_in_order(made, kind):
    pdf = made(kind)
    facts = dict(re.findall(r"^([^:\n]+): +(.*)$", poppler("pdfinfo", pdf), re.M))
    assert (facts["Title"], facts["Tagged"], facts["Encrypted"]) == (PDFS[kind][0], "yes", "no")
    language = re.search(r"<dc:language>(.*?)</dc:language>", poppler("pdfinfo", "-meta", pdf))
    assert re.sub("<[^>]+>", "", language[1]) == "en-GB"

    seen, footers = FOOTER.subn("", poppler("pdftotext", "-layout", pdf, "-"))
    assert footers == int(facts["Pages"])
    expected = [words.translate(str.maketrans(NAMES)) for words in PDFS[kind]]
    assert_in_order(seen, expected)
    # By the tags, which a screen reader follows.
    heard = re.findall(r'^ *"(.*)"$', poppler("pdfinfo", "-struct-text", pdf), re.M)
    assert_in_order("".join(heard), filter(is_simple, expected))


@pytest.mark.parametrize("kind", WORDS)
def test_libreoffice_reads_every_answer_of_a_word_file_in_order(made, convert, kind):
    word = made(kind)
    assert_in_order(convert(word, TEXT).read_text(encoding="utf-8-sig"), WORDS[kind])
    opened = convert(word, "fodt").read_text()
    assert re.search(r"<dc:title>(.*?)</dc:title>", opened)[1] == WORDS[kind][0]
    assert "<dc:language>en-GB</dc:language>" in opened
    assert set(re.findall(r'fo:(?:language|country)="([^"]*)"', opened)) == {"en", "GB"}
