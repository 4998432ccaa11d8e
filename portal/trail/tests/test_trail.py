"""The audit trail records who did what, and cannot be changed afterwards by any route."""

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, transaction

from portal.trail.models import AuditTrail
from portal.trail.services import record

pytestmark = pytest.mark.django_db

TABLE = AuditTrail._meta.db_table


def person(address="someone@demo.example"):
    return get_user_model().objects.create_user(address, name="Someone")


@pytest.fixture
def entry():
    return record(actor=None, action="test.happened", target=person(), reason="a test")


def refused(statement):
    """Whether the database itself refuses the statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return "append-only" in str(error)
    return False


def test_entry_says_who_did_what_to_what():
    unit, target = person("unit@demo.example"), person()
    entry = record(actor=unit, action="account.invited", target=target, expires="tomorrow")
    assert (entry.actor, entry.action) == (unit, "account.invited")
    assert (entry.target_type, entry.target_id) == ("accounts.user", str(target.pk))
    assert entry.data == {"expires": "tomorrow"}
    assert list(AuditTrail.objects.about(target)) == [entry]


def test_the_portal_itself_may_be_the_actor(entry):
    assert AuditTrail.objects.get().actor is None


def test_database_refuses_to_change_an_entry(entry):
    assert refused(f"UPDATE {TABLE} SET action = 'test.other'")
    entry.action = "test.other"
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.save()
    assert AuditTrail.objects.get().action == "test.happened"


def test_database_refuses_to_delete_an_entry(entry):
    assert refused(f"DELETE FROM {TABLE}")
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditTrail.objects.all().delete()
    assert AuditTrail.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE; its DELETE is refused above.")
def test_database_refuses_to_empty_the_table(entry):
    # PostgreSQL's own objection comes first while checks of this transaction wait.
    connection.check_constraints()
    assert refused(f"TRUNCATE {TABLE} CASCADE")


@transaction.atomic
def happens_and_fails(who):
    record(actor=who, action="test.happened", target=who)
    raise ZeroDivisionError


def test_entry_and_cause_are_one_transaction():
    with pytest.raises(ZeroDivisionError):
        happens_and_fails(person())
    assert not AuditTrail.objects.exists()
