"""States that the demo content does not have, written into a test server's copy of it.

`manage.py shell -c "from tests.browser import seed; seed.write()"` adds people with the demo password, each beside a
return in one state: `ready` (all answered), `signer` (waits for the head), `changes` (changes asked for), `late`
(the longest names and answers), `case` (writes a case audit), and an invitation, a register file to preview and a
school without people.
"""

from datetime import timedelta
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from audit_forms.case_audits.models import CaseAudit
from audit_forms.improvement.enums import (
    ActionSource,
    AlertAbout,
    AlertStatus,
    AlertUpdateKind,
    SourceKind,
    Told,
    UpdateKind,
)
from audit_forms.improvement.models import Action, ActionUpdate, Alert, AlertUpdate, Recommendation
from audit_forms.insight.models import InspectionPack
from audit_forms.insight.pack.services import make_packs, request_pack
from audit_forms.organisations.enums import (
    REASONS_TO_GO_ON,
    Capacity,
    Duty,
    Establishment,
    MembershipRole,
    OrganisationKind,
    RegisterStatus,
    Sector,
)
from audit_forms.organisations.models import Membership, Organisation
from audit_forms.organisations.register.services import preview_import
from audit_forms.organisations.tests.register_files import academy, csv_file, school
from audit_forms.questionnaires.models import Edition
from audit_forms.questionnaires.selection import rating_levels
from audit_forms.returns import parts
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.forms.section import Mark, raw_mark
from audit_forms.returns.models import Answer, Exercise, Return, SigningLink, UploadedWorkbook
from audit_forms.returns.services import save_answers
from audit_forms.self_assessments.demo.answers import Writer
from audit_forms.self_assessments.demo.people import DOMAIN, MAIN_SCHOOL, OTHER_SCHOOL, SIGN_IN_WORD
from audit_forms.self_assessments.models import FreeTextReading, Round, RoundExport
from audit_forms.self_assessments.services import request_export
from portal.accounts.models import Invitation, User
from portal.accounts.services import hash_token
from tests.browser import seed_cases, seed_meetings, seed_reports
from tests.browser.seed_audits import write_audits
from tests.browser.seed_readers import add_readers

INVITATION = "an-invitation-for-tests"
SIGNING_LINK = "a-signing-link-for-tests"
EXPORTS = {name: UUID(int=number) for number, name in enumerate(("ready", "half-way", "failed"), start=1)}
READING = UUID(int=4)
PACKS = {name: UUID(int=number) for number, name in enumerate(("ready", "stopped"), start=1)}
LONG_WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
LONG_NAME = f"The {LONG_WORD} Church of England (Voluntary Controlled) Federation of Infant, Junior and Nursery Schools"
LONG_TEXT = f"{'What we did and how we know that it helped. ' * 9}\n\n{LONG_WORD * 6}\n\n{'And then some more. ' * 9}"
LEAD, SIGNATORY = MembershipRole.LEAD, MembershipRole.SIGNATORY


def write() -> None:
    """Write all of it; once for each copy of the demo data."""
    returns = Return.objects.exclude(organisation__name__in=[MAIN_SCHOOL, OTHER_SCHOOL]).filter(
        exercise__deadline__gt=timezone.now(), exercise__edition__questionnaire__key="s175"
    )
    drafts = list(returns.filter(status=ReturnStatus.DRAFT).order_by("pk")[:4])
    waiting = returns.filter(status=ReturnStatus.AWAITING_SIGN_OFF, sign_offs=None).order_by("pk").first()
    asked = returns.filter(status=ReturnStatus.CHANGES_REQUESTED).order_by("pk").first()
    add_person("ready", drafts[0], LEAD)
    complete(drafts[0])
    add_person("long", drafts[1], LEAD, name=f"Dr {LONG_WORD} Featherstonehaugh-Cholmondeley")
    complete(drafts[1], LONG_TEXT)
    Organisation.objects.filter(pk=drafts[1].organisation_id).update(name=LONG_NAME)
    add_person("almost", drafts[2], LEAD)
    add_person("almost-head", drafts[2], SIGNATORY, Capacity.HEAD)
    complete(drafts[2], but="board-lead")
    Organisation.objects.filter(pk=drafts[2].organisation_id).update(name="The Almost Finished School")
    add_person("signer", waiting, SIGNATORY, Capacity.HEAD)
    add_person("changes", asked, LEAD)
    add_author(returns.filter(status=ReturnStatus.SUBMITTED).order_by("-pk").first())
    add_person("asked", drafts[3], LEAD)
    add_recommendation(drafts[3])
    add_long_action(drafts[1])
    add_long_alert(drafts[1])
    add_invitation()
    add_signing_link(waiting)
    add_registers()
    add_planned_round()
    add_exports()
    FreeTextReading.objects.update(key=READING)
    add_workbook()
    add_case_audit()
    add_readers()
    planned = list(CaseAudit.objects.values_list("pk", flat=True))
    write_audits(LONG_TEXT, LONG_WORD)
    seed_cases.write()
    seed_meetings.write()
    seed_reports.write(LONG_TEXT, LONG_WORD)
    # The year's four places stay as the demo has them.
    CaseAudit.objects.exclude(pk__in=planned).update(is_emergent=True)


