"""Invented notes for measuring the identity guard: half hold something that tells who a child is, half do not.

Deterministic for a seed. The numbers are made here by the published rules, not by the code under test.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from audit_forms.returns.identity import Kind

TODAY = date(2026, 11, 24)
STOP_NAMES = ("Jorvin Tallowby", "Mirelle Ashgarth", "Tallowby")
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
MONTH_NAMES = "January February March April May June July August September October November December"
MONTHS = MONTH_NAMES.split()
CLEAN = (
    "The policy was reviewed on {recent} and goes to the board on {soon}.",
    "KCSIE 2026, paragraph {para}, and the {year}-{next} action plan were read by all staff.",
    "Reviewed by {staff} {recent}. Next review {soon}.",
    "DSL {recent}, SLT {soon}: agreed with the LADO.",
    "Training log checked {recent} ({staff}); {number} of {more} staff have signed.",
    "Call the front door on 01632 960{three} or out of hours 0300 123 {four}.",
    "Ring MASH on 01632 96 0{three}; the NSPCC helpline is 0808 800 5000.",
    "The school office (01632 960 {three}) takes messages for the DSL.",
    "A safeguarding mobile, 07700 900{three}, is carried by the DSL in the holidays.",
    "Concerns go to safeguarding@{school}.example or office@{school}.example.",
    "Write to dsl.team@{school}.example, and copy chair.of.governors@{school}.example.",
    "Our URN is 14{four}, the establishment number {four} and the LA code 8{two}.",
    "Section 175 return, {year}; see B{digit}.{digit} and C{two}, page {two}.",
    "The board saw the DSL's report on {recent}; {number} per cent attended.",
    "In Year {digit} we ran {digit} lessons on online safety between {recent} and {soon}.",
    "Filtering was tested on {recent} with {number} searches, {digit} of them let through.",
    "Version 4.{digit}.{two} of the child protection policy was ratified on {old}.",
    "The deputy was appointed on {old} and last trained on {recent}.",
    "Single central record: {more} entries, checked by {staff} on {recent}, ref 20{two}/{four}.",
    "Invoice 10{four}{four} was paid on {recent} for the INSET day of {soon}.",
    "Date of birth is recorded on the admission form and checked against the passport.",
    "Pupils born in the summer term start in September {year}.",
    "The LADO was told within one working day, on {recent} at 14:{two}.",
    "DBS checks: {number} renewed by {soon}, Section 128 checks by {recent}.",
    "Minutes of {recent}, item {digit}.{digit}.{two}; action by HT, {soon}.",
    "We follow Working Together {year} and the LSCP's thresholds of {recent}.",
    "Attendance was {number}.{digit} per cent; {digit} pupils missed more than 10 per cent.",
    "Board minutes {old}, {recent}, {soon}. The link governor visits each term.",
    "The code of conduct (v{digit}.{digit}, {old}) was signed by all {more} staff.",
    "Ofsted inspected on {old}: safeguarding was effective.",
    "PSHE and RSHE are planned by the PSHE lead; parents were asked on {recent}.",
    "Our trust's reference is MAT-{four}-{two}; the form is at www.{school}.example/s175.",
    "Room A{two}, phone extension {four}; fire drill {recent} 10.{two}.",
    "The nearest refuge keeps {two} places; EHCP reviews took place by {soon}.",
    "In place since {old}. Checked by the DSL and the head, {recent}.",
)
# What auditors of a case write, in which a stricter guard must not see a child.
CASE_CLEAN = (
    "Strategy discussion on {recent} with police and health; section 47 enquiry begun the same day.",
    "The child was seen alone on {recent} and again on {recent}; nobody asked about {old}.",
    "SW {old}: home visit, no reply. SW {recent}: the child was seen.",
    "HV {old} noted low mood; the GP was told on {recent}.",
    "ICPC {recent}, RCPC {soon}. The IRO asked for a chronology back to {old}.",
    "Ref {four}/{two}: incident log {digit} of {recent}, graded {digit}, sent on within {two} hours.",
    "The mother told the midwife at {two} weeks; the record is silent until {recent}.",
    "Was not brought on {recent}, {recent} and {recent}; the policy asks for a call after two.",
    "Case closed {old}, re-opened {recent} after the {digit}th contact in {two} weeks.",
    "The child is in the 5 to 9 band and has {digit} siblings; the eldest is 14 or 15.",
    "PC attended on {recent} at 22:{two}; vulnerability notice made {recent}, bail until {soon}.",
    "Attendance was {number}.{digit} per cent in {year}; fixed term exclusion of {digit} days from {recent}.",
    "Core groups on {recent} and {soon}, {digit} of {two} attended. The plan has no date for step {digit}.",
    "Edition {digit}.{two} of the thresholds, page {two}, level {digit}, was used on {recent}.",
    "The front door (01632 960 {three}) was called at 09:{two} on {recent}; answer by {soon}.",
    "Email to safeguarding.duty@{school}.example on {recent}; no reply on file.",
    "Supervision {recent}: reflection is recorded, actions {digit} and {two} are not followed up.",
    "Since the birth of the youngest, {digit} workers have changed; the last handover was {recent}.",
    "The date of birth is missing from the referral of {recent}.",
    "Hours: {digit}. Files read: {two}. Paragraph {para} of the procedures applies.",
    "ED {old} and MIU {recent}: two injuries, no link was made between them.",
    "Housing officer visited in March {year}; arrears of £{four} and damp were noted.",
    "MARAC {recent}, DASH score {two}; the children were not mentioned in the minutes.",
    "The grandmother came to the meeting of {recent} and offered to help until {soon}.",
)
STARTS = ("", "Noted: ", "We discussed this in the DSL meeting. ", "For information. ", "As agreed in June, ", "B4: ")
ENDS = (
    "",
    " The DSL follows this up.",
    " Nothing else to report.",
    " See the minutes of 12 October 2026.",
    " Thank you",
)
PLANTED = {
    Kind.NHS_NUMBER: ("NHS number {it}", "His NHS no. is {it}.", "({it}) seen by CAMHS", "nhs:{it}, GP informed"),
    Kind.UPN: ("UPN {it}", "The pupil ({it}) was absent", "upn: {it}", "transfer of {it} to us"),
    Kind.NI_NUMBER: ("Mum's NI number is {it}", "NINO {it}", "({it})", "National Insurance: {it}."),
    Kind.BIRTH: (
        "DOB {day}", "d.o.b. {day}", "born on {day}", "date of birth: {day}", "The girl was born {day}",
        "D.O.B: {day}", "birthday is {day}", "{day} (DOB)", "her date of birth is {day}",
    ),
    Kind.INITIALS_AND_BIRTH: (
        "{who} {day}", "{who} ({day})", "{who}, {day}", "{who} DOB {day}", "{who} (d.o.b. {day})", "{day} {who}",
        "{who} - {day}", "Pupil {who}, born {day}", "{who} born on {day}", "DOB {day} ({who})",
    ),
    Kind.EMAIL: ("Mother wrote from {it}", "{it} was used", "account <{it}>", "e-mail: {it}."),
    Kind.PHONE: ("Mum's mobile is {it}", "Dad on {it}", "Rang {it} twice", "home {it}", "Gran: {it}.", "Tel. {it}"),
    Kind.POSTCODE: ("Lives in {it}", "moved to 4 Beck Lane, {it}", "address {it}.", "the flat ({it})"),
    Kind.NAME: ("{it} was upset", "we spoke to {it}.", "{it}’s mother called", "about {it}, who"),
}  # fmt: skip


@dataclass(frozen=True)
class Note:
    """One note; `kind` and the place of what was planted in it, or None and nothing."""

    text: str
    kind: Kind | None = None
    start: int = 0
    end: int = 0


class Generator:
    """Makes the notes of one seed."""

    sentences = CLEAN

    def __init__(self, seed: int):
        self.dice = random.Random(seed)

    def notes(self, number: int) -> list[Note]:
        """So many notes, every other one with something planted, all kinds alike often."""
        kinds = list(PLANTED)
        made = [self.planted(kinds[each // 2 % len(kinds)]) if each % 2 else self.clean() for each in range(number)]
        self.dice.shuffle(made)
        return made

    def clean(self) -> Note:
        return Note(self.dice.choice(STARTS) + self.sentence() + self.dice.choice(ENDS))

    def planted(self, kind: Kind) -> Note:
        it = self.dice.choice(PLANTED[kind]).format(it=self.thing(kind), who=self.initials(), day=self.birthday())
        before = self.dice.choice(STARTS) + (f"{self.sentence()} " if self.dice.random() < 0.5 else "")
        return Note(before + it + self.dice.choice(ENDS), kind, len(before), len(before) + len(it))

    def sentence(self) -> str:
        digits = self.dice.randrange
        return self.dice.choice(self.sentences).format(
            recent=self.day(TODAY - timedelta(days=digits(1, 400))),
            soon=self.day(TODAY + timedelta(days=digits(1, 300))),
            old=self.day(TODAY - timedelta(days=digits(800, 3000))),
            staff=self.dice.choice(["JW", "A.P.", "KM", "the DSL", "S Marsh"]),
            para=digits(1, 180),
            year=digits(2023, 2027),
            next=digits(24, 28),
            number=digits(11, 99),
            more=digits(20, 140),
            digit=digits(1, 9),
            two=digits(10, 99),
            three=digits(100, 999),
            four=digits(1000, 9999),
            school=self.dice.choice(["thistlemarsh", "dunnamoss", "becks-academy"]),
        )

    def day(self, day: date) -> str:
        month = MONTHS[day.month - 1]
        return self.dice.choice(
            [
                f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day:%y}", f"{day:%d.%m.%Y}",
                f"{day.day} {month} {day.year}", f"{day.day}th {month[:3]} {day.year}",
                f"{day.isoformat()}", f"{day:%d-%m-%y}",
            ]
        )  # fmt: skip

    def birthday(self) -> str:
        return self.day(TODAY - timedelta(days=self.dice.randrange(4 * 366, 18 * 365)))

    def initials(self) -> str:
        one, two, three = (self.dice.choice("ABCDEFGHJKLMNORSTW") for _ in range(3))
        return self.dice.choice([f"{one}{two}Z", f"{one}.{two}.", f"{one}.{two}.{three}.", f"{one}. {two}.", f"Q{one}"])

    def thing(self, kind: Kind) -> str:
        makers = {
            Kind.NHS_NUMBER: self.nhs_number,
            Kind.UPN: self.upn,
            Kind.NI_NUMBER: self.ni_number,
            Kind.EMAIL: self.email,
            Kind.PHONE: self.phone,
            Kind.POSTCODE: self.postcode,
            Kind.NAME: lambda: self.dice.choice(STOP_NAMES),
        }
        return makers[kind]() if kind in makers else ""

    def nhs_number(self) -> str:
        """Ten digits, the last of them 11 less the weighted sum modulo 11; 11 is written 0, 10 is never issued."""
        while True:
            digits = [self.dice.randrange(1, 10), *(self.dice.randrange(10) for _ in range(8))]
            check = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits)) % 11
            if check != 10:
                text = "".join(map(str, [*digits, check % 11]))
                return self.dice.choice(
                    [text, f"{text[:3]} {text[3:6]} {text[6:]}", f"{text[:3]}-{text[3:6]}-{text[6:]}"]
                )

    def upn(self) -> str:
        """Twelve digits (the last may be a letter), and the letter that their weighted sum modulo 23 gives in front."""
        digits = [str(self.dice.randrange(10)) for _ in range(12)]
        if self.dice.random() < 0.2:
            digits[-1] = self.dice.choice(LETTERS)
        total = 0
        for place, each in enumerate(digits):
            total += (place + 2) * (int(each) if each.isdigit() else LETTERS.index(each))
        return LETTERS[total % 23] + "".join(digits)

    def ni_number(self) -> str:
        pairs = [f"{self.dice.randrange(100):02}" for _ in range(3)]
        prefix = self.dice.choice(["AB", "JR", "PX", "ST", "ce"])
        last = self.dice.choice("ABCD")
        return self.dice.choice([f"{prefix}{''.join(pairs)}{last}", f"{prefix} {' '.join(pairs)} {last}"])

    def email(self) -> str:
        local = self.dice.choice(["amelia.rowe", "j.tallowby12", "becky_2011", "mrs.okon", "KianP"])
        return f"{local}@{self.dice.choice(['mail.example', 'web-post.example', 'inbox.co.example'])}"

    def phone(self) -> str:
        number = f"7700 900{self.dice.randrange(1000):03}"
        land = f"1632 960{self.dice.randrange(1000):03}"
        return self.dice.choice(
            [f"0{number}", f"+44 {number}", f"0{number.replace(' ', '')}", f"0{land}", f"(0{land})"]
        )

    def postcode(self) -> str:
        area = self.dice.choice(["ZE", "LS", "M", "SW", "BD", "WC", "HG", "EC"])
        inner = f"{self.dice.randrange(10)}{self.dice.choice('ABDEFGHJLN')}{self.dice.choice('PQRSTUWXYZ')}"
        district = (
            self.dice.choice(["1", "7", "12", "1A"]) if area in {"EC", "SW"} else self.dice.choice(["1", "7", "12"])
        )
        text = f"{area}{district}{self.dice.choice([' ', ' ', ''])}{inner}"
        return text.lower() if self.dice.random() < 0.15 else text


class CaseGenerator(Generator):
    """Makes notes as they stand in case audits."""

    sentences = CASE_CLEAN
