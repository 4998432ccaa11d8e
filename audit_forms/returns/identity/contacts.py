"""Where somebody lives and how to reach them; what belongs to an office or a role is left alone."""

import re
from collections.abc import Iterator

from audit_forms.returns.identity.findings import Finding, Kind

POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])(?P<area>[A-Z]{1,2})\d[A-Z\d]?[ \u00a0]?\d(?P<unit>[ABD-HJLNP-UW-Z]{2})(?![A-Za-z0-9])",
    re.IGNORECASE | re.ASCII,
)
AREA_LETTERS = """
AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL
GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX
PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN
WR WS WV YO ZE
"""
AREAS = frozenset(AREA_LETTERS.split())
ORDINALS = ("st", "nd", "rd", "th")
PHONE = re.compile(r"(?<![\w+])(?:\+44|0044|0(?=[1-9 (.-]))(?:[ \u00a0().-]{0,2}\d){9,11}(?!\d)", re.ASCII)
NATIONAL = re.compile(r"^(?:\+44|0044)(?:0)?|^0")
LENGTHS = (9, 10)
PUBLIC = ("3", "8", "9")  # non-geographic numbers are an organisation's
EMAIL = re.compile(
    r"(?<![\w.+-])(?P<local>[\w.+'-]{1,64})@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}(?![\w-])", re.ASCII
)
OFFICE = re.compile(
    r"(?<![a-z])(?:front door|mash|office|reception|switchboard|help ?lines?|hotline|duty|hub|council|police|nspcc|"
    r"childline|lado|team|service|school(?:’s|'s)? (?:number|phone|telephone|mobile|line)|safeguarding (?:mobile|phone|"
    r"line|lead|number)|on[ -]call|social care|out of hours|emergency|trust|centre|department|advice line|surgery|"
    r"designated|dsl(?:’s|'s)?|partnership|agency|authority|referrals?|website|poster|badge)(?![a-z])"
)
PRIVATE = re.compile(
    r"(?<![a-z])(?:mum|mother|dad|father|parents?|carers?|gran(?:ny|dad|dmother|dfather)?|aunt(?:ie)?|uncle|sister|"
    r"brother|famil(?:y|ies)|home|pupil|child|student|neighbour|stepmother|stepfather|guardian|his|her|boy|girl|"
    r"partner)(?:’s|'s)?(?![a-z])"
)
ROLE_WORDS = """
absence admin admissions advice attendance bursar business chair childcare children childrens ceo clerk concerns
contact contactus complaints data deputy ddsl designated dpo dsl duty earlyhelp education enquiries exams families
finance frontdoor general governance governor governors hello help helpdesk hr head headteacher health hub hr info
inclusion it lado lead line liaison mail manager mash medical office officer online operations pastoral partnership
people police post prevent principal privacy protection pupils reception referral referrals reporting safe
safeguarding safer school schooloffice scp scr secretary sen senco send sendco service services single site social
staff student students support team trust trustees unit welfare wellbeing whistleblowing work desk the first access
multi agency a of and for safety internet
"""
ROLES = frozenset(ROLE_WORDS.split())
BEFORE, AFTER = 60, 40
SENTENCE_END = re.compile(r"[!?\n]|\.\s")


def contacts_in(text: str) -> Iterator[Finding]:
    """Postcodes, and telephone numbers and e-mail addresses that look like a person's own."""
    for found in POSTCODE.finditer(text):
        if found["area"].upper() in AREAS and found["unit"] not in ORDINALS:
            yield Finding(Kind.POSTCODE, *found.span())
    for found in PHONE.finditer(text):
        if is_own_number(found.group(), *around(text, *found.span())):
            yield Finding(Kind.PHONE, *found.span())
    for found in EMAIL.finditer(text):
        if not is_role(found["local"]):
            yield Finding(Kind.EMAIL, *found.span())


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What the same sentence says before and after, in small letters."""
    before = SENTENCE_END.split(text[max(0, start - BEFORE) : start].lower())[-1]
    after = SENTENCE_END.split(text[end : end + AFTER].lower())[0]
    return before, after


def is_own_number(number: str, before: str, after: str) -> bool:
    """Whether a telephone number seems to be somebody's own, by what stands around it."""
    national = NATIONAL.sub("", "".join(letter for letter in number if letter in "+0123456789"))
    if len(national) not in LENGTHS or national.startswith(PUBLIC):
        return False
    if PRIVATE.search(before):
        return True
    return not OFFICE.search(before) and not OFFICE.search(after)


def is_role(local: str) -> bool:
    """Whether the part before the @ names a role or an office and nobody: "dsl", "school.office2"."""
    words = [word for word in re.split(r"[^a-z]", local.lower()) if word]
    return bool(words) and all(word in ROLES for word in words)
