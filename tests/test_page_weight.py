"""P10: the first visit of any public page weighs 60 kB at most, with style, script, fonts and pictures."""

import re
import urllib.request

import pytest

from tests.support.weight import first_visit

pytestmark = pytest.mark.browser

HEAVIEST_KB = 60
LOCATION = re.compile(r"<loc>https?://[^/]+(/[^<]*)</loc>")


def test_every_public_page_is_light(shared_server, visit):
    with urllib.request.urlopen(f"{shared_server.base_url}/sitemap.xml", timeout=30) as answer:
        paths = LOCATION.findall(answer.read().decode())
    assert len(paths) > 10
    weights = {}
    for path in [*paths, "/search/?q=neglect", "/accounts/login/"]:
        page = visit(shared_server)
        weights[path] = first_visit(page, path) / 1000
        page.context.close()
    assert {path: weight for path, weight in weights.items() if weight > HEAVIEST_KB} == {}
