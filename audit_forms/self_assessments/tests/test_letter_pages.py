"""Pages of feedback letters: the Business Unit's list and letter, a conflict, the setting's page, its one answer."""

from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.self_assessments import services
from audit_forms.self_assessments.models import FeedbackLetter
from audit_forms.self_assessments.tests.factories import expect
from audit_forms.self_assessments.tests.letters import FOLLOW_UP, TEXTS, dive, letter_in, people_of
from portal.accounts.tests.factories import UserFactory
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db


@pytest.fixture
def deep_dive():
    """A reviewed return."""
    return dive()


@pytest.fixture
def people(deep_dive):
    """The people of its school, and a stranger."""
    return people_of(deep_dive.audit_return.organisation)


def own(name, letter, *further):
    return reverse(f"feedback:{name}", args=[letter.audit_return.reference, *further])


def unit_page(name, letter, *further):
    return reverse(f"self_assessments:{name}", args=[letter.pk, *further])


def test_letter_goes_from_the_list_to_the_school_by_two_people(client, unit, deep_dive, people):
    list_page = reverse("self_assessments:letters", args=[deep_dive.sample.exercise_id])
    draft_page = reverse("self_assessments:draft_letter", args=[deep_dive.pk])
    client.force_login(unit)
    assert draft_page in client.get(list_page).content.decode()
    client.post(draft_page)
    letter = FeedbackLetter.objects.get()
    assert "Choose the day" in client.get(letter.get_absolute_url()).content.decode()
    typed = TEXTS | {"version": 1, "follow_up_on": FOLLOW_UP.isoformat()}
    client.post(unit_page("write_letter", letter), typed)
    assert "Ask a colleague to approve it" in client.get(letter.get_absolute_url()).content.decode()
    client.post(unit_page("ask_for_approval", letter), {"version": 2})
    assert "Approve the letter" not in client.get(letter.get_absolute_url()).content.decode()
    client.force_login(UserFactory(unit=True))
    assert "Approve the letter" in client.get(letter.get_absolute_url()).content.decode()
    client.post(unit_page("approve_letter", letter), {"version": 3})
    client.post(unit_page("send_letter", letter))
    client.post(unit_page("send_letter", letter))
    letter.refresh_from_db()
    assert (letter.status, letter.follow_up_on) == ("sent", FOLLOW_UP)
    assert "The setting, to read it" in client.get(list_page).content.decode()


def test_what_two_people_typed_is_both_there(unit_client, unit, deep_dive):
    letter = letter_in("draft", deep_dive, writer=unit)
    typed = TEXTS | {"opening": "What I typed.", "version": 1, "follow_up_on": FOLLOW_UP.isoformat()}
    page = unit_client.post(unit_page("write_letter", letter), typed).content.decode()
    assert "What I typed." in page
    assert TEXTS["opening"] in page
    assert 'name="version" value="2"' in page
    unit_client.post(unit_page("write_letter", letter), typed | {"version": 2})
    letter.refresh_from_db()
    assert letter.opening == "What I typed."


def test_refusals_are_told_in_words(unit_client, unit, deep_dive):
    letter = letter_in("ready", deep_dive, writer=unit)
    page = unit_client.post(unit_page("send_letter_back", letter), {"reason": " "}).content.decode()
    assert "Say what should be changed." in page
    page = unit_client.post(unit_page("send_letter", letter), follow=True).content.decode()
    assert "is not possible now" in page
    assert unit_client.post(unit_page("approve_letter", letter), {"version": "9" * 30}).status_code == 403


def test_list_filters_sorts_and_does_not_grow_in_queries(unit_client, unit, exercise, django_assert_max_num_queries):
    for number in range(4):
        school = OrganisationFactory(name=f"School {number}")
        people_of(school)
        letter_in(("draft", "ready", "approved", "sent")[number], dive(exercise, school), writer=unit)
    dive(exercise, OrganisationFactory(name="School 4"))
    dive(exercise, OrganisationFactory(name="School 5"), finished=False)
    address = reverse("self_assessments:letters", args=[exercise.pk])
    with django_assert_max_num_queries(14):
        page = unit_client.get(address, {"sort": "-state"}).content.decode()
    assert page.index("School 3<") < page.index("School 4<")
    assert "Its reviewers" in page
    page = unit_client.get(address, {"state": "approved"}).content.decode()
    assert "School 2<" in page
    assert "School 1<" not in page
    assert "No letter matches" in unit_client.get(address, {"search": "zzz"}).content.decode()


