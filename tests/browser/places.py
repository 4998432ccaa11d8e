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
    WHERE person.email = ? AND returns_return.status = ? AND NOT returns_return.is_confidential
    ORDER BY returns_return.id DESC
"""
OWN_LETTER = """
    SELECT given.reference FROM self_assessments_feedbackletter AS letter
    JOIN self_assessments_deepdive AS dive ON dive.id = letter.deep_dive_id
    JOIN returns_return AS given ON given.id = dive.audit_return_id
    JOIN organisations_membership AS member ON member.organisation_id = given.organisation_id
    JOIN accounts_user AS person ON person.id = member.user_id
"""
STATE = """
    SELECT reference FROM returns_return
    WHERE status = ? AND exercise_id IN (SELECT exercise_ptr_id FROM self_assessments_round) ORDER BY id DESC
"""
ACTION = """
    SELECT action.reference FROM improvement_action AS action
    JOIN organisations_membership AS member ON member.organisation_id = action.organisation_id
    JOIN accounts_user AS person ON person.id = member.user_id
"""
AUDIT = """
    SELECT audit.reference FROM case_audits_caseaudit AS audit
    JOIN returns_exercise AS exercise ON exercise.id = audit.exercise_ptr_id
"""
CASE = """
    SELECT kept.reference FROM case_audits_case AS kept
    JOIN returns_exercise AS exercise ON exercise.id = kept.audit_id
"""
PART = """
    FROM case_audits_involvement AS part JOIN case_audits_case AS kase ON kase.id = part.case_id
    JOIN case_audits_caseaudit AS audit ON audit.exercise_ptr_id = kase.audit_id
    JOIN organisations_organisation AS agency ON agency.id = part.organisation_id
    LEFT JOIN returns_return AS given ON given.id = part.audit_return_id
"""
POLICE = "agency.sector = 'police' AND audit.status = 'running'"
TOLD = "part.status = 'notified'"
BEGUN = "audit.status = 'running' AND part.status = 'countersigned' AND given.status = 'draft'"
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
    "audit-agreed": f"{AUDIT} WHERE audit.status = 'agreed'",
    "audit-ready": f"{AUDIT} WHERE exercise.title = 'Ready to start'",
    "audit-bare": f"{AUDIT} WHERE exercise.title = 'Nothing prepared'",
    "audit-running": f"{AUDIT} WHERE exercise.title = 'Agencies are at work'",
    "audit-long": f"{AUDIT} ORDER BY LENGTH(exercise.title) DESC",
    "empty-year": """
        SELECT year FROM case_audits_programme WHERE id NOT IN (SELECT programme_id FROM case_audits_caseaudit)
    """,
    "report-written": MEETING.format("Report being written"),
    "report-published": MEETING.format("Published lately"),
    "report-closed": "SELECT reference FROM case_audits_caseaudit WHERE status = 'closed'",
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
    "schools": """
        SELECT exercise_ptr_id FROM self_assessments_round AS round
        JOIN returns_exercise AS exercise ON exercise.id = round.exercise_ptr_id
        WHERE exercise.title LIKE 'Section 175 %' AND round.opened_at IS NOT NULL ORDER BY round.opened_at DESC
    """,
    "letters": """
        SELECT sample.exercise_id FROM self_assessments_sample AS sample
        JOIN self_assessments_deepdive AS dive ON dive.sample_id = sample.id
        JOIN self_assessments_feedbackletter AS letter ON letter.deep_dive_id = dive.id ORDER BY letter.id
    """,
    "draft-letter": "SELECT id FROM self_assessments_feedbackletter WHERE status = 'draft' ORDER BY id",
    "answered-letter": "SELECT id FROM self_assessments_feedbackletter WHERE status = 'answered' ORDER BY id",
    "own-letter": f"""
        {OWN_LETTER} WHERE letter.status = 'sent' AND person.email = 'dsl@demo.example' ORDER BY letter.id
    """,
    "read-round": "SELECT exercise_id FROM self_assessments_theme",
    "theme": "SELECT id FROM self_assessments_theme",
    "drafted-round": "SELECT exercise_id FROM self_assessments_summaryreport WHERE status = 'draft'",
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
    "sampled-round": "SELECT exercise_id FROM self_assessments_sample ORDER BY id DESC",
    "sample": "SELECT id FROM self_assessments_sample ORDER BY id DESC",
    "dive": """
        SELECT review.deep_dive_id FROM self_assessments_review AS review JOIN self_assessments_deepdive AS dive
        ON dive.id = review.deep_dive_id WHERE review.finished_at IS NOT NULL AND NOT dive.is_read_twice
        ORDER BY review.id
    """,
    "own-review": """
        SELECT review.deep_dive_id FROM self_assessments_review AS review JOIN accounts_user AS person
        ON person.id = review.reviewer_id WHERE person.email = 'unit@demo.example' AND review.finished_at IS NULL
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
    "alert": "SELECT reference FROM improvement_alert WHERE status = 'acknowledged' ORDER BY id",
    "long-alert": "SELECT reference FROM improvement_alert WHERE status = 'assurance_given' ORDER BY id",
    "recommendation": "SELECT reference FROM improvement_recommendation WHERE status = 'open' ORDER BY id",
    "workbook": "SELECT id FROM returns_uploadedworkbook ORDER BY id DESC",
    "audit": """
        SELECT audit.reference FROM case_audits_caseaudit AS audit JOIN returns_exercise AS exercise
        ON exercise.id = audit.exercise_ptr_id WHERE exercise.title = 'Cases of the inventory'
    """,
    "bare-audit": "SELECT reference FROM case_audits_caseaudit WHERE NOT uses_vault ORDER BY exercise_ptr_id DESC",
    "case": f"{CASE} WHERE title = 'Cases of the inventory' AND kept.status = 'active' ORDER BY kept.id",
    "withdrawn-case": f"{CASE} WHERE title = 'Cases of the inventory' AND kept.status = 'withdrawn'",
    "case-list": """
        SELECT substr(key, 1, 8) || '-' || substr(key, 9, 4) || '-' || substr(key, 13, 4) || '-' || substr(key, 17, 4)
        || '-' || substr(key, 21) FROM case_audits_casebatch WHERE added_at IS NULL ORDER BY id DESC
    """,
    "told-part": f"SELECT kase.reference || '/' || part.organisation_id {PART} WHERE {POLICE} AND {TOLD}",
    "audited-part": f"SELECT kase.reference || '/' || part.organisation_id {PART} WHERE {POLICE} AND {BEGUN}",
    "audited-unit": f"SELECT audit.reference || '/returns/' || given.reference {PART} WHERE {BEGUN}",
    "audited-conflict": f"""
        SELECT '/unit/case-audits/' || audit.reference || '/cases/' || kase.reference || '/' || part.organisation_id
        || '/conflict/' {PART} WHERE {BEGUN}
    """,
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
