"""What walks the engines (bars A15) hears what goes wrong in a page, tells it, and speaks both kinds of WebDriver."""

import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from scripts.engines import find_firefox
from tests.engines.walking import TAKE, Walk
from tests.engines.watching import ADDRESS, SCRIPT, WatchMiddleware
from tests.engines.windows import ChromiumWindow, until
from tests.engines.wires import HttpWire, MarionetteWire, WireError

PAGE = f"<!DOCTYPE html><html><head><script src='{ADDRESS}'></script></head><body>{{}}</body></html>"
FAULTS = {
    "script error": "<script src='/broken.js'></script>",
    "unhandled promise": "<script src='/promise.js'></script>",
    "did not load": "<img alt='' src='/missing.png'>",
    "refused by the policy": "<script>document.title = 'inline'</script>",
    "console error": "<script src='/console.js'></script>",
}
FILES = {
    ADDRESS: SCRIPT.decode(),
    "/broken.js": "nothing.there();",
    "/promise.js": "Promise.reject('no');",
    "/console.js": "console.error('no');",
}


class Pretended:
    """A window whose pages complain as they are told to."""

    def __init__(self, *complaints):
        self.complaints = list(complaints)

    def run(self, script):
        return self.complaints.pop(0)


def answer(route):
    """Every file of the page with one fault; what is not there is missing."""
    path = "/" + route.request.url.split("/", 3)[3]
    if path in FILES:
        route.fulfill(body=FILES[path], content_type="text/javascript")
    else:
        route.fulfill(status=404, body="")


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["", *FAULTS])
def test_the_listener_hears_each_kind_of_fault(browser, kind):
    page = browser.new_page()
    page.route("**/*", answer)
    headers = {"Content-Type": "text/html", "Content-Security-Policy": "script-src 'self'"}
    body = PAGE.format(FAULTS.get(kind, "<p>All is well</p>"))
    page.route("**/page", lambda route: route.fulfill(body=body, headers=headers))
    page.goto("http://127.0.0.1/page")
    window = ChromiumWindow(page)
    if kind:
        until(window, "return window.enginesWatch.read().length", "Nothing was heard.")
    told = window.run(TAKE)
    assert [each for each in told if each.startswith(kind)] == told
    assert len(told) == (1 if kind else 0)
    assert window.run(TAKE) == []


def test_pages_get_the_listener_before_all_else_and_files_stay_as_they_are():
    page = WatchMiddleware(lambda request: HttpResponse("<html><head><title>A</title></head></html>"))
    told = page(RequestFactory().get("/")).content.decode()
    assert told == f'<html><head><script src="{ADDRESS}"></script><title>A</title></head></html>'
    assert page(RequestFactory().get(ADDRESS)).content == SCRIPT
    text = WatchMiddleware(lambda request: HttpResponse("<head>", content_type="text/plain"))
    assert text(RequestFactory().get("/")).content == b"<head>"
    with Path(__file__).open("rb") as handle:
        sent = FileResponse(handle, content_type="text/html")
        assert WatchMiddleware(lambda request: sent)(RequestFactory().get("/")) is sent


def test_a_step_that_fails_is_told_and_the_walk_goes_on(capsys, tmp_path):
    walk = Walk("Engine 1.0", Pretended([], ["script error: x"], []), None, None, tmp_path)
    with walk.step("goes well"):
        pass
    with walk.step("complains"):
        pass
    with walk.step("is not so"):
        assert not walk.passed, "It has passed."
    with walk.step("goes well again"):
        pass
    assert (walk.passed, walk.failed) == (2, ["complains", "is not so"])
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [line[-1] for line in lines[:2]] == ["ok", "FAILED"]
    assert lines[2] == ["script", "error:", "x"]


def serve_marionette(listening, answers):
    """Firefox's side: a greeting, then each answer in turn, split in two as a network may do."""
    connection, _ = listening.accept()
    with connection:
        for number, told in enumerate([[], *answers]):
            if number:
                connection.recv(65536)
            message = json.dumps([1, number, *told]).encode()
            sent = str(len(message)).encode() + b":" + message
            connection.sendall(sent[:5])
            connection.sendall(sent[5:])


def test_firefox_is_spoken_to_without_a_driver(tmp_path):
    begun = [None, {"capabilities": {"browserVersion": "153.8"}}]
    answers = [begun, [None, {"value": 5}], [{"error": "no such element", "message": "#x"}, None]]
    with socket.create_server(("127.0.0.1", 0)) as listening:
        (tmp_path / "MarionetteActivePort").write_text(str(listening.getsockname()[1]))
        thread = threading.Thread(target=serve_marionette, args=(listening, answers))
        thread.start()
        wire = MarionetteWire(tmp_path)
        assert wire.version == "153.8"
        assert wire.send("WebDriver:ExecuteScript", script="return 5", args=[]) == 5
        with pytest.raises(WireError, match="no such element: #x"):
            wire.send("WebDriver:FindElement", using="css selector", value="#x")
        thread.join()
        with pytest.raises(WireError, match="does not answer"):
            wire.send("WebDriver:Refresh")
        wire.close()


class Driver(BaseHTTPRequestHandler):
    """A driver that begins sessions and finds nothing."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        begins = self.path == "/session"
        value = {"sessionId": "s", "capabilities": {"browserVersion": "2.50"}}
        self.reply(200, value) if begins else self.reply(404, {"error": "no such element", "message": self.path})

    def reply(self, status, value):
        body = json.dumps({"value": value}).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        """Say nothing."""


def test_a_driver_is_spoken_to_over_http():
    with HTTPServer(("127.0.0.1", 0), Driver) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        wire = HttpWire(server.server_port, {})
        assert wire.version == "2.50"
        with pytest.raises(WireError, match="no such element: /session/s/element/e/click"):
            wire.send("WebDriver:ElementClick", id="e")
        server.shutdown()
        thread.join()


def test_a_firefox_that_is_named_is_the_one(monkeypatch):
    monkeypatch.setenv("FIREFOX", "/opt/firefox/firefox")
    assert find_firefox() == "/opt/firefox/firefox"
