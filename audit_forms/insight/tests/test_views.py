"""Who sees a profile and its documents, what the pages say, and what they never carry."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit_forms.insight import services
from audit_forms.insight.documents.kinds import Kind
from audit_forms.insight.tests.factories import AMBER, GREEN, KEYS, NA, RED, submit
from audit_forms.organisations.enums import Phase
from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from audit_forms.returns import services as return_services
from audit_forms.returns.tests.factories import Cast, ReturnFactory, in_status
from portal.trail.models import AuditTrail

MIXED = {"a1": GREEN, "a2": AMBER, "a3": RED, "a4": GREEN, "b1": GREEN, "b2": NA}
INSIDERS = ["lead", "colleague", "head", "chair", "viewer", "unit"]
OUTSIDERS = ["auditor", "leaver", "stranger", "superuser"]


@pytest.fixture
def trust(db):
    return OrganisationFactory(is_trust=True)


@pytest.fixture
def made(exercise, trust):
    return submit(exercise, MIXED, OrganisationFactory(academy=True, trust=trust))


@pytest.fixture
def cast(made):
    return Cast(made)


@pytest.fixture
def trustee(trust):
    return MembershipFactory(organisation=trust, viewer=True).user


def page(made, name="profile"):
    return reverse(f"insight:{name}", args=[made.reference])


def document(made, kind):
    return reverse("insight:document", args=[made.reference, kind.value])


def see(client, who, address, status=200):
    client.force_login(who)
    answer = client.get(address)
    assert answer.status_code == status, (who, address)
    return b"".join(answer.streaming_content) if answer.streaming else answer.content.decode()


def test_those_who_read_the_return_read_its_profile_and_take_its_documents(client, made, cast):
    for who in INSIDERS:
        assert "Profile of" in see(client, getattr(cast, who), page(made))
        for kind in Kind:
            assert see(client, getattr(cast, who), document(made, kind))
    for who in OUTSIDERS:
        for address in [page(made), *(document(made, kind) for kind in Kind)]:
            see(client, getattr(cast, who), address, 404)


def test_nobody_sees_a_profile_of_what_was_not_submitted(client, db):
    draft = ReturnFactory()
    cast = Cast(draft)
    for status in ("draft", "awaiting_sign_off"):
        in_status(status, draft, cast)
        for who in INSIDERS:
            see(client, getattr(cast, who), page(draft), 404)
            see(client, getattr(cast, who), document(draft, Kind.RETURN_PDF), 404)


def test_a_withdrawn_draft_has_none(client, db):
    draft = ReturnFactory()
    cast = Cast(draft)
    return_services.withdraw(audit_return=draft, reason="Closed", actor=cast.unit)
    see(client, cast.lead, page(draft), 404)


def test_documents_that_do_not_exist_are_not_found(client, made, cast):
    for name in ("return.exe", "..", "RETURN.PDF"):
        see(client, cast.lead, reverse("insight:document", args=[made.reference, name]), 404)


def test_signed_out_people_are_sent_to_sign_in(client, made):
    for address in (page(made), document(made, Kind.PROFILE_PDF), reverse("insight:trust")):
        assert "/login/" in client.get(address)["Location"]


def test_a_download_is_a_private_file_with_a_sensible_name(client, made, cast):
    client.force_login(cast.lead)
    answer = client.get(document(made, Kind.PROFILE_PDF))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith('attachment; filename="school-')
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_what_the_business_unit_takes_away_is_on_the_trail(client, made, cast):
    see(client, cast.lead, document(made, Kind.RETURN_PDF))
    assert not AuditTrail.objects.filter(action="return.downloaded").exists()
    see(client, cast.unit, document(made, Kind.RETURN_PDF))
    client.head(document(made, Kind.RETURN_PDF))
    entry = AuditTrail.objects.get(action="return.downloaded")
    assert (entry.actor, entry.target_id, entry.data) == (cast.unit, str(made.pk), {"document": "return.pdf"})


def test_the_page_says_the_result_first_and_draws_it_with_words(client, made, cast):
    html = see(client, cast.lead, page(made))
    result = "has 3 of 5 rated questions in place, and does not yet fully meet 1 of the 3 legal duties"
    assert html.index(result) < html.index('<svg class="portal-bar"')
    assert "Safeguarding duties (self-assessed): not met." in html
    assert "2 In place, 1 Partly in place, 1 Not in place" in html
    assert 'role="img"' in html
    assert '<desc id="bar-governance-desc">2 In place, 1 Partly in place, 1 Not in place.</desc>' in html
    assert "at least 5 other primary schools" in html
    assert "style=" not in html.partition("<main")[2].partition("</main>")[0]


def test_markers_show_last_time_and_similar_settings(client, exercise, made, cast):
    for _ in range(6):
        submit(exercise)
    before = submit(type(exercise).objects.create(
        title="Before", edition=exercise.edition, opens_at=exercise.opens_at, deadline=exercise.deadline
    ), MIXED | {"a1": RED}, made.organisation)  # fmt: skip
    type(made).objects.filter(pk=made.pk).update(previous=before)
    html = see(client, cast.lead, page(made))
    assert html.count("portal-bar__last") == 2 + 1  # two sections and the key
    assert html.count("portal-bar__peers") == 2 + 1
    assert html.count("portal-bar__case") == 4
    assert "Last time 25%; similar settings 95% or more." in html


def test_what_was_typed_is_escaped(client, exercise):
    evil = "<script>alert(1)</script>{{ 7|add:7 }}"
    more = {"a2": {"action_what": evil, "action_who": evil}}
    made = submit(exercise, MIXED, OrganisationFactory(name=evil), more=more)
    html = see(client, Cast(made).lead, page(made))
    assert "<script>alert(1)" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}") >= 3


def test_queries_do_not_grow_with_the_round(client, exercise, made, cast):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            see(client, cast.lead, page(made))
        return len(captured)

    queries()
    before = queries()
    for _ in range(12):
        submit(exercise)
    assert queries() == before <= 25


def test_the_receipt_and_the_whole_return_lead_to_the_profile(client, made, cast):
    for name in ("receipt", "read"):
        assert page(made) in see(client, cast.lead, reverse(f"returns:{name}", args=[made.reference]))
    draft = ReturnFactory(organisation=made.organisation)
    assert "/profile/" not in see(client, cast.lead, reverse("returns:read", args=[draft.reference]))


# --- The trust ---------------------------------------------------------------------------------------------------


def test_the_trust_reads_a_profile_when_the_lead_allows_it_and_no_longer_when_not(client, made, cast, trustee):
    see(client, trustee, page(made), 404)
    client.force_login(cast.lead)
    for _ in range(2):
        client.post(page(made, "share"), {"share": "yes"})
    html = see(client, trustee, page(made))
    assert "Profile of" in html
    assert "Evidence for a1" not in html
    assert "/documents/" not in html
    assert page(made, "share") not in html
    for kind in Kind:
        see(client, trustee, document(made, kind), 404)
    see(client, trustee, reverse("returns:read", args=[made.reference]), 404)
    client.force_login(cast.lead)
    for _ in range(2):
        client.post(page(made, "share"), {"share": "no"})
    see(client, trustee, page(made), 404)
    actions = list(AuditTrail.objects.filter(target_id=str(made.pk)).values_list("action", flat=True))
    assert actions == ["return.profile_shared", "return.profile_unshared"]


@pytest.mark.parametrize("who", ["colleague", "head", "chair", "viewer", "unit", "stranger", "superuser"])
def test_only_the_lead_decides(client, made, cast, who):
    person = getattr(cast, who)
    with pytest.raises(PermissionDenied):
        services.share_profile(audit_return=made, actor=person)
    with pytest.raises(PermissionDenied):
        services.stop_sharing_profile(audit_return=made, actor=person)
    client.force_login(person)
    assert client.post(page(made, "share"), {"share": "yes"}).status_code == (404 if who in OUTSIDERS else 403)
    made.refresh_from_db()
    assert made.profile_shared_at is None


def test_a_school_without_a_trust_is_not_asked(client, exercise):
    made = submit(exercise)
    cast = Cast(made)
    assert "Let our trust" not in see(client, cast.lead, page(made))
    assert client.post(page(made, "share"), {"share": "yes"}).status_code == 404


def test_another_trust_sees_nothing(client, made, cast):
    services.share_profile(audit_return=made, actor=cast.lead)
    other = MembershipFactory(organisation=OrganisationFactory(is_trust=True), viewer=True).user
    see(client, other, page(made), 404)
    see(client, other, reverse("insight:trust"), 404)


def test_the_trusts_list_says_which_profiles_are_shared(client, exercise, made, cast, trustee, trust):
    hidden = submit(exercise, organisation=OrganisationFactory(academy=True, trust=trust))
    services.share_profile(audit_return=made, actor=cast.lead)
    html = see(client, trustee, reverse("returns:list"))
    assert page(made) in html
    assert page(hidden) not in html
    assert "Not shared" in html
    assert reverse("insight:trust") in html


def test_the_grid_shows_shared_schools_only_and_says_how_many(client, exercise, made, cast, trustee, trust):
    services.share_profile(audit_return=made, actor=cast.lead)
    hidden = submit(exercise, organisation=OrganisationFactory(academy=True, trust=trust))
    ReturnFactory(exercise=exercise, organisation=OrganisationFactory(academy=True, trust=trust))
    html = see(client, trustee, reverse("insight:trust"))
    assert "<strong>1 of 3</strong> schools shares a profile with you; 2 have submitted." in html
    assert made.organisation.name in html
    assert hidden.organisation.name not in html
    assert "3 of 5" in html
    assert "Half or more: " in html


def test_the_grid_sorts_and_filters(client, exercise, trustee, trust):
    weak = dict.fromkeys(KEYS, RED)
    schools = {
        "Alder": submit(exercise, organisation=OrganisationFactory(name="Alder", academy=True, trust=trust)),
        "Birch": submit(
            exercise, weak, OrganisationFactory(name="Birch", academy=True, trust=trust, phase=Phase.SECONDARY)
        ),
    }
    for school in schools.values():
        services.share_profile(audit_return=school, actor=MembershipFactory(organisation=school.organisation).user)

    def order(query=""):
        html = see(client, trustee, reverse("insight:trust") + query)
        return sorted((name for name in schools if f">{name}</a>" in html), key=html.index)

    assert order() == ["Alder", "Birch"]
    assert order("?sort=total") == order("?sort=governance") == ["Birch", "Alder"]
    assert order("?phase=secondary") == ["Birch"]
    assert order("?phase=nonsense&sort=nonsense&round=nonsense") == ["Alder", "Birch"]
