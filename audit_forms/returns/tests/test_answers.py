"""Saving answers: kept exactly, never overwritten, only where the person may write."""

import pytest
from django.core.exceptions import PermissionDenied

from audit_forms.returns import parts, services
from audit_forms.returns.forms.section import raw_mark
from audit_forms.returns.models import Answer
from audit_forms.returns.tests.factories import in_status, refreshed
from portal.trail.models import AuditTrail

EXACT = [
    "one\ntwo",
    "one\r\ntwo",
    "one\rtwo",
    "\n leading and trailing \n",
    "tab\tand\u00a0spaces  ",
    "\U0001f469\u200d\U0001f467",
    "e\u0301 is not \u00e9",
    "\u202b\u0645\u0631\u062d\u0628\u0627\u202c",
    "<script>alert(1)</script>",
    "\u2028\u2029\ufeff",
    "x" * 100_000,
]


@pytest.fixture
def section(audit_return):
    return audit_return.edition.sections.get().key


@pytest.fixture
def save(audit_return, section):
    def call(actor, **fields):
        posted = {name.replace("__", "."): value for name, value in fields.items()}
        return services.save_answers(audit_return=audit_return, section=section, posted=posted, actor=actor)

    return call


def marks(saved, key):
    return {f"{key}.version": str(saved.marks[key].version), f"{key}.base": saved.marks[key].base}


@pytest.mark.parametrize("text", EXACT)
def test_text_is_kept_exactly(save, cast, text):
    saved = save(cast.lead, second__version="0", second__text=text)
    assert saved.is_clean
    assert Answer.objects.get().text == text


def test_a_browser_sending_the_text_back_with_its_own_line_ends_changes_nothing(save, cast):
    first = save(cast.lead, second__version="0", second__text="one\ntwo")
    again = save(cast.lead, second__text="one\r\ntwo", **marks(first, "second"))
    assert again.written == []
    assert Answer.objects.get().text == "one\ntwo"


@pytest.mark.parametrize(
    ("text", "word"),
    [("x" * 200_001, "1 character too long"), ("a\0b", "cannot be saved"), ("\ud800", "cannot be saved")],
)
def test_text_that_cannot_be_kept_is_refused_with_a_message_and_stays_on_the_form(save, cast, text, word):
    saved = save(cast.lead, second__version="0", second__text=text)
    assert word in saved.form.errors["second.text"][0]
    assert saved.form.data["second.text"] == text
    assert not Answer.objects.exists()


def test_well_formed_parts_are_stored_although_others_are_malformed(save, cast):
    saved = save(
        cast.lead,
        first__version="0",
        first__level="red",
        first__action_what="Train",
        first__action_by="31/2/2026",
        second__version="0",
        second__text="Kept",
    )
    assert list(saved.form.errors) == ["first.action_by"]
    assert saved.form.errors["first.action_by"][0].startswith("A1: enter a real date")
    stored = Answer.objects.get(question__key="first")
    assert (stored.level.key, stored.action_what, stored.action_by) == ("red", "Train", None)
    assert Answer.objects.get(question__key="second").text == "Kept"


def test_saving_counts_what_is_complete_and_leaves_one_trace_without_text(save, cast, audit_return):
    save(cast.lead, first__version="0", first__level="amber", second__version="0", second__text="Secret words")
    after = refreshed(audit_return)
    assert (after.questions_complete, after.questions_left) == (1, 1)
    assert after.started_at is not None
    entry = AuditTrail.objects.about(audit_return).get()
    assert entry.action == "return.answers_saved"
    assert (set(entry.data), set(entry.data["questions"])) == ({"questions"}, {"first", "second"})
    assert entry.actor == cast.lead


def test_saving_nothing_new_leaves_no_trace(save, cast, audit_return):
    saved = save(cast.lead, second__version="0", second__text="")
    assert saved.is_clean
    assert not Answer.objects.exists()
    assert not AuditTrail.objects.about(audit_return).exists()
    assert refreshed(audit_return).started_at is None


