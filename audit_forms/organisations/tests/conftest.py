"""Files of these tests lie in a folder of their own, private ones too."""

import pytest
from django.test import override_settings


@pytest.fixture(autouse=True)
def _own_private_folder(settings, tmp_path):
    """Uploaded registers of a test are gone with it."""
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path / "private", "base_url": None}}
    with override_settings(STORAGES={**settings.STORAGES, "private": private}):
        yield


@pytest.fixture
def stored_files(tmp_path):
    """The names of the private files there are now."""
    return lambda: [path.name for path in (tmp_path / "private").rglob("*") if path.is_file()]
