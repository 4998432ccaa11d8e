"""Carried answers count when somebody has confirmed or changed them, and never before."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from audit_forms.questionnaires.selection import forget_editions, rating_levels
from audit_forms.returns import services
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.completeness import CONFIRM_WORDS, OVERDUE_WORDS
from audit_forms.returns.enums import SectionState
from audit_forms.returns.reading import read_return
from audit_forms.returns.services.sign_off import keys_incomplete
from audit_forms.returns.tests.factories import Cast, refreshed
from audit_forms.returns.tests.years import AMBER, DAY, GREEN, OVERDUE, RATED, WORDS, answer_to, carried, parts_of
from audit_forms.returns.wizard.storage import AnswerStorage
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db
QUESTIONS = {"one": RATED, "two": RATED, "words": WORDS, "extra": WORDS | {"required": False}}
ANSWERS = {"one": GREEN, "two": AMBER, "words": {"text": "Kept"}, "extra": {"text": "More"}}


@pytest.fixture
def now(db):
    return carried(QUESTIONS, ANSWERS)


@pytest.fixture
def cast(now):
    return Cast(now)


class Work:
    """What the section page's storage needs to fill a form."""

    def __init__(self, audit_return):
        self.audit_return = audit_return
        self.sections = {part.section.key: part for part in asked_sections(audit_return)}
        self.levels = rating_levels(audit_return.edition)


def page_of(audit_return, section="all"):
    """What the section's form sends back when nothing on it is touched."""
    request = type("Request", (), {"section_work": Work(audit_return), "user": None})()
    request.resolver_match = type("Match", (), {"kwargs": {"step": section}})()
    return AnswerStorage("tests", request).get_step_data(section).dict()


def save(audit_return, actor, page, **changes):
    posted = page | {name.replace("__", "."): value for name, value in changes.items()}
    return services.save_answers(audit_return=audit_return, section="all", posted=posted, actor=actor)


def confirm_all(audit_return, actor, page, **changes):
    posted = page | {name.replace("__", "."): value for name, value in changes.items()}
    return services.confirm_section(audit_return=audit_return, section="all", posted=posted, actor=actor)


def waiting(audit_return):
    return set(audit_return.answers.filter(to_check=True).values_list("question__key", flat=True))


def actions(audit_return):
    return list(AuditTrail.objects.about(audit_return).values_list("action", flat=True))


def test_carried_answers_are_not_complete_and_the_words_say_why(now):
    reading = read_return(now)
    assert {item.question.key for _, item in reading.incomplete} == set(QUESTIONS)
    assert {need.words for _, item in reading.incomplete for need in item.missing} == {CONFIRM_WORDS}
    assert reading.sections[0].progress.state == SectionState.TO_CONFIRM
    assert (reading.left, reading.total, reading.to_check) == (4, 4, 4)
    assert reading.sections[0].last_answer is None


def test_a_return_with_carried_answers_cannot_be_sent_even_for_an_optional_question(now, cast):
    page = page_of(now)
    save(now, cast.lead, page, one__confirm="on", two__confirm="on", words__confirm="on")
    assert keys_incomplete(now) == ["extra"]
    with pytest.raises(services.Incomplete):
        services.send_for_sign_off(audit_return=now, actor=cast.lead)
    save(now, cast.lead, page, extra__confirm="on")
    assert services.send_for_sign_off(audit_return=now, actor=cast.lead).status == "awaiting_sign_off"


def test_saving_an_untouched_page_confirms_nothing(now, cast):
    saved = save(now, cast.lead, page_of(now))
    assert (saved.is_clean, saved.written, saved.confirmed) == (True, [], [])
    assert waiting(now) == set(QUESTIONS)
    assert actions(now) == []


def test_a_tick_confirms_one_answer_and_changes_nothing_of_it(now, cast):
    saved = save(now, cast.colleague, page_of(now), one__confirm="on")
    row = answer_to(now, "one")
    assert (row.to_check, row.version, row.updated_by) == (False, 1, cast.colleague)
    assert parts_of(now, "one") == GREEN
    assert saved.to_check == {"one": False, "two": True, "words": True, "extra": True}
    assert (refreshed(now).questions_complete, refreshed(now).questions_total) == (1, 4)
    assert refreshed(now).started_at is not None
    entry = AuditTrail.objects.about(now).get()
    assert (entry.action, entry.data) == ("return.answers_confirmed", {"questions": ["one"]})