def test_the_second_editor_is_told_and_nothing_is_overwritten(save, cast):
    mine = save(cast.lead, second__version="0", second__text="First")
    save(cast.colleague, second__text="Theirs", **marks(mine, "second"))
    late = save(cast.lead, second__text="Mine", **marks(mine, "second"))
    assert not late.is_clean
    assert late.conflicts["second"].text == "Theirs"
    assert late.conflicts["second"].updated_by == cast.colleague
    assert late.form.data["second.text"] == "Mine"
    assert Answer.objects.get().text == "Theirs"


@pytest.mark.parametrize(("keep", "text"), [("mine:2", "Mine"), ("theirs:2", "Theirs")])
def test_the_second_editor_chooses(save, cast, keep, text):
    mine = save(cast.lead, second__version="0", second__text="First")
    save(cast.colleague, second__text="Theirs", **marks(mine, "second"))
    chosen = save(cast.lead, second__text="Mine", second__keep=keep, **marks(mine, "second"))
    assert chosen.is_clean
    assert Answer.objects.get().text == text
    assert chosen.form.data["second.text"] == text


@pytest.mark.parametrize("keep", ["mine:2", "theirs:2", "", "mine:", "mine:x", "mine:99999999999999999999"])
def test_a_choice_made_before_a_third_change_is_no_choice(save, cast, keep):
    mine = save(cast.lead, second__version="0", second__text="First")
    theirs = save(cast.colleague, second__text="Theirs", **marks(mine, "second"))
    save(cast.colleague, second__text="Theirs again", **marks(theirs, "second"))
    late = save(cast.lead, second__text="Mine", second__keep=keep, **marks(mine, "second"))
    assert list(late.conflicts) == ["second"]
    assert Answer.objects.get().text == "Theirs again"


def test_an_answer_this_person_did_not_touch_never_conflicts(save, cast):
    opened = save(cast.lead, second__version="0", second__text="First")
    save(cast.colleague, second__text="Theirs", **marks(opened, "second"))
    posted = marks(opened, "second") | {"second.text": "First", "first.version": "0", "first.level": "green"}
    saved = save(cast.lead, **posted)
    assert saved.is_clean
    assert Answer.objects.get(question__key="second").text == "Theirs"
    assert saved.form.data["second.text"] == "Theirs"


def test_two_people_who_write_the_same_do_not_conflict(save, cast):
    save(cast.lead, second__version="0", second__text="Same")
    assert save(cast.colleague, second__version="0", second__text="Same").is_clean
    assert Answer.objects.get().version == 1


def test_sending_the_same_form_twice_saves_once(save, cast, audit_return):
    for _ in range(2):
        assert save(cast.lead, second__version="0", second__text="Once").is_clean
    assert Answer.objects.get().version == 1
    assert AuditTrail.objects.about(audit_return).count() == 1


@pytest.mark.parametrize(
    "extra",
    [
        {"status": "accepted", "id": "1", "version": "9", "questions_complete": "99", "submitted_at": "2026-01-01"},
        {"second.updated_by": "1", "second.audit_return": "1", "second.question": "1", "second.value": "x"},
        {"nobody.version": "0", "nobody.text": "x"},
        {"third.version": "0", "third.text": "x"},
    ],
)
def test_extra_fields_change_nothing(save, cast, audit_return, extra):
    before = refreshed(audit_return).__dict__.copy()
    assert save(cast.lead, **extra).written == []
    after = refreshed(audit_return).__dict__
    assert {name: value for name, value in after.items() if name[0] != "_"} == {
        name: value for name, value in before.items() if name[0] != "_"
    }
    assert not Answer.objects.exists()


@pytest.mark.parametrize("level", ["na", "purple", "GREEN", "1"])
def test_only_levels_offered_can_be_chosen(save, cast, level):
    saved = save(cast.lead, first__version="0", first__level=level)
    assert saved.is_clean == (level == "na")
    assert Answer.objects.count() == (level == "na")


def test_a_part_that_was_not_sent_stays_but_an_empty_tick_is_no_tick(save, cast):
    first = save(cast.lead, first__version="0", first__level="green", first__text="Minutes", first__confirmed="on")
    save(cast.lead, first__text="More", **marks(first, "first"))
    stored = Answer.objects.get()
    assert (stored.level.key, stored.text, stored.confirmed) == ("green", "More", False)