def test_first_opening_is_noted_once_and_not_by_head_requests(client, deep_dive, people):
    letter = letter_in("sent", deep_dive)
    client.force_login(people.lead)
    client.head(own("letter", letter))
    assert FeedbackLetter.objects.get().read_at is None
    client.get(own("letter", letter))
    client.get(own("letter", letter))
    assert AuditTrail.objects.filter(action="letter.read").count() == 1


def test_answer_is_checked_then_sent_once(client, deep_dive, people):
    letter = letter_in("sent", deep_dive)
    client.force_login(people.head)
    typed = {"reply": "Thank you.", "share-0": "yes", "share-1": "no"}
    page = client.post(own("answer", letter), {"reply": "Thank you.", "step": "check"}).content.decode()
    assert "Choose yes or no" in page
    page = client.post(own("answer", letter), typed | {"step": "check"}).content.decode()
    assert "cannot be changed" in page
    assert FeedbackLetter.objects.get().status == "sent"
    for _ in range(5):
        client.post(own("answer", letter), typed | {"step": "send"})
    page = client.get(own("letter", letter)).content.decode()
    assert "Your answer" in page
    assert "May be shared" in page
    assert AuditTrail.objects.filter(action="letter.answer").count() == 1
    client.force_login(people.lead)
    page = client.post(own("answer", letter), typed | {"reply": "Mine.", "step": "send"}, follow=True).content.decode()
    assert "answered already" in page


@pytest.mark.parametrize("who", ["stranger", "contributor"])
def test_not_yours_is_not_there(client, deep_dive, people, who):
    letter = letter_in("sent", deep_dive)
    client.force_login(getattr(people, who))
    seen = client.get(own("letter", letter)).status_code
    assert seen == (404 if who == "stranger" else 200)
    assert client.get(own("document", letter, "letter.pdf")).status_code == seen
    assert client.post(own("answer", letter), {"reply": "Mine.", "step": "send"}).status_code == 404


def test_documents_are_tagged_titled_and_say_the_same(client, deep_dive, people):
    letter = letter_in("sent", deep_dive)
    client.force_login(people.lead)
    made = b"".join(client.get(own("document", letter, "letter.pdf")).streaming_content)
    assert made == b"".join(client.get(own("document", letter, "letter.pdf")).streaming_content)
    with pikepdf.open(BytesIO(made)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("en")
        assert pdf.open_metadata()["dc:title"] == "Feedback on your self-assessment"
    word = Document(BytesIO(b"".join(client.get(own("document", letter, "letter.docx")).streaming_content)))
    headings = [each.text for each in word.paragraphs if each.style.name.startswith("Heading 1")]
    assert headings == [
        "What is strong", "About single questions", "Next steps", "Good practice we ask to share", "What happens now"
    ]  # fmt: skip
    assert client.get(own("document", letter, "other.pdf")).status_code == 404


def test_home_pages_say_what_waits(client, unit, deep_dive, people):
    letter = letter_in("ready", deep_dive)
    client.force_login(unit)
    home = reverse("self_assessments:unit")
    assert "Waiting for approval" in client.get(home).content.decode()
    services.approve_letter(letter=letter, version=letter.version, actor=unit)
    services.send_letter(letter=letter, actor=unit)
    client.force_login(people.lead)
    assert own("letter", letter) in client.get(reverse("returns:list")).content.decode()
    assert own("letter", letter) in client.get(deep_dive.audit_return.get_absolute_url()).content.decode()
    services.answer_letter(letter=letter, reply="Thank you.", shared=[], actor=people.lead)
    client.force_login(unit)
    assert "has answered" in client.get(home).content.decode()
    client.post(unit_page("reply_read", letter))
    assert "has answered" not in client.get(home).content.decode()


def test_others_are_told_that_they_were_not_in_the_sample_once_all_letters_are_sent(client, deep_dive, people):
    exercise = deep_dive.sample.exercise
    other = OrganisationFactory()
    theirs = expect(exercise, other, status=ReturnStatus.SUBMITTED, attempt=1, submitted_at=timezone.now())
    client.force_login(people_of(other).lead)
    words = "was not among them this time"
    assert words not in client.get(theirs.get_absolute_url()).content.decode()
    letter = letter_in("approved", deep_dive)
    assert words not in client.get(theirs.get_absolute_url()).content.decode()
    services.send_letter(letter=letter, actor=letter.drafted_by)
    assert words in client.get(theirs.get_absolute_url()).content.decode()
    Return.objects.filter(pk=theirs.pk).update(submitted_at=None, status=ReturnStatus.DRAFT)
    assert words not in client.get(theirs.get_absolute_url()).content.decode()
    client.force_login(people.lead)
    assert words not in client.get(deep_dive.audit_return.get_absolute_url()).content.decode()