@pytest.mark.parametrize(
    ("key", "change", "left"),
    [
        ("words", {"words__text": "Other words"}, 3),
        ("words", {"words__text": ""}, 4),
        ("one", {"one__text": "Minutes of this term"}, 3),
        ("two", {"two__action_who": "The new head"}, 3),
        ("two", {"two__level": "green"}, 4),
        ("extra", {"extra__text": ""}, 3),
    ],
)
def test_a_change_of_any_part_ends_the_waiting_and_what_is_missing_is_asked_for(now, cast, key, change, left):
    save(now, cast.lead, page_of(now), **change)
    assert waiting(now) == set(QUESTIONS) - {key}
    assert refreshed(now).questions_left == left
    assert actions(now) == ["return.answers_saved"]


def test_an_optional_answer_once_looked_at_no_longer_counts(now, cast):
    save(now, cast.lead, page_of(now), extra__confirm="on")
    assert (refreshed(now).questions_total, read_return(now).total) == (3, 3)


def test_one_click_confirms_a_section_once(now, cast):
    page = page_of(now)
    first = confirm_all(now, cast.lead, page)
    again = confirm_all(now, cast.lead, page)
    assert [question.key for question in first.confirmed] == list(QUESTIONS)
    assert again.confirmed == []
    assert waiting(now) == set()
    assert actions(now) == ["return.answers_confirmed"]
    assert refreshed(now).questions_left == 0
    assert read_return(now).sections[0].progress.state == SectionState.COMPLETE


def test_one_click_saves_what_was_changed_on_the_page_too(now, cast):
    saved = confirm_all(now, cast.lead, page_of(now), words__text="Changed on the way")
    assert ([each.key for each in saved.written], len(saved.confirmed)) == (["words"], 3)
    assert parts_of(now, "words") == {"text": "Changed on the way"}
    entry = AuditTrail.objects.about(now).get()
    assert (entry.action, entry.data["confirmed"]) == ("return.answers_saved", ["one", "two", "extra"])


def test_what_a_colleague_changed_meanwhile_is_not_confirmed_unread(now, cast):
    opened = page_of(now)
    # The colleague's change leaves the action overdue, so that it still waits.
    late = (timezone.localdate() - 3 * DAY).strftime("%d/%m/%Y")
    save(now, cast.colleague, page_of(now), two__action_by=late)
    assert "two" in waiting(now)
    now.answers.filter(question__key="two").update(action_by=timezone.localdate() + 30 * DAY)
    saved = confirm_all(now, cast.lead, opened)
    assert {each.key for each in saved.confirmed} == {"one", "words", "extra"}
    assert saved.to_check["two"]
    assert waiting(now) == {"two"}


def test_a_tick_on_an_older_page_neither_confirms_nor_undoes_a_colleagues_change(now, cast):
    opened = page_of(now)
    save(now, cast.colleague, page_of(now), words__text="Theirs")
    saved = save(now, cast.lead, opened, words__confirm="on")
    assert saved.confirmed == []
    row = answer_to(now, "words")
    assert (row.text, row.updated_by) == ("Theirs", cast.colleague)


def test_two_people_confirm_and_the_first_stands(now, cast):
    opened = page_of(now)
    confirm_all(now, cast.colleague, opened)
    confirm_all(now, cast.lead, opened)
    assert {row.updated_by for row in now.answers.all()} == {cast.colleague}
    assert actions(now) == ["return.answers_confirmed"]


def test_a_confirmation_does_not_conflict_with_somebody_who_is_writing(now, cast):
    opened = page_of(now)
    confirm_all(now, cast.colleague, page_of(now))
    saved = save(now, cast.lead, opened, words__text="Written meanwhile")
    assert saved.is_clean
    assert parts_of(now, "words") == {"text": "Written meanwhile"}


def test_a_change_and_somebody_elses_change_conflict_and_confirm_nothing(now, cast):
    opened = page_of(now)
    save(now, cast.colleague, page_of(now), words__text="Theirs")
    saved = confirm_all(now, cast.lead, opened, words__text="Mine")
    assert list(saved.conflicts) == ["words"]
    assert {each.key for each in saved.confirmed} == {"one", "two", "extra"}


