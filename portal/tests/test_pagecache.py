"""Keeping public pages: what may be asked of the store, and how much it holds (bars P1, S29)."""

from types import SimpleNamespace

import pytest
from django.test import RequestFactory, override_settings

from portal.pagecache.keeping import key_of
from portal.pagecache.store import Answer, Store
from portal.pagecache.worker import plain_environ


def environ(path="/", method="GET", **more):
    asked = RequestFactory(headers={"host": "127.0.0.1"}).generic(method, path).environ
    return {**asked, **more}


def answer(size=10):
    return Answer("200 OK", [], b"x" * size)


def test_an_anonymous_visit_to_an_address_without_a_choice_has_a_key():
    assert key_of(environ()) == key_of(environ())
    assert key_of(environ()) is not None


@pytest.mark.parametrize(
    "asked",
    [
        environ(method="POST"),
        environ("/?page=2"),
        environ("/static/portal.css"),
        environ(HTTP_COOKIE="sessionid=1"),
        environ(HTTP_COOKIE="anything=1"),
        environ(HTTP_AUTHORIZATION="Basic x"),
        environ(HTTP_HOST=""),
    ],
)
def test_what_might_be_somebodys_own_has_none(asked):
    assert key_of(asked) is None


@override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"))
def test_answers_that_differ_have_different_keys():
    asked = [
        environ(),
        environ("/about/"),
        environ(method="HEAD"),
        environ(HTTP_HOST="other.example"),
        environ(HTTP_ACCEPT_ENCODING="br, gzip"),
        environ(HTTP_X_FORWARDED_PROTO="https"),
        environ(**{"wsgi.url_scheme": "https"}),
    ]
    assert len({key_of(each) for each in asked}) == len(asked)


def test_a_store_gives_back_what_was_made_of_the_same_version_only():
    store = Store(limit=100)
    assert store.get("one", "/") is None
    kept = answer()
    store.put("one", "/", kept)
    assert store.get("one", "/") is kept
    assert store.get("two", "/") is None
    assert store.get("one", "/") is None


def test_an_answer_that_was_overtaken_is_not_kept():
    store = Store(limit=100)
    store.get("one", "/")
    store.get("two", "/")
    store.put("one", "/", answer())
    assert store.get("two", "/") is None


def test_a_full_store_lets_go_what_was_asked_for_longest_ago():
    store = Store(limit=25)
    store.get("one", "/")
    for path in ("/a", "/b"):
        store.put("one", path, answer())
    store.get("one", "/a")
    store.put("one", "/c", answer())
    assert [path for path in ("/a", "/b", "/c") if store.get("one", path)] == ["/a", "/c"]
    store.put("one", "/huge", answer(26))
    assert store.get("one", "/huge") is None


def test_an_answer_made_twice_counts_once():
    store = Store(limit=25)
    store.get("one", "/")
    for path in ("/a", "/a", "/a", "/b"):
        store.put("one", path, answer())
    assert store.get("one", "/a")
    assert store.get("one", "/b")


def request(*headers, method="GET", version=(1, 1)):
    """A request as gunicorn has read it."""
    named = [("HOST", "127.0.0.1"), *headers]
    return SimpleNamespace(method=method, version=version, path="/", query="", scheme="http", headers=named)


def test_the_worker_reads_a_request_as_the_application_would():
    asked = request(("ACCEPT-ENCODING", "gzip"), ("X-FORWARDED-PROTO", "https"), ("COOKIE", "a=1"))
    environ = plain_environ(asked)
    assert environ["HTTP_COOKIE"] == "a=1"
    assert key_of(environ) is None
    asked.headers.pop()
    assert key_of(plain_environ(asked)) == key_of(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": "/",
            "wsgi.url_scheme": "http",
            "HTTP_HOST": "127.0.0.1",
            "HTTP_ACCEPT_ENCODING": "gzip",
            "HTTP_X_FORWARDED_PROTO": "https",
        }
    )


@pytest.mark.parametrize(
    "asked",
    [
        request(method="HEAD"),
        request(method="POST"),
        request(version=(1, 0)),
        request(("HOST", "other.example")),
        request(("CONNECTION", "close")),
        request(("CONTENT-LENGTH", "3")),
        request(("TRANSFER-ENCODING", "chunked")),
        request(("EXPECT", "100-continue")),
        request(("SCRIPT_NAME", "/elsewhere")),
    ],
)
def test_the_worker_leaves_what_is_out_of_the_ordinary(asked):
    assert plain_environ(asked) is None
