"""The section 11 editions for agencies: whole, comparable from round to round, short for small groups."""

import pytest

from audit_forms.organisations.enums import Capacity, Sector
from audit_forms.questionnaires.applicability import applies
from audit_forms.questionnaires.enums import AnswerType, DutyLevel, Prefill
from audit_forms.questionnaires.loading.reading import read_edition
from audit_forms.questionnaires.management.commands.load_editions import SHIPPED

STANDARDS = [str(number) for number in range(1, 12)]
# What a change note has to speak of; numbers and references follow the guidance's own year.
WORDS = ("text", "help", "evidence_prompt", "suggested_action", "descriptors")
ONLY_FOR = {
    Sector.POLICE: {"voice-custody", "practitioner-investigators"},
    Sector.HEALTH: {"practitioner-health"},
    Sector.CHILDRENS_SERVICES: {"practitioner-designated-officer"},
    Sector.YOUTH_JUSTICE: {"voice-youth-justice"},
    Sector.VOLUNTARY: {"lead-trustees", "positions-of-trust"},
}


@pytest.fixture(scope="module")
def editions():
    """The previous round's and this round's."""
    return {year: read_edition(SHIPPED / f"s11-wt-{year}.yaml") for year in (2023, 2026)}


@pytest.fixture(scope="module")
def newest(editions):
    return editions[2026]


def questions(edition):
    return [question for section in edition["sections"] for question in section["questions"]]


def rated(section):
    return [question for question in section["questions"] if question["answer_type"] == AnswerType.RATING]


def asked(edition, sector, small=False):
    """Section letter to the questions that such an agency is asked."""
    facts = {"sector": sector, "small": small}
    return {
        section["letter"]: [question for question in section["questions"] if applies(question["applies_to"], facts)]
        for section in edition["sections"]
    }


@pytest.mark.parametrize("year", [2023, 2026])
def test_every_rated_question_says_what_each_level_looks_like_and_what_to_do(editions, year):
    for section in editions[year]["sections"]:
        for question in rated(section):
            assert set(question["descriptors"]) == {"green", "amber", "red"}, question["key"]
            for name in ("text", "help", "reference", "evidence_prompt", "suggested_action"):
                assert question[name], (question["key"], name)
            if section["letter"] in STANDARDS:
                assert str(year) in question["reference"] or "Act" in question["reference"]


@pytest.mark.parametrize("year", [2023, 2026])
def test_the_eleven_standards_stand_between_profile_priorities_and_impact(editions, year):
    assert [section["letter"] for section in editions[year]["sections"]] == ["A", *STANDARDS, "B", "C"]
    assert "to be verified" in editions[year]["verification"]
    assert all("name any child" in section["introduction"] for section in editions[year]["sections"])


def test_the_board_lead_confirms_in_full_sentences(newest):
    (step,) = newest["sign_off_steps"]
    assert step["capacity"] == Capacity.BOARD
    assert step["asks_meeting_date"]
    assert step["statement"].startswith("I ")
    assert step["statement"].count(". ") >= 2


def test_keys_stay_from_round_to_round_and_what_differs_says_so(editions):
    before, now = ({each["key"]: each for each in questions(editions[year])} for year in (2023, 2026))
    assert before.keys() <= now.keys()
    assert len(now) - len(before) == 3
    for key, question in now.items():
        is_new = key not in before
        differs = is_new or any(question[name] != before[key][name] for name in WORDS)
        assert bool(question["changed_note"]) == differs, key
        assert question["changed_note"].startswith("New in this edition") == is_new, key
    sections = [[section["key"] for section in editions[year]["sections"]] for year in (2023, 2026)]
    assert sections[0] == sections[1]


@pytest.mark.parametrize("sector", Sector.values)
def test_every_sector_is_asked_four_to_seven_rated_questions_of_each_standard(newest, sector):
    parts = asked(newest, sector)
    for standard in STANDARDS:
        assert 4 <= sum(each["answer_type"] == AnswerType.RATING for each in parts[standard]) <= 7, standard
    assert 55 <= sum(each["answer_type"] == AnswerType.RATING for part in parts.values() for each in part) <= 64


@pytest.mark.parametrize("sector", [Sector.VOLUNTARY, Sector.OTHER, Sector.HOUSING])
def test_the_short_form_has_about_twenty_questions_and_every_standard(newest, sector):
    parts = asked(newest, sector, small=True)
    assert all(parts[standard] for standard in STANDARDS)
    assert all(parts[letter] for letter in "ABC")
    assert 19 <= sum(question["required"] for part in parts.values() for question in part) <= 23
    full = asked(newest, sector)
    assert all(question in full[letter] for letter, part in parts.items() for question in part)


def test_some_questions_are_for_one_sector_only(newest):
    general = {question["key"] for part in asked(newest, Sector.OTHER).values() for question in part}
    for sector, keys in ONLY_FOR.items():
        own = {question["key"] for part in asked(newest, sector).values() for question in part}
        assert keys <= own - general
        others = [
            each["key"] for other in set(Sector) - {sector} for part in asked(newest, other).values() for each in part
        ]
        assert not keys & set(others)


def test_commissioners_are_asked_about_what_they_buy(newest):
    asks = {
        sector
        for sector in Sector
        if any(each["key"] == "accountability-commissioning" for each in asked(newest, sector)["1"])
    }
    assert asks == {
        Sector.HEALTH,
        Sector.CHILDRENS_SERVICES,
        Sector.EDUCATION,
        Sector.ADULT_SERVICES,
        Sector.PUBLIC_HEALTH,
    }


def test_a_legal_duty_binds_only_those_it_names(newest):
    by_key = {question["key"]: question for question in questions(newest)}
    contracts = by_key["accountability-contracts"]
    assert contracts["duty"] == DutyLevel.SHOULD
    assert applies(contracts["must_for"], {"sector": Sector.POLICE})
    assert not applies(contracts["must_for"], {"sector": Sector.VOLUNTARY})
    assert by_key["voice-custody"]["duty"] == DutyLevel.MUST


def test_what_the_portal_knows_is_filled_in(newest):
    known = {question["key"]: question["prefill"] for question in questions(newest) if question["prefill"]}
    assert known == {"agency-name": Prefill.NAME, "agency-sector": Prefill.SECTOR}
