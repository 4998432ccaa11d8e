"""The small world in which the matrix is walked: two schools, a trust, an agency, and somebody in every role."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Site

from audit_forms.improvement.enums import ActionSource, ActionStatus, SourceKind
from audit_forms.improvement.models import Action, Recommendation
from audit_forms.insight.pack.services import make_packs, request_pack
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
from audit_forms.returns.enums import EvidenceKind, FileState, ReturnStatus
from audit_forms.returns.files import storage
from audit_forms.returns.models import (
    Answer,
    Comment,
    Evidence,
    EvidenceUse,
    Return,
    SigningLink,
    Submission,
    UploadedWorkbook,
)
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.services import request_export
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.services import hash_token
from publications.models import SignUp, Subscriber
from tests.authz.agency_audits import add_agency_audits
from tests.authz.alarm import alerts_of
from tests.authz.audits import add_audits
from tests.authz.cases import add_cases
from tests.authz.dives import add_dives
from tests.authz.free_texts import add_free_texts
from tests.authz.letters import add_letters
from tests.authz.meetings import add_meetings
from tests.authz.newsletters import add_newsletter
from tests.authz.public import add_public
from tests.authz.reports import add_reports

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
    "unit_officer": Role.BUSINESS_UNIT,
    "unit_author": Role.BUSINESS_UNIT,
    "group": Role.QUALITY_AND_IMPACT_GROUP,
    "executive": Role.EXECUTIVE,
    "editor": Role.EDITORS,
    "moderator": Role.MODERATORS,
}
# Hold no role and belong to no organisation; what they may do follows from what they are named for.
NAMED = ("audit_chair",)


def canary(thing: str) -> str:
    """A text that occurs nowhere else and says whose it is."""
    return f"CANARY-{thing}-7f3a"


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


def add_shared_work(world: SimpleNamespace) -> None:
    """A link that was sent to a head without an account, and a comment on each return of school A."""
    world.link_token = "a-link-that-was-sent-to-somebody"
    SigningLink.objects.create(
        audit_return=world.awaiting_a,
        attempt=1,
        capacity=Capacity.HEAD,
        name=canary("signatory-a"),
        email="signatory@demo.example",
        token_digest=hash_token(world.link_token),
        created_by=world.people["lead_a"],
        sent_at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=14),
    )
    question = Question.objects.get(section__edition=world.edition)
    for each in (world.draft_a, world.awaiting_a, world.submitted_a):
        note = Comment.objects.create(
            audit_return=each, question=question, text=canary("comment-a"), author=world.people["lead_a"]
        )
        setattr(world, f"comment_{each.status}", note)


def evidence_file(thing: str, actor: User, *returns: Return) -> Evidence:
    """A clean file given in those returns, with a canary in its title and another in its bytes."""
    stored_name, digest = storage.keep(ContentFile(canary(f"file-{thing}").encode()))
    made = Evidence.objects.create(
        organisation=returns[0].organisation,
        kind=EvidenceKind.FILE,
        title=canary(f"evidence-{thing}"),
        file_name="minutes.txt",
        content_type="text/plain",
        stored_name=stored_name,
        digest=digest,
        state=FileState.CLEAN,
        added_by=actor,
    )
    for each in returns:
        question = Question.objects.get(section__edition=each.edition)
        EvidenceUse.objects.create(evidence=made, audit_return=each, question=question, added_by=actor)
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
    add_people(world)
    add_returns(world)
    add_shared_work(world)
    add_letters(world, canary("letter-a"), canary("unsent-letter"))
    add_audits(world, canary("plan"))
    add_agency_audits(world, canary("agency-audit"))
    add_meetings(world, canary("meeting"))
    world.evidence_a = evidence_file("a", world.people["lead_a"], world.draft_a, world.submitted_a)
    world.evidence_b = evidence_file("b", world.people["lead_b"], world.draft_b)
    vars(world).update(actions_of(world.school_a))
    vars(world).update(alerts_of(world.school_a, world.people, canary("alert-a")))
    add_cases(world, canary("identity"))
    add_reports(world, canary("report-draft"), canary("report-public"), canary("feedback"))
    add_newsletter(world)
    add_dives(world, canary("review"))
    world.subscriber = Subscriber.objects.create(email="reader@demo.example")
    world.sign_up = SignUp.objects.create(email="asker@demo.example")
    world.register_import = RegisterImport.objects.create(file_name="register.csv", file_digest="0", portal_digest="0")
    world.membership_a = Membership.objects.get(user=world.people["contributor_a"])
    add_public(world)
    world.site, world.home = Site.objects.get(is_default_site=True), Page.objects.get(depth=2)
    return world


def add_people(world: SimpleNamespace) -> None:
    """Somebody in every role, by role."""
    world.people = {role: person(role) for role in [*MEMBERS, *STAFF, *NAMED]}
    for role, (organisation, part, capacity) in MEMBERS.items():
        world.people[role].memberships.create(
            organisation=getattr(world, organisation),
            role=part,
            capacity=capacity,
            ended_at=timezone.now() if role == "former_a" else None,
        )
    world.people["unit_author"].memberships.create(
        organisation=world.school_a, role=MembershipRole.CONTRIBUTOR, ended_at=timezone.now()
    )
    for role, group in STAFF.items():
        world.people[role].groups.add(Group.objects.get(name=group))
    User.objects.filter(pk=world.people["disabled_a"].pk).update(is_active=False)
    world.people["admin"] = User.objects.create_superuser("admin@demo.example", "portal-demo", name="admin")


def add_returns(world: SimpleNamespace) -> None:
    """Two editions, and a return in every state that matters."""
    world.draft_edition, world.edition = edition("draft"), edition("current")
    world.section = world.draft_edition.sections.get()
    Edition.objects.filter(pk=world.edition.pk).update(status=EditionStatus.PUBLISHED, published_at=timezone.now())
    world.round, second, third, fourth = (open_round(f"Round {number}", world.edition) for number in (1, 2, 3, 4))
    world.draft_a = answered_return(world.round, world.school_a, ReturnStatus.DRAFT, "draft-a")
    world.awaiting_a = answered_return(second, world.school_a, ReturnStatus.AWAITING_SIGN_OFF, "awaiting-a")
    world.submitted_a = answered_return(third, world.school_a, ReturnStatus.SUBMITTED, "submitted-a")
    world.shared_a = answered_return(fourth, world.school_a, ReturnStatus.SUBMITTED, "shared-a")
    for sent in (world.submitted_a, world.shared_a):
        answers = {"board-lead": {"level": "green", "text": sent.answers.get().text}}
        Submission.objects.create(audit_return=sent, attempt=1, submitted_at=sent.submitted_at, answers=answers)
    Return.objects.filter(pk=world.shared_a.pk).update(profile_shared_at=timezone.now())
    world.draft_b = answered_return(world.round, world.school_b, ReturnStatus.DRAFT, "draft-b")
    world.workbook_a = UploadedWorkbook.objects.create(
        audit_return=world.draft_a, uploaded_by=world.people["lead_a"], posted={}, cells={}
    )
    add_free_texts(world, canary("passage"), canary("theme"))
    world.export = request_export(exercise=world.round, query="", key=uuid4(), actor=world.people["unit_officer"])
    world.pack = request_pack(years=[world.round.year], key=uuid4(), actor=world.people["unit_officer"])
    make_packs()


def sign_in(client: Client, world: SimpleNamespace, role: str) -> None:
    """Give the client that role's session; "anonymous" stays without."""
    if role in world.people:
        client.force_login(world.people[role])
