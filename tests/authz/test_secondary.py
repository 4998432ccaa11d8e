"""Each second view of a thing asks whose the thing is: somebody else's answers as one that is not there (bars S4)."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return, Submission
from tests.authz import matrix, secondary
from tests.authz.opened import text_of
from tests.authz.world import answered_return, build_world, canary, open_round, sign_in

STRANGERS = [
    "anonymous",
    "lead_a",
    "former_a",
    "lead_b",
    "trust",
    "agency_lead",
    "group",
    "executive",
    "editor",
    "admin",
]
OUTSIDE_ADMIN = {"anonymous", "lead_b"}
HIDES = {"not_found", "login"}
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|portal-reference">[0-9a-f]{8}<')
HTML = "text/html"
OK = 200


@pytest.fixture
def world(db, settings):
    """Everybody and everything of the matrix."""
    settings.ALLOWED_HOSTS = ["testserver"]
    return build_world()


def answer(client: Client, path: str) -> tuple[int, str, str]:
    """What somebody is told there, without what says only where they asked."""
    response = client.get(path)
    told = [CHANGING.sub("", text_of(response)), response.headers.get("Location", "")]
    asked = sorted({path, path.replace("/", "%2F"), path.partition("?")[0]}, key=len, reverse=True)
    for words in asked:
        told = [each.replace(words, "ADDRESS") for each in told]
    return response.status_code, *told


def refused(role: str) -> list[matrix.Case]:
    """The cases in which that role must not learn that there is anything; Wagtail's own, of those outside its admin."""
    return [
        case
        for case in matrix.cases()
        if secondary.kind_of(case.route)
        and (secondary.is_own(case.route) or role in OUTSIDE_ADMIN)
        and not case.allows(role, "GET")
        and (not secondary.is_own(case.route) or case.refusals(role) <= HIDES)
    ]


def test_every_second_view_is_named():
    """The list comes from the URLconf: a new export that nobody has named fails here, and so does a name left over."""
    assert {kind: sorted(routes) for kind, routes in secondary.named()["views"].items()} == secondary.generated()


def test_every_other_route_with_an_object_is_the_thing_itself():
    left = {
        route
        for route in matrix.routes()
        if secondary.is_own(route) and secondary.names_an_object(route) and not secondary.kind_of(route)
    }
    assert sorted(left) == sorted(secondary.named()["the_thing"])


def test_every_second_view_of_an_object_is_asked_for_by_a_stranger():
    """Each has in the matrix an address that somebody reads and a school with nothing to do with it does not."""
    own = [case for case in matrix.cases() if secondary.is_own(case.route) and secondary.kind_of(case.route)]
    objects = {case.route for case in own if secondary.names_an_object(case.route)}
    read = {case.route for case in own if any(roles for roles in case.allow.values())}
    kept = {case.route for case in refused("lead_b")} | {case.route for case in refused("lead_a")}
    assert objects - read == set()
    assert objects - kept == set()


@pytest.mark.matrix
@pytest.mark.parametrize("role", STRANGERS)
def test_what_is_not_yours_answers_as_what_is_not_there(world, role):
    """By status, page and redirect; also when only the second object of the address is somebody else's."""
    client = Client(raise_request_exception=False)
    sign_in(client, world, role)
    told_apart, compared = [], 0
    for case in refused(role):
        path = "/" + case.at.format(**vars(world))
        seen = answer(client, path)
        for missing in secondary.missing_instead(case.at):
            compared += 1
            if answer(client, "/" + missing.format(**vars(world))) != seen:
                told_apart.append(f"{path} ({case.route}) is not told as /{missing}")
    assert told_apart == []
    assert compared > 20


@pytest.mark.matrix
@pytest.mark.parametrize("role", ["anonymous", "lead_a", "trust", "unit_officer"])
def test_what_is_no_page_is_a_second_view(world, role):
    """Whatever answers with a file or with anything but a page is on the list, however it is called."""
    client = Client(raise_request_exception=False)
    sign_in(client, world, role)
    unnamed = set()
    for case in matrix.cases():
        if not secondary.is_own(case.route) or not case.allows(role, "GET") or case.allows("anonymous", "GET"):
            continue
        response = client.get("/" + case.at.format(**vars(world)))
        text_of(response)  # to the end, which closes a file
        is_page = response.headers.get("Content-Type", HTML).startswith(HTML)
        if ("Content-Disposition" in response.headers or not is_page) and not secondary.kind_of(case.route):
            unnamed.add(case.route)
    assert unnamed == set()


@pytest.mark.matrix
def test_a_list_shows_only_its_readers_things(world):
    """Both leads get the same lists; each finds things of their own school there, and none of the other's."""
    wrong = []
    for role, own, other in (("lead_a", "-a-7f3a", "-b-7f3a"), ("lead_b", "-b-7f3a", "-a-7f3a")):
        client = Client()
        sign_in(client, world, role)
        for route in secondary.named()["lists"]:
            answer = client.get(f"/{route}", follow=True)
            body = text_of(answer)
            is_theirs = answer.status_code == OK and role == "lead_a" and route.endswith((".csv", "board/"))
            if other in body or (is_theirs and own not in body):
                wrong.append(f"{role}: {route}")
    assert wrong == []


def give_last_time(world) -> None:
    """Each school has a return of the year before, whose answer carries its own canary."""
    before = open_round("The year before", world.edition)
    for school, now in ((world.school_a, world.draft_a), (world.school_b, world.draft_b)):
        name = f"before-{school.name[-6]}"
        earlier = answered_return(before, school, ReturnStatus.SUBMITTED, name)
        answers = {"board-lead": {"level": "green", "text": canary(name)}}
        Submission.objects.create(audit_return=earlier, attempt=1, submitted_at=timezone.now(), answers=answers)
        mine = [now, world.submitted_a] if school == world.school_a else [now]
        Return.objects.filter(pk__in=[each.pk for each in mine]).update(previous=earlier)


@pytest.mark.matrix
def test_last_time_is_the_same_organisations_last_time(world):
    """The pages that show the return before are named, and show it to its own organisation and the Business Unit."""
    give_last_time(world)
    showing, leaked = set(), []
    for role in ("lead_a", "lead_b", "unit_officer", "trust", "agency_lead"):
        client = Client(raise_request_exception=False)
        sign_in(client, world, role)
        may_see = {"lead_a": {"a"}, "lead_b": {"b"}, "unit_officer": {"a", "b"}}.get(role, set())
        for case in matrix.cases():
            if not secondary.is_own(case.route) or not secondary.names_an_object(case.route):
                continue
            if secondary.missing_instead(case.at)[:1] == [] or "GET" not in case.allow:
                continue
            path = "/" + case.at.format(**vars(world))
            seen = set(re.findall(r"CANARY-before-([ab])-7f3a", text_of(client.get(path))))
            if seen:
                showing.add(case.route)
            about_b = {"b"} if "draft_b" in case.at else {"a"}
            if seen - (may_see & about_b):
                leaked.append(f"{role} {path}: {seen}")
    assert leaked == []
    assert sorted(showing) == sorted(secondary.named()["last_time"])
