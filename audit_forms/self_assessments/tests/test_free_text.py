"""What was written in a round: read in the background, named by a person, quoted only by two people."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit_forms.insight.tests.factories import KEYS, profile_edition, submit
from audit_forms.organisations.enums import Phase
from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.self_assessments import reading_texts, services
from audit_forms.self_assessments.models import FreeTextReading, Quotation, Theme
from audit_forms.self_assessments.querysets import READING_LIFETIME
from audit_forms.self_assessments.reading_texts import make_readings
from audit_forms.self_assessments.tests.factories import RoundFactory
from portal.accounts.tests.factories import UserFactory
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db

FILTERING = "Online filtering alerts go to the designated lead at once."
TRAINING = "Staff training on recruitment is renewed before each term."
GOVERNANCE, SECOND = "section:governance", "question:a2"


@pytest.fixture
def round_():
    return RoundFactory(edition=profile_edition())


def write(exercise, text, organisation=None, **fields):
    """A return that says the text in a1, and something else of its own in a2."""
    texts = {key: {"text": ""} for key in KEYS} | {"a1": {"text": text}, "a2": {"text": "Mentors help every class."}}
    return submit(exercise, organisation=organisation, more=texts, count=False, **fields)


@pytest.fixture
def written(round_):
    """Twelve returns on two subjects."""
    texts = (
        f"{FILTERING} We log it, round {n} of the year." if n % 2 else f"{TRAINING} Class {n} knows it."
        for n in range(12)
    )
    return [write(round_, text) for text in texts]


def read(exercise, actor, about=GOVERNANCE, query=""):
    asked = services.request_reading(exercise=exercise, about=about, query=query, key=uuid4(), actor=actor)
    assert make_readings() == 1
    asked.refresh_from_db()
    return asked


def terms_of(reading):
    return {each["words"]: each["returns"] for each in reading.found["terms"]}


def name(reading, words, actor):
    return services.name_theme(reading=reading, name=words, passages=[0, 1], actor=actor)


def address(view, *args):
    return reverse(f"self_assessments:{view}", args=args)


def test_a_reading_is_asked_for_once_made_in_the_background_and_counts_returns(round_, written, unit):
    key = uuid4()
    for _ in range(2):
        services.request_reading(exercise=round_, about=GOVERNANCE, query="", key=key, actor=unit)
    reading = FreeTextReading.objects.get()
    assert (reading.total, reading.made_at) == (12, None)
    assert (make_readings(), make_readings()) == (1, 0)
    reading.refresh_from_db()
    assert (reading.left, reading.found["returns"]) == (0, 12)
    assert terms_of(reading)["mentors help"] == 12
    assert terms_of(reading)["online filtering"] == 6
    assert AuditTrail.objects.get(action="round.texts_read").data == {"about": GOVERNANCE}


def test_only_the_question_chosen_is_read(round_, written, unit):
    assert set(terms_of(read(round_, unit, SECOND))) == {"mentors help", "help class"}


def test_filters_narrow_and_withdrawn_or_unsubmitted_returns_are_not_read(round_, unit):
    for _number in range(3):
        write(round_, FILTERING, OrganisationFactory(phase=Phase.PRIMARY))
        write(round_, TRAINING, OrganisationFactory(phase=Phase.SECONDARY))
    write(round_, FILTERING, OrganisationFactory(phase=Phase.PRIMARY), status=ReturnStatus.WITHDRAWN)
    reading = read(round_, unit, query=f"phase={Phase.PRIMARY}")
    assert reading.total == 3
    assert terms_of(reading)["online filtering"] == 3
    assert "staff training" not in terms_of(reading)


def test_the_last_submission_is_read_and_not_an_earlier_one(round_, unit):
    made = [write(round_, TRAINING) for _ in range(2)]
    for each in made:
        each.submissions.create(attempt=2, submitted_at=timezone.now(), answers={"a1": {"text": FILTERING}})
    assert "staff training" not in terms_of(read(round_, unit))


def test_an_empty_round_and_a_single_return_give_nothing_and_no_error(round_, unit, unit_client):
    assert read(round_, unit).found["terms"] == []
    write(round_, FILTERING)
    reading = read(round_, unit)
    assert reading.found["candidates"] == []
    assert "Too little was written" in unit_client.get(address("reading", round_.pk, reading.key)).content.decode()


def test_what_goes_wrong_is_told_and_tried_no_further(round_, unit, unit_client, monkeypatch):
    def fail(passages):
        raise OSError("full")

    monkeypatch.setattr(reading_texts, "find_in", fail)
    key = uuid4()
    services.request_reading(exercise=round_, about=GOVERNANCE, query="", key=key, actor=unit)
    assert (make_readings(), make_readings()) == (0, 0)
    assert "Something went wrong" in unit_client.get(address("reading", round_.pk, key)).content.decode()


def test_nothing_but_the_edition_s_texts_can_be_asked_for(round_, unit):
    with pytest.raises(ValidationError):
        services.request_reading(exercise=round_, about="question:none", query="", key=uuid4(), actor=unit)


def test_readings_are_kept_a_month_and_their_themes_stay(round_, written, unit):
    reading = read(round_, unit)
    name(reading, "Filtering", unit)
    FreeTextReading.objects.update(requested_at=timezone.now() - READING_LIFETIME)
    assert services.purge_readings() == 1
    assert Theme.objects.get().quotations.count() == 2


def test_a_person_names_a_theme_once_and_adds_to_it_by_its_name(round_, written, unit):
    reading = read(round_, unit)
    first, again = name(reading, "Online  safety", unit), name(reading, "Online safety", unit)
    assert (first, first.name, first.quotations.count()) == (again, "Online safety", 2)
    services.name_theme(reading=reading, name="Online safety", passages=[2, 2, 999, -1], actor=unit)
    assert first.quotations.count() == 3
    assert AuditTrail.objects.filter(action="theme.named").count() == 1
    for words, passages in (("  ", [0]), ("Other", []), ("Other", [999])):
        with pytest.raises(ValidationError):
            services.name_theme(reading=reading, name=words, passages=passages, actor=unit)


def test_quotations_move_within_the_round_and_out(round_, written, unit):
    reading = read(round_, unit)
    one, other = name(reading, "One", unit), name(reading, "Other", unit)
    quotation = one.quotations.first()
    services.move_quotation(quotation=quotation, to=other, actor=unit)
    assert (one.quotations.count(), other.quotations.count()) == (1, 3)
    services.take_quotation_out(quotation=quotation, actor=unit)
    assert other.quotations.count() == 2
    elsewhere = Theme.objects.create(exercise=RoundFactory(), name="Far", named_by=unit)
    with pytest.raises(PermissionDenied):
        services.move_quotation(quotation=one.quotations.first(), to=elsewhere, actor=unit)
    services.delete_theme(theme=one, actor=unit)
    assert Return.objects.count() == 12
    with pytest.raises(ValidationError):
        services.rename_theme(theme=other, name="", actor=unit)


def test_whoever_proposes_a_quotation_never_releases_it(round_, written, unit):
    quotation = name(read(round_, unit), "Theme", unit).quotations.first()
    with pytest.raises(PermissionDenied):
        services.release_quotation(quotation=quotation, actor=UserFactory(unit=True))
    services.propose_quotation(quotation=quotation, actor=unit)
    with pytest.raises(PermissionDenied):
        services.release_quotation(quotation=quotation, actor=unit)
    with pytest.raises(IntegrityError), transaction.atomic():
        Quotation.objects.filter(pk=quotation.pk).update(released_by=unit)
    colleague = UserFactory(unit=True)
    for _ in range(2):
        services.release_quotation(quotation=quotation, actor=colleague)
    assert list(Quotation.objects.publishable()) == [quotation]
    assert AuditTrail.objects.get(action="theme.quotation_released").actor == colleague
    services.take_back_quotation(quotation=quotation, actor=unit)
    assert not Quotation.objects.publishable()


@pytest.mark.parametrize(
    "text",
    [
        "Call Sam on 07700 900123 about it.",
        "Three children told us that it helped.",
        "At Quarry Bank School we always check.",
    ],
)
def test_a_quotation_that_says_too_much_is_not_proposed_nor_released(round_, unit, text):
    made = write(round_, FILTERING, OrganisationFactory(name="Quarry Bank School"))
    theme = Theme.objects.create(exercise=round_, name="Theme", named_by=unit)
    quotation = Quotation.objects.create(theme=theme, audit_return=made, question_key="a1", text=text)
    with pytest.raises(ValidationError):
        services.propose_quotation(quotation=quotation, actor=unit)
    Quotation.objects.update(proposed_by=unit)
    with pytest.raises(ValidationError):
        services.release_quotation(quotation=quotation, actor=UserFactory(unit=True))


def test_a_quotation_of_a_withdrawn_return_is_not_published(round_, written, unit):
    quotation = name(read(round_, unit), "Theme", unit).quotations.first()
    services.propose_quotation(quotation=quotation, actor=unit)
    services.release_quotation(quotation=quotation, actor=UserFactory(unit=True))
    Return.objects.filter(pk=quotation.audit_return_id).update(status=ReturnStatus.WITHDRAWN)
    assert not Quotation.objects.publishable()


@pytest.mark.parametrize("who", ["lead", "editor"])
def test_nobody_but_the_business_unit_reads_or_changes_anything(round_, written, unit, who):
    reading = read(round_, unit)
    theme = name(reading, "Theme", unit)
    quotation = theme.quotations.first()
    other = UserFactory()
    for service, arguments in (
        (services.request_reading, {"exercise": round_, "about": GOVERNANCE, "query": "", "key": uuid4()}),
        (services.name_theme, {"reading": reading, "name": "x", "passages": [0]}),
        (services.rename_theme, {"theme": theme, "name": "x"}),
        (services.delete_theme, {"theme": theme}),
        (services.take_quotation_out, {"quotation": quotation}),
        (services.propose_quotation, {"quotation": quotation}),
        (services.release_quotation, {"quotation": quotation}),
        (services.take_back_quotation, {"quotation": quotation}),
        (services.move_quotation, {"quotation": quotation, "to": theme}),
    ):
        with pytest.raises(PermissionDenied):
            service(actor=other, **arguments)
    for each in (FreeTextReading, Theme, Quotation):
        assert not each.objects.visible_to(other).exists()


def test_the_pages_lead_from_choosing_to_a_released_quotation(client, unit_client, unit, round_, written):
    choose = address("free_text", round_.pk)
    assert "All of A. Governance" in unit_client.get(choose).content.decode()
    key = uuid4()
    assert "Choose a section or a question." in unit_client.post(choose, {"key": key}).content.decode()
    posted = {"key": str(key), "about": GOVERNANCE, "phase": Phase.PRIMARY, "trust": ""}
    assert unit_client.post(choose, posted).url == address("reading", round_.pk, key)
    assert FreeTextReading.objects.get().filters == f"phase={Phase.PRIMARY}"
    FreeTextReading.objects.update(filters="")
    assert "See whether it is ready" in unit_client.get(address("reading", round_.pk, key)).content.decode()
    make_readings()
    page = unit_client.get(address("reading", round_.pk, key), {"term": "online filtering"}).content.decode()
    assert page.count(FILTERING) == 1
    here = f"{address('reading', round_.pk, key)}?term=online+filtering"
    assert "Give the theme a name." in unit_client.post(here, {"group": "1", "passage": "0"}).content.decode()
    answer = unit_client.post(here, {"group": "1", "passage": ["0", "1"], "name": "Filtering"})
    theme = Theme.objects.get()
    assert answer.url == address("theme", round_.pk, theme.pk)
    quotation = theme.quotations.first()
    deed = address("quotation", round_.pk, theme.pk, quotation.pk)
    unit_client.post(deed, {"verb": "propose"})
    assert ">Release<" not in unit_client.get(answer.url).content.decode()
    client.force_login(UserFactory(unit=True))
    assert ">Release<" in client.get(answer.url).content.decode()
    client.post(deed, {"verb": "release"})
    assert Quotation.objects.publishable().get() == quotation
    assert client.post(deed, {"verb": "none"}).status_code == 400
    client.post(answer.url, {"name": "Filters"})
    assert "Filters" in client.get(choose).content.decode()
    client.post(address("delete_theme", round_.pk, theme.pk))
    assert not Theme.objects.exists()
