"""No mail carries a header that was smuggled in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.outbox.headers import ALLOWED, checked


@pytest.mark.parametrize("name", ["Bcc", "bcc", "Subject", "List-Id\r\nBcc", "List-Id ", "From", "Reply-To"])
def test_only_the_headers_of_lists_are_taken(name):
    with pytest.raises(ValueError, match="may not carry"):
        checked({name: "somebody@people.example"})


@given(st.sampled_from(sorted(ALLOWED)), st.text(max_size=60), st.sampled_from("\r\n\0\v\f\x1b\x85\u2028"), st.text())
def test_nothing_begins_another_line(name, before, line_break, after):
    with pytest.raises(ValueError, match="one short line"):
        checked({name: f"{before}{line_break}{after}"})


def test_good_headers_pass_unchanged():
    headers = {"List-Unsubscribe": "<https://portal.example/subscribe/leave/key/>", "List-Id": "<news.portal.example>"}
    assert checked(headers) == headers


@pytest.mark.parametrize("value", ["", "x" * 901])
def test_a_header_is_neither_empty_nor_endless(value):
    with pytest.raises(ValueError, match="one short line"):
        checked({"List-Id": value})
