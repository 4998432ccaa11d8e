"""Every public page: axe is content, it fits every reader, its errors help (bars A1, A3 to A5)."""

import pytest

from tests.browser import judge
from tests.browser.pages import PUBLIC

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("screen", PUBLIC, ids=str)
def test_page_is_right_for_every_reader(open_as, places, screen):
    assert judge.what_is_wrong(open_as, places, screen) == []


@pytest.mark.parametrize("screen", [screen for screen in PUBLIC if screen.mistake], ids=str)
def test_a_refused_form_follows_the_error_pattern(open_as, places, screen):
    assert judge.what_the_error_lacks(open_as, places, screen) == []
