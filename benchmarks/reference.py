"""A fresh Wagtail site, as `wagtail start` makes it, measured on the same machine in the same minute."""

import functools
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.steps import ROOT
from tests.support.server import free_port

MEASURE = """
import os, statistics, time
os.environ["DJANGO_SETTINGS_MODULE"] = "fresh.settings.production"
import django
django.setup()
from django.test import Client
client = Client(headers={"host": "127.0.0.1"})
taken = []
for _ in range(22):
    started = time.perf_counter()
    answer = client.get("/")
    taken.append((time.perf_counter() - started) * 1000)
    assert answer.status_code == 200, answer.status_code
print(statistics.median(taken[2:]))
"""
LOCAL = """
SECRET_KEY = "only-for-a-measurement"
ALLOWED_HOSTS = ["127.0.0.1"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
"""


# The least that Django can be asked for, through the middleware of a new project.
CONSTANT = """
from django.http import HttpResponse
urlpatterns = [path("constant/", lambda request: HttpResponse("constant")), *urlpatterns]
"""


@functools.cache
def fresh_wagtail_home_ms() -> float:
    """The median server time of its home page in milliseconds, without DEBUG."""
    with _fresh_site() as (site, env):
        return float(_run(["-c", MEASURE], site, env))


@contextmanager
def served_fresh_wagtail() -> Iterator[str]:
    """Its address, served as the portal is; `/constant/` is a view that says one word."""
    with _fresh_site() as (site, env):
        port = str(free_port())
        words = [sys.executable, "-m", "gunicorn", "-c", str(ROOT / "gunicorn.conf.py")]
        words += ["--worker-class=gthread", "fresh.wsgi:application"]
        with subprocess.Popen(words, cwd=site, env={**env, "PORT": port}) as server:
            try:
                yield f"http://127.0.0.1:{port}"
            finally:
                server.terminate()


@contextmanager
def _fresh_site() -> Iterator[tuple[Path, dict[str, str]]]:
    env = {name: value for name, value in os.environ.items() if name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}}
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        _run(["-c", "from wagtail.bin.wagtail import main; main()", "start", "fresh", str(site)], site, env)
        settings, urls = site / "fresh" / "settings" / "production.py", site / "fresh" / "urls.py"
        settings.write_text(settings.read_text() + LOCAL)
        urls.write_text(urls.read_text() + CONSTANT)
        env["DJANGO_SETTINGS_MODULE"] = "fresh.settings.production"
        _run(["manage.py", "migrate", "--noinput"], site, env)
        yield site, env


def _run(arguments: list[str], folder: Path, env: dict[str, str]) -> str:
    finished = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    if finished.returncode:
        raise RuntimeError(finished.stderr)
    return finished.stdout.strip().splitlines()[-1] if finished.stdout.strip() else ""
