"""What was published stays in the ledger, and what comes later is held against it (bars G7)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.template.loader import render_to_string

from audit_forms.insight.disclosure import Table, key_of, preview_of, protect, summary_of
from audit_forms.insight.models import Release
from audit_forms.insight.releases import read, released_of, written
from audit_forms.insight.services import ReleasedMeanwhile, release
from audit_forms.returns.tests.factories import ExerciseFactory
from portal.accounts.tests.factories import UserFactory
from portal.trail.models import AuditTrail

RATINGS = ("green", "amber", "red")


def ratings(*counts):
    return Table.crossed(
        "ratings",
        "Ratings",
        dimensions={"rating": RATINGS},
        counts={(rating,): count for rating, count in zip(RATINGS, counts, strict=True)},
    )


@pytest.fixture
def exercise(db):
    return ExerciseFactory()


@pytest.fixture
def officer(db):
    return UserFactory(unit=True)


def publish(exercise, actor, *counts, key="summary"):
    outcome = protect([ratings(*counts)], released=released_of(exercise))
    return release(key=key, title="Summary", exercise=exercise, outcome=outcome, actor=actor)


def test_what_was_published_is_read_as_it_was_written(exercise, officer):
    outcome = protect([ratings(30, 9, 3)])
    made = release(key="summary", title="Summary", exercise=exercise, outcome=outcome, actor=officer)
    made.refresh_from_db()
    [kept] = released_of(exercise)
    assert kept == read(written(outcome), kept.on, made.pk)
    assert (kept.cells, kept.relations, kept.number) == (outcome.release, outcome.relations, made.pk)


def test_the_database_refuses_to_change_or_delete_what_was_published(exercise, officer):
    publish(exercise, officer, 30, 9, 3)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Release.objects.update(contents={})
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Release.objects.all().delete()
    assert Release.objects.get().contents


def test_later_numbers_are_held_against_earlier_ones(exercise, officer):
    publish(exercise, officer, 30, 9, 7)
    later = protect([ratings(32, 9, 7)], released=released_of(exercise))
    assert "could be subtracted from what was published on" in later.shown(key_of(rating="green")).words


def test_other_exercises_are_other_numbers(exercise, officer):
    publish(exercise, officer, 30, 9, 7)
    assert released_of(ExerciseFactory()) == []


def test_publishing_the_same_again_counts_once(exercise, officer):
    first = publish(exercise, officer, 30, 9, 3)
    assert publish(exercise, officer, 30, 9, 3) == first
    assert Release.objects.count() == 1


def test_what_was_protected_before_something_else_was_published_is_refused(exercise, officer):
    stale = protect([ratings(32, 9, 7)])
    publish(exercise, officer, 30, 9, 7)
    with pytest.raises(ReleasedMeanwhile):
        release(key="other", title="Other", exercise=exercise, outcome=stale, actor=officer)
    assert Release.objects.count() == 1


def test_it_is_written_to_the_trail_without_numbers(exercise, officer):
    made = publish(exercise, officer, 30, 9, 3)
    entry = AuditTrail.objects.get(action="numbers.released")
    assert (entry.actor, entry.target_id) == (officer, str(made.pk))
    assert entry.data == {"key": "summary", "numbers": 4, "hidden": 2}


def test_only_those_who_publish_release_numbers(exercise):
    with pytest.raises(PermissionDenied):
        publish(exercise, UserFactory(), 30, 9, 3)
    assert publish(exercise, UserFactory(editor=True), 30, 9, 3)


def test_the_preview_says_what_is_hidden_and_why():
    outcome = protect([ratings(30, 9, 3)])
    preview = preview_of(outcome, outcome.tables[0], {"red": "Not in place"})
    assert preview.columns == ["green", "amber", "Not in place", "All"]
    assert preview.summary == (
        "2 of 4 numbers are hidden: 1 because it would give away another number; 1 because it is fewer than six."
    )
    assert summary_of(outcome) == preview.summary
    page = render_to_string("insight/parts/protected_table.html", {"preview": preview})
    assert "Hidden because it is fewer than six." in page
    assert ">9<" not in page
    assert ">3<" not in page


def test_the_preview_of_two_dimensions_has_a_row_for_each_of_the_first():
    table = Table.crossed(
        "t",
        "T",
        dimensions={"phase": ("primary", "secondary"), "rating": ("green", "red")},
        counts={("primary", "green"): 20, ("primary", "red"): 0, ("secondary", "green"): 9, ("secondary", "red"): 8},
    )
    preview = preview_of(protect([table]), table)
    assert preview.columns == ["green", "red", "All"]
    assert [(line.label, [cell.text for cell in line.cells]) for line in preview.lines] == [
        ("primary", ["20", "0", "20"]),
        ("secondary", ["9", "8", "17"]),
        ("All", ["29", "8", "37"]),
    ]
    assert preview.summary == "No number is hidden."
