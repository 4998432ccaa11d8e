"""`make lock` writes front-end packages with their hashes, whatever is installed already; no network is asked here."""

import json
from pathlib import Path

import pytest

from scripts import run_lock
from scripts.run_lock import lock_node, packages_without_hash
from scripts.steps import ROOT, SetUpError

HASHED = {"packages": {"": {"name": "portal"}, "node_modules/sass": {"version": "1.0.0", "integrity": "sha512-abc"}}}
BARE = {"packages": {"": {"name": "portal"}, "node_modules/sass": {"version": "1.0.0"}}}


@pytest.fixture
def project(tmp_path) -> Path:
    """A project whose packages are installed already, with the lock of yesterday."""
    for name in ("package.json", ".npmrc", "package-lock.json", "node_modules/.package-lock.json"):
        path = tmp_path / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"the old {name}")
    return tmp_path / "project"


def npm_that_writes(lock: dict, seen: list[list[str]]):
    """A stand-in for npm: notes what lies in its folder and writes this lock."""

    def run(arguments, *, env, hint, folder):
        seen.append(sorted(path.name for path in folder.iterdir()))
        (folder / "package-lock.json").write_text(json.dumps(lock))

    return run


def test_npm_sees_nothing_of_what_is_installed(project, monkeypatch):
    seen: list[list[str]] = []
    monkeypatch.setattr(run_lock, "command", npm_that_writes(HASHED, seen))
    lock_node(project)
    assert seen == [[".npmrc", "package.json"]]
    assert json.loads((project / "package-lock.json").read_text()) == HASHED


def test_a_lock_without_hashes_is_refused_and_the_old_one_stays(project, monkeypatch):
    monkeypatch.setattr(run_lock, "command", npm_that_writes(BARE, []))
    with pytest.raises(SetUpError, match="node_modules/sass"):
        lock_node(project)
    assert (project / "package-lock.json").read_text() == "the old package-lock.json"


def test_every_package_in_our_lock_has_its_hash():
    assert packages_without_hash(ROOT / "package-lock.json") == []
