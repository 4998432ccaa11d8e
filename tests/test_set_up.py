"""The set-up behind `make run`: what is done is not done again, what failed is, and messages say what to do."""

import importlib.util
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import browser, environment, run_portal, steps
from scripts.steps import ROOT, SetUpError, Step, command, run_steps


@pytest.fixture
def folder(monkeypatch, tmp_path) -> Path:
    """A folder that stands for the project."""
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    monkeypatch.setattr(steps, "LOGS", tmp_path / "log")
    return tmp_path


def make_step(folder: Path, done: list[str], **changes) -> Step:
    source = folder / "source.txt"
    if not source.exists():
        source.write_text("one")
    values = {"stamp": folder / "stamps" / "step", "inputs": [source], **changes}
    return Step("Doing it", lambda: done.append("done"), **values)


def test_a_step_is_skipped_while_nothing_changed(folder, capsys):
    done: list[str] = []
    run_steps([make_step(folder, done)])
    run_steps([make_step(folder, done)])
    assert done == ["done"]
    assert "[1/1] Doing it ... nothing to do" in capsys.readouterr().out


@pytest.mark.parametrize("change", ["input", "fact", "output gone"])
def test_a_step_runs_again_when_something_changed(folder, change):
    done: list[str] = []
    output = folder / "output"
    output.touch()
    run_steps([make_step(folder, done, facts=["a"], outputs=[output])])
    if change == "input":
        (folder / "source.txt").write_text("two")
    if change == "output gone":
        output.unlink()
    run_steps([make_step(folder, done, facts=["b" if change == "fact" else "a"], outputs=[output])])
    assert done == ["done", "done"]


def test_a_step_that_failed_is_not_counted_as_done(folder, capsys):
    step = make_step(folder, [])
    run_steps([step])
    (folder / "source.txt").write_text("two")

    def fail() -> None:
        raise SetUpError("Do this instead.")

    with pytest.raises(SetUpError):
        run_steps([Step("Doing it", fail, stamp=step.stamp, inputs=step.inputs)])
    assert not step.is_done()
    assert "FAILED" in capsys.readouterr().out


def test_a_failed_command_shows_the_end_of_its_output_and_what_to_do(folder):
    script = "print('the cause'); raise SystemExit(3)"
    with pytest.raises(SetUpError) as caught:
        command([sys.executable, "-c", script], env=dict(os.environ), hint="Check the network.")
    message = str(caught.value)
    assert "the cause" in message
    assert "ended with code 3" in message
    assert "Check the network." in message


def test_a_python_without_environments_names_the_package_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SetUpError, match=r"apt-get install python3\.\d+-venv"):
        environment.python_steps(for_tests=False)[0].action()


def test_settings_come_from_the_environment_before_the_file(folder, monkeypatch):
    monkeypatch.setattr(environment, "ROOT", folder)
    (folder / ".env").write_text("#PORT=8001\nDATA_DIR='some folder'\nHOST=0.0.0.0\n")
    monkeypatch.setenv("HOST", "127.0.0.1")
    assert environment.setting("PORT") == ""
    assert environment.setting("DATA_DIR") == "some folder"
    assert environment.setting("HOST") == "127.0.0.1"


def test_a_taken_port_is_named_with_a_way_out():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        environment = {**os.environ, "PORT": str(port)}
        words = [sys.executable, "-m", "scripts.run_portal"]
        ended = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert f"Port {port} cannot be used" in ended.stderr
    assert f"make run PORT={port + 1}" in ended.stderr


def test_server_and_jobs_end_together():
    long = [sys.executable, "-c", "import time; time.sleep(60)"]
    short = [sys.executable, "-c", "pass"]
    pair = [subprocess.Popen(long), subprocess.Popen(short)]
    try:
        assert run_portal.wait_for_either(pair) == 1
    finally:
        run_portal.stop(pair)
    assert all(process.poll() is not None for process in pair)


def test_the_browser_named_in_the_environment_comes_first(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/somewhere/chromium")
    assert browser.find_chromium() == "/somewhere/chromium"


def test_make_says_which_python_is_missing():
    ended = subprocess.run(["make", "run", "PYTHON="], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode != 0
    assert "needs Python 3.11 or newer" in ended.stdout
