"""Last time's answers and evidence come into a new return, each to be confirmed or changed (domain, section 0)."""

import pytest

from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.questionnaires.enums import AnswerType
from audit_forms.questionnaires.tests.factories import QuestionnaireFactory, RatingScaleFactory
from audit_forms.returns.last_time import read_last_time
from audit_forms.returns.models import Answer, Evidence, EvidenceUse, Submission
from audit_forms.returns.services import carrying
from audit_forms.returns.tests.factories import Cast
from audit_forms.returns.tests.years import (
    AMBER,
    GREEN,
    OVERDUE,
    RATED,
    WORDS,
    answer_to,
    carried,
    expected,
    later,
    make_edition,
    parts_of,
    submitted,
)

pytestmark = pytest.mark.django_db
PERSON = {"name": "Ann Example", "email": "ann@school.example", "trained_on": "2025-09-01", "next_due": ""}


@pytest.mark.parametrize(
    ("fields", "given"),
    [
        (RATED, GREEN),
        (RATED, AMBER),
        (RATED, OVERDUE),
        (RATED, {"level": "na", "reason": "We board nobody"}),
        (WORDS, {"text": "one\r\ntwo"}),
        ({"answer_type": AnswerType.NUMBER}, {"number": "12.5"}),
        ({"answer_type": AnswerType.DATE}, {"date": "2026-01-30"}),
        ({"answer_type": AnswerType.CHOICE, "choices": [{"value": "yes", "label": "Yes"}]}, {"choice": "yes"}),
        ({"answer_type": AnswerType.PERSON}, {key: value for key, value in PERSON.items() if value}),
    ],
)
def test_an_answer_of_every_kind_comes_along_whole(fields, given):
    now = carried({"one": fields}, {"one": given})
    row = answer_to(now, "one")
    assert parts_of(now, "one") == given
    assert (row.to_check, row.version, row.updated_by) == (True, 1, None)
    assert (now.questions_total, now.questions_complete, now.started_at) == (1, 0, None)


@pytest.mark.parametrize(
    ("before", "given", "after"),
    [
        (WORDS, {"text": "Seven"}, {"answer_type": AnswerType.NUMBER}),
        (RATED, GREEN, WORDS),
        ({"answer_type": AnswerType.CHOICE, "choices": [{"value": "no", "label": "No"}]}, {"choice": "no"},
         {"answer_type": AnswerType.CHOICE, "choices": [{"value": "yes", "label": "Yes"}]}),
        (WORDS, {"text": "Words"}, WORDS | {"applies_to": {"phase": "nursery"}}),
        (WORDS, {"text": ""}, WORDS),
    ],
    ids=["other type", "no rating any more", "choice no longer offered", "no longer applies", "was empty"],
)  # fmt: skip
def test_what_no_longer_fits_stays_behind(before, given, after):
    now = carried({"one": before}, {"one": given}, {"one": after})
    assert answer_to(now, "one") is None


def test_a_level_that_the_new_scale_lacks_is_left_open_and_the_words_stay():
    edition = make_edition({"one": RATED, "two": RATED})
    last = submitted(edition, {"one": AMBER, "two": GREEN})
    scale = RatingScaleFactory()
    scale.levels.filter(key="amber").delete()
    (now,) = expected(later(edition, {"one": RATED, "two": RATED}, rating_scale=scale), last.organisation)
    assert parts_of(now, "one") == {key: value for key, value in AMBER.items() if key != "level"}
    assert answer_to(now, "two").level == scale.levels.get(key="green")


def test_not_applicable_stays_behind_where_the_question_no_longer_allows_it():
    last = {"one": {"level": "na", "reason": "We board nobody"}}
    now = carried({"one": RATED}, last, {"one": RATED | {"allows_not_applicable": False}})
    assert parts_of(now, "one") == {"reason": "We board nobody"}


def test_a_tick_comes_along_only_to_a_level_that_offers_one():
    scale = RatingScaleFactory()
    scale.levels.filter(key="green").update(confirmation="It helps children")
    edition = make_edition({"one": RATED}, rating_scale=scale)
    last = submitted(edition, {"one": GREEN | {"confirmed": True}})
    (kept,) = expected(later(edition, {"one": RATED}), last.organisation)
    (lost,) = expected(later(edition, {"one": RATED}, rating_scale=RatingScaleFactory()), last.organisation)
    assert (answer_to(kept, "one").confirmed, answer_to(lost, "one").confirmed) == (True, False)