def test_a_malformed_part_is_not_confirmed_over_somebodys_head(now, cast):
    saved = save(now, cast.lead, page_of(now), two__confirm="on", two__action_by="31/2/2099")
    assert list(saved.form.errors) == ["two.action_by"]
    assert "two" in waiting(now)


class TestOverdueAction:
    """An action that should have been done by now gets a new date, or its rating changes."""

    @pytest.fixture
    def now(self, db):
        return carried(QUESTIONS, ANSWERS | {"two": OVERDUE})

    def test_it_cannot_be_confirmed_and_the_words_say_what_to_do(self, now, cast):
        save(now, cast.lead, page_of(now), two__confirm="on")
        confirm_all(now, cast.lead, page_of(now))
        assert waiting(now) == {"two"}
        words = [need.words for _, item in read_return(now).incomplete for need in item.missing]
        assert words == [OVERDUE_WORDS]
        assert keys_incomplete(now) == ["two"]

    def test_another_change_is_kept_and_it_still_waits_for_a_date(self, now, cast):
        save(now, cast.lead, page_of(now), two__action_who="The new head")
        row = answer_to(now, "two")
        assert (row.action_who, row.to_check, row.version) == ("The new head", True, 2)

    @pytest.mark.parametrize("change", [{"two__action_by": "30/5/2099"}, {"two__level": "green", "two__text": "Done"}])
    def test_a_new_date_or_another_rating_settles_it(self, now, cast, change):
        save(now, cast.lead, page_of(now), **change)
        assert "two" not in waiting(now)
        assert "two" not in keys_incomplete(now)

    def test_a_date_of_today_has_not_passed(self, db):
        today = timezone.localdate().isoformat()
        now = carried(QUESTIONS, ANSWERS | {"two": AMBER | {"action_by": today}})
        confirm_all(now, Cast(now).lead, page_of(now))
        assert waiting(now) == set()


@pytest.mark.parametrize("who", ["head", "chair", "viewer", "auditor", "leaver", "stranger", "unit", "superuser"])
def test_only_those_who_write_confirm(now, cast, who):
    with pytest.raises(PermissionDenied):
        confirm_all(now, getattr(cast, who), page_of(now))
    assert waiting(now) == set(QUESTIONS)


def test_after_it_is_sent_nothing_is_confirmed(now, cast):
    page = page_of(now)
    confirm_all(now, cast.lead, page)
    services.send_for_sign_off(audit_return=now, actor=cast.lead)
    with pytest.raises(services.NotOpen):
        confirm_all(now, cast.lead, page)


class TestWhateverIsPressed(TestCase):
    """Carried answers never count before somebody has looked at them, in whatever order people press."""

    @settings(max_examples=25, deadline=None)
    @given(
        carried_keys=st.sets(st.sampled_from(list(QUESTIONS))),
        overdue=st.booleans(),
        presses=st.lists(
            st.tuples(st.sampled_from(["save", "tick", "change", "all"]), st.sampled_from(list(QUESTIONS))), max_size=5
        ),
    )
    def test_nothing_counts_unlooked(self, carried_keys, overdue, presses):
        forget_editions()
        answers = ANSWERS | ({"two": OVERDUE} if overdue else {})
        now = carried(QUESTIONS, {key: answers[key] for key in carried_keys} | {"words": {"text": "Kept"}})
        lead, looked = Cast(now).lead, set()
        unlooked = set(carried_keys) | {"words"}
        for press, key in presses:
            page = page_of(now)
            part = "text" if key in ("words", "extra") else "action_who"
            changes = {"tick": {f"{key}__confirm": "on"}, "change": {f"{key}__{part}": f"New {len(looked)}"}}
            (confirm_all if press == "all" else save)(now, lead, page, **changes.get(press, {}))
            looked |= {"tick": {key}, "change": {key}, "all": set(QUESTIONS)}.get(press, set())
            assert waiting(now) >= unlooked - looked
            state = refreshed(now)
            reading = read_return(now)
            assert (state.questions_total, state.questions_left) == (reading.total, reading.left)
            assert waiting(now) <= set(keys_incomplete(now))
        assert waiting(now) <= unlooked
