"""What happens beside the returns: last years' rounds are closed, some were chased, two schools have closed."""

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from audit_forms.organisations.enums import Duty, Establishment, MembershipRole, RegisterStatus
from audit_forms.organisations.models import Membership, Organisation
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.self_assessments.demo.people import DOMAIN, MAIN_SCHOOL, OTHER_SCHOOL, load_school_staff
from audit_forms.self_assessments.demo.places import LA_CODE
from audit_forms.self_assessments.enums import Segment
from audit_forms.self_assessments.models import Chase, ChasedReturn, Round
from audit_forms.self_assessments.segments import text_for
from audit_forms.self_assessments.waiting import waiting_for
from portal.accounts.models import User
from portal.trail.models import AuditTrail

CLOSED_AFTER = timedelta(days=45)
# The number that the school which became an academy gets; after those of the list of schools.
ACADEMY_URN = 990_900
CHASES = (
    (UUID("7c0e7a3e-0000-4000-8000-000000000001"), Segment.NOT_STARTED, timedelta(days=12)),
    (UUID("7c0e7a3e-0000-4000-8000-000000000002"), Segment.STUCK, timedelta(days=1)),
)


def load_running() -> None:
    """All of it, once."""
    if Chase.objects.exists():
        return
    Round.objects.filter(deadline__lt=timezone.now() - CLOSED_AFTER).update(
        closed_at=timezone.now() - timedelta(days=30)
    )
    running = Round.objects.running().filter(edition__questionnaire__key="s175", returns__isnull=False).first()
    if running is None:
        return
    become_an_academy(drafts(running, started=True)[0].organisation)
    untouched = drafts(running, started=False)
    close(untouched[-1].organisation, "Does not meet criteria for registration")
    lose_the_lead(untouched[-2].organisation)
    chase(running, *CHASES[0], drafts(running, started=False)[:6])
    awaiting = running.returns.filter(status=ReturnStatus.AWAITING_SIGN_OFF).select_related("organisation", "exercise")
    chase(running, *CHASES[1], list(awaiting[:1]))


def drafts(running: Round, started: bool) -> list[Return]:
    """Drafts of open schools in Merrowdale, but for those of the demo accounts."""
    found = running.returns.filter(
        status=ReturnStatus.DRAFT,
        started_at__isnull=not started,
        extended_until__isnull=True,
        organisation__la_code=LA_CODE,
        organisation__trust__isnull=True,
        organisation__status=RegisterStatus.OPEN,
    ).exclude(organisation__name__in=(MAIN_SCHOOL, OTHER_SCHOOL))
    return list(found.select_related("organisation", "exercise").order_by("organisation__urn"))


def close(school: Organisation, reason: str) -> None:
    """The register says that the school closed a fortnight ago."""
    school.status, school.closed_because = RegisterStatus.CLOSED, reason
    school.closed_on = timezone.localdate() - timedelta(days=14)
    school.save(update_fields=["status", "closed_because", "closed_on"])


def become_an_academy(school: Organisation) -> None:
    """The school goes on under a new number, with people of its own."""
    close(school, "Academy Converter")
    after: date = timezone.localdate() - timedelta(days=13)
    successor = Organisation.objects.get(pk=school.pk)
    successor.pk, successor.urn, successor.name = None, ACADEMY_URN, f"{school.name} Academy"
    successor.status, successor.opened_on, successor.closed_on = RegisterStatus.OPEN, after, None
    successor.closed_because, successor.duty = "", Duty.S157
    successor.establishment, successor.establishment_type = Establishment.ACADEMY, "Academy converter"
    successor.save()
    school.successor = successor
    school.save(update_fields=["successor"])
    load_school_staff()


def lose_the_lead(school: Organisation) -> None:
    """The school's lead was invited and has not come."""
    leads = Membership.objects.current().filter(organisation=school, role=MembershipRole.LEAD)
    User.objects.filter(pk__in=leads.values("user")).update(is_active=False)


def chase(running: Round, key: UUID, segment: Segment, ago: timedelta, about: list[Return]) -> None:
    """The Business Unit chased these returns that long ago; nothing is mailed."""
    unit, at = User.objects.get(email=f"unit@{DOMAIN}"), timezone.now() - ago
    told = [each for each in waiting_for(about) if each.people]
    people = {person.pk for each in told for person in each.people}
    made = Chase.objects.create(
        key=key,
        exercise=running,
        segment=segment,
        text=text_for(segment),
        people=len(people),
        sent_by=unit,
        sent_at=at,
    )
    ChasedReturn.objects.bulk_create(ChasedReturn(chase=made, audit_return=each.audit_return) for each in told)
    AuditTrail.objects.create(
        at=at,
        actor=unit,
        action="round.chased",
        target_type=running._meta.label_lower,
        target_id=str(running.pk),
        data={"segment": segment.value, "people": len(people)},
    )
