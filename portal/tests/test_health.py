"""/healthz, /readyz and `manage.py doctor` tell the truth, in words, with what to do."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings
from django.utils import timezone

from portal import health
from portal.models import Job
from portal.outbox.models import Message
from portal.scheduling import run_due

pytestmark = pytest.mark.django_db

NO_CACHE = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


def ready(client):
    answer = client.get("/readyz")
    return answer.status_code, answer.text


def doctor(capsys):
    """What it prints, and whether it ends well."""
    try:
        call_command("doctor")
    except CommandError as error:
        return capsys.readouterr().out, str(error)
    return capsys.readouterr().out, ""


def test_healthy_portal_is_ready_and_the_doctor_content(client, capsys):
    run_due()
    assert client.get("/healthz").text == "ok"
    assert ready(client) == (200, "ready")
    printed, ill = doctor(capsys)
    assert ill == ""
    assert "NOT WELL" not in printed
    assert printed.count("well  ") == 7


def test_waiting_migration_makes_it_not_ready(client, capsys):
    MigrationRecorder(connection).record_unapplied("portal", "0001_first_release")
    assert ready(client) == (503, "not ready: migrations")
    assert "-> Run: manage.py migrate" in doctor(capsys)[0]


def test_cache_that_keeps_nothing_makes_it_not_ready(client, capsys):
    with override_settings(CACHES=NO_CACHE):
        assert ready(client) == (503, "not ready: cache")
        assert "manage.py createcachetable" in doctor(capsys)[0]


def test_folder_that_cannot_be_written_makes_it_not_ready(client, tmp_path):
    with override_settings(DATA_DIR=tmp_path / "gone"):
        assert ready(client) == (503, "not ready: disk")


def test_full_disk_makes_it_not_ready(client, capsys, monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 2**70)
    assert ready(client) == (503, "not ready: disk")
    assert "Make room on the disk" in doctor(capsys)[0]


def test_database_that_does_not_answer_makes_it_not_ready(client, monkeypatch):
    def broken():
        raise OSError("the cable is out")

    monkeypatch.setitem(health.READY, "database", broken)
    assert ready(client) == (503, "not ready: database")
    assert health.ask(broken).words == "OSError: the cable is out"


def test_answers_of_the_probes_tell_strangers_nothing_more(client, monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 2**70)
    assert client.get("/readyz").text == "not ready: disk"
    assert client.post("/readyz").status_code == 405


def test_doctor_notices_mail_that_does_not_move(capsys):
    run_due()
    long_ago = timezone.now() - timedelta(minutes=16)
    Message.objects.create(
        to="a@school.example", subject="Hello", text="Text", queued_at=long_ago, last_error="ConnectionRefusedError"
    )
    printed, ill = doctor(capsys)
    assert "1 e-mails have waited for more than 15 minutes. ConnectionRefusedError" in printed
    assert ill == "Not well: mail."


def test_doctor_notices_refused_mail(capsys):
    run_due()
    Message.objects.create(to="a@school.example", subject="Hello", text="Text", failed_at=timezone.now())
    assert "--retry-failed-mail" in doctor(capsys)[0]


def test_doctor_notices_that_nobody_runs_the_jobs(capsys):
    assert "Start: manage.py run_jobs --loop" in doctor(capsys)[0]
    run_due()
    assert doctor(capsys)[1] == ""
    Job.objects.filter(name="send mail").update(due_at=timezone.now() - timedelta(minutes=6))
    assert "These background jobs are not run: send mail." in doctor(capsys)[0]


def test_doctor_notices_a_failed_job(capsys):
    run_due()
    Job.objects.filter(name="send mail").update(last_error="RuntimeError: out of paper")
    assert "send mail (RuntimeError: out of paper)" in doctor(capsys)[0]


def test_doctor_asks_the_start_up_checks(capsys):
    run_due()
    with override_settings(DEMO_ACCOUNTS_ALLOWED=False, DEBUG=True):
        assert "DEBUG is on in production." in doctor(capsys)[0]