def add_workbook() -> None:
    """A workbook that the main school's lead has brought back: one answer changed, one in conflict, one cell bad."""
    own = Return.objects.with_context().get(organisation__name=MAIN_SCHOOL, exercise__deadline__gt=timezone.now())
    rated = own.answers.filter(level__key="green").order_by("question__section__position", "question__position")[:2]
    posted = {}
    changed, conflicting = rated
    for answer, version in ((changed, changed.version), (conflicting, 0)):
        mark = raw_mark(answer.question, Mark(version, "as-it-was"))
        posted |= mark | {f"{answer.question.key}.text": "Typed offline: the minutes of the autumn meeting."}
    posted[f"{changed.question.key}.action_by"] = "some time soon"
    cells = dict.fromkeys(posted, "“B Governance”, cell C7")
    UploadedWorkbook.objects.create(
        audit_return=own, uploaded_by=User.objects.get(email=f"dsl@{DOMAIN}"), posted=posted, cells=cells
    )


def add_case_audit() -> None:
    """A case audit that no round asks for: events along a line, and a grade that asks about immediate risk."""
    agency = Organisation.objects.create(
        name="Merrowdale Family Support", kind=OrganisationKind.AGENCY, duty=Duty.S11, sector=Sector.VOLUNTARY
    )
    now = timezone.now()
    exercise = Exercise.objects.create(
        title="Case audit: neglect, autumn 2026",
        edition=Edition.objects.get(key="case-audit-2026"),
        opens_at=now - timedelta(days=3),
        deadline=now + timedelta(days=21),
    )
    audited = Return.objects.create(exercise=exercise, organisation=agency, facts=agency.facts)
    add_person("case", audited, LEAD)
    rows = (("2 March 2026", "A call about absence."), ("12 January 2026", LONG_TEXT), ("", "A call, no day."))
    events = {"key-events.version": "0"}
    for number, (day, event) in enumerate(rows):
        events |= {f"key-events.rows.{number}.date": day, f"key-events.rows.{number}.event": event}
        events[f"key-events.rows.{number}.ours"] = "A visit the next day."
    grade = {"voice-grade.version": "0", "voice-grade.level": "inadequate", "voice-grade.text": "Seen once."}
    for section, posted in (("key-events", events), ("voice", grade)):
        writer = User.objects.get(email=f"case@{DOMAIN}")
        save_answers(audit_return=audited, section=section, posted=posted, actor=writer)


def add_person(account: str, audit_return: Return, role: str, capacity: str = "", **fields: str) -> None:
    """A person who can sign in and acts for the organisation of that return."""
    facts = {"name": f"{account.title()} Person", **fields}
    person = User.objects.create(email=f"{account}@{DOMAIN}", password=make_password(SIGN_IN_WORD), **facts)
    Membership.objects.create(user=person, organisation=audit_return.organisation, role=role, capacity=capacity)


def add_author(audit_return: Return) -> None:
    """An officer of the Business Unit who once wrote for that return's organisation."""
    officer = User.objects.get(email=f"unit2@{DOMAIN}")
    common = {"organisation": audit_return.organisation, "role": MembershipRole.CONTRIBUTOR}
    Membership.objects.create(user=officer, ended_at=timezone.now(), **common)


def complete(audit_return: Return, text: str = "", but: str = "") -> None:
    """Answer every question but one, with this text in every box for text where one is given."""
    levels = rating_levels(audit_return.edition)
    writer = Writer(audit_return.organisation, "2026", timezone.localdate(), levels)
    audit_return.answers.all().delete()
    asked = [each for part in asked_sections(audit_return) for each in part.questions]
    rows = []
    for question in (each for each in asked if each.key != but):
        values = writer.answer(question)
        if text:
            values |= {part: text for part in (parts.TEXT, parts.REASON, parts.ACTION_WHAT) if values.get(part)}
        row = Answer(audit_return=audit_return, question=question)
        parts.put_parts(row, question, values, levels)
        rows.append(row)
    Answer.objects.bulk_create(rows)
    # Where the return follows on an earlier one, its people have looked at the action plan too.
    ActionUpdate.objects.bulk_create(
        ActionUpdate(action=action, kind=UpdateKind.STILL_RIGHT, audit_return=audit_return)
        for action in Action.objects.to_do().filter(organisation=audit_return.organisation)
    )
    audit_return.questions_complete = audit_return.questions_total - bool(but)
    audit_return.started_at = audit_return.started_at or timezone.now()
    audit_return.save(update_fields=["questions_complete", "started_at"])


