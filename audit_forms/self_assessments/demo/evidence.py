"""Evidence of the demo school: a few statements and links, and files drawn here. Nobody real is named in them."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import docx
import pikepdf
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw

from audit_forms.questionnaires.models import Question
from audit_forms.returns import services
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.enums import EvidenceKind
from audit_forms.returns.evidence import ids_by_key
from audit_forms.returns.models import Evidence, EvidenceUse, Return
from audit_forms.self_assessments.demo.people import DOMAIN, MAIN_SCHOOL, invented_name
from portal.accounts.models import User

TEAL, PALE = "#0b6e69", "#e6f2f1"
PAGE = """BT /F1 22 Tf 60 760 Td ({title}) Tj /F1 12 Tf 0 -40 Td 18 TL {lines} ET"""
POLICY = (
    "Approved by the board of Thistlemarsh Primary School.",
    "It is read by all staff each September, and by supply staff on arrival.",
    "Review: every year, or at once when the guidance changes.",
    "This page is made up for the demo.",
)


def load_evidence() -> None:
    """Give evidence in the demo school's draft, and show some of it as used last year; once."""
    lead = User.objects.get(email=f"dsl@{DOMAIN}")
    if Evidence.objects.filter(organisation__name=MAIN_SCHOOL, kind=EvidenceKind.FILE).exists():
        return
    returns = Return.objects.with_context().filter(organisation__name=MAIN_SCHOOL).order_by("exercise__opens_at")
    last, draft = returns.first(), returns.last()
    policy = give_file(
        draft, lead, "policy-approved", "Child protection policy", "child-protection-policy.pdf", policy_pdf
    )
    link = services.give_link(
        **about(draft, lead, "policy-approved", "Where parents find the policy", 70),
        url="https://www.thistlemarsh-primary-school.example/safeguarding",
    ).use.evidence
    give_file(draft, lead, "board-training", "Minutes of the board, autumn term", "board-minutes.docx", minutes_docx)
    give_file(draft, lead, "board-training", "Training of board members", "board-training.csv", training_csv)
    services.give_statement(
        **about(draft, lead, "board-lead", "Termly meeting with the safeguarding governor", 45),
        text="The safeguarding governor and the DSL met on the first Thursday of term. They looked at three records, "
        "without names, and at the training list. The next meeting is in the first week of the spring term.",
    )
    poster = give_file(draft, lead, "local-arrangements", "Poster in the staff room", "who-to-tell.png", poster_png)
    if last is not None and last != draft:
        used_before(last, lead, {"policy-approved": (policy, link), "local-arrangements": (poster,)})


def about(draft: Return, lead: User, key: str, title: str, days: int) -> dict[str, Any]:
    """What every piece of evidence is given with."""
    since = timezone.localdate() - timedelta(days=days)
    return {"audit_return": draft, "question": key, "title": title, "in_force_since": since, "actor": lead}


def give_file(
    draft: Return, lead: User, key: str, title: str, name: str, draw: Callable[[], bytes], days: int = 80
) -> Evidence:
    """One drawn file, through the same checks as everybody's."""
    given = about(draft, lead, key, title, days)
    return services.give_file(**given, file=ContentFile(draw(), name), file_name=name).use.evidence


def used_before(last: Return, lead: User, given: dict[str, tuple[Evidence, ...]]) -> None:
    """The same evidence in last year's return, which is closed: as rows, and in what was submitted."""
    questions: dict[str, Question] = {q.key: q for part in asked_sections(last) for q in part.questions}
    EvidenceUse.objects.bulk_create(
        EvidenceUse(audit_return=last, question=questions[key], evidence=each, added_by=lead)
        for key, all_given in given.items()
        if key in questions
        for each in all_given
    )
    last.submissions.update(evidence=ids_by_key(last))


def policy_pdf() -> bytes:
    """One page with a heading and a few lines."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    lines = " T* ".join(f"({line}) Tj" for line in POLICY)
    page.obj.Contents = document.make_stream(PAGE.format(title="Child protection policy", lines=lines).encode())
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def minutes_docx() -> bytes:
    """Minutes with their writer's name in the file, as Word leaves it there."""
    document = docx.Document()
    document.core_properties.author = invented_name(MAIN_SCHOOL, "clerk")
    document.add_heading("Minutes of the board", level=1)
    document.add_paragraph("Item 4: All board members have had safeguarding training since they joined.")
    document.add_paragraph("Item 5: The board read this term’s safeguarding report. It names no child.")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def training_csv() -> bytes:
    """A short list of courses; roles only."""
    made = io.StringIO()
    rows = csv.writer(made)
    rows.writerow(("Role", "Course", "Date"))
    today = timezone.localdate()
    for number, role in enumerate(("Chair", "Safeguarding governor", "Parent governor", "Staff governor")):
        rows.writerow((role, "Safeguarding for governors", day_before(today, 40 * number + 20)))
    return made.getvalue().encode()


def day_before(today: date, days: int) -> str:
    """That many days ago."""
    return (today - timedelta(days=days)).isoformat()


def poster_png() -> bytes:
    """A quiet geometric poster."""
    poster = Image.new("RGB", (800, 1100), PALE)
    draw = ImageDraw.Draw(poster)
    for row in range(5):
        for column in range(4):
            left, top = 60 + column * 175, 80 + row * 195
            if (row + column) % 2:
                draw.ellipse((left, top, left + 140, top + 140), fill=TEAL)
            else:
                draw.rectangle((left, top, left + 140, top + 140), outline=TEAL, width=10)
    made = io.BytesIO()
    poster.save(made, "PNG")
    return made.getvalue()