@pytest.mark.parametrize(("said", "comes"), [("The Same School", True), ("Its Old Name", False)])
def test_a_fact_that_the_register_knows_better_today_stays_behind(said, comes):
    school = OrganisationFactory(name="The same school")
    edition = make_edition({"name": {"answer_type": AnswerType.SHORT_TEXT, "prefill": "name"}})
    submitted(edition, {"name": {"text": said}}, school)
    (now,) = expected(later(edition, {"name": {"answer_type": AnswerType.SHORT_TEXT, "prefill": "name"}}), school)
    assert bool(answer_to(now, "name")) == comes


def test_an_optional_answer_is_counted_while_it_waits():
    now = carried({"one": WORDS, "two": WORDS | {"required": False}}, {"one": {"text": "A"}, "two": {"text": "B"}})
    assert (now.questions_total, now.questions_left) == (2, 2)


def test_an_academy_has_the_answers_of_the_school_it_was():
    edition = make_edition({"one": WORDS})
    school, oldest = OrganisationFactory(), OrganisationFactory()
    submitted(edition, {"one": {"text": "The oldest's"}}, oldest, days_ago=900)
    old = submitted(edition, {"one": {"text": "The school's"}}, school)
    academy = OrganisationFactory()
    oldest.successor, school.successor = school, academy
    oldest.save()
    school.save()
    (now,) = expected(later(edition, {"one": WORDS}), academy)
    assert (now.previous, parts_of(now, "one")) == (old, {"text": "The school's"})


def test_the_organisations_own_return_comes_before_a_predecessors():
    edition = make_edition({"one": WORDS})
    academy = OrganisationFactory()
    submitted(edition, {"one": {"text": "Theirs"}}, OrganisationFactory(successor=academy), days_ago=10)
    submitted(edition, {"one": {"text": "Own"}}, academy, days_ago=400)
    (now,) = expected(later(edition, {"one": WORDS}), academy)
    assert parts_of(now, "one") == {"text": "Own"}


def test_organisations_that_succeed_each_other_in_a_ring_end_nothing():
    edition = make_edition({"one": WORDS})
    first, second = OrganisationFactory(), OrganisationFactory()
    first.successor, second.successor = second, first
    first.save()
    second.save()
    submitted(edition, {"one": {"text": "Seconds"}}, second)
    (now,) = expected(later(edition, {"one": WORDS}), first)
    assert parts_of(now, "one") == {"text": "Seconds"}


def test_only_a_submitted_return_of_the_same_kind_counts_and_its_last_submission():
    edition = make_edition({"one": WORDS})
    school = OrganisationFactory()
    last = submitted(edition, {"one": {"text": "First text"}}, school)
    Submission.objects.create(audit_return=last, attempt=2, answers={"one": {"text": "As sent again"}})
    Answer.objects.filter(audit_return=last).update(text="Half changed since")
    submitted(edition, {"one": {"text": "Older"}}, school, days_ago=700)
    draft = submitted(edition, {"one": {"text": "Never sent"}}, school, days_ago=5)
    draft.submitted_at = None
    draft.save()
    other = make_edition({"one": WORDS}, questionnaire=QuestionnaireFactory(s11=True))
    submitted(other, {"one": {"text": "Another duty's"}}, school, days_ago=5)
    (now,) = expected(later(edition, {"one": WORDS}), school)
    assert (now.previous, parts_of(now, "one")) == (last, {"text": "As sent again"})


def test_without_an_earlier_return_nothing_comes_and_nothing_fails():
    (now,) = expected(make_edition({"one": WORDS}), OrganisationFactory())
    assert (now.previous, now.answers.count(), read_last_time(now).answers) == (None, 0, {})


def test_what_an_interim_year_did_not_ask_comes_from_the_year_before():
    questions = {"kept": RATED, "improved": RATED, "never": WORDS}
    edition = make_edition(questions)
    full = submitted(edition, {"kept": GREEN, "improved": AMBER}, days_ago=700)
    done = {"level": "green", "text": "Done since"}
    interim = submitted(
        later(edition, questions), {"improved": done}, full.organisation, asked_keys=["improved"], previous=full
    )
    (now,) = expected(later(edition, questions), full.organisation)
    assert now.previous == interim
    assert (parts_of(now, "kept"), parts_of(now, "improved"), answer_to(now, "never")) == (GREEN, done, None)
    assert read_last_time(now).answers["kept"].given_at == full.submissions.get().submitted_at


