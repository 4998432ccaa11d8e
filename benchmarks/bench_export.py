"""P6: a round's returns as CSV and as a workbook, at 250, 2,500 and 25,000 returns, each in processes of its own."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from uuid import uuid4

from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from audit_forms.questionnaires.enums import EditionStatus
from audit_forms.questionnaires.models import Edition
from audit_forms.self_assessments.models import Round, RoundExport
from audit_forms.self_assessments.services import make_exports, request_export
from benchmarks.bench_tracker import add_returns, make_round
from benchmarks.figures import Figure
from portal.accounts.enums import Role
from portal.accounts.models import User
from scripts.environment import child_env
from scripts.steps import ROOT

SIZES = (250, 2_500, 25_000)
OFFICER = "measured@demo.example"
KILOBYTE = 1024
FIRST_BYTE, WORKBOOK, MEMORY = 0.5, 90, 200


def measure() -> Iterator[Figure]:
    """Time to the first return and the whole of the CSV, time of the workbook's job, and the highest memory of each."""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            env = child_env(DJANGO_SETTINGS_MODULE="portal.settings.local", DATA_DIR=folder)
            for words in (["migrate", "-v0"], ["createcachetable"], ["load_editions"]):
                subprocess.run(
                    [sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=True, capture_output=True
                )
            _apart("fill", size, env)
            csv, workbook = _apart("fetch_csv", size, env), _apart("make_workbook", size, env)
        yield Figure("P6", f"first return of the CSV of {size:,}", csv["first"], "s", FIRST_BYTE)
        yield Figure("P6", f"the whole CSV of {size:,} returns", csv["whole"], "s", WORKBOOK)
        yield Figure("P6", f"memory of that, {size:,} returns", csv["memory"], "MB", MEMORY)
        yield Figure("P6", f"the workbook of {size:,} returns", workbook["whole"], "s", WORKBOOK)
        yield Figure("P6", f"memory of that, {size:,} returns", workbook["memory"], "MB", MEMORY)


def _apart(function: str, size: int, env: dict[str, str]) -> dict[str, float]:
    """What a function of this module tells when run with that size in a process of its own."""
    words = f"import django; django.setup(); from benchmarks import bench_export as b; b.{function}({size})"
    finished = subprocess.run(
        [sys.executable, "-c", words], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    if finished.returncode:
        raise RuntimeError(finished.stderr)
    told: dict[str, float] = json.loads(finished.stdout.splitlines()[-1])
    return told


def fill(size: int) -> None:
    """An officer, and a round with that many returns."""
    officer = User.objects.create_user(OFFICER, name="Measured Officer")
    officer.groups.add(Group.objects.get(name=Role.BUSINESS_UNIT))
    Edition.objects.update(status=EditionStatus.PUBLISHED, published_at=timezone.now())
    add_returns(make_round(), 0, size)
    print(json.dumps({}))


def fetch_csv(size: int) -> None:
    """Download the CSV once, line by line, after a look at the tracker has warmed the process up."""
    officer = User.objects.get(email=OFFICER)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(officer)
    tracker = f"/unit/rounds/{_round().pk}/"
    client.get(tracker)
    started = time.perf_counter()
    lines = iter(client.get(f"{tracker}returns.csv").streaming_content)
    next(lines)  # the mark that says UTF-8
    next(lines)  # the heading
    next(lines)
    first = time.perf_counter() - started
    number = 1 + sum(1 for _ in lines)
    assert number == size, f"{number} lines for {size} returns"
    _tell(first=first, whole=time.perf_counter() - started)


def make_workbook(size: int) -> None:
    """Ask for the workbook and make it as the background job does."""
    officer = User.objects.get(email=OFFICER)
    started = time.perf_counter()
    export = request_export(exercise=_round(), query="", key=uuid4(), actor=officer)
    make_exports()
    export = RoundExport.objects.get(pk=export.pk)
    assert export.made_at, "The workbook was not made."
    assert export.done == size, f"{export.done} of {size} returns"
    _tell(whole=time.perf_counter() - started)


def _round() -> Round:
    return Round.objects.select_related("edition__questionnaire").get()


def _tell(**figures: float) -> None:
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = highest / KILOBYTE / (KILOBYTE if sys.platform == "darwin" else 1)
    print(json.dumps({**figures, "memory": megabytes}))
