"""How far each agency is with each case of an audit: the Business Unit's grid, and whom it chases."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from audit_forms.case_audits.enums import ChaseSegment, InvolvementStatus, PartState
from audit_forms.case_audits.models import Appointment, Case, CaseAudit, CaseChase, ChasedPart, Involvement
from audit_forms.case_audits.notifications.agencies import leads_by_agency
from audit_forms.organisations.models import Organisation
from audit_forms.questionnaires.enums import Tone
from audit_forms.returns.enums import Progress

OVERDUE = "overdue"
OWN_STATES = {
    InvolvementStatus.NOTIFIED: PartState.NOT_ANSWERED,
    InvolvementStatus.NIL_RETURN: PartState.NOT_KNOWN,
    InvolvementStatus.HISTORIC: PartState.HISTORIC,
    InvolvementStatus.ACKNOWLEDGED: PartState.NO_AUDITOR,
    InvolvementStatus.AUDITOR_NAMED: PartState.AUDITOR_NAMED,
    InvolvementStatus.MODERATED: PartState.MODERATED,
    InvolvementStatus.WITHDRAWN: PartState.WITHDRAWN,
}
RETURN_STATES = {
    Progress.NOT_STARTED: PartState.COUNTERSIGNED,
    Progress.IN_PROGRESS: PartState.IN_PROGRESS,
    Progress.AWAITING_SIGN_OFF: PartState.AWAITING_SIGN_OFF,
    Progress.SUBMITTED: PartState.SUBMITTED,
    Progress.CHANGES_REQUESTED: PartState.CHANGES_REQUESTED,
    Progress.ACCEPTED: PartState.ACCEPTED,
    Progress.WITHDRAWN: PartState.WITHDRAWN,
}
# The shape and colour of each: a ring where the agency has yet to move, half a circle on the way, a full one when in.
TONES = {
    **dict.fromkeys((PartState.NOT_ANSWERED, PartState.NO_AUDITOR), Tone.RED),
    **dict.fromkeys((PartState.SUBMITTED, PartState.ACCEPTED, PartState.MODERATED), Tone.GREEN),
    **dict.fromkeys(
        (PartState.NOT_TOLD, PartState.NOT_KNOWN, PartState.HISTORIC, PartState.WITHDRAWN),
        Tone.NEUTRAL,
    ),
}
# Until then an agency is still to say whether it is involved, and who audits.
EARLY = frozenset({PartState.NOT_ANSWERED, PartState.NO_AUDITOR, PartState.AUDITOR_NAMED})
WRITING = frozenset({PartState.COUNTERSIGNED, PartState.IN_PROGRESS, PartState.AWAITING_SIGN_OFF})


@dataclass(frozen=True)
class Cell:
    """How far one agency is with one case, since when, and whether that is later than asked."""

    case: Case
    state: PartState
    at: datetime | None = None
    is_overdue: bool = False
    url: str = ""
    part: Involvement | None = None

    @property
    def tone(self) -> Tone:
        """Its shape and colour."""
        return TONES.get(self.state, Tone.AMBER)

    def matches(self, wanted: str) -> bool:
        """Whether it is in the state wanted; "overdue" is one, and "" is any."""
        return not wanted or self.state == wanted or (wanted == OVERDUE and self.is_overdue)


@dataclass
class AgencyRow:
    """One agency with its cells in the order of the cases."""

    agency: Organisation
    cells: list[Cell]
    has_lead: bool
    last_chase: CaseChase | None


@dataclass
class Grid:
    """Cases by agencies."""

    audit: CaseAudit
    cases: list[Case]
    rows: list[AgencyRow]
    wanted: str = ""
    total: Counter[str] = field(default_factory=Counter)

    @property
    def segments(self) -> list[tuple[ChaseSegment, int]]:
        """For what agencies can be chased, and for how many parts."""
        return [(segment, self.total[segment.value]) for segment in ChaseSegment]

    @property
    def choices(self) -> list[tuple[str, str, int]]:
        """The states to filter by: value, words, number."""
        states = [(state.value, str(state.label), self.total[state.value]) for state in PartState]
        return [each for each in [(OVERDUE, "Overdue", self.total[OVERDUE]), *states] if each[2]]


def grid_of(audit: CaseAudit, wanted: str = "") -> Grid:
    """The grid of an audit in a fixed number of queries (bars P4); with `wanted`, what is in that state only."""
    cases = list(audit.cases.all())
    parts = {(part.case_id, part.organisation_id): part for part in _parts(audit)}
    agencies = {each.organisation_id: each.organisation for each in audit.asked.select_related("organisation")}
    agencies |= {part.organisation_id: part.organisation for part in parts.values()}
    leads, chases = leads_by_agency(agencies), _last_chases(audit)
    appointments = _appointments(audit)
    rows = []
    for agency in sorted(agencies.values(), key=lambda each: (each.name, each.pk)):
        cells = [cell_of(audit, case, parts.get((case.pk, agency.pk)), appointments) for case in cases]
        rows.append(AgencyRow(agency, cells, agency.pk in leads, chases.get(agency.pk)))
    total = Counter(words for row in rows for cell in row.cells for words in _counted(cell))
    return _narrowed(Grid(audit, cases, rows, wanted, total))


def _counted(cell: Cell) -> Iterator[str]:
    yield cell.state.value
    if cell.is_overdue:
        yield OVERDUE


def _narrowed(grid: Grid) -> Grid:
    """Only the cases and agencies in which anything is in the state wanted."""
    if not grid.wanted:
        return grid
    grid.rows = [row for row in grid.rows if any(cell.matches(grid.wanted) for cell in row.cells)]
    found = {cell.case.pk for row in grid.rows for cell in row.cells if cell.matches(grid.wanted)}
    grid.cases = [case for case in grid.cases if case.pk in found]
    for row in grid.rows:
        row.cells = [cell for cell in row.cells if cell.case.pk in found]
    return grid


def _parts(audit: CaseAudit) -> Iterable[Involvement]:
    return Involvement.objects.filter(case__audit=audit).select_related("organisation", "audit_return", "case")


def _appointments(audit: CaseAudit) -> dict[int, Appointment]:
    current = Appointment.objects.current().filter(involvement__case__audit=audit)
    return {each.involvement_id: each for each in current}


def _last_chases(audit: CaseAudit) -> dict[int, CaseChase]:
    """The newest chase of each agency, by the agency's key."""
    chased = ChasedPart.objects.filter(chase__audit=audit).order_by()
    newest = dict(chased.values_list("involvement__organisation").annotate(newest=Max("chase")))
    chases = CaseChase.objects.select_related("sent_by").in_bulk(set(newest.values()))
    return {agency: chases[key] for agency, key in newest.items()}


