"""Pseudonyms are random, and a mistyped one is noticed."""

from audit_forms.case_audits.references import is_case_reference, new_case_reference
from audit_forms.returns.references import ALPHABET


def test_pseudonyms_are_well_formed_and_all_different():
    made = {new_case_reference() for _ in range(1000)}
    assert len(made) == 1000
    assert all(is_case_reference(each) for each in made)


def test_one_wrong_character_is_noticed():
    right = new_case_reference()
    for place in (2, 3, 4, 6, 7, 8, 10):
        wrong = [right[:place] + letter + right[place + 1 :] for letter in ALPHABET if letter != right[place]]
        assert not any(is_case_reference(each) for each in wrong)
