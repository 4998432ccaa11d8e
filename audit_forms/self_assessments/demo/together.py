"""How people share the work in Merrowdale: sections and comments at the main school, a link to sign at another."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from audit_forms.organisations.enums import Capacity, MembershipRole
from audit_forms.organisations.models import Membership
from audit_forms.questionnaires.models import Section
from audit_forms.returns import services
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Answer, Comment, Return, SectionAssignment
from audit_forms.returns.services.common import next_step
from audit_forms.returns.signing import Invitee
from audit_forms.self_assessments.demo.people import DOMAIN, MAIN_SCHOOL
from portal.accounts.models import User
from portal.trail.models import AuditTrail

# Of the sections in their order: whose they are.
WITH_COLLEAGUE, WITH_LEAD = (2, 4, 9), (0, 1, 3)
# (key of the question, who, days ago, text, resolved)
COMMENTS = (
    ("policy-approved", "dsl", 9, "Do we still have the minutes that approved it? I could not find them.", True),
    ("policy-approved", "colleague", 8, "Yes, in the office. I have scanned the page and dated the answer.", True),
    ("induction", "dsl", 3, "Can you say when the new staff had their induction? The governors will ask.", False),
    ("dsl-availability", "colleague", 2, "I am not sure that this is green: the deputy was away in the autumn.", False),
    ("dsl-availability", "dsl", 1, "Agreed, let us look at it together on Thursday.", False),
)
CHAIR = Invitee("Ottilie Fairlough", f"ottilie.fairlough@governors.{DOMAIN}")
COLLEAGUES_ANSWERS = 6


def load_together() -> None:
    """Make all of it, unless it is there."""
    if SectionAssignment.objects.exists():
        return
    running = Return.objects.with_context().filter(exercise__deadline__gt=timezone.now())
    own = running.get(organisation__name=MAIN_SCHOOL)
    lead, colleague = (User.objects.get(email=f"{name}@{DOMAIN}") for name in ("dsl", "colleague"))
    share_out(own, lead, colleague)
    write_with(own, colleague)
    talk(own, {"dsl": lead, "colleague": colleague})
    invite_chair(running.filter(status=ReturnStatus.AWAITING_SIGN_OFF).order_by("organisation__name"))


def share_out(own: Return, lead: User, colleague: User) -> None:
    """Give some sections to the lead and some to the colleague."""
    sections: list[Section] = [part.section for part in asked_sections(own)]
    for person, numbers in ((colleague, WITH_COLLEAGUE), (lead, WITH_LEAD)):
        SectionAssignment.objects.bulk_create(
            SectionAssignment(audit_return=own, section=sections[number], user=person, assigned_by=lead)
            for number in numbers
        )


def write_with(own: Return, colleague: User) -> None:
    """Let some of the answers be the colleague's."""
    answers = list(own.answers.filter(question__section__position__gt=1).select_related("question").order_by("pk"))
    now = timezone.now()
    for number, answer in enumerate(answers[:COLLEAGUES_ANSWERS]):
        at = now - timedelta(days=2, minutes=11 * (COLLEAGUES_ANSWERS - number))
        Answer.objects.filter(pk=answer.pk).update(updated_by=colleague, updated_at=at, version=2)
        log(own, colleague, "return.answers_saved", at, questions=[answer.question.key])


def talk(own: Return, people: dict[str, User]) -> None:
    """What they say about single questions."""
    asked = {question.key: question for part in asked_sections(own) for question in part.questions}
    now = timezone.now()
    for key, who, days, text, resolved in COMMENTS:
        at = now - timedelta(days=days, hours=len(who))
        done = {"resolved_by": people["dsl"], "resolved_at": at + timedelta(hours=30)} if resolved else {}
        said = Comment.objects.create(
            audit_return=own, question=asked[key], text=text, author=people[who], written_at=at, **done
        )
        log(own, people[who], "return.comment_written", at, question=key, comment=said.pk)


def invite_chair(awaiting: Any) -> None:
    """Send the chair of the first school whose head has confirmed a link; its mail goes out with the others."""
    for each in awaiting:
        step = next_step(each)
        if step is not None and step.capacity == Capacity.CHAIR:
            leads = Membership.objects.current().filter(organisation=each.organisation, role=MembershipRole.LEAD)
            lead = leads.select_related("user").get().user
            services.send_signing_link(audit_return=each, capacity=Capacity.CHAIR, invitee=CHAIR, actor=lead)
            return


def log(own: Return, actor: User, action: str, at: Any, **data: Any) -> None:
    """One entry of the audit trail."""
    label, key = own._meta.label_lower, str(own.pk)
    AuditTrail.objects.create(at=at, actor=actor, action=action, target_type=label, target_id=key, data=data)
