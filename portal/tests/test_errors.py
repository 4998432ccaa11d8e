"""Error pages help, lead back, and give a reference that finds the log line (bars R22)."""

import logging

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from portal.urls import handler400, handler403, handler404, handler500
from portal.urls import urlpatterns as portal_patterns

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("The disk is on fire")


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


urlpatterns = [path("fail/", fail), path("refuse/", refuse), *portal_patterns]


class ReferencesKept(logging.Handler):
    """Collects the reference of each log record as the console's filter leaves it."""

    def __init__(self):
        super().__init__()
        self.references = []
        for known in logging.getLogger().handlers:
            for each in known.filters:
                self.addFilter(each)

    def emit(self, record):
        self.references.append(record.reference)


@pytest.fixture
def log():
    handler = ReferencesKept()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


def open_page(address, status, **options):
    response = Client(raise_request_exception=False).get(address, **options)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.django_db
@pytest.mark.urls("portal.tests.test_errors")
@pytest.mark.parametrize(("address", "status"), [("/not-there/", 404), ("/refuse/", 403), ("/fail/", 500)])
def test_page_names_a_reference_that_is_in_the_log(address, status, log):
    page = open_page(address, status)
    assert page.select_one(".portal-reference").text in log.references
    assert page.select_one("main a[href='/']")
    assert "999" in page.text or status != 500


@pytest.mark.django_db
def test_form_without_its_token_is_explained_and_can_be_sent_again(log):
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@demo.example"})
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 403
    assert page.h1.text == "Please send the form again"
    assert page.select_one(".portal-reference").text in log.references


@pytest.mark.urls("portal.tests.test_errors")
@pytest.mark.parametrize(("options", "status"), [({"headers": {"host": "evil.example"}}, 400), ({}, 500)])
def test_pages_for_a_broken_address_or_server_need_no_database(options, status):
    assert open_page("/fail/", status, **options).h1


def test_maintenance_closes_everything_but_the_health_checks(client, settings, tmp_path):
    settings.MAINTENANCE_FILE = tmp_path / "maintenance"
    assert client.get("/healthz").status_code == 200
    settings.MAINTENANCE_FILE.touch()
    response = client.get("/")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "600"
    assert b"closed for maintenance" in response.content
    assert client.get("/healthz").status_code == 200
