"""The small world in which the matrix is walked: two schools, a trust, an agency, and somebody in every role."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Site

from audit_forms.improvement.enums import ActionSource, ActionStatus, SourceKind
from audit_forms.improvement.models import Action, Recommendation
from audit_forms.organisations.enums import Capacity, Duty, Establishment, MembershipRole, OrganisationKind, Phase
from audit_forms.organisations.models import Membership, Organisation, RegisterImport
from audit_forms.questionnaires.enums import EditionStatus
from audit_forms.questionnaires.models import (
    Edition,
    Question,
    Questionnaire,
    RatingLevel,
    RatingScale,
    Section,
    SignOffStep,
)
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Answer, Return
from audit_forms.self_assessments.models import Round
from portal.accounts.enums import Role
from portal.accounts.models import User

# role of the matrix -> (organisation, part in it, capacity)
MEMBERS = {
    "lead_a": ("school_a", MembershipRole.LEAD, ""),
    "contributor_a": ("school_a", MembershipRole.CONTRIBUTOR, ""),
    "viewer_a": ("school_a", MembershipRole.VIEWER, ""),
    "head_a": ("school_a", MembershipRole.SIGNATORY, Capacity.HEAD),
    "chair_a": ("school_a", MembershipRole.SIGNATORY, Capacity.CHAIR),
    "former_a": ("school_a", MembershipRole.LEAD, ""),
    "disabled_a": ("school_a", MembershipRole.LEAD, ""),
    "lead_b": ("school_b", MembershipRole.LEAD, ""),
    "trust": ("trust", MembershipRole.VIEWER, ""),
    "agency_lead": ("agency", MembershipRole.LEAD, ""),
    "agency_auditor": ("agency", MembershipRole.AUDITOR, ""),
    "agency_board": ("agency", MembershipRole.SIGNATORY, Capacity.BOARD),
}
STAFF = {
    "business_unit": Role.BUSINESS_UNIT,
    "group": Role.QUALITY_AND_IMPACT_GROUP,
    "executive": Role.EXECUTIVE,
    "editor": Role.EDITORS,
    "moderator": Role.MODERATORS,
}


def canary(thing: str) -> str:
    """A text that occurs nowhere else and says whose it is."""
    return f"CANARY-{thing}-7f3a"


def readable_canaries(role: str) -> str:
    """A pattern of the canaries that role may be shown anywhere."""
    if role == "business_unit":
        return ".*"
    if role == "admin":  # keeps the registers of organisations and people, sees no answers
        return "(trust|school-.|agency|person-.*)"
    if role == "trust":  # sees how far its schools are, not what they answer
        return "(trust|school-a|person-trust)"
    if role.endswith("_a") and role not in ("former_a", "disabled_a"):
        return "(trust|school-a|(draft|awaiting|submitted|action|waiting|recommendation)-a|person-.*-a)"
    if role == "lead_b":
        return "(school-b|draft-b|person-lead-b)"
    if role.startswith("agency"):
        return "(agency|person-agency.*)"
    return f"person-{role.replace('_', '-')}"


def person(role: str) -> User:
    """The person who plays that role of the matrix."""
    name = role.replace("_", "-")
    return User.objects.create_user(f"{name}@demo.example", "portal-demo", name=canary(f"person-{name}"))


def organisations() -> dict[str, Organisation]:
    """Two schools (the first in a trust), the trust and an agency."""
    school = {"kind": OrganisationKind.SCHOOL, "phase": Phase.PRIMARY, "duty": Duty.S157}
    trust = Organisation.objects.create(kind=OrganisationKind.TRUST, name=canary("trust"), duty=Duty.NONE)
    return {
        "trust": trust,
        "school_a": Organisation.objects.create(
            **school, name=canary("school-a"), urn=990901, trust=trust, establishment=Establishment.ACADEMY
        ),
        "school_b": Organisation.objects.create(
            **school, name=canary("school-b"), urn=990902, establishment=Establishment.INDEPENDENT
        ),
        "agency": Organisation.objects.create(kind=OrganisationKind.AGENCY, name=canary("agency"), duty=Duty.S11),
    }


def edition(key: str) -> Edition:
    """A draft edition with one rated question and two signatories."""
    scale, _ = RatingScale.objects.get_or_create(key="matrix", defaults={"title": "Matrix"})
    RatingLevel.objects.get_or_create(
        scale=scale, key="green", defaults={"position": 1, "label": "In place", "tone": "green", "meaning": "Yes."}
    )
    questionnaire, _ = Questionnaire.objects.get_or_create(key="matrix", defaults={"kind": "s175", "title": "Matrix"})
    made = Edition.objects.create(
        questionnaire=questionnaire,
        key=key,
        title=key,
        guidance="Guidance",
        in_force_from=date(2026, 9, 1),
        lead_statement="I have checked this.",
        rating_scale=scale,
    )
    section = Section.objects.create(edition=made, position=1, key="governance", letter="B", title="Governance")
    Question.objects.create(
        section=section, position=1, key="board-lead", number="B1", text="Who leads?", duty="should"
    )
    for position, capacity in enumerate((Capacity.HEAD, Capacity.CHAIR), start=1):
        SignOffStep.objects.create(edition=made, position=position, capacity=capacity, statement="I confirm.")
    return made


def open_round(title: str, of: Edition) -> Round:
    """A round that is open, with a deadline in the future."""
    now = timezone.now()
    return Round.objects.create(
        title=title, edition=of, year="2026-27", opens_at=now, opened_at=now, deadline=now + timedelta(days=60)
    )


def answered_return(exercise: Round, organisation: Organisation, status: str, thing: str) -> Return:
    """A return whose one answer carries its own canary."""
    made = Return.objects.create(
        exercise=exercise,
        organisation=organisation,
        status=status,
        facts=organisation.facts,
        started_at=timezone.now(),
        submitted_at=timezone.now() if status == ReturnStatus.SUBMITTED else None,
        attempt=0 if status == ReturnStatus.DRAFT else 1,
        questions_total=1,
        questions_complete=1,
    )
    question = Question.objects.get(section__edition=exercise.edition)
    Answer.objects.create(
        audit_return=made, question=question, level=exercise.edition.rating_scale.levels.get(), text=canary(thing)
    )
    return made


def actions_of(organisation: Organisation) -> dict[str, Any]:
    """An open action, one that waits to be closed, and a recommendation, each with its own canary."""
    common = {"organisation": organisation, "source": ActionSource.OWN, "due_on": date(2027, 6, 1)}
    made = Recommendation.objects.create(
        text=canary("recommendation-a"),
        finding=canary("recommendation-a"),
        measure="Sample",
        due_on=date(2027, 6, 1),
        source_kind=SourceKind.REVIEW,
    )
    made.organisations.add(organisation)
    waiting = {"status": ActionStatus.EVIDENCE_GIVEN, "asked_to_close_at": timezone.now()}
    return {
        "action_a": Action.objects.create(what=canary("action-a"), who=canary("action-a"), **common),
        "waiting_a": Action.objects.create(what=canary("waiting-a"), who="DSL", **common, **waiting),
        "recommendation_a": made,
    }


def build_world() -> SimpleNamespace:
    """Everything the matrix's addresses name in braces, and `people` by role."""
    world = SimpleNamespace(**organisations())
    world.people = {role: person(role) for role in [*MEMBERS, *STAFF]}
    for role, (organisation, part, capacity) in MEMBERS.items():
        world.people[role].memberships.create(
            organisation=getattr(world, organisation),
            role=part,
            capacity=capacity,
            ended_at=timezone.now() if role == "former_a" else None,
        )
    for role, group in STAFF.items():
        world.people[role].groups.add(Group.objects.get(name=group))
    User.objects.filter(pk=world.people["disabled_a"].pk).update(is_active=False)
    world.people["admin"] = User.objects.create_superuser("admin@demo.example", "portal-demo", name="admin")

    world.draft_edition, world.edition = edition("draft"), edition("current")
    world.section = world.draft_edition.sections.get()
    Edition.objects.filter(pk=world.edition.pk).update(status=EditionStatus.PUBLISHED, published_at=timezone.now())
    world.round, second, third = (open_round(f"Round {number}", world.edition) for number in (1, 2, 3))
    world.draft_a = answered_return(world.round, world.school_a, ReturnStatus.DRAFT, "draft-a")
    world.awaiting_a = answered_return(second, world.school_a, ReturnStatus.AWAITING_SIGN_OFF, "awaiting-a")
    world.submitted_a = answered_return(third, world.school_a, ReturnStatus.SUBMITTED, "submitted-a")
    world.draft_b = answered_return(world.round, world.school_b, ReturnStatus.DRAFT, "draft-b")
    vars(world).update(actions_of(world.school_a))
    world.register_import = RegisterImport.objects.create(file_name="register.csv", file_digest="0", portal_digest="0")
    world.membership_a = Membership.objects.get(user=world.people["contributor_a"])
    world.site, world.home = Site.objects.get(is_default_site=True), Page.objects.get(depth=2)
    return world


def sign_in(client: Client, world: SimpleNamespace, role: str) -> None:
    """Give the client that role's session; "anonymous" stays without."""
    if role in world.people:
        client.force_login(world.people[role])