def cell_of(audit: CaseAudit, case: Case, part: Involvement | None, appointments: dict[int, Appointment]) -> Cell:
    """How far a part is; None is an agency that has not been told of the case."""
    if part is None:
        return Cell(case, PartState.NOT_TOLD if case.is_active else PartState.WITHDRAWN)
    if part.audit_return is not None:
        part.audit_return.exercise = audit
    state = state_of(part)
    url = part.audit_return.get_absolute_url() if part.audit_return is not None else ""
    at = _since(part, state, appointments.get(part.pk))
    return Cell(case, state, at, is_overdue(audit, part, state), url, part)


def state_of(part: Involvement) -> PartState:
    """What is told of the part: once countersigned, its return's own state."""
    if part.status != InvolvementStatus.COUNTERSIGNED:
        return OWN_STATES[InvolvementStatus(part.status)]
    return RETURN_STATES[part.audit_return.progress] if part.audit_return else PartState.COUNTERSIGNED


def is_overdue(audit: CaseAudit, part: Involvement, state: PartState) -> bool:
    """Whether an answer or an auditor is missing after its day, or the return after its deadline; never stored."""
    if state in EARLY:
        return timezone.localdate() > audit.involvement_due_on
    if state in WRITING:
        return part.audit_return.is_overdue if part.audit_return else timezone.now() > audit.deadline
    return False


def _since(part: Involvement, state: PartState, appointment: Appointment | None) -> datetime | None:
    if state == PartState.NOT_ANSWERED:
        return part.notified_at
    if state == PartState.AUDITOR_NAMED and appointment:
        return appointment.named_at
    if state == PartState.COUNTERSIGNED and appointment:
        return appointment.countersigned_at
    if part.audit_return is not None and state in (PartState.SUBMITTED, PartState.ACCEPTED, PartState.MODERATED):
        return part.audit_return.submitted_at
    if part.audit_return is not None and state == PartState.IN_PROGRESS:
        return part.audit_return.started_at
    return part.answered_at


def parts_in(audit: CaseAudit, segment: ChaseSegment) -> list[Involvement]:
    """The parts for which agencies are chased, ordered by agency."""
    appointments: dict[int, Appointment] = {}
    cells = [cell_of(audit, part.case, part, appointments) for part in _parts(audit)]
    return [cell.part for cell in cells if cell.part and cell.matches(segment.value)]
