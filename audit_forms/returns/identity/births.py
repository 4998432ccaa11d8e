"""Dates of birth: dates that are called so, and dates beside initials."""

import re
from collections.abc import Iterator
from datetime import date

from audit_forms.returns.identity.days import Day, days_in, real_day
from audit_forms.returns.identity.findings import Finding, Kind

BIRTH_WORDS = (
    r"(?<![A-Za-z])(?:d\.? ?o\.? ?b\.?(?![A-Za-z])|dates? of birth|birth ?date|birthday|birth(?= ?:)|born|d/o/b)"
)
SIGNS = r"[\s\u00a0:;=,(\[–—/-]"
INITIALS = r"(?P<initials>(?:[A-Z]\.[ \u00a0]?){1,3}[A-Z]\.?|[A-Z]{2,3}|[A-Z] [A-Z])(?:['’]?s)?"
JOINED = rf"{SIGNS}{{0,5}}(?:(?:is|was|on|the|in|her|his|their){SIGNS}{{1,2}}){{0,3}}"
BEFORE = re.compile(rf"{BIRTH_WORDS}{JOINED}$", re.IGNORECASE)
AFTER = re.compile(
    rf"[\s\u00a0),(\[–—=-]{{0,4}}(?:is |was |as )?(?:(?:his|her|their|the) )?{BIRTH_WORDS}", re.IGNORECASE
)
INITIALS_BEFORE = re.compile(rf"(?<![A-Za-z0-9]){INITIALS}{SIGNS}{{0,5}}$")
INITIALS_AFTER = re.compile(rf"[\s\u00a0,;:)(\]\[–—/-]{{1,4}}{INITIALS}(?![A-Za-z0-9.])")
UNBROKEN = re.compile(rf"{BIRTH_WORDS}{SIGNS}{{0,5}}(?P<digits>\d{{8}}|\d{{6}})(?!\d)", re.IGNORECASE)
CALLED_WITHIN, INITIALS_WITHIN = 36, 16
# A signature beside a recent date is a review, not a birth; so is one beside a date before any pupil's birth.
YOUNGEST, OLDEST = 2, 26
OF_THE_FIELD = """
AIM AM AP APC BM BU CAF CAMHS CE CEO CFO CIN CLA COO CP CPD CSE DBS DDSL DFE DHT DO DPO DSL DSP EAL EH EHA EHC EHCP
EHE ELSA ESOL EU EWO EYFS FE FGM FGB FSM FSW GCSE GDPR GP HLTA HMI HR HT ICO ICT II III INSET ISI IT IV KCSIE KPI KS
LA LAC LADO LCSB LSA LSCB LSCP MARAC MASH MAT MP NB NCB NEU NHS NQT NSPCC OK PA PCC PE PEP PM PP PPA PS PSHE PTA QA
QC RE RSE RSHE SAR SBM SCP SCR SDP SEF SEN SENCO SEND SENDCO SG SIP SLT SMT SRE SSP TA TAC TAF TRA TV UK US USA UTC
VI VP VSH YOT YJS ECT EP FBV PDR PREVENT VLE WAL WTSC
SW HV IRO PC DC DS DI ED MIU ICB CPC RCPC IPC PLO MDT ASC CSC FGC LAA CPN SN GPS DA DV PPN VPN NRM RO OM EDT YJ
"""
ABBREVIATIONS = frozenset(OF_THE_FIELD.split())


def births_in(text: str, today: date) -> Iterator[Finding]:
    """Every date of birth: called so (with initials beside it or without), or beside initials."""
    for day in days_in(text, today):
        finding = _judge(text, day, today)
        if finding:
            yield finding
    for found in UNBROKEN.finditer(text):
        digits = found["digits"]
        if real_day(digits[:2], digits[2:4], digits[4:], today):
            yield Finding(_kind(text, found.start(), found.end()), *found.span())


def _judge(text: str, day: Day, today: date) -> Finding | None:
    called = BEFORE.search(text[max(0, day.start - CALLED_WITHIN) : day.start])
    start = max(0, day.start - CALLED_WITHIN) + called.start() if called else day.start
    after = AFTER.match(text[day.end : day.end + CALLED_WITHIN])
    end = day.end + after.end() if after else day.end
    if (called or after) and day.value <= today:
        return Finding(_kind(text, start, end), start, end)
    could_be_a_pupil = YOUNGEST <= (today - day.value).days / 365.25 <= OLDEST
    if could_be_a_pupil and _kind(text, day.start, day.end) == Kind.INITIALS_AND_BIRTH:
        return Finding(Kind.INITIALS_AND_BIRTH, day.start, day.end)
    return None


def _kind(text: str, start: int, end: int) -> Kind:
    """Whether initials stand beside that piece of the text."""
    before = INITIALS_BEFORE.search(text[max(0, start - INITIALS_WITHIN) : start])
    after = INITIALS_AFTER.match(text[end : end + INITIALS_WITHIN])
    beside = any(found and found["initials"] not in ABBREVIATIONS for found in (before, after))
    return Kind.INITIALS_AND_BIRTH if beside else Kind.BIRTH
