"""Writes the payloads into every text that people can enter, in a test server's copy of the demo data (bars S17).

`manage.py shell -c "from tests.browser import smuggling; smuggling.write()"`. Straight into the database: what a form
refuses today may have come in another way, and a page must be safe whatever it shows.
"""

from itertools import cycle

from django.utils import timezone

from audit_forms.improvement.enums import AlertUpdateKind
from audit_forms.improvement.models import Alert, AlertUpdate
from audit_forms.organisations.models import Organisation
from audit_forms.organisations.register.services import preview_import
from audit_forms.organisations.tests.register_files import csv_file, school
from audit_forms.questionnaires.selection import rating_levels
from audit_forms.returns import parts
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.enums import Decision, ReturnStatus
from audit_forms.returns.models import Answer, ChangeRequest, RescuedText, Return, SignOff
from audit_forms.self_assessments.demo.people import DOMAIN, MAIN_SCHOOL
from portal.accounts.models import User
from portal.accounts.services import invite
from tests.browser.payloads import PAYLOADS

TYPED = (parts.TEXT, parts.REASON, parts.ACTION_WHAT, parts.ACTION_WHO, parts.NAME)
ORGANISATION = ("name", "head_name", "address", "telephone", "website", "postcode", "la_name", "establishment_type")


def write() -> None:
    """Write them everywhere; the main school keeps a name by which the test finds its way."""
    main = Return.objects.select_related("organisation").get(organisation__name=MAIN_SCHOOL, status=ReturnStatus.DRAFT)
    officer = User.objects.get(email=f"unit@{DOMAIN}")
    fill_answers(main)
    fill_notes(main, officer)
    fill_alert()
    for name, organisation in zip(
        PAYLOADS, Organisation.objects.schools().exclude(pk=main.organisation_id), strict=False
    ):
        texts = {field: cut(organisation, field, name) for field in ORGANISATION}
        Organisation.objects.filter(pk=organisation.pk).update(**texts)
    for name, person in zip(
        cycle(PAYLOADS), User.objects.exclude(email__in=[officer.email, f"dsl@{DOMAIN}"]), strict=False
    ):
        User.objects.filter(pk=person.pk).update(name=name)
    Return.objects.exclude(pk=main.pk).update(extended_until=timezone.now(), extension_reason=PAYLOADS[0])
    rows = [
        school(urn=str(600_000 + number), name=text, number=str(3000 + number)) for number, text in enumerate(PAYLOADS)
    ]
    preview_import(file=csv_file(*rows), file_name=PAYLOADS[0], la_code="", actor=officer)
    for number, text in enumerate(PAYLOADS):
        invite(email=f"new{number}@{DOMAIN}", name=text, invited_by=officer, organisation_name=text)


def cut(organisation: Organisation, field: str, text: str) -> str:
    """As much as the column holds."""
    return text[: organisation._meta.get_field(field).max_length or len(text)]


def fill_answers(main: Return) -> None:
    """Each payload in each part of an answer that is text."""
    levels = rating_levels(main.edition)
    asked = [question for part in asked_sections(main) for question in part.questions]
    main.answers.all().delete()
    rows = []
    for number, question in enumerate(asked):
        values = parts.empty_parts(question)
        values |= {
            part: PAYLOADS[(number + shift) % len(PAYLOADS)] for shift, part in enumerate(TYPED) if part in values
        }
        row = Answer(audit_return=main, question=question)
        parts.put_parts(row, question, values, levels)
        rows.append(row)
    Answer.objects.bulk_create(rows)


def fill_notes(main: Return, officer: User) -> None:
    """Reasons and notes on the return, and text kept for somebody whose session had ended."""
    section = main.edition.sections.first()
    question = section.questions.first()
    lead = User.objects.get(email=f"dsl@{DOMAIN}")
    SignOff.objects.create(
        audit_return=main, attempt=1, capacity="head", decision=Decision.DECLINED, statement=PAYLOADS[1],
        reason=PAYLOADS[2], signed_by=officer,
    )  # fmt: skip
    ChangeRequest.objects.create(audit_return=main, question=question, note=PAYLOADS[3], requested_by=officer)
    RescuedText.objects.create(
        user=lead, audit_return=main, section=section, data={f"{question.key}.text": PAYLOADS[4]}
    )


def fill_alert() -> None:
    """Every text of the demo's alert, and a note for each payload on its timeline."""
    alert = Alert.objects.get(case_reference="")
    alert.known, alert.told_words, alert.assurance = PAYLOADS[:3]
    alert.save()
    AlertUpdate.objects.bulk_create(
        AlertUpdate(alert=alert, kind=AlertUpdateKind.NOTE, note=text, author=alert.raised_by) for text in PAYLOADS
    )
