"""An interim year asks what is new or changed and what was not green; the sets are worked out by hand."""

import pytest
from django.urls import reverse

from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.questionnaires.enums import AnswerType
from audit_forms.questionnaires.tests.factories import RatingScaleFactory
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.tests.factories import Cast
from audit_forms.returns.tests.years import AMBER, GREEN, RATED, WORDS, expected, later, make_edition, submitted

pytestmark = pytest.mark.django_db
RED = AMBER | {"level": "red"}
NOT_APPLICABLE = {"level": "na", "reason": "We board nobody"}
BEFORE = {
    "green": RATED,
    "amber": RATED,
    "red": RATED,
    "na": RATED,
    "reworded": RATED,
    "must-now": RATED,
    "noted": RATED,
    "moved": RATED | {"reference": "KCSIE 2025 Part two"},
    "new-year": RATED | {"reference": "KCSIE 2025 Part two"},
    "words": WORDS,
    "empty": WORDS,
    "optional": WORDS | {"required": False},
    "other-type": WORDS,
    "dropped": RATED,
    "theirs": RATED | {"applies_to": {"boarding": True}},
}
NOW = {key: fields for key, fields in BEFORE.items() if key != "dropped"} | {
    "reworded": RATED | {"text": "Does a named board member lead, and meet the DSL?"},
    "must-now": RATED | {"duty": "must"},
    "noted": RATED | {"changed_note": "Read the new paragraph."},
    "moved": RATED | {"reference": "KCSIE 2026 Part two, paragraph 74"},
    "new-year": RATED | {"reference": "KCSIE 2026 Part two"},
    "other-type": {"answer_type": AnswerType.NUMBER},
    "new": RATED,
    "new-optional": WORDS | {"required": False},
}
ANSWERS = {
    **dict.fromkeys(("green", "reworded", "must-now", "noted", "moved", "new-year", "dropped"), GREEN),
    **{"amber": AMBER, "red": RED, "na": NOT_APPLICABLE},
    **{key: {"text": "As ever"} for key in ("words", "other-type")},
}
NEW_OR_CHANGED = ["reworded", "must-now", "noted", "moved", "other-type", "new", "new-optional"]


@pytest.fixture
def last(db):
    return submitted(make_edition(BEFORE), ANSWERS)


def asked(audit_return):
    return [question.key for part in asked_sections(audit_return) for question in part.questions]


def test_the_set_is_new_and_changed_ones_what_was_not_green_and_gaps(last):
    (now,) = expected(later(last.edition, NOW), last.organisation, interim=True)
    assert set(now.asked_keys) == {*NEW_OR_CHANGED, "amber", "red", "empty"}
    assert asked(now) == [key for key in NOW if key in now.asked_keys]
    # All but the new optional question must be answered.
    assert now.questions_total == 9
    assert set(now.answers.values_list("question__key", flat=True)) == {
        *("reworded", "must-now", "noted", "moved", "amber", "red")
    }


def test_with_the_same_edition_nothing_is_new_and_only_weak_answers_and_gaps_are_asked(last):
    (now,) = expected(last.edition, last.organisation, interim=True)
    assert asked(now) == ["amber", "red", "empty"]


def test_a_question_that_applies_since_is_new_to_them(last):
    school = last.organisation
    school.has_boarding = True
    school.save()
    (now,) = expected(last.edition, school, interim=True)
    assert asked(now) == ["amber", "red", "empty", "theirs"]


def test_a_rating_that_the_new_scale_lacks_has_to_be_given_again(last):
    scale = RatingScaleFactory()
    scale.levels.filter(key="na").delete()
    (now,) = expected(later(last.edition, BEFORE, rating_scale=scale), last.organisation, interim=True)
    assert "na" in asked(now)


def test_who_has_no_earlier_return_is_asked_everything(last):
    new = OrganisationFactory()
    first, second = expected(later(last.edition, NOW), last.organisation, new, interim=True)
    assert (first.asked_keys is None, second.asked_keys) == (False, None)
    assert len(asked(second)) == len(NOW) - 1  # "theirs" is for those who board


def test_after_two_interim_years_the_full_year_still_decides(last):
    school = last.organisation
    better = dict.fromkeys(("amber", "red"), GREEN) | {"empty": {"text": "Filled"}}
    submitted(last.edition, better, school, days_ago=10, asked_keys=list(better), previous=last)
    (now,) = expected(last.edition, school, interim=True)
    assert asked(now) == []
    assert now.questions_total == 0


def test_pages_say_that_it_is_interim_and_lead_to_the_full_return(client, last):
    (now,) = expected(later(last.edition, NOW), last.organisation, interim=True)
    people = Cast(now)
    full = reverse("returns:read", args=[last.reference])
    for who, pages in (("lead", ["detail", "check", "read"]), ("unit", ["read"]), ("viewer", ["detail"])):
        client.force_login(getattr(people, who))
        for page in pages:
            text = client.get(reverse(f"returns:{page}", args=[now.reference])).content.decode()
            assert "This is an interim year’s return." in text
            assert f'href="{full}"' in text


def test_a_full_return_does_not_say_it_is_interim(client, last):
    (now,) = expected(later(last.edition, NOW), last.organisation)
    client.force_login(Cast(now).lead)
    assert "interim" not in client.get(now.get_absolute_url()).content.decode()


def test_a_predecessors_full_return_is_named_and_not_linked(client, last):
    academy = OrganisationFactory()
    last.organisation.successor = academy
    last.organisation.save()
    (now,) = expected(later(last.edition, NOW), academy, interim=True)
    client.force_login(Cast(now).lead)
    text = client.get(now.get_absolute_url()).content.decode()
    assert "Everything else stands as in the full return of" in text
    assert last.reference not in text


def test_when_nothing_is_asked_the_pages_say_so_and_it_can_be_sent(client, last):
    better = dict.fromkeys(("amber", "red"), GREEN) | {"empty": {"text": "Filled"}}
    submitted(last.edition, better, last.organisation, days_ago=10, asked_keys=list(better), previous=last)
    (now,) = expected(last.edition, last.organisation, interim=True)
    client.force_login(Cast(now).lead)
    assert "there is no question to answer" in client.get(now.get_absolute_url()).content.decode()
    answer = client.post(reverse("returns:send", args=[now.reference]), {"agreed": "on"})
    assert answer.status_code == 302
    now.refresh_from_db()
    assert now.status == "awaiting_sign_off"
