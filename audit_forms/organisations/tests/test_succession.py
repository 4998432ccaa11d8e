"""A school that becomes an academy gets a new URN; its history follows it, or a person is asked."""

import pytest

from audit_forms.organisations.models import Organisation
from audit_forms.organisations.register import services
from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.organisations.tests.register_files import academy, csv_file, school

pytestmark = pytest.mark.django_db


def previewed(*rows):
    return services.preview_import(file=csv_file(*rows), file_name="register.csv", la_code="", actor=None)


def applied(*rows):
    return services.apply_import(register_import=previewed(*rows), actor=None)


def kinds(register_import):
    return list(register_import.changes.values_list("kind", "name"))


def closed(**changes):
    words = {"status": "Closed", "closed": "31-08-2026", "because": "Academy Converter"}
    return school(**words | changes)


HEIR = {"urn": "900070", "name": "Aldermoor Primary Academy", "opened": "01-09-2026", "number": "2001"}


def heir(**changes):
    return academy(**HEIR | {"postcode": "ME1 1AA"} | changes)


def test_the_history_of_a_school_follows_it_when_it_becomes_an_academy():
    applied(school())
    made = applied(closed(), heir())
    assert ("linked", "Aldermoor Primary School") in kinds(made)
    before, after = Organisation.objects.schools().order_by("urn")
    assert before.successor == after
    assert list(after.predecessors.all()) == [before]
    assert previewed(closed(), heir()).writes == 0


@pytest.mark.parametrize(
    "candidates",
    [
        [],
        [heir(number="4001", postcode="ME9 9ZZ", name="Something Else")],
        [heir(number="4001", postcode="ME9 9ZZ")],
        [heir(opened="01-09-2030")],
        [heir(la="998")],
        [heir(), heir(urn="900071")],
    ],
    ids=["none", "no sign", "one sign", "opened years later", "another authority", "two alike"],
)
def test_where_the_successor_is_not_certain_a_person_decides(candidates):
    applied(closed(), *candidates)
    before = Organisation.objects.get(urn=900001)
    assert before.successor is None
    assert list(Organisation.objects.to_link()) == [before]


def test_a_school_that_only_closed_is_not_linked():
    applied(closed(because="Closure"), heir())
    assert Organisation.objects.get(urn=900001).successor is None
    assert not Organisation.objects.to_link().exists()


def test_a_link_made_by_a_person_stays():
    chosen = OrganisationFactory(academy=True, urn=900099)
    OrganisationFactory(converted=True, urn=900001, successor=chosen)
    applied(closed(), heir())
    assert Organisation.objects.get(urn=900001).successor == chosen
