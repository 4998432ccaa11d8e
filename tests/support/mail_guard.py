"""Every mail of every test is read: it goes to one person, brings no file and says nothing of what returns hold.

Bars G8. What people write in the portal is secret unless `OPEN` says otherwise, so that a new column is guarded without
anybody having thought of it. `conftest.py` in the root asks after each test, and the fixtures of real servers when
they put one away.
"""

import html
import json
import re
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage as ReceivedMail
from typing import Any

import psycopg
from django.apps import apps
from django.core.mail import EmailMessage
from django.db import models

from tests.support.server import PortalServer

LEAST = 12  # shorter texts stand in ordinary sentences
LEAST_FILE_NAME = 5
COMPARED = 40  # a text that was cut short is found too
SECRET_APPS = "audit_forms."
FILE_NAMES = {"returns_evidence.file_name", "returns_uploadedworkbook.file_name"}
RATINGS = "SELECT DISTINCT label FROM questionnaires_ratinglevel"
NAMES = """
    SELECT name FROM organisations_organisation
    UNION SELECT head_name FROM organisations_organisation UNION SELECT name FROM accounts_user
"""
OPEN_APPS = {"questionnaires", "organisations"}  # published question sets; names and public registers
OPEN = {
    "returns_exercise.title",
    "returns_return.reference",  # the portal's own number of a return, which its mails carry
    "returns_return.facts",  # phase and kind of the school, as the register has them
    "returns_return.asked_keys",
    "returns_evidence.content_type",
    "returns_evidence.refusal",
    "returns_signinglink.name",  # of the person the mail is to
    "returns_signinglink.email",
    "returns_signoff.statement",  # the question set's words
    "returns_uploadedworkbook.problems",
    "improvement_recommendation.reference",
    "improvement_action.reference",
    "improvement_action.question_key",
    "improvement_actionreminder.stage",
    "improvement_alert.reference",  # random; whoever follows it is asked who they are
    "case_audits_caseaudit.reference",  # random; a case’s pseudonym stays secret
    "case_audits_programme.year",
    "case_audits_reportrecommendation.responsible_group",  # the name of a group
    "improvement_recommendation.responsible_group",
    "case_audits_casechase.text",
    "self_assessments_roundexport.file_name",
    "self_assessments_round.year",
    "self_assessments_round.reminder_days",
    "self_assessments_chase.text",  # the officer's own words, which are the mail
}
END_OF_MAIL = re.compile(rb"^-{79}$", re.MULTILINE)
Run = Callable[[str], Iterable[tuple[Any, ...]]]


@dataclass(frozen=True)
class Mail:
    """What one person was sent."""

    to: str
    subject: str
    text: str
    html: str = ""

    @property
    def words(self) -> str:
        """All that can be read of it, as `plain` has it."""
        return plain(f"{self.subject}\n{self.text}\n{self.html}")


def plain(text: str) -> str:
    """Without markup and line breaks."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def secret_columns() -> list[str]:
    """Every column in which people write what is nobody's business outside: "table.column"."""
    found = []
    for model in apps.get_models():
        if not model.__module__.startswith(SECRET_APPS) or model._meta.app_label in OPEN_APPS:
            continue
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.choices:
                found.append(f"{model._meta.db_table}.{field.column}")
    return [column for column in found if column not in OPEN and not column.endswith(("_hash", "_digest", ".digest"))]


def canaries(run: Run) -> set[str]:
    """The beginnings of all secret texts in that database; `run` executes a query.

    A name stands in answers too, and is no secret for that.
    """
    parts = []
    for column in secret_columns():
        table, _, name = column.partition(".")
        least = LEAST_FILE_NAME if column in FILE_NAMES else LEAST
        text = f'CAST("{name}" AS text)'
        parts.append(f'SELECT {least}, {text} FROM "{table}" WHERE LENGTH({text}) >= {least}')
    texts = ((least, each) for least, stored in run(" UNION ".join(parts)) for each in _texts(stored))
    names = "\n".join(plain(name) for (name,) in run(NAMES))
    found = {needle for least, text in texts if len(needle := plain(text)[:COMPARED]) >= least}
    return {needle for needle in found if needle not in names}


def _texts(stored: str) -> Iterable[str]:
    """A text itself; of JSON every text in it that has words, which names of questions and levels have not."""
    if not stored.startswith(("{", "[")):
        return [stored]
    try:
        return [text for text in _leaves(json.loads(stored)) if " " in text]
    except ValueError:
        return [stored]


def _leaves(value: Any) -> Iterable[str]:
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _leaves(each)
    elif isinstance(value, str):
        yield value


def leaks(mails: Iterable[Mail], run: Run) -> list[str]:
    """Which mail says what it must not: a secret text, or how something was judged."""
    read = {(mail, mail.words) for mail in mails}
    everything = "\n".join(words for _, words in read)
    said = {needle for needle in canaries(run) if needle in everything}
    judged = re.compile("|".join(rf"\b{re.escape(plain(label))}\b" for (label,) in run(RATINGS)) or r"(?!)")
    found = []
    for mail, words in read:
        found += [f"“{mail.subject}” to {mail.to} says {needle!r}" for needle in said if needle in words]
        found += [f"“{mail.subject}” to {mail.to} judges: {each!r}" for each in judged.findall(words)]
    return found


def wrong_shape(mail: EmailMessage) -> list[str]:
    """What is wrong with whom it goes to, and with what hangs on it."""
    found = [] if len(mail.to) == 1 and mail.to[0].count("@") == 1 else [f"it goes to {mail.to}"]
    if mail.cc or mail.bcc:
        found.append(f"copies go to {[*mail.cc, *mail.bcc]}")
    if mail.attachments:
        found.append("it has an attachment")
    return [f"“{mail.subject}”: {each}" for each in found]


def wrong_envelope(recipients: list[str], mail: ReceivedMail) -> list[str]:
    """The same of a mail that a mail server was given."""
    found = [] if len(recipients) == 1 else [f"it goes to {recipients}"]
    found += [f"it has {name}" for name in ("Cc", "Bcc") if mail[name]]
    found += ["it has an attachment" for _ in mail.iter_attachments()]
    return [f"“{mail['Subject']}”: {each}" for each in found]


def check_server(server: PortalServer) -> None:
    """Read every mail that a real server queued or wrote into its folder."""
    queued = "SELECT \"to\", subject, text, html FROM outbox_message WHERE text <> ''"
    connection = (
        psycopg.connect(server.database_url)
        if server.database_url
        else sqlite3.connect(f"file:{server.data / 'portal.sqlite3'}?mode=ro", uri=True)
    )
    try:
        mails = [Mail(*row) for row in connection.execute(queued)]
        problems = leaks([*mails, *written_mails(server)], lambda query: list(connection.execute(query)))
    finally:
        connection.close()
    assert not problems, "Mail that says too much:\n" + "\n".join(problems)


def written_mails(server: PortalServer) -> list[Mail]:
    """What the portal wrote as files instead of sending, as it does without a mail server."""
    found = []
    for file in (server.data / "mail").glob("*.log"):
        for raw in filter(bytes.strip, END_OF_MAIL.split(file.read_bytes())):
            found.append(received(message_from_bytes(raw.lstrip(), _class=ReceivedMail, policy=policy.default)))
    return found


def received(mail: ReceivedMail) -> Mail:
    """A mail as it left, with all its readable parts."""
    parts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    return Mail(str(mail["To"]), str(mail["Subject"]), "\n".join(parts))
