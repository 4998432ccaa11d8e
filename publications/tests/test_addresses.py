"""Addresses as people paste them: clear messages, one spelling kept, nothing smuggled into a header (Hypothesis)."""

import re

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from publications.subscriber_forms import LONGEST_ADDRESS, NOT_AN_ADDRESS, AddressField

field = AddressField()
PLAIN = re.compile(r"[!-~]+@[a-z0-9.-]+")


def message_for(text):
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(text)
    return refused.value.messages[0]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ada@school.example", "ada@school.example"),
        ("  Ada.Lovelace@School.Example\t", "ada.lovelace@school.example"),
        ("\u00a0ada@school.example\u200b\n", "ada@school.example"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
        ("ADA@XN--BCHER-KVA.example", "ada@xn--bcher-kva.example"),
        ("o'neil+news@school.example", "o'neil+news@school.example"),
    ],
)
def test_addresses_are_kept_in_one_spelling(typed, kept):
    assert field.clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Enter your e-mail address."),
        ("   ", "Enter your e-mail address."),
        ("ada at school.example", "Enter one e-mail address without spaces, like name@example.com."),
        ("ada@school.example, bob@school.example", "Enter one e-mail address without spaces, like name@example.com."),
        ("ada@school.example\r\nBcc: x@y.example", "Enter one e-mail address without spaces, like name@example.com."),
        ("ada@school", NOT_AN_ADDRESS),
        ("ada@school..example", NOT_AN_ADDRESS),
        ("ada@school.example,bob@school.example", NOT_AN_ADDRESS),
        ("adä@school.example", NOT_AN_ADDRESS),
        (f"ada@{'ü' * 80}.example", NOT_AN_ADDRESS),
        (
            f"{'a' * 60}@{'b' * 200}.example",
            "This is too long for an e-mail address. Check that nothing else was pasted with it.",
        ),
    ],
)
def test_what_is_no_address_is_explained(typed, said):
    assert message_for(typed) == said


@given(st.one_of(st.text(), st.emails(), st.tuples(st.emails(), st.text(), st.emails()).map("".join)))
def test_whatever_is_typed_an_address_that_is_taken_is_one_plain_line(typed):
    try:
        kept = field.clean(typed)
    except forms.ValidationError:
        return
    assert PLAIN.fullmatch(kept)
    assert len(kept) <= LONGEST_ADDRESS
    assert kept == kept.lower()
    assert field.clean(kept) == kept


@given(st.emails(), st.sampled_from("\r\n\0\v\f\x1c\x85\u2028\u2029"), st.text(min_size=1).filter(str.strip))
def test_no_line_break_gets_through(address, line_break, more):
    try:
        kept = field.clean(f"{address}{line_break}{more}")
    except forms.ValidationError:
        return
    assert kept.isprintable()
