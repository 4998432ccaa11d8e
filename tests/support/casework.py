"""What tests ask of a server's database, through the portal's own code in a process of its own."""

import json
import re
from typing import Any

from tests.support.server import PortalServer

# Completes the draft of the demo school and tells its reference.
COMPLETE = """
from audit_forms.improvement.responding import asked_of
from audit_forms.improvement.services import Typed, confirm_plan, save_responses
from audit_forms.questionnaires.selection import rating_levels
from audit_forms.returns.asking import asked_sections
from audit_forms.returns import services
from audit_forms.returns.models import Return
from portal.accounts.models import User

lead = User.objects.get(email="dsl@demo.example")
draft = Return.objects.with_context().written_by(lead).get(status="draft")
FILLED = {
    "rating": {"level": "green", "text": "Minutes"}, "short_text": {"text": "Words"}, "long_text": {"text": "Words"},
    "number": {"number": "3"}, "date": {"date": "1/9/2026"}, "choice": {},
    "person": {"name": "Ann Example", "email": "ann@school.example", "trained_on": "1/9/2026"},
}
versions = dict(draft.answers.values_list("question__key", "version"))
for asked in asked_sections(draft):
    posted = {}
    for question in asked.questions:
        given = dict(FILLED[question.answer_type])
        if question.answer_type == "choice":
            given["choice"] = question.choices[0]["value"]
        given["version"] = str(versions.get(question.key, 0))
        given["confirm"] = "on"
        posted |= {f"{question.key}.{part}": value for part, value in given.items()}
    saved = services.save_answers(audit_return=draft, section=asked.section.key, posted=posted, actor=lead)
    assert saved.is_clean, saved.form.errors
confirm_plan(audit_return=draft, actor=lead)
said = Typed(version=0, state="done", done="All of it.", evidence="Minutes.", effect="They say so.")
save_responses(audit_return=draft, typed={each.recommendation.pk: said for each in asked_of(draft)}, actor=lead)
result = draft.reference
"""
DRAFT = """
from audit_forms.returns.models import Return
from portal.accounts.models import User

lead = User.objects.get(email="dsl@demo.example")
result = Return.objects.written_by(lead).get(status="draft").reference
"""
STORY = """
from audit_forms.returns.models import Return
from portal.outbox.models import Message
from portal.trail.models import AuditTrail

each = Return.objects.get(reference="{reference}")
trail = AuditTrail.objects.about(each).exclude(action__startswith="return.answers_")
mails = Message.objects.filter(once_key__startswith=f"return:{{each.pk}}:")
result = dict(
    status=each.status, attempt=each.attempt, sign_offs=each.sign_offs.filter(attempt=each.attempt).count(),
    requests=each.change_requests.count(),
    trail=list(trail.values_list("action", flat=True)), mails=list(mails.values_list("to", "subject")),
)
"""
# Moves the last sign of life of the only session back.
AGE_SESSIONS = """
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

for row in Session.objects.all():
    session = SessionStore(row.session_key)
    if "seen_at" in session:
        session["seen_at"] -= {minutes} * 60
        session.save()
"""
END_SESSIONS = """
from django.contrib.sessions.models import Session

result = Session.objects.all().delete()[0]
"""
NEW_PASSWORD = """
from portal.accounts.models import User

person = User.objects.get(email="dsl@demo.example")
person.set_password("portal-demo")
person.save()
result = None
"""

NEWEST_MAIL = """
from portal.outbox.models import Message

result = Message.objects.exclude(text="").order_by("-pk")[0].text
"""
CODE = re.compile(r"asked for it: (\d{6})")


def newest_code(server: PortalServer) -> str:
    """The code in the newest mail, which opens a signing link."""
    found = CODE.search(ask(server, NEWEST_MAIL))
    assert found is not None
    return found.group(1)


def ask(server: PortalServer, code: str) -> Any:
    """Run the code on the server's data and return what it leaves in `result`."""
    printed = server.manage("shell", "-v0", "-c", f"{code}\nimport json\nprint('RESULT ' + json.dumps(result))")
    line = next(line for line in printed.splitlines() if line.startswith("RESULT "))
    return json.loads(line.removeprefix("RESULT "))
