"""Every way by which somebody could read something of a case, over querysets and over HTTP, for tests of bars S6."""

import json

from django.urls import reverse

from audit_forms.case_audits.models import Case, Involvement
from audit_forms.returns.models import Answer, Comment, RescuedText, Return, UploadedWorkbook

CANARY = "CANARY-said-in-the-audit"


def rows_read(person, case):
    """What the querysets let the person have of the case, by name; nothing where it is closed to them."""
    returns = Return.objects.filter(subject=case.reference)
    of_returns = {"audit_return__in": returns}
    found = {
        "case": Case.objects.visible_to(person).filter(pk=case.pk),
        "identity": Case.objects.identifiable_by(person).filter(pk=case.pk),
        "part": Involvement.objects.visible_to(person).filter(case=case),
        "audited": Involvement.objects.audited_by(person).filter(case=case),
        "led": Involvement.objects.led_by(person).filter(case=case),
        "read": Return.objects.visible_to(person).filter(pk__in=returns),
        "written": Return.objects.written_by(person).filter(pk__in=returns),
        "signed": Return.objects.signed_by(person).filter(pk__in=returns),
        "assured": Return.objects.waiting_for(person).filter(pk__in=returns),
        "answers": Answer.objects.visible_to(person).filter(**of_returns),
        "comments": Comment.objects.visible_to(person).filter(**of_returns),
        "drafts": RescuedText.objects.offered_to(person).filter(**of_returns),
        "workbooks": UploadedWorkbook.objects.offered_to(person).filter(**of_returns),
    }
    return {name for name, rows in found.items() if rows.exists()}


def pages_read(client, person, part, upload=None):
    """The addresses of the part and its return that show the person anything, or a list that names the case."""
    client.force_login(person)
    read = [address for address in own_addresses(part, upload) if not is_closed(client.get(address))]
    read += [f"POST {address}" for address in posted_addresses(part) if not is_closed(client.post(address))]
    if part.audit_return:
        typed = json.dumps({"second.version": "0", "second.text": CANARY})
        address = reverse("returns:autosave", args=[part.audit_return.reference, section_of(part)])
        answer = client.post(address, typed, content_type="application/json")
        read += [] if is_closed(answer) else [f"autosave {address} {answer.status_code}"]
    for address in (reverse("audits:list"), reverse("returns:list"), reverse("start"), f"/search/?q={CANARY[:6]}"):
        text = client.get(address, follow=True).text
        read += [address] if CANARY in text or part.case.reference in text else []
    return read


def is_closed(answer):
    """Whether the answer is the 404 of what is not there, with nothing of the case in it."""
    told = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code == 404 and CANARY.encode() not in told


def section_of(part):
    """The key of the audit's one section."""
    return part.audit_return.edition.sections.first().key


def own_addresses(part, upload):
    """All pages of the part and its return."""
    organisation, case = part.organisation_id, part.case.reference
    yield reverse("audits:case", args=[case, organisation])
    for verb in ("auditor", "declare", "countersign", "conflict", "historic"):
        yield reverse("audits:act", args=[case, organisation, verb])
    if not part.audit_return:
        return
    reference, section = part.audit_return.reference, section_of(part)
    for name in ("detail", "read", "check", "history", "receipt", "what_changed", "send", "sign", "workbook", "assure",
                 "decide", "assign", "signatories", "withdraw"):  # fmt: skip
        yield reverse(f"returns:{name}", args=[reference])
    yield reverse("returns:section", args=[reference, section])
    yield reverse("returns:comments", args=[reference, "first"])
    yield reverse("returns:evidence", args=[reference, "first"])
    for kind in ("answers", "blank"):
        yield reverse("returns:workbook_download", args=[reference, kind])
    if upload:
        yield reverse("returns:workbook_upload", args=[reference, upload.pk])
    yield reverse("insight:profile", args=[reference])
    yield reverse("insight:document", args=[reference, "return.pdf"])


def posted_addresses(part):
    """All addresses that only take what is sent."""
    for verb in ("nil", "involved", "conflict"):
        yield reverse("audits:act", args=[part.case.reference, part.organisation_id, verb])
    if part.audit_return:
        reference, section = part.audit_return.reference, section_of(part)
        yield reverse("returns:section", args=[reference, section])
        yield reverse("returns:discard", args=[reference, section])
        yield reverse("returns:comments", args=[reference, "first"])
        yield reverse("returns:assure_note", args=[reference])