def test_a_return_that_two_others_build_on_is_read_for_both():
    questions = {"kept": RATED, "improved": RATED}
    edition = make_edition(questions)
    full = submitted(edition, {"kept": GREEN, "improved": AMBER}, days_ago=700)
    academy = OrganisationFactory()
    submitted(edition, {"improved": GREEN}, academy, asked_keys=["improved"], previous=full)
    first, second = expected(later(edition, questions), full.organisation, academy)
    assert (parts_of(first, "kept"), parts_of(first, "improved")) == (GREEN, AMBER)
    assert (parts_of(second, "kept"), parts_of(second, "improved")) == (GREEN, GREEN)


def give(audit_return, key, author, **fields):
    question = answer_to(audit_return, key).question
    kept = Evidence.objects.create(
        organisation=audit_return.organisation, kind="link", title=f"For {key}", added_by=author, **fields
    )
    EvidenceUse.objects.create(evidence=kept, audit_return=audit_return, question=question, added_by=author)
    return kept


def test_evidence_comes_along_to_the_questions_of_this_year():
    edition = make_edition({"one": WORDS, "two": WORDS, "gone": WORDS})
    last = submitted(edition, {key: {"text": "A"} for key in ("one", "two", "gone")})
    lead = Cast(last).lead
    kept = give(last, "one", lead)
    give(last, "two", lead, state="refused")
    give(last, "gone", lead)
    (now,) = expected(later(edition, {"one": WORDS, "two": WORDS}), last.organisation)
    use = now.evidence_uses.get()
    assert (use.evidence, use.question.section.edition, use.added_by) == (kept, now.edition, lead)


def test_evidence_of_a_year_that_an_interim_one_left_out_comes_from_there():
    questions = {"kept": RATED, "improved": RATED}
    edition = make_edition(questions)
    full = submitted(edition, {"kept": GREEN, "improved": AMBER}, days_ago=700)
    lead = Cast(full).lead
    old, outdated = give(full, "kept", lead), give(full, "improved", lead)
    interim = submitted(edition, {"improved": GREEN}, full.organisation, asked_keys=["improved"], previous=full)
    newer = give(interim, "improved", lead)
    (now,) = expected(later(edition, questions), full.organisation)
    assert set(now.evidence_uses.values_list("evidence", flat=True)) == {old.pk, newer.pk}
    assert outdated.uses.count() == 1


def test_who_may_read_a_return_may_read_the_evidence_of_the_school_it_was():
    edition = make_edition({"one": WORDS})
    academy = OrganisationFactory()
    last = submitted(edition, {"one": {"text": "A"}}, OrganisationFactory(successor=academy))
    kept = give(last, "one", Cast(last).lead)
    unused = Evidence.objects.create(
        organisation=last.organisation, kind="link", title="Not used", added_by=kept.added_by
    )
    (now,) = expected(later(edition, {"one": WORDS}), academy)
    people = Cast(now)
    assert list(Evidence.objects.visible_to(people.lead)) == [kept]
    assert list(Evidence.objects.visible_to(people.stranger)) == []
    assert set(Evidence.objects.visible_to(kept.added_by)) == {kept, unused}


@pytest.mark.parametrize("schools", [2, 12])
def test_carrying_takes_as_many_queries_for_many_as_for_few(django_assert_max_num_queries, schools):
    questions = {f"q{number}": RATED for number in range(5)}
    edition = make_edition(questions)
    organisations = [submitted(edition, dict.fromkeys(questions, GREEN)).organisation for _ in range(schools)]
    following = later(edition, questions)
    with django_assert_max_num_queries(99) as seen:
        returns = expected(following, *organisations)
    asked = [query["sql"] for query in seen.captured_queries if query["sql"].startswith(("SELECT", "INSERT", "UPDATE"))]
    # `expected` itself makes one exercise and reads each return back.
    assert len(asked) - schools <= 16, "\n".join(asked)
    assert Answer.objects.filter(audit_return__in=returns).count() == 5 * schools


def test_what_a_preview_counts_is_not_stored():
    edition = make_edition({"one": WORDS})
    last = submitted(edition, {"one": {"text": "A"}})
    (now,) = expected(later(edition, {"one": WORDS}), last.organisation, carry=False)
    assert len(list(carrying.carried_answers([now]))) == 1
    assert now.answers.count() == 0


def test_levels_of_other_scales_are_never_mixed_up():
    edition = make_edition({"one": RATED})
    last = submitted(edition, {"one": GREEN})
    (now,) = expected(later(edition, {"one": RATED}, rating_scale=RatingScaleFactory()), last.organisation)
    row = answer_to(now, "one")
    assert row.level.scale == now.edition.rating_scale
