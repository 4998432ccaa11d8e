"""A return of the small edition, and the people around it."""

import pytest
from django.test import override_settings

from audit_forms.returns.files.checking import check_file
from audit_forms.returns.services import evidence_files
from audit_forms.returns.tests.factories import Cast, ExerciseFactory, ReturnFactory, all_kinds_edition


@pytest.fixture
def audit_return(db):
    return ReturnFactory()


@pytest.fixture
def cast(audit_return):
    return Cast(audit_return)


@pytest.fixture
def full_return(db):
    """A return whose first section has a question of every answer type."""
    return ReturnFactory(exercise=ExerciseFactory(edition=all_kinds_edition()))


@pytest.fixture
def full_cast(full_return):
    return Cast(full_return)


@pytest.fixture
def private_folder(settings, tmp_path, monkeypatch):
    """A folder of the test's own for the files it stores; they are checked without a process for each."""
    monkeypatch.setattr(evidence_files, "check_apart", check_file)
    folder = tmp_path / "private"
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": folder, "base_url": None}}
    with override_settings(STORAGES={**settings.STORAGES, "private": private}):
        yield folder
