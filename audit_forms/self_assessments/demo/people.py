"""Merrowdale's people: the demo accounts, and each school's lead, head and chair, who have no password."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from audit_forms.organisations.enums import Capacity, MembershipRole, OrganisationKind
from audit_forms.organisations.models import Membership, Organisation
from audit_forms.self_assessments.demo.chance import pick
from portal.accounts.enums import Role
from portal.accounts.models import User

SIGN_IN_WORD = "portal-demo"  # public on purpose; production refuses to start while a demo account exists
DOMAIN = "demo.example"
FIRST_NAMES = """
Amara Beatrix Callum Dev Elspeth Farid Greta Hamish Imogen Jonah Keziah Linus Marisol Nadia Oran Priya Quentin
Rosalind Samir Tamsin Ulrich Verity Winston Yusuf Zara Asha Bertram Celeste Dorian Esme
"""
LAST_NAMES = """
Abernorth Blackmere Chaudry-Vale Dunnabeck Everthorn Fairlough Greenhythe Hollowmere Ikande Jessamy Kirkallen
Lowmoor Mistry-Dale Netherwood Okonjo-Reed Pellow Quarmby Rushmere Silverdene Tolgarth Underbank Vasanthan
Wetherfold Yarrowby Zielinska-Moss
"""

MAIN_SCHOOL = "Thistlemarsh Primary School"
OTHER_SCHOOL = "Dunnamoss High School"
TRUST = "Five Becks Learning Trust"
POLICE = "Merrowdale Police"
HOSPITALS = "Merrowdale Hospitals NHS Trust"

LEAD, CONTRIBUTOR, SIGNATORY = MembershipRole.LEAD, MembershipRole.CONTRIBUTOR, MembershipRole.SIGNATORY
AUDITOR, VIEWER = MembershipRole.AUDITOR, MembershipRole.VIEWER


@dataclass(frozen=True)
class Account:
    """One demo account: what it is for, its portal-wide role or its part in an organisation."""

    key: str
    name: str
    purpose: str
    group: Role | None = None
    organisation: str = ""
    role: MembershipRole | None = None
    capacity: str = ""
    is_superuser: bool = False

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.key}@{DOMAIN}"


ACCOUNTS = (
    Account("dsl", "Tamsin Everthorn", "Safeguarding lead", organisation=MAIN_SCHOOL, role=LEAD),
    Account("colleague", "Dev Rushmere", "Colleague who helps", organisation=MAIN_SCHOOL, role=CONTRIBUTOR),
    Account("head", "Rosalind Pellow", "Head", organisation=MAIN_SCHOOL, role=SIGNATORY, capacity=Capacity.HEAD),
    Account("chair", "Winston Lowmoor", "Chair", organisation=MAIN_SCHOOL, role=SIGNATORY, capacity=Capacity.CHAIR),
    Account("dsl2", "Nadia Quarmby", "Safeguarding lead", organisation=OTHER_SCHOOL, role=LEAD),
    Account("trust", "Linus Hollowmere", "Sees how its schools stand", organisation=TRUST, role=VIEWER),
    Account("police-lead", "Greta Blackmere", "Agency lead", organisation=POLICE, role=LEAD),
    Account("police-auditor", "Jonah Kirkallen", "Case auditor", organisation=POLICE, role=AUDITOR),
    Account(
        "police-board", "Priya Fairlough", "Signs for the board",
        organisation=POLICE, role=SIGNATORY, capacity=Capacity.BOARD,
    ),
    Account("health-lead", "Samir Greenhythe", "Agency lead", organisation=HOSPITALS, role=LEAD),
    Account("health-auditor", "Elspeth Ikande", "Case auditor", organisation=HOSPITALS, role=AUDITOR),
    Account("unit", "Amara Silverdene", "Runs everything", group=Role.BUSINESS_UNIT),
    Account("unit2", "Oran Wetherfold", "Runs everything", group=Role.BUSINESS_UNIT),
    Account("group", "Keziah Tolgarth", "Chooses themes and methods", group=Role.QUALITY_AND_IMPACT_GROUP),
    Account("executive", "Bertram Underbank", "Approves themes", group=Role.EXECUTIVE),
    Account("audit-chair", "Celeste Yarrowby", "Chairs a case audit"),
    Account("editor", "Imogen Vasanthan", "Writes and publishes pages", group=Role.EDITORS),
    Account("admin", "Hamish Netherwood", "Looks after the system", is_superuser=True),
)  # fmt: skip


def invented_name(*words: object) -> str:
    """A first and last name that always follow from the same words."""
    return f"{pick(FIRST_NAMES.split(), *words, 'first')} {pick(LAST_NAMES.split(), *words, 'last')}"


def head_of(school: str) -> str:
    """The name of a school's head: the demo account's where there is one."""
    heads = {account.organisation: account.name for account in ACCOUNTS if account.capacity == Capacity.HEAD}
    return heads.get(school) or invented_name(school, "head")


def load_accounts() -> None:
    """Make the demo accounts with their groups and memberships; an account that is there keeps its password."""
    password = make_password(SIGN_IN_WORD)
    for account in ACCOUNTS:
        values = {"name": account.name, "is_superuser": account.is_superuser, "is_staff": account.is_superuser}
        user, _ = User.objects.get_or_create(email=account.email, defaults={**values, "password": password})
        if account.group:
            user.groups.add(Group.objects.get_or_create(name=account.group)[0])
        if account.role:
            join(user, Organisation.objects.get(name=account.organisation), account.role, account.capacity)


def load_school_staff() -> None:
    """Give each school and agency the people it lacks: a lead and its signatories, and an agency a contributor."""
    made = set(Membership.objects.values_list("organisation", "role", "capacity"))
    for organisation in Organisation.objects.exclude(kind=OrganisationKind.TRUST).filter(la_code="999"):
        for role, capacity in parts(organisation):
            if (organisation.pk, role, capacity) not in made:
                join(staff_member(organisation, capacity or role), organisation, role, capacity)


def parts(organisation: Organisation) -> list[tuple[str, str]]:
    """Who is needed to complete a return, and who helps."""
    if organisation.kind == OrganisationKind.AGENCY:
        return [(LEAD, ""), (CONTRIBUTOR, ""), (SIGNATORY, Capacity.BOARD)]
    return [(LEAD, ""), (SIGNATORY, Capacity.HEAD), (SIGNATORY, Capacity.CHAIR)]


def staff_member(organisation: Organisation, part: str) -> User:
    """The invented person who plays that part; the head is the one the register names."""
    name = organisation.head_name if part == Capacity.HEAD else invented_name(organisation.name, part)
    values = {"name": name, "password": make_password(None)}
    return User.objects.get_or_create(email=f"{part}-{organisation.pk}@{DOMAIN}", defaults=values)[0]


def join(user: User, organisation: Organisation, role: str, capacity: str) -> None:
    """Make the person a member; once."""
    Membership.objects.get_or_create(user=user, organisation=organisation, role=role, capacity=capacity)
