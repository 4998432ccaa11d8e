"""The guard reads the mail of real servers too, in the database and as files (bars G8)."""

import sqlite3
from contextlib import closing
from email.message import EmailMessage

import pytest

from tests.support.mail_guard import check_server

pytestmark = pytest.mark.browser
LONG_ANSWER = "SELECT text FROM returns_answer WHERE LENGTH(text) > 60 ORDER BY id"
QUEUE = """
    INSERT INTO outbox_message ("to", subject, text, html, headers, list_key, queued_at, next_try_at, tries, last_error)
    VALUES ('lead@demo.example', 'News', ?, '', '{}', '', '2026-01-01', '2026-01-01', 0, '')
"""


@pytest.fixture
def server(new_server):
    """A server that has not started, over a copy of the demo data."""
    return new_server()


@pytest.fixture
def database(server):
    """Its database, as other programs see it."""
    with closing(sqlite3.connect(server.data / "portal.sqlite3")) as connection:
        yield connection


def test_a_queued_mail_that_says_an_answer_is_found(server, database):
    ((answer,),) = database.execute(f"{LONG_ANSWER} LIMIT 1").fetchall()
    queued = database.execute(QUEUE, [f"Dear lead, you wrote: {answer}"]).lastrowid
    database.commit()
    with pytest.raises(AssertionError, match="News"):
        check_server(server)
    database.execute("DELETE FROM outbox_message WHERE id = ?", [queued])
    database.commit()


def test_a_written_mail_that_says_an_answer_is_found(server, database):
    ((answer,),) = database.execute(f"{LONG_ANSWER} LIMIT 1").fetchall()
    mail = EmailMessage()
    mail["To"], mail["Subject"] = "lead@demo.example", "Written news"
    mail.set_content(f"Dear lead, you wrote: {answer}")
    folder = server.data / "mail"
    folder.mkdir(exist_ok=True)
    file = folder / "20260101-000000-1.log"
    file.write_bytes(mail.as_bytes() + b"\n" + b"-" * 79 + b"\n")
    with pytest.raises(AssertionError, match="Written news"):
        check_server(server)
    file.unlink()
