"""Background jobs run by their timetable, once, and one that fails does not stop the others."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from django.utils.module_loading import import_string

from portal import jobs
from portal.jobs import Task
from portal.models import Job
from portal.outbox.models import Message
from portal.scheduling import run_due

pytestmark = pytest.mark.django_db

calls = []


def work():
    calls.append("work")


def fail():
    raise RuntimeError("out of paper")


@pytest.fixture
def tasks(monkeypatch):
    """The timetable of these tests in place of the portal's."""
    calls.clear()
    chosen = {}
    monkeypatch.setattr(jobs, "_tasks", chosen)
    return chosen


def add(tasks, function, name="work", minutes=10):
    tasks[name] = Task(name, timedelta(minutes=minutes), f"{__name__}.{function.__name__}")


def test_job_runs_when_it_is_due_and_not_before(tasks):
    add(tasks, work)
    start = timezone.now()
    assert run_due() == ["work"]
    assert run_due() == []
    with time_machine.travel(start + timedelta(minutes=9)):
        assert run_due() == []
    with time_machine.travel(start + timedelta(minutes=11)):
        assert run_due() == ["work"]
    assert calls == ["work", "work"]


def test_second_scheduler_that_saw_the_same_timetable_does_not_run_the_job(tasks, monkeypatch):
    add(tasks, work)
    run_due()
    stale = {"work": timezone.now() - timedelta(minutes=1)}
    monkeypatch.setattr(Job.objects, "values_list", lambda *names: stale.items())
    assert run_due() == []
    assert calls == ["work"]


def test_failing_job_is_remembered_and_stops_nobody_else(tasks):
    add(tasks, fail, name="fail")
    add(tasks, work)
    assert run_due() == ["fail", "work"]
    assert calls == ["work"]
    assert Job.objects.get(name="fail").last_error == "RuntimeError: out of paper"
    assert Job.objects.get(name="work").last_error == ""


def test_every_registered_job_can_be_run():
    names = [task.name for task in jobs.registered()]
    assert {"send mail", "clear expired sessions"} <= set(names)
    for task in jobs.registered():
        assert callable(import_string(task.function))
        assert task.every >= timedelta(seconds=5)


def test_command_sends_mail_and_clears_sessions(mailoutbox, capsys):
    Message.objects.create(to="ada@school.example", subject="Hello", text="Text")
    old, new = SessionStore(), SessionStore()
    for store, days in ((old, -1), (new, 1)):
        store["kept"] = True
        store.set_expiry(timezone.now() + timedelta(days=days))
        store.save()
    call_command("run_jobs")
    assert [mail.to for mail in mailoutbox] == [["ada@school.example"]]
    assert list(Session.objects.values_list("session_key", flat=True)) == [new.session_key]
    assert "send mail" in capsys.readouterr().out


def test_command_makes_refused_mail_due_again(mailoutbox):
    Message.objects.create(to="ada@school.example", subject="Hello", text="Text", failed_at=timezone.now())
    call_command("run_jobs")
    assert mailoutbox == []
    Job.objects.all().delete()
    call_command("run_jobs", "--retry-failed-mail")
    assert len(mailoutbox) == 1