def test_answers_of_every_kind_come_back_as_they_went_in(full_return, full_cast):
    posted = {
        "rated-0.version": "0",
        "rated-0.level": "amber",
        "rated-0.action_by": "30/1/2026",
        "short_text.version": "0",
        "short_text.text": "A name",
        "number.version": "0",
        "number.number": "1,200.50",
        "date.version": "0",
        "date.date": "30 January 2026",
        "choice.version": "0",
        "choice.choice": "yes",
        "person.version": "0",
        "person.name": "Ann",
        "person.email": "ann@school.example",
        "person.trained_on": "1/9/2025",
    }
    saved = services.save_answers(audit_return=full_return, section="everything", posted=posted, actor=full_cast.lead)
    assert saved.is_clean
    rows = {answer.question.key: answer for answer in Answer.objects.select_related("question")}
    levels = saved.form.levels
    stored = {key: parts.parts_of(row.question, row, levels) for key, row in rows.items()}
    assert stored["number"] == {"number": "1200.5"}
    assert stored["date"] == {"date": "2026-01-30"}
    assert stored["choice"] == {"choice": "yes"}
    assert stored["person"] == {
        "name": "Ann",
        "email": "ann@school.example",
        "trained_on": "2025-09-01",
        "next_due": "",
    }
    assert stored["rated-0"]["action_by"] == "2026-01-30"
    assert all(raw_mark(row.question, saved.marks[key])[f"{key}.version"] == "1" for key, row in rows.items())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number.number", "twelve"),
        ("number.number", "-1"),
        ("number.number", "NaN"),
        ("number.number", "1e400"),
        ("date.date", "tomorrow"),
        ("date.date", "2026\0"),
        ("choice.choice", "maybe"),
        ("person.email", "no address"),
        ("person.email", "a@\ud800.example"),
        ("person.name", "n" * 201),
        ("rated-0.action_who", "\0"),
    ],
)
def test_malformed_parts_are_refused_by_name(full_return, full_cast, field, value):
    posted = {f"{field.partition('.')[0]}.version": "0", field: value}
    saved = services.save_answers(audit_return=full_return, section="everything", posted=posted, actor=full_cast.lead)
    assert list(saved.form.errors) == [field]
    assert not Answer.objects.exists()


@pytest.mark.parametrize("who", ["head", "chair", "viewer", "auditor", "leaver", "stranger", "unit", "superuser"])
def test_only_lead_and_contributors_write(save, cast, who):
    with pytest.raises(PermissionDenied):
        save(getattr(cast, who), second__version="0", second__text="x")
    assert not Answer.objects.exists()


@pytest.mark.parametrize("status", ["awaiting_sign_off", "submitted", "accepted", "withdrawn"])
def test_nothing_is_written_once_the_return_is_out_of_hand(save, cast, audit_return, status):
    in_status(status, audit_return, cast)
    before = list(Answer.objects.values())
    with pytest.raises(services.NotOpen):
        save(cast.lead, second__version="1", second__text="Too late")
    assert list(Answer.objects.values()) == before


def test_where_changes_are_wanted_only_the_questions_named_open(save, cast, audit_return):
    in_status("changes_requested", audit_return, cast)
    saved = save(cast.lead, first__version="1", first__text="More", second__version="1", second__text="More")
    assert [question.key for question in saved.written] == ["first"]
    assert Answer.objects.get(question__key="second").text == "Minutes of the meeting"


def test_another_returns_section_is_not_open(audit_return, cast):
    with pytest.raises(services.NotOpen):
        services.save_answers(audit_return=audit_return, section="nowhere", posted={}, actor=cast.lead)


def test_questions_that_do_not_apply_cannot_be_answered(full_return, full_cast):
    full_return.facts = {}
    full_return.save()
    question = full_return.edition.sections.get(key="more").questions.get()
    assert question.applies_to == {}
    saved = services.save_answers(
        audit_return=full_return,
        section="more",
        posted={"rated-0.version": "0", "rated-0.level": "green"},
        actor=full_cast.lead,
    )
    assert saved.written == []
