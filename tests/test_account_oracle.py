"""No form tells whether an address has an account: not by its answer, not by its time (bars S10)."""

import itertools
import re
import statistics
import time

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from audit_forms.organisations.models import Organisation
from audit_forms.organisations.tests.factories import MembershipFactory
from portal.accounts.models import FailedSignIn
from portal.accounts.tests.factories import UserFactory
from publications.models import SignUp
from publications.tests.factories import SubscriberFactory
from tests.support.effort import trials

pytestmark = [pytest.mark.django_db, pytest.mark.crash]

TRIES = trials(100, 200)
LONGEST_DIFFERENCE = 0.025
REAL_HASHERS = ["portal.accounts.hashers.PortalArgon2PasswordHasher"]
CHANGING = re.compile(r'value="\w{64}"|Reference: <strong[^>]*>\w+|data-session-seconds="\d+"')

numbers = itertools.count()


@pytest.fixture(autouse=True)
def _as_in_production():
    """The real hashing; none of the limits by which allauth would end the test after a few tries."""
    cache.clear()
    with override_settings(PASSWORD_HASHERS=REAL_HASHERS, ACCOUNT_RATE_LIMITS=False):
        yield


def known_address():
    return UserFactory(email=f"person-{next(numbers):04d}@people.example").email


def unknown_address():
    return f"person-{next(numbers):04d}@people.example"


def compare(post, tries=TRIES, known=known_address):
    """Post known and unknown addresses in turn; both get the same answer, after the same time."""
    seconds = {known: [], unknown_address: []}
    answers = set()
    for make in [known, unknown_address] * tries:
        address = make()
        FailedSignIn.objects.all().delete()  # the portal's own limit would end the test after forty tries
        started = time.perf_counter()
        answer = post(address)
        seconds[make].append(time.perf_counter() - started)
        answers.add(
            (answer.status_code, answer.headers.get("Location"), CHANGING.sub("", answer.text).replace(address, ""))
        )
    assert len(answers) == 1
    of_known, of_unknown = (statistics.median(times) * 1000 for times in seconds.values())
    print(f"known {of_known:.1f} ms, unknown {of_unknown:.1f} ms, difference {of_known - of_unknown:+.1f} ms")
    assert abs(of_known - of_unknown) / 1000 < LONGEST_DIFFERENCE


def test_sign_in_takes_and_says_the_same(client):
    compare(lambda address: client.post("/accounts/login/", {"login": address, "password": "not this one"}))


def test_forgotten_password_takes_and_says_the_same(client):
    compare(lambda address: client.post("/accounts/password/reset/", {"email": address}))


def test_invitation_takes_and_says_the_same():
    lead = MembershipFactory()
    window = Client()
    window.force_login(lead.user)
    page = f"/organisations/{lead.organisation.pk}/people/"
    assert Organisation.objects.get() == lead.organisation

    def invite(address):
        window.cookies.pop("messages", None)
        return window.post(page, {"email": address, "name": "Somebody", "role": "contributor"})

    compare(invite)


def test_asking_for_mail_takes_and_says_the_same(client):
    def post(address):
        SignUp.objects.all().delete()  # the limit for one network would end the test after forty requests
        return client.post("/subscribe/", {"email": address, "wanted": ["newsletter"]})

    compare(post, known=lambda: SubscriberFactory().email)
