"""The register's words become our fields; what cannot be said is refused with its column."""

from datetime import date

import pytest

from audit_forms.organisations.enums import Duty, Establishment, Phase, RegisterStatus
from audit_forms.organisations.register.mapping import RowRefusedError, map_row
from audit_forms.organisations.tests.register_files import academy, school


def test_a_school_is_mapped_field_by_field():
    values = map_row(school())
    assert values["urn"] == 900001
    assert values["name"] == "Aldermoor Primary School"
    assert values["opened_on"] == date(1974, 9, 1)
    assert values["closed_on"] is None
    assert values["closed_because"] == ""
    assert values["address"] == "Alder Lane\nMerrow"
    assert values["head_name"] == "Ms Alma Reed"
    assert values["pupils"] == 210
    assert (values["low_age"], values["high_age"]) == (4, 11)


@pytest.mark.parametrize(
    ("kind", "establishment", "duty"),
    [
        ("Community school", Establishment.MAINTAINED, Duty.S175),
        ("Voluntary aided school", Establishment.MAINTAINED, Duty.S175),
        ("voluntary controlled school", Establishment.MAINTAINED, Duty.S175),
        ("Foundation school", Establishment.MAINTAINED, Duty.S175),
        ("Local authority nursery school", Establishment.MAINTAINED, Duty.S175),
        ("Community special school", Establishment.SPECIAL, Duty.S175),
        ("Pupil referral unit", Establishment.ALTERNATIVE_PROVISION, Duty.S175),
        ("Further education", Establishment.FURTHER_EDUCATION, Duty.S175),
        ("Academy sponsor led", Establishment.ACADEMY, Duty.S157),
        ("Academy special converter", Establishment.SPECIAL, Duty.S157),
        ("Free schools", Establishment.FREE_SCHOOL, Duty.S157),
        ("Free schools alternative provision", Establishment.ALTERNATIVE_PROVISION, Duty.S157),
        ("Studio schools", Establishment.FREE_SCHOOL, Duty.S157),
        ("Other independent school", Establishment.INDEPENDENT, Duty.S157),
        ("Other independent special school", Establishment.SPECIAL, Duty.S157),
        ("Non-maintained special school", Establishment.SPECIAL, Duty.UNDECIDED),
        ("Special post 16 institution", Establishment.FURTHER_EDUCATION, Duty.UNDECIDED),
        ("Children's centre", Establishment.OTHER, Duty.UNDECIDED),
        ("A type of the year 2031", Establishment.OTHER, Duty.UNDECIDED),
    ],
)
def test_the_type_decides_establishment_and_duty(kind, establishment, duty):
    values = map_row(school(kind=kind))
    assert (values["establishment"], values["duty"]) == (establishment, duty)


@pytest.mark.parametrize(
    ("word", "phase"),
    [
        ("Nursery", Phase.NURSERY),
        ("Middle deemed primary", Phase.MIDDLE),
        ("Middle deemed secondary", Phase.MIDDLE),
        ("16 plus", Phase.SIXTEEN_PLUS),
        ("All-through", Phase.ALL_THROUGH),
        ("Not applicable", Phase.NOT_APPLICABLE),
        ("", Phase.NOT_APPLICABLE),
    ],
)
def test_phases(word, phase):
    assert map_row(school(**{"PhaseOfEducation (name)": word}))["phase"] == phase


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Open", RegisterStatus.OPEN),
        ("Open, but proposed to close", RegisterStatus.PROPOSED_TO_CLOSE),
        ("Proposed to open", RegisterStatus.PROPOSED_TO_OPEN),
        ("Closed", RegisterStatus.CLOSED),
    ],
)
def test_statuses(word, status):
    assert map_row(school(status=word))["status"] == status


@pytest.mark.parametrize(
    ("nursery", "low_age", "expected"),
    [
        ("Has Nursery Classes", "5", True),
        ("No Nursery Classes", "4", True),
        ("No Nursery Classes", "5", False),
        ("Not applicable", "", False),
    ],
)
def test_early_years_are_nursery_classes_or_children_under_five(nursery, low_age, expected):
    row = school(**{"NurseryProvision (name)": nursery, "StatutoryLowAge": low_age})
    assert map_row(row)["has_early_years"] is expected


@pytest.mark.parametrize(
    ("word", "boards"),
    [
        ("Boarding school", True),
        ("Children's home (Boarding school)", True),
        ("College / FE residential accommodation", True),
        ("No boarders", False),
        ("Not applicable", False),
        ("", False),
    ],
)
def test_boarding(word, boards):
    assert map_row(school(**{"Boarders (name)": word}))["has_boarding"] is boards


@pytest.mark.parametrize("word", ["..", "", "c", "SUPP"])
def test_a_withheld_roll_is_unknown(word):
    assert map_row(school(pupils=word))["pupils"] is None


def test_only_academies_belong_to_an_academy_trust():
    assert map_row(academy())["trust_code"] == "51001"
    foundation = academy(kind="Foundation school")
    assert map_row(foundation)["trust_code"] == ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"urn": ""}, "URN “”"),
        ({"urn": "12a456"}, "URN “12a456”"),
        ({"urn": "0900001"}, "URN"),
        ({"urn": "\uff19\uff10\uff10\uff10\uff10\uff11"}, "URN"),
        ({"name": ""}, "EstablishmentName is empty"),
        ({"name": "x" * 201}, "longer than 200"),
        ({"trust_code": "1" * 11, "kind": "Academy converter"}, "longer than 10"),
        ({"kind": ""}, "TypeOfEstablishment (name) is empty"),
        ({"status": "Abolished"}, "EstablishmentStatus (name) “Abolished”"),
        ({"PhaseOfEducation (name)": "Tertiary"}, "PhaseOfEducation (name) “Tertiary”"),
        ({"opened": "31-02-2020"}, "OpenDate “31-02-2020”"),
        ({"opened": "2020-02-28"}, "OpenDate"),
        ({"closed": "1/9/2020"}, "CloseDate"),
        ({"closed": "20200901"}, "CloseDate"),
        ({"pupils": "many"}, "NumberOfPupils “many”"),
        ({"pupils": "-1"}, "NumberOfPupils"),
        ({"StatutoryLowAge": "12"}, "StatutoryLowAge 12 is above"),
        ({"StatutoryHighAge": "200"}, "StatutoryHighAge “200”"),
    ],
)
def test_impossible_rows_are_refused_with_the_column(changes, words):
    with pytest.raises(RowRefusedError) as caught:
        map_row(school(**changes))
    assert words in str(caught.value)
