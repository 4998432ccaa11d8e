"""Running the background jobs that are due; `manage.py run_jobs` calls this."""

import logging

from django.utils import timezone
from django.utils.module_loading import import_string

from portal.jobs import Task, registered
from portal.models import Job

logger = logging.getLogger(__name__)


def run_due() -> list[str]:
    """Run each job that is due and that nobody else has taken; returns their names.

    A job that fails is logged, remembered for `manage.py doctor`, and tried again at its next turn; the others run.
    """
    now = timezone.now()
    due_at = dict(Job.objects.values_list("name", "due_at"))
    taken = []
    for task in registered():
        if due_at.get(task.name, now) <= now and _take(task):
            _run(task)
            taken.append(task.name)
    return taken


def _take(task: Task) -> bool:
    """Move the job's next turn on, unless somebody else did so first."""
    now = timezone.now()
    Job.objects.get_or_create(name=task.name, defaults={"due_at": now})
    return bool(Job.objects.filter(name=task.name, due_at__lte=now).update(due_at=now + task.every))


def _run(task: Task) -> None:
    error = ""
    try:
        import_string(task.function)()
    except Exception as caught:  # whatever it is, one job's fault must not stop the others
        logger.exception("The job %s failed", task.name)
        error = f"{type(caught).__name__}: {caught}"[:1000]
    Job.objects.filter(name=task.name).update(ended_at=timezone.now(), last_error=error)