def add_recommendation(audit_return: Return) -> None:
    """A recommendation that this return is asked about."""
    due = timezone.localdate() + timedelta(days=60)
    facts = {"finding": LONG_TEXT, "measure": "A sample of ten records.", "source_kind": SourceKind.REVIEW}
    made = Recommendation.objects.create(text="Write down what pupils say.", due_on=due, **facts)
    made.organisations.add(audit_return.organisation)


def add_long_action(audit_return: Return) -> None:
    """An action with the longest words."""
    Action.objects.create(
        organisation=audit_return.organisation,
        source=ActionSource.OWN,
        what=LONG_TEXT,
        who=LONG_WORD,
        due_on=timezone.localdate() - timedelta(days=3),
    )


def add_long_alert(audit_return: Return) -> None:
    """An alert with the longest words, that has climbed and waits to be closed."""
    lead = User.objects.get(email=f"long@{DOMAIN}")
    now = timezone.now()
    facts = {"known": LONG_TEXT, "told": [Told.POLICE, Told.FRONT_DOOR], "told_words": LONG_WORD}
    steps = {"acknowledged_by": lead, "acknowledged_at": now, "assured_by": lead, "assured_at": now}
    alert = Alert.objects.create(
        key=uuid4(),
        organisation=audit_return.organisation,
        audit_return=audit_return,
        about=AlertAbout.ADULT,
        status=AlertStatus.ASSURANCE_GIVEN,
        raised_by=User.objects.get(email=f"unit@{DOMAIN}"),
        acknowledge_by=now,
        assure_by=now,
        assurance=LONG_TEXT,
        **facts,
        **steps,
    )
    AlertUpdate.objects.create(alert=alert, kind=AlertUpdateKind.CLIMBED, note=f"{LONG_WORD}, {LONG_WORD}")


def add_invitation() -> None:
    """Somebody has been invited, and their link is known."""
    person = User.objects.create(email=f"invited@{DOMAIN}", name="Invited Person", is_active=False)
    until = timezone.now() + timedelta(days=3)
    Invitation.objects.create(user=person, token_hash=hash_token(INVITATION), expires_at=until)


def add_signing_link(waiting: Return) -> None:
    """The head is asked by a link that is known, beside the lead who sent it."""
    add_person("waiting-lead", waiting, LEAD)
    SigningLink.objects.create(
        audit_return=waiting,
        attempt=waiting.attempt,
        capacity=Capacity.HEAD,
        name=f"Dr {LONG_WORD} Head",
        email=f"head.by.link@{DOMAIN}",
        token_digest=hash_token(SIGNING_LINK),
        created_by=User.objects.get(email=f"waiting-lead@{DOMAIN}"),
        sent_at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=14),
    )


def add_registers() -> None:
    """A file that waits for confirmation, a school whose duty nobody has decided, and one that closed."""
    rows = [school(), academy(), school(urn="500009", name=LONG_NAME, number="2999")]
    officer = User.objects.get(email=f"unit@{DOMAIN}")
    preview_import(file=csv_file(*rows), file_name="register.csv", la_code="", actor=officer)
    common = {"kind": OrganisationKind.SCHOOL, "establishment": Establishment.OTHER}
    Organisation.objects.create(name="Undecided Institute", urn=999_901, duty=Duty.UNDECIDED, **common)
    closed = {"status": RegisterStatus.CLOSED, "closed_because": REASONS_TO_GO_ON[0], "duty": Duty.S175}
    Organisation.objects.create(name="Closed Primary School", urn=999_902, **common, **closed)


def add_planned_round() -> None:
    """A round that opens in a month."""
    latest = Round.objects.select_related("edition").first()
    opens = timezone.now() + timedelta(days=30)
    Round.objects.create(
        title="A round to come",
        edition=latest.edition,
        year="2027-28",
        opens_at=opens,
        deadline=opens + timedelta(days=90),
    )


def add_exports() -> None:
    """Workbooks of a round that an officer asked for: one ready, one half-way, one that failed."""
    officer, now = User.objects.get(email=f"unit@{DOMAIN}"), timezone.now()
    opened = Round.objects.filter(opened_at__isnull=False).order_by("-opened_at")
    round_ = opened.select_related("edition__questionnaire")[0]
    request_export(exercise=round_, query="state=in_progress", key=EXPORTS["ready"], actor=officer)
    common = {"exercise": round_, "requested_by": officer, "total": 1200, "file_name": "returns.xlsx"}
    RoundExport.objects.create(key=EXPORTS["half-way"], begun_at=now, done=500, **common)
    RoundExport.objects.create(key=EXPORTS["failed"], begun_at=now, failed_at=now, **common)
    request_pack(years=[round_.year], key=PACKS["ready"], actor=officer)
    make_packs()
    common = {"years": [round_.year], "requested_by": officer, "begun_at": now, "file_name": "inspection-pack.zip"}
    problems = [["Report of an audit", "“Two children” tells of so few that a child could be recognised."]]
    InspectionPack.objects.create(key=PACKS["stopped"], failed_at=now, problems=problems, **common)
