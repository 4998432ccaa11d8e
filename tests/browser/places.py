"""Where in the data the screens of the inventory are: names instead of numbers and references that change."""

import re
import sqlite3
from pathlib import Path

PAGE = """
    SELECT page.url_path FROM wagtailcore_page AS page
    JOIN django_content_type AS type ON type.id = page.content_type_id
    WHERE type.app_label = ? AND type.model = ? AND page.live
    ORDER BY page.depth, page.path
"""
RETURN = """
    SELECT returns_return.reference FROM returns_return
    JOIN organisations_membership AS member ON member.organisation_id = returns_return.organisation_id
    JOIN accounts_user AS person ON person.id = member.user_id
    WHERE person.email = ? AND returns_return.status = ?
    ORDER BY returns_return.id DESC
"""
STATE = "SELECT reference FROM returns_return WHERE status = ? ORDER BY id DESC"
ACTION = """
    SELECT action.reference FROM improvement_action AS action
    JOIN organisations_membership AS member ON member.organisation_id = action.organisation_id
    JOIN accounts_user AS person ON person.id = member.user_id
"""
MEETING = """
    SELECT audit.reference FROM case_audits_caseaudit AS audit
    JOIN returns_exercise AS exercise ON exercise.id = audit.exercise_ptr_id WHERE exercise.title = '{}'
"""
MEETING_CASE = """
    SELECT moderated.reference FROM case_audits_case AS moderated
    JOIN returns_exercise AS exercise ON exercise.id = moderated.audit_id WHERE exercise.title = '{}'
    ORDER BY moderated.id
"""
ROWS = {
    "meeting": MEETING.format("Children living with domestic abuse"),
    "meeting-before": MEETING.format("Before the meeting"),
    "meeting-after": MEETING.format("After the meeting"),
    "meeting-case": MEETING_CASE.format("Children living with domestic abuse"),
    "meeting-after-case": MEETING_CASE.format("After the meeting"),
    "meeting-part": """
        SELECT part.id FROM case_audits_involvement AS part
        JOIN case_audits_case AS moderated ON moderated.id = part.case_id
        JOIN returns_exercise AS exercise ON exercise.id = moderated.audit_id
        JOIN returns_return AS given ON given.id = part.audit_return_id
        LEFT JOIN case_audits_excuse AS excuse ON excuse.involvement_id = part.id
        WHERE exercise.title = 'Before the meeting' AND given.status <> 'accepted' AND excuse.id IS NULL
    """,
    "round": "SELECT exercise_ptr_id FROM self_assessments_round WHERE opened_at IS NOT NULL ORDER BY opened_at DESC",
    "agencies": """
        SELECT exercise_ptr_id FROM self_assessments_round AS round
        JOIN returns_exercise AS exercise ON exercise.id = round.exercise_ptr_id
        WHERE exercise.title LIKE 'Section 11 %' ORDER BY round.opened_at DESC
    """,
    "planned": "SELECT exercise_ptr_id FROM self_assessments_round WHERE opened_at IS NULL",
    "edition": "SELECT id FROM questionnaires_edition ORDER BY in_force_from DESC",
    "school": "SELECT id FROM organisations_organisation WHERE name = 'Thistlemarsh Primary School'",
    "long": "SELECT id FROM organisations_organisation ORDER BY LENGTH(name) DESC",
    "undecided": "SELECT id FROM organisations_organisation WHERE duty = 'undecided' AND kind = 'school'",
    "closed": "SELECT id FROM organisations_organisation WHERE name = 'Closed Primary School'",
    "colleague": """
        SELECT member.id FROM organisations_membership AS member JOIN accounts_user AS person
        ON person.id = member.user_id WHERE person.email = 'colleague@demo.example'
    """,
    "minutes": "SELECT id FROM returns_evidence WHERE file_name LIKE '%.docx' ORDER BY id DESC",
    "noted": """
        SELECT DISTINCT given.reference FROM returns_return AS given JOIN returns_assurancenote AS note
        ON note.audit_return_id = given.id WHERE given.status = 'submitted' ORDER BY given.id
    """,
    "sent_again": "SELECT reference FROM returns_return WHERE status = 'submitted' AND attempt > 1 ORDER BY id",
    "action": f"{ACTION} WHERE person.email = 'dsl@demo.example' AND action.status = 'in_progress'",
    "waiting": "SELECT reference FROM improvement_action WHERE status = 'evidence_given' ORDER BY id",
    "long-action": f"{ACTION} WHERE person.email = 'long@demo.example' AND LENGTH(action.what) > 200",
    "trust-school": """
        SELECT action.organisation_id FROM improvement_action AS action JOIN organisations_organisation AS school
        ON school.id = action.organisation_id JOIN organisations_membership AS member
        ON member.organisation_id = school.trust_id JOIN accounts_user AS person ON person.id = member.user_id
        WHERE person.email = 'trust@demo.example'
    """,
    "recommendation": "SELECT reference FROM improvement_recommendation WHERE status = 'open' ORDER BY id",
    "workbook": "SELECT id FROM returns_uploadedworkbook ORDER BY id DESC",
    "import": "SELECT id FROM organisations_registerimport ORDER BY id DESC",
}
NAMED = re.compile(r"\{(\w+):([^}]+)\}")


class Places:
    """Looks names up in a copy of the demo database.

    In an address `{page:home.informationpage}` is the first published page of that type, `{of:dsl:draft}` the newest
    return in that state at the organisation of that account, `{any:submitted}` the newest of all in that state, and
    `{row:round}` the number of one of `ROWS`.
    """

    def __init__(self, database: Path) -> None:
        self.database = database

    def resolve(self, address: str) -> str:
        """The address with every name replaced."""
        return NAMED.sub(lambda found: getattr(self, found.group(1))(found.group(2)), address)

    def page(self, kind: str) -> str:
        """The path of the first published page of a type."""
        # Paths in the database begin with the site's root page.
        return "/" + self._first(PAGE, *kind.split(".")).split("/", 2)[2]

    def of(self, name: str) -> str:
        """The reference of a return: account and state."""
        account, state = name.split(":")
        return self._first(RETURN, f"{account}@demo.example", state)

    def any(self, state: str) -> str:
        """The reference of a return in that state."""
        return self._first(STATE, state)

    def row(self, name: str) -> str:
        """The number of a row."""
        return self._first(ROWS[name])

    def _first(self, query: str, *values: str) -> str:
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
        try:
            found = connection.execute(query, values).fetchone()
        finally:
            connection.close()
        assert found, f"The demo data has no row for {query} {values}"
        return str(found[0])
