"""A case audit in the return engine: read strictly for identities, without what only self-assessments have."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from audit_forms.returns import guarding, hooks, services
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.assuring import Show, desk_of
from audit_forms.returns.services.carrying import set_previous
from audit_forms.returns.tests.factories import (
    CaseCast,
    ExerciseFactory,
    ReturnFactory,
    case_return,
    fill,
    fill_case,
    submit_case,
)
from audit_forms.returns.workflow import TransitionRefused

IDENTITIES = [
    "NHS number 943 476 5919", "J.B. 12/03/2014", "born on 12 March 2014", "AB 12 34 56 C", "mum’s mobile 07700 900123",
    "lives in LS1 4AP", "sam.lee@mail.example wrote", "Jorvin was upset", "jorvin tallowby’s mother",
]  # fmt: skip
FORBIDDEN = re.compile(r"self-assessment|school", re.IGNORECASE)
NAMES = ["Jorvin Tallowby", "Jorvin"]


def names_of(audit_return):
    """What the app that keeps cases will say."""
    return NAMES


@pytest.fixture
def audited(db):
    return case_return()


@pytest.fixture
def people(audited):
    return CaseCast(audited)


@pytest.fixture
def stop_list(monkeypatch):
    monkeypatch.setattr(hooks, "_stop_words", [f"{__name__}.names_of"])


def save(audited, people, section, **posted):
    posted = {name.replace("__", "."): text for name, text in posted.items()}
    return services.save_answers(audit_return=audited, section=section, posted=posted, actor=people.writer)


@pytest.mark.parametrize("text", IDENTITIES)
def test_no_identity_is_stored_wherever_it_is_typed(audited, people, stop_list, text):
    saved = save(audited, people, "household", **{"identity__text": f"We saw {text}.", "identity__version": "0"})
    assert "looks like" in saved.form.errors["identity.text"][0]
    saved = save(
        audited, people, "voice",
        **{"voice-grade__version": "0", "voice-grade__level": "inadequate", "voice-grade__risk": "yes",
           "voice-grade__risk_told": text, "voice-grade__reason": text},
    )  # fmt: skip
    assert set(saved.form.errors) == {"voice-grade.risk_told", "voice-grade.reason"}
    cells = {"key-events__rows.1.event": text, "key-events__rows.3.event": "A visit", "key-events__version": "0"}
    saved = save(audited, people, "key-events", **cells)
    assert list(saved.form.errors) == ["key-events.rows.1.event"]
    assert saved.form.errors["key-events.rows.1.event"][0].startswith("2.1, row 2: ")
    kept = str(list(audited.answers.values_list("text", "reason", "value")))
    assert text not in kept
    assert "A visit" in kept


@pytest.mark.parametrize("text", ["A reference to Jorvina", "the front door, 01632 960123", "seen on 12 March 2026"])
def test_what_tells_nobody_is_stored(audited, people, stop_list, text):
    assert save(audited, people, "household", **{"identity__text": text, "identity__version": "0"}).is_clean


def test_without_a_list_no_name_is_known(audited, people):
    posted = {"identity__text": "Jorvin was upset", "identity__version": "0"}
    assert save(audited, people, "household", **posted).is_clean


def test_a_name_listed_later_is_pointed_out_and_cannot_be_kept(client, audited, people, stop_list, monkeypatch):
    with monkeypatch.context() as before:
        before.setattr(hooks, "_stop_words", [])
        save(audited, people, "household", **{"identity__text": "Jorvin was upset", "identity__version": "0"})
    assert services.keep_text(audit_return=audited, key="identity", actor=people.writer) is False
    client.force_login(people.writer)
    page = client.get(reverse("returns:section", args=[audited.reference, "household"])).content.decode()
    assert "a name: “Jorvin”" in page
    assert "Keep it: this does not identify a child" not in page
    assert "“Jorvin”" in client.get(reverse("returns:check", args=[audited.reference])).content.decode()


def test_an_audit_with_a_name_listed_later_is_not_sent(audited, people, stop_list, monkeypatch):
    with monkeypatch.context() as before:
        before.setattr(hooks, "_stop_words", [])
        fill_case(audited, people.writer, identity__text="Jorvin was upset")
    with pytest.raises(TransitionRefused):
        services.send_for_sign_off(audit_return=audited, actor=people.writer)


def test_comments_notes_and_reasons_are_read_too(audited, people, stop_list):
    with pytest.raises(TransitionRefused, match="looks like a name"):
        services.write_comment(audit_return=audited, question="identity", text="Ask Jorvin", actor=people.writer)
    submit_case(audited, people)
    typed = {"identity": services.notes.Typed("Which phone? 07700 900123 is mum’s", "")}
    saved = services.save_notes(audit_return=audited, typed=typed, actor=people.unit)
    assert "identity" in saved.errors
    with pytest.raises(TransitionRefused, match="looks like a postcode"):
        services.request_changes(audit_return=audited, notes={"identity": "Is LS1 4AP right?"}, actor=people.unit)


def test_a_self_assessment_is_read_as_before(audit_return, cast, stop_list):
    assert not guarding.guard_of(audit_return).is_strict
    assert fill(audit_return, cast.lead, text="Jorvin was upset. Mum’s mobile is 07700 900123").is_clean


def test_there_is_no_evidence(client, audited, people):
    client.force_login(people.writer)
    page = client.get(reverse("returns:section", args=[audited.reference, "voice"])).content.decode()
    assert "Add evidence" not in page
    for name, more in (("evidence", []), ("evidence_use", [1]), ("evidence_remove", [1]), ("evidence_found", [1])):
        address = reverse(f"returns:{name}", args=[audited.reference, "voice-grade", *more])
        wanted = client.post(address) if more and name != "evidence_found" else client.get(address)
        assert wanted.status_code == 404, name
    with pytest.raises(services.NotOpen):
        services.give_statement(
            audit_return=audited, question="voice-grade", title="T", text="T", in_force_since=None, actor=people.writer
        )
    sent = client.post(reverse("returns:section", args=[audited.reference, "voice"]), {"evidence": "voice-grade"})
    assert "/evidence/" not in sent.url


def test_it_never_follows_on_an_earlier_one(audited, people):
    submit_case(audited, people)
    following = ReturnFactory.build(
        exercise=ExerciseFactory(edition=audited.edition), organisation=audited.organisation
    )
    set_previous([following], audited.edition)
    assert following.previous is None


def test_it_is_assured_without_last_time_and_peers(client, audited, people):
    submit_case(audited, people)
    desk = desk_of(audited)
    assert {row.peers for row in desk.shown} == {None}
    assert Show.MOVED not in dict(desk.filters)
    client.force_login(people.unit)
    page = client.get(reverse("returns:assure", args=[audited.reference])).content.decode()
    assert "Last time" not in page
    assert "Peers" not in page
    page = client.get(reverse("returns:assure", args=[audited.reference]) + "?show=all&section=key-events")
    assert 'class="portal-line__dot"' in page.content.decode()


def test_its_pages_speak_of_a_case_audit(client, audited, people):
    client.force_login(people.writer)
    page = client.get(audited.get_absolute_url()).content.decode()
    assert "Your case audit" in page
    submit_case(audited, people)
    for who, names in ((people.writer, ("detail", "read", "receipt", "history", "workbook")), (people.unit, ("read",))):
        client.force_login(who)
        for name in names:
            assert_words(client, audited, name)


def test_its_pages_speak_of_a_case_audit_while_it_is_written(client, audited, people):
    client.force_login(people.writer)
    for name in ("detail", "check", "read", "send", "workbook", "history"):
        assert_words(client, audited, name)
    for section in ("involvement", "key-events", "voice", "actions", "overall"):
        assert_words(client, audited, "section", section)


def assert_words(client, audited, name, *more):
    answer = client.get(reverse(f"returns:{name}", args=[audited.reference, *more]))
    assert answer.status_code in (200, 302), name
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    # The tool's own questions may ask about a school.
    for part in asked_sections(audited):
        for question in part.questions:
            for text in (question.text, question.help, question.evidence_prompt):
                main = main.replace(text, "") if text else main
    assert not FORBIDDEN.search(main), (name, FORBIDDEN.search(main))


def test_the_stranger_finds_nothing(audited, people):
    with pytest.raises(PermissionDenied):
        services.write_comment(audit_return=audited, question="identity", text="Hello", actor=people.stranger)
