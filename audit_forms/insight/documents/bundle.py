"""The return to take away: every answer as open data, the same as a table and as PDF, and a manifest of the files.

`docs/return-export.md` describes the format for whoever takes it in.
"""

import hashlib
import json
import zipfile
from io import BytesIO
from typing import Any

from django.utils import timezone

from audit_forms.insight.documents.content import evidence_of, return_content, sign_offs
from audit_forms.insight.documents.kinds import TEMPLATES, Kind, file_name, year_of
from audit_forms.insight.reading import OwnProfile
from audit_forms.questionnaires.applicability import duty_for
from audit_forms.questionnaires.models import Question
from audit_forms.questionnaires.selection import rating_levels
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.display import lines_of
from audit_forms.returns.models import Evidence
from portal.pdf.making import make_pdf
from portal.spreadsheets import csv_lines

FORMAT = "safeguarding-return"
VERSION = 1
READ_ME = """\
One return of a safeguarding self-assessment, to be handed on.

return.json   every question and answer as data (UTF-8)
answers.csv   the same as a table, one line a part of an answer
{pdf}   the return to read and print
manifest.json the format, its version, and size and SHA-256 of each file

It holds no files of evidence, only their titles. It may name staff: store it as you store personnel matters.
"""


def make_bundle(own: OwnProfile) -> bytes:
    """The zip file; the same submission gives the same bytes."""
    pdf_name = file_name(own.audit_return, Kind.RETURN_PDF)
    files = {
        "return.json": _as_json(return_data(own)),
        "answers.csv": "".join(csv_lines(*_table(own))).encode(),
        pdf_name: make_pdf(TEMPLATES / "return.typ", return_content(own), own.submission.submitted_at),
        "README.txt": READ_ME.format(pdf=pdf_name).encode(),
    }
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "reference": own.audit_return.reference,
        "submitted_at": own.submission.submitted_at.isoformat(),
        "files": [
            {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in files.items()
        ],
    }
    return _zipped({"manifest.json": _as_json(manifest), **files}, own)


def return_data(own: OwnProfile) -> dict[str, Any]:
    """The return as data: keys are those of the edition, and stay the same over the years."""
    audit_return, submission = own.audit_return, own.submission
    edition, organisation = audit_return.edition, audit_return.organisation
    levels = rating_levels(edition)
    evidence = evidence_of(audit_return)
    return {
        "format": FORMAT,
        "version": VERSION,
        "reference": audit_return.reference,
        "year": year_of(audit_return),
        "exercise": str(audit_return.exercise),
        "submitted_at": submission.submitted_at.isoformat(),
        "organisation": {
            "name": organisation.name,
            "kind": organisation.kind,
            "urn": organisation.urn,
            "facts": audit_return.facts,
        },
        "edition": {
            "questionnaire": edition.questionnaire.key,
            "key": edition.key,
            "title": edition.title,
            "guidance": edition.guidance,
            "scale": [{"key": level.key, "label": level.label, "score": level.score} for level in levels],
        },
        "sign_offs": sign_offs(audit_return, submission),
        "sections": [
            {
                "key": part.section.key,
                "letter": part.section.letter,
                "title": part.section.title,
                "questions": [
                    _question_data(question, own, evidence.get(question.pk, [])) for question in part.questions
                ],
            }
            for part in asked_sections(audit_return)
        ],
    }


def _question_data(question: Question, own: OwnProfile, evidence: list[Evidence]) -> dict[str, Any]:
    return {
        "key": question.key,
        "number": question.number,
        "text": question.text,
        "duty": duty_for(question, own.audit_return.facts).value,
        "type": question.answer_type,
        "answer": own.submission.answers.get(question.key),
        "evidence": [
            {
                "kind": each.kind,
                "title": each.title,
                "text": each.text,
                "url": each.url,
                "sha256": each.digest,
                "in_force_since": each.in_force_since.isoformat() if each.in_force_since else None,
            }
            for each in evidence
        ],
    }


def _table(own: OwnProfile) -> tuple[list[str], list[list[str]]]:
    levels = rating_levels(own.audit_return.edition)
    rows = [
        [part.section.letter, question.key, question.number, question.text, line.label, line.text]
        for part in asked_sections(own.audit_return)
        for question in part.questions
        for line in lines_of(question, own.submission.answers.get(question.key, {}), levels)
    ]
    return ["section", "question key", "number", "question", "part", "text"], rows


def _as_json(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _zipped(files: dict[str, bytes], own: OwnProfile) -> bytes:
    stamp = timezone.localtime(own.submission.submitted_at).timetuple()[:6]
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, stamp), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()
